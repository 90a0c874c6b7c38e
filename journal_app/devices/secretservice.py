"""The Secret Service of Linux desktops: GNOME Keyring, KWallet and KeePassXC all speak it.

Spoken through ``secretstorage``, which the ``keyring`` package uses as well. By itself it closes
every connection again and finds an item in whichever collection it is, both of which ``keyring``
leaves undone. Items are named the way ``keyring`` names them, so either finds the other's.
"""

from contextlib import closing, suppress

import secretstorage
from jeepney.io.blocking import DBusConnection
from secretstorage import Collection, Item, ItemNotFoundException, LockedException

LABEL = "Afterpage"


class SecretService:
    """The keyring behind the session bus. What goes wrong is for ``keychain`` to put in words."""

    def __init__(self, service: str) -> None:
        self._service = service

    @staticmethod
    def viable() -> bool:
        """Tell whether there is a session bus, and a keyring on it or ready to start."""
        try:
            bus = secretstorage.dbus_init()
        except Exception:  # noqa: BLE001 - no address, a wrong one, nobody there: no bus
            return False
        with closing(bus):
            return bool(secretstorage.check_service_availability(bus))

    def get(self, name: str) -> str | None:
        """Return the text kept under ``name``; None only if the keyring is open and has none."""
        with closing(secretstorage.dbus_init()) as bus:
            item = self._find(bus, name)
            if item is None:  # a closed collection may hide what it has
                _unlock(secretstorage.get_default_collection(bus))
                item = self._find(bus, name)
            if item is None:
                return None
            _unlock(item)
            return bytes(item.get_secret()).decode(errors="replace")

    def put(self, name: str, text: str) -> None:
        """Keep ``text`` under ``name``, beside whatever else is kept under it."""
        with closing(secretstorage.dbus_init()) as bus:
            collection = secretstorage.get_default_collection(bus)
            _unlock(collection)
            collection.create_item(LABEL, self._named(name), text.encode(), replace=False)

    def remove(self, name: str) -> bool:
        """Remove all that is kept under ``name``; tell whether nothing is left."""
        with closing(secretstorage.dbus_init()) as bus:
            if not any(secretstorage.get_all_collections(bus)):
                raise LockedException("shows nothing")  # as KeePassXC does while it is closed
            with suppress(ItemNotFoundException):  # whoever never kept anything needs no keyring
                _unlock(Collection(bus))  # a closed one may hide what it has
            for item in list(secretstorage.search_items(bus, self._named(name))):
                _unlock(item)
                item.delete()
            return self._find(bus, name) is None

    def _find(self, bus: DBusConnection, name: str) -> Item | None:
        found = secretstorage.search_items(bus, self._named(name))
        return min(found, key=Item.is_locked, default=None)  # one that is open needs no prompt

    def _named(self, name: str) -> dict[str, str]:
        return {"service": self._service, "username": name}


def _unlock(what: Collection | Item) -> None:
    """Open a collection or the one an item is in, waiting while the person is being asked."""
    if what.is_locked():
        what.unlock()
    if what.is_locked():
        raise LockedException("dismissed")
