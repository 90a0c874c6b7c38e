"""Voice: the records a recording is kept as, and the shape of a waveform.

A recording grows by records. A *segment* is sound without a break: it begins with a ``Header``
(the first bytes of an Ogg stream, and when on the clock its first frame was spoken) and goes on in
``Page`` records, each whole and readable as soon as it is kept. A pause or a lost microphone ends
a segment; ``Event`` records say what happened. Frames count from the start of the note.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

RATE = 48_000
CODEC = "ogg-opus"
PEAK_FRAMES = RATE // 100  # one pair of peaks for each 10 ms

_VERSION = 1
_LEAD = struct.Struct("<BB")  # tag, version
_HEADER = struct.Struct("<IQqIBB")  # segment, start, utc_ms, rate, channels, length of codec
_PAGE = struct.Struct("<IQQI")  # segment, start, end, length of peaks
_EVENT = struct.Struct("<QI")  # frame, detail_ms
_TAG_HEADER, _TAG_PAGE, _TAG_EVENT = 1, 2, 3


class EventKind(StrEnum):
    """What can happen during a recording besides sound."""

    PAUSE = "pause"
    GAP = "gap"
    DEVICE_LOST = "device-lost"
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
class Unknown:
    """A record of a kind or version this release doesn't know; kept as it is."""

    body: bytes = field(repr=False)


VoiceRecord = Header | Page | Event | Unknown


def pack(record: VoiceRecord) -> bytes:
    """Return the bytes a record is kept as."""
    match record:
        case Header():
            codec = record.codec.encode("ascii")
            place = (record.segment, record.start, record.utc_ms)
            form = (record.rate, record.channels, len(codec))
            return _lead(_TAG_HEADER) + _HEADER.pack(*place, *form) + codec + record.data
        case Page():
            lead = _PAGE.pack(record.segment, record.start, record.end, len(record.peaks))
            return _lead(_TAG_PAGE) + lead + record.peaks + record.data
        case Event():
            what = _EVENT.pack(record.frame, record.detail_ms)
            return _lead(_TAG_EVENT) + what + record.kind.encode("utf-8")
        case Unknown():
            return record.body


def unpack(body: bytes) -> VoiceRecord:
    """Read a record back; what can't be read comes back as ``Unknown``, never as an error."""
    try:
        tag, version = _LEAD.unpack_from(body)
        if version == _VERSION and tag in _READERS:
            return _READERS[tag](body[_LEAD.size :])
    except (struct.error, UnicodeDecodeError):
        pass
    return Unknown(body)


def _lead(tag: int) -> bytes:
    return _LEAD.pack(tag, _VERSION)


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


_READERS = {_TAG_HEADER: _read_header, _TAG_PAGE: _read_page, _TAG_EVENT: _read_event}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames ``start`` to ``end`` of a note as one stream a decoder can read."""

    start: int
    end: int
    utc_ms: int  # when ``start`` was spoken
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A recording as far as it has been kept: its sound, its waveform, and what happened."""

    stretches: tuple[Stretch, ...] = ()
    peaks: bytes = field(default=b"", repr=False)  # int8 (lowest, highest) for each 10 ms
    events: tuple[Event, ...] = ()

    @property
    def frames(self) -> int:
        """How many frames it lasts, gaps included."""
        return self.stretches[-1].end if self.stretches else 0

    @property
    def seconds(self) -> float:
        """How long it lasts, gaps included."""
        return self.frames / RATE

    def utc_ms_at(self, frame: int) -> int | None:
        """Return when on the clock ``frame`` was spoken, or None before the first sound."""
        before = [stretch for stretch in self.stretches if stretch.start <= frame]
        if not before:
            return None
        return before[-1].utc_ms + (frame - before[-1].start) * 1000 // RATE


def fold(bodies: Iterable[bytes]) -> VoiceNote:
    """Put a note together from its records, in order; any beginning of them is a note too."""
    headers: dict[int, Header] = {}
    runs: list[list[Page]] = []
    events: list[Event] = []
    for record in map(unpack, bodies):
        match record:
            case Header():
                headers[record.segment] = record
            case Page() if record.segment in headers and record.end > record.start:
                if runs and _goes_on(runs[-1][-1], record):
                    runs[-1].append(record)
                else:
                    runs.append([record])
            case Event():
                events.append(record)
            case _:
                pass
    stretches = tuple(_stretch(headers[run[0].segment], run) for run in runs)
    return VoiceNote(stretches, _all_peaks(page for run in runs for page in run), tuple(events))


def _goes_on(last: Page, page: Page) -> bool:
    """Whether ``page`` follows ``last`` directly; if not, a page between them is damaged."""
    return page.segment == last.segment and page.start == last.end


def _stretch(header: Header, run: list[Page]) -> Stretch:
    start = run[0].start
    utc_ms = header.utc_ms + (start - header.start) * 1000 // RATE
    return Stretch(start, run[-1].end, utc_ms, header.data + b"".join(page.data for page in run))


def _all_peaks(pages: Iterator[Page]) -> bytes:
    """Lay the peaks of all pages on one line of time; where sound is missing, it is flat."""
    line = bytearray()
    for page in pages:
        at = 2 * (page.start // PEAK_FRAMES)
        line.extend(bytes(max(0, at - len(line))))
        line[at : at + len(page.peaks)] = page.peaks
    return bytes(line)


def whole_peaks(frames: int) -> int:
    """Round frames up to a whole number of peaks."""
    return -(-frames // PEAK_FRAMES) * PEAK_FRAMES


def clock_face(seconds: float) -> str:
    """Show a time as people read it: 0:42, 12:05, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def shape(peaks: bytes, columns: int) -> list[tuple[int, int]]:
    """Draw a whole waveform into ``columns`` pairs (lowest, highest), each from -128 to 127."""
    pairs = len(peaks) // 2
    if not pairs or columns < 1:
        return []
    lows = memoryview(peaks)[: 2 * pairs].cast("b")[0::2]
    highs = memoryview(peaks)[: 2 * pairs].cast("b")[1::2]
    edges = [column * pairs // columns for column in range(columns + 1)]
    spans = [(left, max(left + 1, right)) for left, right in pairwise(edges)]
    return [(min(lows[left:right]), max(highs[left:right])) for left, right in spans]
