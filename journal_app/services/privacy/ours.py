"""Which files are ours: every file the app made is known by its name and its place.

Whatever else lies in our folders is somebody else's: it is named, and never opened, changed or
removed.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from journal_app.domain.errors import JournalError
from journal_app.domain.rotation import Occasion
from journal_app.services.surroundings import Surroundings
from journal_app.storage import ballast, elsewhere, exchange, files
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header

_BACKUPS = "backups"
_STAMP = r"\d{4}-\d\d-\d\dT\d{6}Z"
_BACKUP = re.compile(rf"{_STAMP}-({'|'.join(Occasion)})\.(db|json)", re.ASCII)
_HALF_BACKUP = re.compile(rf"{_STAMP}-({'|'.join(Occasion)})\.(db\.part|json\.new)", re.ASCII)
_ASIDE = re.compile(rf"replaced-{_STAMP}", re.ASCII)
_PREPARED = {*exchange.End, exchange.PACKING}
_UNDER_WAY = re.compile(rf"(restored|renewed)-{_STAMP}", re.ASCII)
_THROWN = re.compile(r"temp-[0-9a-f]{32}", re.ASCII)
_SETTINGS = {"settings.json", "settings.new"}


class What(StrEnum):
    """What a file of ours is for."""

    JOURNAL = "journal"
    CHANGES = "changes"
    HEADER = "header"
    LOCK = "lock"
    BALLAST = "ballast"
    BACKUP = "backup"
    ASIDE = "aside"
    UNFINISHED = "unfinished"
    SETTINGS = "settings"
    CACHE = "cache"
    MODEL = "model"


_NAMED = {
    header.DATABASE: What.JOURNAL,
    **{f"{header.DATABASE}{end}": What.CHANGES for end in files.ENDINGS if end},
    header.FILE: What.HEADER,
    ".lock": What.LOCK,
    ballast.FILE: What.BALLAST,
    **{f"{header.DATABASE}.new{end}": What.UNFINISHED for end in files.ENDINGS},
    f"{header.FILE}.new": What.UNFINISHED,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of ours."""

    path: Path
    what: What
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """Files of ours, and what lies between them and isn't."""

    ours: tuple[Kept, ...] = ()
    foreign: tuple[Path, ...] = ()

    def of(self, *kinds: What) -> tuple[Kept, ...]:
        """Return the files of these kinds."""
        return tuple(kept for kept in self.ours if kept.what in kinds)


def everything(folder: Path, around: Surroundings) -> Found:
    """Return the files in the journal's folder and the app's own, without a second folder."""
    places: list[Kept | Path] = [*_in_journal(folder, with_settings=around.settings == folder)]
    if around.settings is not None and around.settings != folder:
        places += _in_settings(around.settings, but={folder, around.cache, around.models})
    ours = [kept for kept in places if isinstance(kept, Kept)]
    if around.cache is not None:
        ours += [_kept(path, What.CACHE) for path in _all_files(around.cache)]
    if around.models is not None:
        ours += [_kept(path, What.MODEL) for path in _all_files(around.models)]
    for beside in sorted(folder.parent.glob("temp-*")):
        if _THROWN.fullmatch(beside.name) and beside != folder and not _in_use(beside):
            thrown = (kept for kept in _in_journal(beside) if isinstance(kept, Kept))
            ours += [Kept(kept.path, What.UNFINISHED, kept.size) for kept in thrown]
    return Found(tuple(ours), tuple(path for path in places if isinstance(path, Path)))


def copies_in(second: Path | None, ids: set[str]) -> Found | None:
    """Return the copies in a second folder; None where that can't be reached.

    Those under keys that are none of ``ids`` are another journal's.
    """
    if second is None or not elsewhere.is_there(second):
        return None
    ours, foreign = [], []
    for path in _listed(second / elsewhere.FOLDER):
        its = _header_of(path)
        if _inside(_BACKUPS, path) is not None and its is not None and its.vault_id in ids:
            ours.append(_kept(path, What.BACKUP))
        else:
            foreign.append(path)
    return Found(tuple(ours), tuple(foreign))


