"""The records a recording is kept as.

A recording grows by records. A *segment* is sound without a break: it begins with a ``Header``
(the first bytes of an Ogg stream, and when on the clock its first frame was spoken) and goes on in
``Page`` records, each whole and readable as soon as it is kept. A pause or a lost microphone ends
a segment; ``Event`` records say what happened. Frames count from the start of the note.

What is made of a note later is told by more records, and none is ever changed: a ``Bookmark`` names
a place, a ``Trim`` says what is to be heard, and a ``Tick`` says when a frame was spoken, since the
clock of a sound card is not that of the computer.
"""

import struct
from dataclasses import dataclass, field
from enum import StrEnum

RATE = 48_000
CODEC = "ogg-opus"
PEAK_FRAMES = RATE // 100  # one pair of peaks for each 10 ms
LEAD_BYTES = 256  # of a page, within which its sound begins

_VERSION = 1
_LEAD = struct.Struct("<BB")  # tag, version
_HEADER = struct.Struct("<IQqIBB")  # segment, start, utc_ms, rate, channels, length of codec
_PAGE = struct.Struct("<IQQI")  # segment, start, end, length of peaks
_EVENT = struct.Struct("<QI")  # frame, detail_ms
_BOOKMARK = struct.Struct("<IQB")  # number, frame, whether it is gone
_TRIM = struct.Struct("<QQ")  # start, end
_TICK = struct.Struct("<Qq")  # frame, utc_ms
_TAG_HEADER, _TAG_PAGE, _TAG_EVENT, _TAG_BOOKMARK, _TAG_TRIM, _TAG_TICK = range(1, 7)
_PAGE_LEAD = _LEAD.pack(_TAG_PAGE, _VERSION)
PAGE_BYTES = _LEAD.size + _PAGE.size  # of a page, before its peaks


class EventKind(StrEnum):
    """What can happen during a recording besides sound."""

    PAUSE = "pause"
    GAP = "gap"
    DEVICE_LOST = "device-lost"
    DEVICE_CHANGED = "device-changed"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Header:
    """The beginning of a segment, and the moment its first frame was spoken."""

    segment: int
    start: int
    utc_ms: int
    data: bytes = field(repr=False)
    rate: int = RATE
    channels: int = 1
    codec: str = CODEC


@dataclass(frozen=True, slots=True)
class Page:
    """The next piece of a segment: frames ``start`` to ``end`` of the note, and their peaks."""

    segment: int
    start: int
    end: int
    data: bytes = field(repr=False)
    peaks: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at ``frame``; ``detail_ms`` says how long it lasted, if it did."""

    frame: int
    kind: str
    detail_ms: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the note that somebody marked; another one with its number replaces it."""

    number: int
    frame: int
    name: str = field(default="", repr=False)
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Trim:
    """Only frames ``start`` to ``end`` are to be heard; nothing is deleted by that."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tick:
    """``frame`` was spoken at this moment."""

    frame: int
    utc_ms: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A record of a kind or version this release doesn't know; kept as it is."""

    body: bytes = field(repr=False)


VoiceRecord = Header | Page | Event | Bookmark | Trim | Tick | Unknown


def pack(record: VoiceRecord) -> bytes:
    """Return the bytes a record is kept as."""
    return record.body if isinstance(record, Unknown) else _pack(record)


def _pack(record: Header | Page | Event | Bookmark | Trim | Tick) -> bytes:
    tag, body = 0, b""
    match record:
        case Header():
            codec = record.codec.encode("ascii")
            place = (record.segment, record.start, record.utc_ms)
            form = (record.rate, record.channels, len(codec))
            tag, body = _TAG_HEADER, _HEADER.pack(*place, *form) + codec + record.data
        case Page():
            lead = _PAGE.pack(record.segment, record.start, record.end, len(record.peaks))
            tag, body = _TAG_PAGE, lead + record.peaks + record.data
        case Event():
            what = _EVENT.pack(record.frame, record.detail_ms)
            tag, body = _TAG_EVENT, what + record.kind.encode("utf-8")
        case Bookmark():
            where = _BOOKMARK.pack(record.number, record.frame, record.gone)
            tag, body = _TAG_BOOKMARK, where + record.name.encode("utf-8")
        case Trim():
            tag, body = _TAG_TRIM, _TRIM.pack(record.start, record.end)
        case Tick():
            tag, body = _TAG_TICK, _TICK.pack(record.frame, record.utc_ms)
    return _LEAD.pack(tag, _VERSION) + body


def unpack(body: bytes) -> VoiceRecord:
    """Read a record back; what can't be read comes back as ``Unknown``, never as an error."""
    try:
        tag, version = _LEAD.unpack_from(body)
        if version == _VERSION and tag in _READERS:
            return _READERS[tag](body[_LEAD.size :])
    except (struct.error, UnicodeDecodeError):
        pass
    return Unknown(body)


def page_head(body: bytes) -> tuple[int, int, int, bytes] | None:
    """Return segment, start, end and peaks of a page, or None if it is no page this release knows.

    That is much faster than ``unpack``, and a note has thousands of them.
    """
    if not body.startswith(_PAGE_LEAD) or len(body) < PAGE_BYTES:
        return None
    segment, start, end, length = _PAGE.unpack_from(body, _LEAD.size)
    return segment, start, end, body[PAGE_BYTES : PAGE_BYTES + length]


def _read_header(body: bytes) -> VoiceRecord:
    segment, start, utc_ms, rate, channels, length = _HEADER.unpack_from(body)
    rest = body[_HEADER.size :]
    codec = rest[:length].decode("ascii")
    return Header(segment, start, utc_ms, rest[length:], rate, channels, codec)


def _read_page(body: bytes) -> VoiceRecord:
    segment, start, end, length = _PAGE.unpack_from(body)
    rest = body[_PAGE.size :]
    return Page(segment, start, end, rest[length:], rest[:length])


def _read_event(body: bytes) -> VoiceRecord:
    frame, detail_ms = _EVENT.unpack_from(body)
    return Event(frame, body[_EVENT.size :].decode("utf-8"), detail_ms)


def _read_bookmark(body: bytes) -> VoiceRecord:
    number, frame, gone = _BOOKMARK.unpack_from(body)
    return Bookmark(number, frame, body[_BOOKMARK.size :].decode("utf-8"), bool(gone))


def _read_trim(body: bytes) -> VoiceRecord:
    return Trim(*_TRIM.unpack_from(body))


def _read_tick(body: bytes) -> VoiceRecord:
    return Tick(*_TICK.unpack_from(body))


_READERS = {
    _TAG_HEADER: _read_header,
    _TAG_PAGE: _read_page,
    _TAG_EVENT: _read_event,
    _TAG_BOOKMARK: _read_bookmark,
    _TAG_TRIM: _read_trim,
    _TAG_TICK: _read_tick,
}
