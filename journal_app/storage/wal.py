"""The log ``journal.db-wal`` read by ourselves: what was written last is there and nowhere else.

SQLite takes a log up to the first frame that isn't as it was written, drops the rest without a
word, and writes over it. That is right after a power cut, which can tear no more than the end: the
last transaction, of which nobody was told that it is kept. It is wrong where a frame went bad
later.

A log is 32 bytes that begin it, then frames: 24 bytes and a page. The checksum of a frame goes on
from that of the frame before, so one can be seen to follow another also past one that went bad.
The pages are encrypted, and stay so here.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from journal_app.storage import files
from journal_app.storage.keys.header import DATABASE

PAGE = 4096

_BEGINNING = 32  # bytes: what kind of log, its salts, and a checksum
_SALTS = slice(16, 24)
_FRAME = struct.Struct(">II8s8s")  # page, pages after a commit or 0, salts, checksum
_SUMMED = 8  # bytes of a frame's beginning that its checksum covers, as it covers the page
_BIG_ENDIAN = 0x83  # the last byte of what kind of log it is, where computers count that way
_WORD = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Frame:
    page: int
    pages: int  # how many the database has from here on, if this frame ends a transaction
    body: bytes = field(repr=False)
    ours: bool  # it belongs to the log as it is now, not to what an older one left behind
    sound: bool  # and follows the frame before, as it was written


def damaged(folder: Path) -> bool:
    """Whether SQLite would drop something that was certainly kept.

    A transaction begins when the one before is on the disk. So if a frame follows the end of a
    transaction, all of that was there once, and a frame of it that isn't right went bad later.
    """
    log = folder / f"{DATABASE}-wal"
    if not log.exists():
        return (folder / f"{DATABASE}-shm").exists()  # made after the log, and removed before it
    with log.open("rb") as file:
        dropping = not _is_right(file.read(_BEGINNING))
    followed = False
    for frame in _frames(log):
        if followed and frame.sound:
            return True
        dropping = dropping or not frame.sound
        followed = dropping and frame.ours and frame.pages > 0
    return False


def replay(log: Path, copy: Path) -> None:
    """Write the log into a copy of its database: each page that is sound and was committed."""
    ends = [frame.pages if frame.sound else 0 for frame in _frames(log)]
    while ends and not ends[-1]:
        ends.pop()
    if not ends:
        return
    with copy.open("r+b") as file:
        for frame in islice(_frames(log), len(ends)):
            if frame.sound:
                file.seek((frame.page - 1) * PAGE)
                file.write(frame.body)
        file.truncate(ends[-1] * PAGE)
    files.sync(copy)


def _frames(log: Path) -> Iterator[_Frame]:
    """Go through all frames of a log, whatever they are."""
    with log.open("rb") as file:
        beginning = file.read(_BEGINNING)
        right = _is_right(beginning)
        order = ">" if right and beginning[3:4] == bytes((_BIG_ENDIAN,)) else "<"
        before, salts = beginning[-8:], beginning[_SALTS] if right else b""
        while len(written := file.read(_FRAME.size + PAGE)) == _FRAME.size + PAGE:
            page, pages, its_salts, its_sum = _FRAME.unpack_from(written)
            salts = salts or its_salts
            body = written[_FRAME.size :]
            ours = its_salts == salts and page > 0
            sound = ours and _sum(before, written[:_SUMMED] + body, order) == its_sum
            yield _Frame(page, pages, body, ours, sound)
            before = its_sum


def _is_right(beginning: bytes) -> bool:
    """Whether a log begins as one does; an empty one is right, too."""
    if len(beginning) < _BEGINNING:
        return True
    order = ">" if beginning[3] == _BIG_ENDIAN else "<"
    return _sum(bytes(8), beginning[:-8], order) == beginning[-8:]


def _sum(before: bytes, data: bytes, order: str) -> bytes:
    """Go on with a checksum, as SQLite's description of its file format has it."""
    first, second = struct.unpack(">2I", before)
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return struct.pack(">2I", first, second)
