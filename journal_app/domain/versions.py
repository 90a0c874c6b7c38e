"""What a part held before: noted as the way back from what replaced it, and thinned with time."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from journal_app.domain import alike
from journal_app.domain.clock import Moment
from journal_app.domain.entry import Kind

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_HEAD = struct.Struct("<III")  # common beginning, common end, checksum of what comes out
_QUICK = 1  # how hard to compress: this is done while somebody writes
_GLANCE_MS = 10 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Version:
    """Something a part once held, and since when.

    The ``first`` is what came: what stood there when the entry was first set aside. One that
    ``stands_out`` is worth showing among many, for instance because much of it was then taken away.
    """

    id: int
    kept_ms: int
    first: bool = False
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What a part holds now, and its versions, the newest first."""

    kind: Kind
    made: Moment
    body: bytes = field(repr=False)
    versions: tuple[Version, ...]


def pack(body: bytes) -> bytes:
    """Return a body as it is kept whole."""
    return zlib.compress(body, _QUICK)


def unpack(packed: bytes) -> bytes | None:
    """Return what was packed, or None where that can't be told any more."""
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None


def patch(newer: bytes, older: bytes) -> bytes:
    """Return the way back from a newer body to an older one: what stood between their ends."""
    head, tail = alike.ends(newer, older)
    between = older[head : len(older) - tail]
    return _HEAD.pack(head, tail, zlib.crc32(older)) + pack(between)


def undo(newer: bytes, *patches: bytes) -> bytes | None:
    """Go back by one patch after the other; None where they don't lead to what once stood there."""
    checksum = zlib.crc32(newer)
    for step in patches:
        if len(step) < _HEAD.size:
            return None
        head, tail, checksum = _HEAD.unpack_from(step)
        between = unpack(step[_HEAD.size :])
        if between is None or head + tail > len(newer):
            return None
        newer = newer[:head] + between + newer[len(newer) - tail :]
    return newer if zlib.crc32(newer) == checksum else None


def is_recent(kept_ms: int, now_ms: int) -> bool:
    """Whether every save of that hour is still kept."""
    return _closes(kept_ms, HOUR_MS) > now_ms - HOUR_MS


def day_before(now_ms: int) -> int:
    """Return since when days are not thinned yet."""
    return (now_ms // DAY_MS - 1) * DAY_MS


def to_keep(times_ms: Sequence[int], now_ms: int) -> frozenset[int]:
    """Return which of some versions stay, as places in ``times_ms``, the oldest first.

    All those of the last hour stay; then the last one of each hour, and after a day the last one of
    each day. An hour is thinned when all of it is an hour ago, a day when all of it is a day ago,
    so that it never matters how often anybody looks. What seems to come from a time to be, because
    a clock was set back, stays.
    """
    return frozenset(
        {_stretch(at, now_ms, place): place for place, at in _in_time(times_ms)}.values()
    )


def at_a_glance(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Return those of many versions one would look for: ends of stretches, and what stands out."""
    last = {version.kept_ms // _GLANCE_MS: version for version in reversed(versions)}
    chosen = {version.id for version in last.values()}
    return tuple(one for one in versions if one.id in chosen or one.first or one.stands_out)


def _in_time(times_ms: Sequence[int]) -> list[tuple[int, int]]:
    return sorted(enumerate(times_ms), key=lambda one: (one[1], one[0]))


def _stretch(at_ms: int, now_ms: int, place: int) -> tuple[int, int]:
    """Return what a version shares with those of which only the last stays."""
    if _closes(at_ms, DAY_MS) <= now_ms - DAY_MS:
        return DAY_MS, at_ms // DAY_MS
    if not is_recent(at_ms, now_ms):
        return HOUR_MS, at_ms // HOUR_MS
    return 0, place


def _closes(at_ms: int, length_ms: int) -> int:
    """Return when the hour, or the day, is over in which a moment lies."""
    return (at_ms // length_ms + 1) * length_ms
