"""Small certain steps with files: private from the start, synced, and named when whole."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ENDINGS = ("", "-wal", "-shm", "-journal")  # what SQLite keeps beside a database, and itself
PIECE = 1024 * 1024


def only_ours(path: str, flags: int) -> int:
    """Open a file that its owner alone may read; an ``opener`` for ``open``."""
    return os.open(path, flags, 0o600)


def write(file: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``file``, so that there is the old or the new at any time."""
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    with open(beside, "xb", opener=only_ours) as made:
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
    beside.replace(file)
    settle(file.parent)


def copy(source: Path, target: Path, breathe: Callable[[], None]) -> None:
    """Copy a file in pieces, with a ``breathe`` before each, which may end it by raising."""
    target.unlink(missing_ok=True)
    with source.open("rb") as old, open(target, "xb", opener=only_ours) as new:
        while piece := old.read(PIECE):
            breathe()
            new.write(piece)
        new.flush()
        os.fsync(new.fileno())


def sync(file: Path) -> None:
    """See to it that a file's content is on the disk."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Make a renaming itself last through a power cut, where folders can be synced."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # said by disks where a folder can't be synced
                raise
        finally:
            os.close(handle)


def stamp(at_ms: int) -> str:
    """Return an instant as file names have it, to the second: 2026-11-22T193000Z."""
    return f"{datetime.fromtimestamp(at_ms // 1000, UTC):%Y-%m-%dT%H%M%SZ}"
