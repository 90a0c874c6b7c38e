"""Puts prepared files in the place of the journal's: a backup, a rescued journal, a new key.

What is prepared lies in a folder of its own beside the journal: ``journal.db``, and ``vault.json``
if that changes with it. One renaming of that folder decides: before it, it is as if nobody had
asked; from it on the exchange is finished whatever happens, at the next opening if it must be.

A newer ``-wal`` left beside an older ``journal.db`` would be replayed into it, so all files of a
database go together. Where they go is the ``End`` they are given.
"""

import shutil
from enum import StrEnum
from pathlib import Path

from journal_app.domain.errors import NotKept
from journal_app.storage import files
from journal_app.storage.keys.header import DATABASE, FILE

_TOGETHER = (tuple(f"{DATABASE}{end}" for end in files.ENDINGS), (FILE,))

_CANT_MOVE = (
    "The journal’s files couldn’t be put in place just now. Nothing is lost: they are all in its"
    " folder."
)


class End(StrEnum):
    """What becomes of the files that were there."""

    ASIDE = "restoring"  # they move into a folder of their own and are kept
    ERASE = "renewing"  # they are removed: the same journal, under a key that should go


PACKING = "packing"  # where a portable copy is made; what is left of one is in nobody's way

_ASIDE = "replaced-"
_CHOSEN = {End.ASIDE: "restored-", End.ERASE: "renewed-"}


def prepare(folder: Path, name: str) -> Path:
    """Return an empty folder for what is to be put in place; ``name`` is an ``End``'s."""
    place = folder / name
    try:
        if place.exists():
            shutil.rmtree(place)
        place.mkdir(mode=0o700)
    except OSError:
        raise NotKept(_CANT_MOVE) from None
    return place


def put_in_place(folder: Path, end: End = End.ASIDE) -> None:
    """Use what was prepared. The journal must be closed."""
    place = folder / end
    try:
        files.settle(place)
        began_ms = int((place / DATABASE).stat().st_mtime * 1000)
        while (folder / f"{_ASIDE}{files.stamp(began_ms)}").exists():
            began_ms += 1000  # what an earlier exchange set aside stays as it is
        place.rename(folder / f"{_CHOSEN[end]}{files.stamp(began_ms)}")
        files.settle(folder)
    except OSError:
        raise NotKept(_CANT_MOVE) from None
    finish(folder)


def finish(folder: Path) -> None:
    """Go on where ``put_in_place`` was cut short; what was only prepared is removed."""
    try:
        for end, name in _CHOSEN.items():
            for chosen in sorted(folder.glob(f"{name}*")):
                _finish(folder, chosen, end)
    except OSError:
        raise NotKept(_CANT_MOVE) from None
    for left in (*End, PACKING):
        shutil.rmtree(folder / left, ignore_errors=True)


def _finish(folder: Path, chosen: Path, end: End) -> None:
    """Exchange each group of files that has not been exchanged yet: its first file tells."""
    aside = folder / chosen.name.replace(_CHOSEN[end], _ASIDE)
    for names in _TOGETHER:
        if (chosen / names[0]).exists():
            for name in names:
                _let_go(folder / name, aside, end)
            files.settle(folder)
            (chosen / names[0]).rename(folder / names[0])
            files.settle(folder)
    shutil.rmtree(chosen)
    files.settle(folder)


def _let_go(old: Path, aside: Path, end: End) -> None:
    if end is End.ERASE:
        old.unlink(missing_ok=True)
    elif old.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        old.rename(aside / old.name)
        files.settle(aside)
