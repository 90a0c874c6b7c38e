"""Backups: whole, encrypted copies of the journal, each checked before it counts.

A backup is a copy under the journal's own key, made while the journal goes on being written. It
gets its name when it was read back and found right.

A backup ``2026-11-22T193000Z-daily.db`` has the header that fits it beside it, as ``….json``.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

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
from journal_app.storage import copying, exchange, files, upgrade, vault
from journal_app.storage import engine as engines
from journal_app.storage.copying import Breathe
from journal_app.storage.engine import Access
from journal_app.storage.exchange import End
from journal_app.storage.keys import header
from journal_app.storage.keys.header import DATABASE, Header
from journal_app.storage.sentences import Sentences, saying

FOLDER = "backups"
Room = Callable[[Path], int]

_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-({'|'.join(Occasion)})\.db(\.part)?", re.ASCII)
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
_REMOVING: Sentences = {
    DiskFull: "A backup couldn’t be removed just now. Nothing else was changed.",
    NotKept: "A backup couldn’t be removed just now. Nothing else was changed.",
}
_ANOTHER = "This backup opens with another key, so it wasn’t used. Nothing was changed."
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
    with saying(_MAKING):
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
            with closing(engines.keyed(folder / DATABASE, key, Access.READ)) as live:
                copying.copy(live, part, key, breathe)
            os.utime(part, ns=(changed_ns, changed_ns))
            files.write(_beside(file), (folder / header.FILE).read_bytes())
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
        files.settle(place)
        made = _recognise(file)
        assert made is not None  # noqa: S101 - just named like this
        return made


def every(folder: Path) -> tuple[Backup, ...]:
    """Return the backups of the journal in ``folder``, newest first, with unfinished ones."""
    return within(folder / FOLDER)


def within(place: Path) -> tuple[Backup, ...]:
    """Return the backups that lie in ``place``, newest first, with unfinished ones.

    Files we did not make, and copies without their header, are nobody's business here.
    """
    found = (_recognise(file) for file in (place.iterdir() if place.is_dir() else ()))
    return rotation.newest_first(backup for backup in found if backup is not None)


def present(folder: Path) -> tuple[Backup, ...]:
    """Return those of the backups that open with the key the journal has now, and unfinished ones.

    The others, from before a change of the key, are kept until somebody wants them gone.
    """
    ours = header.load(folder)
    known = {"", "" if ours is None else ours.vault_id}
    return tuple(backup for backup in every(folder) if backup.opens_with in known)


def changed(folder: Path, key: bytes | bytearray) -> bool:
    """Whether the journal holds anything its newest backup has not.

    A copy carries the time its original was last written, as the disk noted it. That costs no
    counter in the journal, sees every kind of write, and at worst makes one copy too many.
    """
    with saying(_MAKING):
        whole = [backup for backup in present(folder) if backup.verified]
        if whole:
            return whole[0].file.stat().st_mtime_ns != _changed_ns(folder)
        with closing(engines.keyed(folder / DATABASE, key, Access.READ)) as live:
            return live.execute(_ANY_ENTRY).fetchone() is not None


def tidy(folder: Path) -> None:
    """Remove what the rotation gives no place to, and what an interrupted backup left."""
    remove(rotation.leaving(present(folder)))
    for beside in (folder / FOLDER).glob("*.json*"):
        half = beside.name.endswith(".new")  # a header that was just being written
        file = beside.with_name(beside.name.removesuffix(".new")).with_suffix(".db")
        if _NAME.fullmatch(file.name) and (half or not file.exists()):
            beside.unlink()


def remove(backups: Iterable[Backup]) -> None:
    """Remove backups, each with its header."""
    with saying(_REMOVING):
        for backup in backups:
            backup.file.unlink(missing_ok=True)
            if backup.verified:
                _beside(backup.file).unlink(missing_ok=True)


def header_of(backup: Backup) -> Header:
    """Return the header that fits a backup; it may be of an earlier day, and another key's."""
    with saying(_USING):
        found = header.load(backup.file.parent, _beside(backup.file).name)
        if found is None or not backup.file.exists():
            raise VaultMissing
        return found


def made_ms(file: Path) -> int | None:
    """Return when a backup was made, by its name; None if it isn't named like one."""
    named = _NAME.fullmatch(file.name)
    if named is None:
        return None
    return int(datetime.strptime(named[1], "%Y-%m-%dT%H%M%S%z").timestamp()) * 1000


def check(backup: Backup, key: bytes | bytearray, breathe: Breathe = lambda: None) -> None:
    """Read all of a backup; raises what is wrong with it. Fine means: it can be put in place."""
    _see_that_it_fits(backup, key)
    with saying(_USING):
        copying.verify(backup.file, key, breathe)


def last_good(
    folder: Path, key: bytes | bytearray, breathe: Breathe = lambda: None
) -> Backup | None:
    """Return the newest backup nothing is wrong with."""
    for backup in (one for one in every(folder) if one.verified):
        try:
            check(backup, key, breathe)
        except JournalError:
            breathe()
        else:
            return backup
    return None


@contextmanager
def inside(backup: Backup, key: bytes | bytearray) -> Iterator[Connection]:
    """Give a connection that reads a backup and can change nothing in it."""
    _see_that_it_fits(backup, key)
    with saying(_USING), closing(vault.look(backup.file, key)) as copy, copy.reading() as db:
        if upgrade.needed(db):
            raise JournalError(_OLDER)
        yield db


def prepare(
    folder: Path,
    backup: Backup,
    key: bytes | bytearray,
    breathe: Breathe = lambda: None,
    room: Room = free,
    its_key: bytes | bytearray | None = None,
) -> None:
    """Check a backup and lay a copy of it beside the journal, for ``exchange.put_in_place``.

    The copy is under ``key``, the journal's; ``its_key`` is the backup's, if that is another.
    """
    check(backup, its_key or key, breathe)
    with saying(_USING):
        if room(folder) < backup.file.stat().st_size:
            raise DiskFull
        target = exchange.prepare(folder, End.ASIDE) / DATABASE
        if its_key is None:
            files.copy(backup.file, target, breathe)
        else:
            with closing(engines.keyed(backup.file, its_key, Access.READ_STILL)) as still:
                copying.copy(still, target, key, breathe)


def _see_that_it_fits(backup: Backup, key: bytes | bytearray) -> None:
    if not header.matches(header_of(backup), key):
        raise KeyMismatch(_ANOTHER)


def _recognise(file: Path) -> Backup | None:
    named = _NAME.fullmatch(file.name)
    if named is None or not (named[3] or _beside(file).exists()):
        return None
    return Backup(
        made_ms(file) or 0,
        file.stat().st_size,
        Occasion(named[2]),
        verified=not named[3],
        file=file,
        opens_with=_opens_with(file),
    )


def _opens_with(file: Path) -> str:
    try:
        found = header.load(file.parent, _beside(file).name)
    except JournalError:  # whoever uses the copy hears what is wrong with it
        found = None
    return "" if found is None else found.vault_id


def _beside(file: Path) -> Path:
    return file.with_name(file.name.removesuffix(".part")).with_suffix(".json")


def _written(folder: Path) -> list[os.stat_result]:
    """Return what the disk says of the files that hold the journal's content."""
    there = [folder / DATABASE, folder / f"{DATABASE}-wal"]
    return [stat for stat in (file.stat() for file in there if file.exists()) if stat.st_size]


def _size(folder: Path) -> int:
    return sum(stat.st_size for stat in _written(folder))


def _changed_ns(folder: Path) -> int:
    return max((stat.st_mtime_ns for stat in _written(folder)), default=0)
