"""Room for the day the disk is full: a file that is thrown out then, so that writing goes on."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from journal_app.domain.errors import DiskFull, NotKept
from journal_app.storage import files

FILE = "ballast"
SIZE = 16 * files.PIECE

_PLENTY = 4  # laid only where this many would fit
_HARDLY_ANY = files.PIECE  # with less free, opening a database and putting things back may fail

_CANNOT_OPEN = (
    "The disk is full, so the journal can’t be opened just now. Nothing in it is lost. Once there"
    " is some room, please try again."
)

Free = Callable[[Path], int]
T = TypeVar("T")


def free(folder: Path) -> int:
    """Return how many bytes still fit on the disk of ``folder``."""
    return shutil.disk_usage(folder).free


def lay(folder: Path, breathe: Callable[[], None] = lambda: None, free: Free = free) -> bool:
    """See to it that there is ballast, if there is plenty of room; return whether there is now.

    ``breathe`` is called between two pieces and may end it by raising. A short one counts as
    ballast, too, and is made whole the next time.
    """
    file = folder / FILE
    try:
        if file.exists() and file.stat().st_size == SIZE:
            return True
        if free(folder) < _PLENTY * SIZE:
            return file.exists()
        _write(file, breathe)
    except OSError:  # the disk filled up meanwhile: what of it there is must not stay
        release(folder)
        return False
    return True


def release(folder: Path) -> bool:
    """Throw the ballast out; return whether there was any."""
    try:
        (folder / FILE).unlink()
    except OSError:
        return False
    return True


def spare(folder: Path, opening: Callable[[], T], free: Free = free) -> T:
    """Open a journal; if the disk is too full for that, throw the ballast out and try once more.

    Raises ``DiskFull`` with the sentence that fits.
    """
    for _try in range(2):
        try:
            return opening()
        except (DiskFull, NotKept):  # SQLite calls a file it finds no room for an output error
            if not _is_full(folder, free):
                raise
        if not release(folder):
            break
    raise DiskFull(_CANNOT_OPEN)


def _write(file: Path, breathe: Callable[[], None]) -> None:
    """Write random bytes: a file system can neither compress them away nor leave a hole."""
    with open(file, "wb", opener=files.only_ours) as made:
        for _piece in range(SIZE // files.PIECE):
            breathe()
            made.write(os.urandom(files.PIECE))
            made.flush()
            os.fsync(made.fileno())


def _is_full(folder: Path, free: Free) -> bool:
    with suppress(OSError):
        return free(folder) < _HARDLY_ANY
    return False
