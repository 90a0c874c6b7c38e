"""Backups: whole, encrypted copies of the journal, each checked before it counts.

A copy is written by SQLite's online backup inside one read transaction, so that it shows one
moment and is never begun anew while the journal goes on being written; outside a transaction,
every commit would start it again. The copy has the journal's own key before its first page, so it
is never anything but ciphertext. It gets its name when it was read back and found right.

A backup ``2026-11-22T193000Z-daily.db`` has the header that fits it beside it, as ``….json``.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from journal_app.domain import rotation
from journal_app.domain.errors import (
    DiskFull,
    JournalError,
    KeyMismatch,
    NotKept,
    VaultDamaged,
    VaultMissing,
)
from journal_app.domain.rotation import Backup, Occasion
from journal_app.storage import engine as engines
from journal_app.storage import files, header, sentences, upgrade, vault
from journal_app.storage.engine import Access
from journal_app.storage.header import DATABASE
from journal_app.storage.restoring import PREPARED
from journal_app.storage.sentences import Sentences

FOLDER = "backups"
Breathe = Callable[[], None]
Room = Callable[[Path], int]

_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-({'|'.join(Occasion)})\.db(\.part)?", re.ASCII)
_PAGES = 256  # a step of the backup, 1 MB: the writer waits for no more than that
_OPERATIONS = 1_000_000  # of SQLite, between two breaths of a check
_ANY_ENTRY = "SELECT 1 FROM entry LIMIT 1"
_SPARE = 2  # a copy is made where this many would fit

_MAKING: Sentences = {
    DiskFull: "There isn’t room for a backup just now. Your journal itself is safe. A backup needs"
    " twice the journal’s size to be free.",
    NotKept: "A backup couldn’t be made just now. Your journal itself is safe.",
    VaultDamaged: "A part of the journal’s file can’t be read, so no backup was made of it. Nothing"
    " was changed, and the earlier backups are as they were.",
}
_USING: Sentences = {
    DiskFull: "There isn’t room to put this backup in place. Nothing was changed.",
    NotKept: "This backup couldn’t be read just now. Nothing was changed.",
    VaultDamaged: "This backup doesn’t look right, so it wasn’t used. Nothing was changed.",
    VaultMissing: "This backup isn’t where we left it. Nothing was changed.",
}
_ANOTHER = "This backup has another journal’s key, so it wasn’t used. Nothing was changed."
_OLDER = (
    "This backup was made by an earlier version of Afterpage. It can be put in place, and is"
    " brought up to date then."
)


def free(folder: Path) -> int:
    """Return how many bytes still fit on the disk of ``folder``."""
    return shutil.disk_usage(folder).free


def make(
    folder: Path,
    key: bytes | bytearray,
    occasion: Occasion,
    at_ms: int,
    breathe: Breathe = lambda: None,
    room: Room = free,
) -> Backup:
    """Copy the open journal in ``folder``, on any thread, while it goes on being written.

    ``breathe`` is called between pieces of the work and may end it by raising. Raises ``DiskFull``,
    ``NotKept`` or ``VaultDamaged``; nothing half-made then counts.
    """
    with _saying(_MAKING):
        place = folder / FOLDER
        place.mkdir(mode=0o700, exist_ok=True)
        if room(place) < _SPARE * _size(folder):
            raise DiskFull
        while list(place.glob(f"{files.stamp(at_ms)}-*")):
            at_ms += 1000  # a second one in the same second
        file = place / f"{files.stamp(at_ms)}-{occasion}.db"
        part = file.with_name(f"{file.name}.part")
        changed_ns = _changed_ns(folder)
        try:
            _copy_pages(folder / DATABASE, part, key, breathe)
            files.sync(part)
            os.utime(part, ns=(changed_ns, changed_ns))
            files.write(_beside(file), (folder / header.FILE).read_bytes())
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
        files.settle(place)
        return Backup(at_ms // 1000 * 1000, file.stat().st_size, occasion)


def every(folder: Path) -> tuple[Backup, ...]:
    """Return the backups of the journal in ``folder``, newest first, with unfinished ones.

    Files we did not make, and copies without their header, are nobody's business here.
    """
    place = folder / FOLDER
    found = (_recognise(file) for file in (place.iterdir() if place.is_dir() else ()))
    return rotation.newest_first(backup for backup in found if backup is not None)


def changed(folder: Path, key: bytes | bytearray) -> bool:
    """Whether the journal holds anything its newest backup has not.

    A copy carries the time its original was last written, as the disk noted it. That costs no
    counter in the journal, sees every kind of write, and at worst makes one copy too many.
    """
    with _saying(_MAKING):
        whole = [backup for backup in every(folder) if backup.verified]
        if whole:
            return _file(folder, whole[0]).stat().st_mtime_ns != _changed_ns(folder)
        with closing(engines.keyed(folder / DATABASE, key, Access.READ)) as live:
            return live.execute(_ANY_ENTRY).fetchone() is not None


def tidy(folder: Path) -> None:
    """Remove what the rotation gives no place to, and what an interrupted backup left."""
    place = folder / FOLDER
    for backup in rotation.leaving(every(folder)):
        file = _file(folder, backup)
        file.unlink(missing_ok=True)
        if backup.verified:
            _beside(file).unlink(missing_ok=True)
    for beside in place.glob("*.json"):
        file = beside.with_suffix(".db")
        if _NAME.fullmatch(file.name) and not file.exists():
            beside.unlink()


def check(
    folder: Path, backup: Backup, key: bytes | bytearray, breathe: Breathe = lambda: None
) -> None:
    """Read all of a backup; raises what is wrong with it. Fine means: it can be put in place."""
    file = _file(folder, backup)
    with _saying(_USING):
        _see_that_it_fits(folder, file)
        _verify(file, key, breathe)


def last_good(
    folder: Path, key: bytes | bytearray, breathe: Breathe = lambda: None
) -> Backup | None:
    """Return the newest backup nothing is wrong with."""
    for backup in every(folder):
        try:
            check(folder, backup, key, breathe)
        except JournalError:
            breathe()
        else:
            return backup
    return None


@contextmanager
def inside(folder: Path, backup: Backup, key: bytes | bytearray) -> Iterator[Connection]:
    """Give a connection that reads a backup and can change nothing in it."""
    file = _file(folder, backup)
    with _saying(_USING):
        _see_that_it_fits(folder, file)
        with closing(vault.look(file, key)) as copy, copy.reading() as db:
            if upgrade.needed(db):
                raise JournalError(_OLDER)
            yield db


def prepare(
    folder: Path,
    backup: Backup,
    key: bytes | bytearray,
    breathe: Breathe = lambda: None,
    room: Room = free,
) -> None:
    """Check a backup and lay a copy of it beside the journal, for ``restoring.put_in_place``."""
    check(folder, backup, key, breathe)
    with _saying(_USING):
        file = _file(folder, backup)
        if room(folder) < file.stat().st_size:
            raise DiskFull
        files.copy(file, folder / PREPARED, breathe)


def _copy_pages(source: Path, part: Path, key: bytes | bytearray, breathe: Breathe) -> None:
    """Copy a live database as it is at one moment, and see that the copy is right."""

    def step(_status: int, _remaining: int, _total: int) -> None:
        breathe()

    part.touch(0o600, exist_ok=False)
    with closing(engines.keyed(source, key, Access.READ)) as live:
        live.execute("BEGIN")
        rows = _rows(live)
        with closing(engines.keyed(part, key, Access.WRITE)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")  # an interrupted copy is thrown away
            copy.execute("PRAGMA synchronous = OFF")  # and a whole one synced at the end
            live.backup(copy, pages=_PAGES, progress=step)
        # A page that can't be authenticated is copied as zeros, signed anew, and without an error;
        # but then the connection gives no further page from the disk.
        live.execute("PRAGMA shrink_memory")
        live.execute(_ANY_ENTRY).fetchone()
    try:
        _verify(part, key, breathe, rows)
    except VaultDamaged:
        raise NotKept from None  # the copy, not the journal


def _verify(
    file: Path, key: bytes | bytearray, breathe: Breathe, rows: dict[str, int] | None = None
) -> None:
    with closing(vault.look(file, key)) as copy, copy.reading() as db:
        raw: Any = db.connection.driver_connection
        raw.set_progress_handler(breathe, _OPERATIONS)
        wrong = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        breathe()
        wrong = wrong or raw.execute("PRAGMA quick_check").fetchall() != [("ok",)]
        if wrong or (rows is not None and rows != _rows(raw)):
            raise VaultDamaged


def _rows(connection: Any) -> dict[str, int]:  # noqa: ANN401 - the driver is untyped
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    count = 'SELECT count(*) FROM "{}"'  # names of our own tables, and SQLite takes no parameter
    return {name: connection.execute(count.format(name)).fetchone()[0] for (name,) in names}


def _see_that_it_fits(folder: Path, file: Path) -> None:
    if not file.exists():
        raise VaultMissing
    ours, its = header.load(folder), header.load(file.parent, _beside(file).name)
    if ours is None or its is None:
        raise VaultMissing
    if (ours.vault_id, ours.fingerprint) != (its.vault_id, its.fingerprint):
        raise KeyMismatch(_ANOTHER)


def _recognise(file: Path) -> Backup | None:
    named = _NAME.fullmatch(file.name)
    if named is None or not (named[3] or _beside(file).exists()):
        return None
    made = datetime.strptime(named[1], "%Y-%m-%dT%H%M%S%z")
    size = file.stat().st_size
    return Backup(int(made.timestamp()) * 1000, size, Occasion(named[2]), verified=not named[3])


def _file(folder: Path, backup: Backup) -> Path:
    name = f"{files.stamp(backup.made_ms)}-{backup.occasion}.db"
    return folder / FOLDER / (name if backup.verified else f"{name}.part")


def _beside(file: Path) -> Path:
    return file.with_suffix(".json")


def _written(folder: Path) -> list[os.stat_result]:
    """Return what the disk says of the files that hold the journal's content."""
    there = [folder / DATABASE, folder / f"{DATABASE}-wal"]
    return [stat for stat in (file.stat() for file in there if file.exists()) if stat.st_size]


def _size(folder: Path) -> int:
    return sum(stat.st_size for stat in _written(folder))


def _changed_ns(folder: Path) -> int:
    return max((stat.st_mtime_ns for stat in _written(folder)), default=0)


@contextmanager
def _saying(texts: Sentences) -> Iterator[None]:
    """Say what went wrong in the words of this room, also where another noticed it."""
    try:
        with sentences.plain(texts):
            yield
    except JournalError as error:
        raise type(error)(texts.get(type(error), str(error))) from None
