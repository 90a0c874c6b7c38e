"""The real Secret Service of a desktop: looked into, locked and emptied by tests."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path

import secretstorage

from tests.desktop.bus import Bus


class Keychain:
    """The default collection of a gnome-keyring-daemon."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_open(self) -> bool:
        """Tell whether the collection is unlocked."""
        return not self._collection().is_locked()

    def lock(self) -> None:
        """Lock the collection, as a person does by signing out of it."""
        self._collection().lock()
        assert not self.is_open()

    def put(self, name: str, secret: str) -> None:
        """Keep a secret under a user name."""
        self._collection().create_item("by a test", {"username": name}, secret.encode())

    def get(self, name: str) -> str:
        """Return the secret kept under a user name."""
        return bytes(self._item(name).get_secret()).decode()

    def has(self, name: str) -> bool:
        """Tell whether something is kept under a user name."""
        return bool(list(self._collection().search_items({"username": name})))

    def forget(self, name: str) -> None:
        """Delete what is kept under a user name."""
        self._item(name).delete()

    def _item(self, name: str) -> secretstorage.Item:
        (item,) = self._collection().search_items({"username": name})
        return item

    def _collection(self) -> secretstorage.Collection:
        return secretstorage.get_default_collection(self._bus.connection)


def name_of(folder: Path) -> str:
    """Return the name under which the key of the journal in a folder is kept."""
    header = json.loads((folder / "vault.json").read_bytes())
    return f"vault-{header['vault_id']}"


def key_in(secret: str) -> bytes:
    """Return the key in a kept secret."""
    key = urlsafe_b64decode(secret.removeprefix("v1."))
    assert len(key) == 32
    return key
