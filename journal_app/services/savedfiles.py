"""Which files somebody saved out of the journal, and where: noted inside it, so that it can say so.

The note is a list in the setting ``saved_files``. It says where a file was put, never what is in
it, and nothing is ever done to such a file.
"""

import errno
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO, Protocol

from journal_app import storage
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Clock
from journal_app.domain.errors import DiskFull, NotKept
from journal_app.services.journal import Journal, Reply

if TYPE_CHECKING:
    from sqlalchemy import Connection

SETTING = "saved_files"
_MOST = 200
_MOST_WAITING = 16 * 1024 * 1024  # bytes that are written before the disk is waited for

_FULL = "There is no room left there, so nothing was saved. You can choose another place."
_UNSAVED = "This couldn’t be saved there. You can choose another place."

_private = partial(os.open, mode=0o600)


class Saved(StrEnum):
    """What kind of file it is."""

    KIT = "kit"
    PORTABLE = "portable"
    PAGE = "page"
    PICTURE = "picture"
    SOUND = "sound"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class SavedFile:
    """One file somebody saved."""

    path: Path
    what: Saved
    at_ms: int

    @property
    def encrypted(self) -> bool:
        """Whether the journal encrypted it."""
        return self.what is Saved.PORTABLE


@dataclass(frozen=True, slots=True)
class Patch:
    """Bytes that go over what was written before, ``at`` bytes from the beginning of the file."""

    at: int
    data: bytes = field(repr=False)


Piece = bytes | Patch


class Noting(Protocol):
    """What a note is made with: a session, or an entry that is open."""

    @property
    def journal(self) -> Journal:
        """The journal that notes it."""

    @property
    def clock(self) -> Clock:
        """What time it is."""


def save(here: Noting, path: Path, content: bytes | Iterable[Piece], what: Saved) -> Reply[Changed]:
    """Write a file somebody asked for, whole or in pieces, and note that it was.

    Raises a ``JournalError`` if it can't be written, or whatever making a piece raises; what was
    there before is there still, and nothing is left beside it.
    """
    _write(path, (content,) if isinstance(content, bytes) else content)
    return note(here, path, what)


def note(here: Noting, path: Path, what: Saved) -> Reply[Changed]:
    """Note that a file was saved; an older note on the same path goes."""
    saved = SavedFile(path.absolute(), what, here.clock.now().utc_ms)
    return here.journal.do(_add, saved)


def every(db: "Connection") -> tuple[SavedFile, ...]:
    """Return what was noted, newest first; a verb."""
    try:
        found = json.loads(storage.settings.get(db, SETTING) or "[]")
        return tuple(
            SavedFile(Path(one["path"]), Saved(one["what"]), int(one["ms"])) for one in found
        )
    except (ValueError, KeyError, TypeError):  # of another version: nothing to go by
        return ()


def _write(path: Path, pieces: Iterable[Piece]) -> None:
    """Put a file in its place when it is whole, for its owner's eyes only."""
    beside = path.with_name(f".{token_hex(8)}.part")
    try:
        with open(beside, "xb", opener=_private) as made:
            waiting = 0
            for piece in pieces:
                waiting += _put(made, piece)
                if waiting >= _MOST_WAITING:  # a slow stick must not have hours to write at the end
                    waiting = 0
                    _settle(made)
            _settle(made)
        beside.replace(path)
    except BaseException as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        if error.errno == errno.ENOSPC:
            raise DiskFull(_FULL) from None
        raise NotKept(_UNSAVED) from None


def _put(made: BinaryIO, piece: Piece) -> int:
    """Write a piece where it belongs; the next goes to the end again. Return its size in bytes."""
    if isinstance(piece, bytes):
        return made.write(piece)
    made.seek(piece.at)
    written = made.write(piece.data)
    made.seek(0, os.SEEK_END)
    return written


def _settle(made: BinaryIO) -> None:
    """Wait until the disk has everything that was written."""
    made.flush()
    os.fsync(made.fileno())


def _add(db: "Connection", saved: SavedFile) -> Changed:
    others = (one for one in every(db) if one.path != saved.path)
    noted = [{"path": str(one.path), "what": one.what, "ms": one.at_ms} for one in (saved, *others)]
    return storage.settings.put(db, SETTING, json.dumps(noted[:_MOST]), saved.at_ms)
