"""The computer's own keyring, as the place where a journal's key is kept.

Only keyrings that encrypt are on the list below, each named in the code. The ``keyring`` package
is never asked to choose one: it would take a plain-text store where it finds no better, and obey
the environment and a configuration file in doing so.
"""

import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from journal_app.domain.errors import JournalError, KeyMismatch, KeyringAbsent, KeyringLocked

SERVICE = "org.afterpage.Afterpage"
_ABSENT = "No keyring answered on this computer. Nothing is lost, and nothing is kept unprotected."
_CLOSED = "Your computer’s keyring is closed. Nothing is lost; open it when you like and try again."
_FORGETFUL = "This computer’s keyring didn’t keep what we gave it, so we won’t rely on it."
_CLINGING = "Your keyring still holds this journal’s key. Nothing is lost, and you can try again."
_TAKEN = "The keyring already holds another key for this journal, so we left it as it was."
_STRANGE = (
    "What the keyring holds for this journal isn’t a key of ours. Your journal is still here,"
    " unopened and unharmed."
)
_MARK = "v1."
_KEY_BYTES = 32


class Ring(Protocol):
    """One of the keyrings we trust, reduced to names and texts."""

    def get(self, name: str) -> str | None:
        """Return the text kept under ``name``; None only if the keyring is open and has none."""
        ...

    def put(self, name: str, text: str) -> None:
        """Keep ``text`` under ``name``."""
        ...

    def remove(self, name: str) -> bool:
        """Remove all that is kept under ``name``; tell whether nothing is left."""
        ...


class OsKeychain:
    """Keeps keys in the keyring of the signed-in person. Any call may wait for a prompt."""

    def __init__(self, find: Callable[[], Ring] | None = None) -> None:
        self._find = find or systems_own

    def read(self, vault_id: str) -> bytes | None:
        """Return the key of a journal, or None if the keyring is open and holds none."""
        with _plain_sentences():
            text = self._find().get(_name(vault_id))
        return None if text is None else _decode(text)

    def write(self, vault_id: str, key: bytes) -> None:
        """Keep ``key`` and see that it is really kept. Another key is never overwritten."""
        text = _MARK + urlsafe_b64encode(key).decode()
        with _plain_sentences():
            ring, name = self._find(), _name(vault_id)
            found = ring.get(name)
            if found is None:
                ring.put(name, text)
                found = ring.get(name)
        if found is None:
            raise KeyringAbsent(_FORGETFUL)
        if found != text:
            raise KeyMismatch(_TAKEN)

    def forget(self, vault_id: str) -> None:
        """Remove what is kept for a journal, whatever it is; nothing there is fine."""
        with _plain_sentences():
            gone = self._find().remove(_name(vault_id))
        if not gone:
            raise KeyringLocked(_CLINGING)


class Listed:
    """A backend class of the ``keyring`` package, used by itself."""

    def __init__(self, backend: Any) -> None:  # noqa: ANN401 - the backends are untyped
        if not backend.viable:
            raise KeyringAbsent(_ABSENT)
        self._backend = backend()
        vars(self._backend).clear()  # what it took from KEYRING_PROPERTY_… in the environment
        if sys.platform == "win32":
            self._backend.persist = "local machine"  # by default a key roams through a domain

    def get(self, name: str) -> str | None:
        """Return the text kept under ``name``."""
        found: str | None = self._backend.get_password(SERVICE, name)
        return found

    def put(self, name: str, text: str) -> None:
        """Keep ``text`` under ``name``."""
        self._backend.set_password(SERVICE, name, text)

    def remove(self, name: str) -> bool:
        """Remove what is kept under ``name``; tell whether nothing is left."""
        if self.get(name) is not None:
            self._backend.delete_password(SERVICE, name)
        return self.get(name) is None


def systems_own() -> Ring:
    """Return this system's keyring; loaded here, because it costs more than the first window."""
    if sys.platform == "darwin":
        from keyring.backends import macOS  # noqa: PLC0415

        return Listed(macOS.Keyring)
    if sys.platform == "win32":
        from keyring.backends import Windows  # noqa: PLC0415

        return Listed(Windows.WinVaultKeyring)
    from journal_app.devices.secretservice import SecretService  # noqa: PLC0415

    if not SecretService.viable():
        raise KeyringAbsent(_ABSENT)
    return SecretService(SERVICE)


def _name(vault_id: str) -> str:
    return f"vault-{vault_id}"


def _decode(text: str) -> bytes:
    try:
        key = urlsafe_b64decode(text.removeprefix(_MARK))
    except ValueError:
        raise KeyMismatch(_STRANGE) from None
    if not text.startswith(_MARK) or len(key) != _KEY_BYTES:
        raise KeyMismatch(_STRANGE)
    return key


@contextmanager
def _plain_sentences() -> Iterator[None]:
    """Turn whatever a keyring does into a sentence; never into "there is no key"."""
    try:
        yield
    except (JournalError, ImportError):  # the latter is a fault of our package, not of theirs
        raise
    except Exception as error:  # keyrings also fail with bare D-Bus errors and assertions
        raise KeyringLocked(_CLOSED) from error
