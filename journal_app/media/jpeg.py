"""What can be said of a JPEG file without decoding its picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

START = b"\xff\xd8"
CHUNK = 1 << 20
_SCAN = 0xDA
_BARE = {0x01, *range(0xD0, 0xD8)}  # markers that nothing belongs to
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_IN_PASSES = {0xC2, 0xC6, 0xCA, 0xCE}


@dataclass(frozen=True, slots=True)
class Frame:
    """How large a picture is, and whether it comes in passes that must all be held to decode it."""

    width: int
    height: int
    in_passes: bool


def frame(file: BinaryIO) -> Frame | None:
    """Return what the file's header says, or None if it says nothing."""
    for marker in _segments(file):
        if marker in _FRAMES:
            head = file.read(5)
            height, width = int.from_bytes(head[1:3], "big"), int.from_bytes(head[3:5], "big")
            return Frame(width, height, marker in _IN_PASSES)
    return None


def is_whole(file: BinaryIO) -> bool:
    """Whether the picture's end is there; decoders fill what is missing with grey, silently."""
    if _SCAN not in _segments(file):
        return False
    last = b""
    while chunk := file.read(CHUNK):
        # Among the pixels 0xFF is followed by 0 or by a number of a restart, never by this.
        if b"\xff\xd9" in last + chunk:
            return True
        last = chunk[-1:]
    return False


def _segments(file: BinaryIO) -> Iterator[int]:
    """Yield the marker of each segment, standing at what belongs to it; the scan is the last."""
    file.seek(len(START))
    while file.read(1) == b"\xff":
        marker = file.read(1)
        while marker == b"\xff":
            marker = file.read(1)
        if not marker:
            return
        if marker[0] in _BARE:
            continue
        size = int.from_bytes(file.read(2), "big") - 2  # it counts itself
        after = file.tell() + size
        yield marker[0]
        if marker[0] == _SCAN or size < 0:
            return
        file.seek(after)