def headers(found: Found) -> tuple[Header, ...]:
    """Return the headers of the journal and of all copies of it that lie beside it."""
    beside = (kept.path for kept in found.ours if kept.path.suffix == ".json")
    return tuple(there for there in map(_header_of, beside) if there is not None)


def remove_aside(folder: Path) -> int:
    """Remove the files in ``replaced-…``, and the folders that are empty then."""
    aside = Found(tuple(kept for kept in _in_journal(folder) if isinstance(kept, Kept)))
    return remove(aside.of(What.ASIDE))


def remove(kept: tuple[Kept, ...]) -> int:
    """Remove files and what folders they leave empty; return how many bytes are free now."""
    freed = 0
    for one in kept:
        with suppress(OSError):
            one.path.unlink()
            freed += one.size
    for place in {one.path.parent for one in kept}:
        with suppress(OSError):
            place.rmdir()
    return freed


def is_our_folder(path: Path) -> bool:
    """Tell whether this is a folder we make inside the journal's."""
    return _is_folder(path) and _kind_of_folder(path.name) is not None


def _in_journal(folder: Path, *, with_settings: bool = False) -> Iterator[Kept | Path]:
    """Go through a journal's folder; a path alone is one that isn't ours."""
    settings = dict.fromkeys(_SETTINGS if with_settings else (), What.SETTINGS)
    for path in _listed(folder):
        what = (_NAMED | settings).get(path.name)
        if is_our_folder(path):
            for inner in _listed(path):
                purpose = _inside(path.name, inner)
                yield inner if purpose is None else _kept(inner, purpose)
        else:
            yield path if what is None or not _is_file(path) else _kept(path, what)


def _in_settings(folder: Path, but: set[Path | None]) -> Iterator[Kept | Path]:
    for path in _listed(folder):
        if path.name in _SETTINGS and _is_file(path):
            yield _kept(path, What.SETTINGS)
        elif path not in but and not _THROWN.fullmatch(path.name):
            yield path


def _kind_of_folder(name: str) -> What | None:
    if name == _BACKUPS:
        return What.BACKUP
    if _ASIDE.fullmatch(name):
        return What.ASIDE
    return What.UNFINISHED if name in _PREPARED or _UNDER_WAY.fullmatch(name) else None


def _inside(folder: str, path: Path) -> What | None:
    """Return what a file in one of the journal's inner folders is for, or None if not ours."""
    kind = _kind_of_folder(folder)
    if not _is_file(path):
        return None
    if kind is What.BACKUP:
        half = _HALF_BACKUP.fullmatch(path.name)
        return What.UNFINISHED if half else kind if _is_backup(path) else None
    known = kind is What.UNFINISHED or path.name in _NAMED
    return kind if known else None


def _is_backup(path: Path) -> bool:
    return bool(_BACKUP.fullmatch(path.name)) and _is_file(path)


def _header_of(path: Path) -> Header | None:
    """Return the header of a backup, or of a journal set aside, from any of its files."""
    name = header.FILE if path.name in _NAMED else f"{path.name.split('.')[0]}.json"
    with suppress(JournalError):
        return header.load(path.parent, name)
    return None


def _in_use(thrown_away: Path) -> bool:
    """Tell whether a throw-away journal is open; where this can't be asked, its files say no."""
    if os.name != "posix":
        return False
    try:
        os.kill(int((thrown_away / ".lock").read_text("utf-8").split()[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _all_files(folder: Path) -> Iterator[Path]:
    for place, _inner, names in os.walk(folder):
        yield from (path for path in (Path(place, name) for name in names) if _is_file(path))


def _kept(path: Path, what: What) -> Kept:
    try:
        return Kept(path, what, path.lstat().st_size)
    except OSError:  # gone since it was listed
        return Kept(path, what, 0)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
