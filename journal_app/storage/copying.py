"""Whole copies of a database, exactly as it is at one moment, while it goes on being written.

A copy is written by SQLite's online backup inside one read transaction; outside one, every commit
of the original would start it again. The copy has its key before its first page, so it is never
anything but ciphertext; under another key than the original's it is encrypted anew. It counts when
it was read back and found right.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from journal_app.domain.errors import NotKept, VaultDamaged
from journal_app.storage import engine as engines
from journal_app.storage import files, vault
from journal_app.storage.engine import Access

Breathe = Callable[[], None]

_PAGES = 256  # a step, 1 MB: whoever writes waits for no more than that
_OPERATIONS = 1_000_000  # of SQLite, between two breaths of a check
_LOOK, _FINE = "PRAGMA quick_check", [("ok",)]
_COUNT = 'SELECT count(*) FROM "{}"'  # a name of our own; SQLite takes no parameter there
_ANY_ROW = 'SELECT 1 FROM "{}" LIMIT 1'


def copy(live: Any, target: Path, key: bytes | bytearray, breathe: Breathe) -> None:  # noqa: ANN401
    """Copy the database of the driver's connection ``live`` into the new file ``target``.

    ``breathe`` is called between pieces of the work and may end it by raising. Raises
    ``VaultDamaged`` if a page of the original can't be read, ``NotKept`` if the copy isn't right.
    """

    def step(_status: int, _remaining: int, _total: int) -> None:
        breathe()

    target.touch(0o600, exist_ok=False)
    live.execute("BEGIN")
    counted = rows(live)
    if not counted:
        raise VaultDamaged
    with closing(engines.keyed(target, key, Access.WRITE)) as made:
        made.execute("PRAGMA journal_mode = OFF")  # an interrupted copy is thrown away
        made.execute("PRAGMA synchronous = OFF")  # and a whole one synced at the end
        live.backup(made, pages=_PAGES, progress=step)
    # A page that can't be authenticated is copied as zeros, signed anew, and without an error;
    # but then the connection gives no further page from the disk. The first one stays in memory.
    live.execute("PRAGMA shrink_memory")
    live.execute(_ANY_ROW.format(next(iter(counted)))).fetchone()
    live.execute("COMMIT")
    try:
        verify(target, key, breathe, counted)
    except VaultDamaged:
        if live.execute(_LOOK).fetchall() != _FINE:  # a page that was emptied is copied like that
            raise
        raise NotKept from None  # the copy, not the journal
    files.sync(target)


def verify(
    file: Path, key: bytes | bytearray, breathe: Breathe, counted: dict[str, int] | None = None
) -> None:
    """Read all of a file nobody writes; raises ``VaultDamaged`` if anything in it isn't right."""
    with closing(vault.look(file, key)) as copy, copy.reading() as db:
        raw: Any = db.connection.driver_connection
        raw.set_progress_handler(breathe, _OPERATIONS)
        breathe()
        wrong = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        breathe()
        wrong = wrong or raw.execute(_LOOK).fetchall() != _FINE
        if wrong or (counted is not None and counted != rows(raw)):
            raise VaultDamaged


def rows(connection: Any) -> dict[str, int]:  # noqa: ANN401 - the driver is untyped
    """Return how many rows each table of a database has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: connection.execute(_COUNT.format(name)).fetchone()[0] for (name,) in names}
