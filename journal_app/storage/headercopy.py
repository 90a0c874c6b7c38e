"""The copies of ``vault.json`` that lie beside the backups, for the day the journal's own is gone.

One is only ever used because somebody chose it, and when its key really opens the journal.
"""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from journal_app.domain.errors import JournalError, NotKept, VaultDamaged
from journal_app.storage import files
from journal_app.storage.keys import header
from journal_app.storage.keys.header import DATABASE, FILE, Header, State

_BACKUPS = "backups"
_DOESNT_FIT = "That copy of vault.json doesn’t open this journal’s file. Nothing was changed."


@dataclass(frozen=True, slots=True)
class HeaderCopy:
    """A header as it was when a backup was made."""

    header: Header
    made_ms: int


def newest(folder: Path) -> HeaderCopy | None:
    """Return the newest copy that can be read, if there is any."""
    for file in sorted((folder / _BACKUPS).glob("*.json"), reverse=True):
        try:
            made = datetime.strptime(file.name[: file.name.index("Z") + 1], "%Y-%m-%dT%H%M%S%z")
            found = header.load(file.parent, file.name)
        except (ValueError, JournalError):
            continue
        if found is not None:
            return HeaderCopy(found, int(made.timestamp()) * 1000)
    return None


def put_back(folder: Path, copy: HeaderCopy, key: bytes | bytearray, at_ms: int) -> Header:
    """Put a copy in the place of the journal's header, which is kept aside; ``key`` must fit."""
    _see_that_it_opens(folder / DATABASE, key)
    old = folder / FILE
    if old.exists():
        try:
            aside = folder / f"replaced-{files.stamp(at_ms)}"
            aside.mkdir(mode=0o700, exist_ok=True)
            files.write(aside / FILE, old.read_bytes())
        except OSError:
            raise NotKept(_DOESNT_FIT) from None
    found = replace(copy.header, state=State.READY)
    header.save(folder, found)
    return found


def _see_that_it_opens(file: Path, key: bytes | bytearray) -> None:
    from sqlcipher3.dbapi2 import Error  # noqa: PLC0415 - needed once in a lifetime

    from journal_app.storage import engine  # noqa: PLC0415

    try:
        with closing(engine.keyed(file, key, engine.Access.READ_STILL)) as raw:
            raw.execute("PRAGMA writable_schema = ON")  # also a file cut short shows its key
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except Error:
        raise VaultDamaged(_DOESNT_FIT) from None
