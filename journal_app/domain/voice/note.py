"""A note: what its records say, put together without its sound, which is read where it is heard."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from journal_app.domain.entry import Record
from journal_app.domain.voice.records import (
    PAGE_BYTES,
    PEAK_FRAMES,
    RATE,
    Bookmark,
    Event,
    Header,
    Tick,
    Trim,
    page_head,
    unpack,
)

_LATEST_MS = 2_000  # that sound can have come after it was spoken


@dataclass(frozen=True, slots=True)
class Piece:
    """The sound of one record: its number in the part, and how many bytes of stream it holds."""

    seq: int
    size: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames ``start`` to ``end`` of a note as one stream a decoder can read, piece by piece."""

    start: int
    end: int
    utc_ms: int  # when ``start`` was spoken
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A recording as far as it has been kept: where its sound lies, its waveform, what happened."""

    stretches: tuple[Stretch, ...] = ()
    peaks: bytes = field(default=b"", repr=False)  # int8 (lowest, highest) for each 10 ms
    events: tuple[Event, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()  # in the order of their frames
    trim: Trim | None = None
    ticks: tuple[Tick, ...] = field(default=(), repr=False)  # in the order of their frames

    @property
    def frames(self) -> int:
        """How many frames it lasts, gaps included."""
        return self.stretches[-1].end if self.stretches else 0

    @property
    def seconds(self) -> float:
        """How long it lasts, gaps included."""
        return self.frames / RATE

    @property
    def begins(self) -> int:
        """The first frame that is to be heard."""
        return 0 if self.trim is None else min(self.trim.start, self.ends)

    @property
    def ends(self) -> int:
        """The frame up to which it is to be heard."""
        return self.frames if self.trim is None else min(self.trim.end, self.frames)

    def utc_ms_at(self, frame: int) -> int | None:
        """Return when on the clock ``frame`` was spoken, or None before the first sound."""
        before = [stretch for stretch in self.stretches if stretch.start <= frame]
        if not before:
            return None
        ticks = self._ticks(before[-1])
        at = max(0, bisect_right(ticks, frame, key=_frame) - 1)
        return round(_between(ticks, at, frame, _frame, _utc_ms, 1000 / RATE))

    def frame_at(self, utc_ms: int) -> int:
        """Return the frame spoken at a moment; in a pause, the one after which it fell silent."""
        before = [stretch for stretch in self.stretches if stretch.utc_ms <= utc_ms]
        if not before:
            return 0
        ticks = self._ticks(before[-1])
        at = max(0, bisect_right(ticks, utc_ms, key=_utc_ms) - 1)
        found = round(_between(ticks, at, utc_ms, _utc_ms, _frame, RATE / 1000))
        return min(max(found, before[-1].start), before[-1].end)

    def _ticks(self, stretch: Stretch) -> list[Tick]:
        """Return what is known of the clock within a stretch, beginning with its first frame.

        Behind a pause, a stretch may begin with the frame at which the one before it ended.
        """
        end = stretch.end + (stretch is self.stretches[-1])
        known = [one for one in self.ticks if stretch.start <= one.frame < end]
        if known and known[0].frame == stretch.start:
            far = abs(known[0].utc_ms - stretch.utc_ms) > _LATEST_MS
            known = known[1:] if far else known
        if not known or known[0].frame > stretch.start:
            known.insert(0, Tick(stretch.start, stretch.utc_ms))
        return known


def _frame(tick: Tick) -> int:
    return tick.frame


def _utc_ms(tick: Tick) -> int:
    return tick.utc_ms


def _between(
    ticks: Sequence[Tick],
    at: int,
    value: int,
    of: Callable[[Tick], int],
    wanted: Callable[[Tick], int],
    usual: float,
) -> float:
    """Go on from the tick ``at``, as fast as the next one says, or as is usual behind the last."""
    here = ticks[at]
    pace = usual
    if at + 1 < len(ticks) and of(ticks[at + 1]) > of(here):
        pace = (wanted(ticks[at + 1]) - wanted(here)) / (of(ticks[at + 1]) - of(here))
    return wanted(here) + (value - of(here)) * pace


def fold(records: Iterable[Record]) -> VoiceNote:
    """Put a note together from its records, in order; any beginning of them is a note too.

    Of a record only the beginning needs to be there, up to where its sound begins.
    """
    folding = _Folding()
    for record in records:
        folding.take(record)
    return folding.note()


def numbered(bodies: Iterable[bytes]) -> tuple[Record, ...]:
    """Return bodies as the records of a part that holds nothing else."""
    return tuple(Record(seq, 0, body) for seq, body in enumerate(bodies))


@dataclass(slots=True)
class _Run:
    """Pages that follow each other directly; where one between them is damaged, the run ends."""

    segment: int
    start: int
    end: int
    pieces: list[Piece]


class _Folding:
    """A note that grows by its records."""

    def __init__(self) -> None:
        self._headers: dict[int, tuple[Header, Piece]] = {}
        self._runs: list[_Run] = []
        self._peaks = bytearray()  # on one line of time; where sound is missing, it is flat
        self._events: list[Event] = []
        self._bookmarks: dict[int, Bookmark] = {}
        self._ticks: dict[int, Tick] = {}  # the last word on a frame counts
        self._trim: Trim | None = None

    def take(self, record: Record) -> None:
        """Take the next record in."""
        page = page_head(record.body)
        if page is None:
            self._take_other(record)
        elif page[0] in self._headers and page[2] > page[1]:
            self._take_page(record, *page)

    def note(self) -> VoiceNote:
        """Return the note as far as it has grown."""
        bookmarks = (one for one in self._bookmarks.values() if not one.gone)
        trim = self._trim
        return VoiceNote(
            tuple(self._stretch(run) for run in self._runs),
            bytes(self._peaks),
            tuple(self._events),
            tuple(sorted(bookmarks, key=lambda one: (one.frame, one.number))),
            trim if trim is not None and trim.start < trim.end else None,
            tuple(sorted(self._ticks.values(), key=_frame)),
        )

    def _take_other(self, record: Record) -> None:
        match read := unpack(record.body):
            case Header():
                self._headers[read.segment] = read, _piece(record, read.data)
            case Event():
                self._events.append(read)
            case Bookmark():
                self._bookmarks[read.number] = read
            case Trim():
                self._trim = read
            case Tick():
                self._ticks[read.frame] = read
            case _:
                pass

    def _take_page(self, record: Record, segment: int, start: int, end: int, peaks: bytes) -> None:
        run = self._runs[-1] if self._runs else None
        if run is None or (run.segment, run.end) != (segment, start):
            run = _Run(segment, start, end, [])
            self._runs.append(run)
        run.end = end
        run.pieces.append(Piece(record.seq, record.size - PAGE_BYTES - len(peaks)))
        line, at = self._peaks, 2 * (start // PEAK_FRAMES)
        if at > len(line):
            line.extend(bytes(at - len(line)))
        line[at : at + len(peaks)] = peaks

    def _stretch(self, run: _Run) -> Stretch:
        header, begins = self._headers[run.segment]
        utc_ms = header.utc_ms + (run.start - header.start) * 1000 // RATE
        return Stretch(run.start, run.end, utc_ms, (begins, *run.pieces))


def _piece(record: Record, begun: bytes) -> Piece:
    """Return the sound of a record; ``begun`` is as much of it as is there."""
    return Piece(record.seq, record.size - (len(record.body) - len(begun)))
