"""The header: ``vault.json``, the small public file beside the encrypted one.

It says which journal this is, how it is opened, and which key is the right one, so that a wrong
key and a damaged file can be told apart. It holds nothing secret and nothing anybody wrote.
"""

import errno
import hmac
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from journal_app.domain.errors import DiskFull, NotKept, VaultDamaged, VaultMissing, VaultTooNew
from journal_app.storage import files
from journal_app.storage.keys import slots
from journal_app.storage.keys.slots import DAMAGED, FORMAT, VERSION, Slot

FILE = "vault.json"
DATABASE = "journal.db"
MISSING = (
    "Your journal’s file is untouched. The small file beside it, vault.json, isn’t where we left"
    " it. Put it back and try again."
)

_MOST_BYTES = 64 * 1024
_LATEST_MS = 2**53
_FINGERPRINT_BYTES = 16
_FIELDS = {
    "format", "version", "vault_id", "created", "database", "fingerprint", "opens_with", "state",
    "slots",
}  # fmt: skip

_TOO_NEW = (
    "A newer version of Afterpage made this journal. It is safe, and that version will open it."
)
_UNREADABLE = "Your journal is untouched. Its folder couldn’t be read just now; you can try again."
_FULL = "The disk is full, so nothing was begun yet. Nothing is lost; you can try again."
_UNWRITABLE = "We couldn’t write in the journal’s folder. Nothing is lost; you can try again."


class OpensWith(StrEnum):
    """What the person is asked for when the journal opens."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way in, not a secret


class State(StrEnum):
    """Whether the encrypted file was ever there: while it is NEW, nothing can be lost."""

    NEW = "new"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Header:
    """Everything ``vault.json`` says about one journal."""

    vault_id: str
    created: int
    fingerprint: bytes
    opens_with: OpensWith
    state: State = State.NEW
    slots: tuple[Slot, ...] = ()
    database: str = DATABASE


def load(folder: Path, name: str = FILE) -> Header | None:
    """Return the header in ``folder``, or None where there is none.

    Raises ``VaultTooNew``, ``VaultDamaged`` or ``VaultMissing``, and never changes anything.
    """
    try:
        with (folder / name).open("rb") as file:
            written = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError:
        raise VaultMissing(_UNREADABLE) from None
    if len(written) > _MOST_BYTES:
        raise VaultDamaged(DAMAGED)
    try:
        return _parse(json.loads(written))
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested beyond all reason
        raise VaultDamaged(DAMAGED) from None


def save(folder: Path, header: Header) -> None:
    """Put ``header`` in the place of the old one, so that there is one of the two at any time."""
    try:
        files.write(folder / FILE, json.dumps(_to_json(header)).encode())
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(_FULL) from None
        raise NotKept(_UNWRITABLE) from None


def ready(folder: Path) -> Header:
    """Note that the encrypted file is there; from now on a missing one is never made anew."""
    header = load(folder)
    if header is None:
        raise VaultMissing(MISSING)
    if header.state is not State.READY:
        header = replace(header, state=State.READY)
        save(folder, header)
    return header


def fingerprint(key: bytes | bytearray, vault_id: str) -> bytes:
    """Return 16 bytes that recognise ``key`` and tell nothing about it."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - see slots
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    kdf = HKDF(SHA256(), _FINGERPRINT_BYTES, salt=vault_id.encode(), info=b"fingerprint")
    return kdf.derive(key)


def matches(header: Header, key: bytes | bytearray) -> bool:
    """Tell whether ``key`` is this journal's data key."""
    found = fingerprint(key, header.vault_id)
    return len(key) == slots.KEY_BYTES and hmac.compare_digest(found, header.fingerprint)


def _to_json(header: Header) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": header.vault_id,
        "created": header.created,
        "database": header.database,
        "fingerprint": header.fingerprint.hex(),
        "opens_with": header.opens_with,
        "state": header.state,
        "slots": [slots.to_json(slot) for slot in header.slots],
    }


def _parse(stored: object) -> Header:
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise VaultDamaged(DAMAGED)
    version = stored.get("version")
    if type(version) is int and version > VERSION:
        raise VaultTooNew(_TOO_NEW)
    described = (version, stored.get("database"))
    if stored.keys() != _FIELDS or described != (VERSION, DATABASE):
        raise VaultDamaged(DAMAGED)
    kept = stored["slots"]
    if not isinstance(kept, list):
        raise VaultDamaged(DAMAGED)
    return Header(
        vault_id=slots.blob(stored["vault_id"], 16).hex(),
        created=slots.whole(stored["created"], 0, _LATEST_MS),
        fingerprint=slots.blob(stored["fingerprint"], _FINGERPRINT_BYTES),
        opens_with=OpensWith(stored["opens_with"]),
        state=State(stored["state"]),
        slots=tuple(slots.from_json(slot) for slot in kept),
    )
