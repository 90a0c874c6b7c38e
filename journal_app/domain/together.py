"""One clock for a voice and for what was drawn and written while it was spoken.

Everything made says when it was made on the clock on the wall; a recording says when on that clock
each of its frames was spoken. So a second of the recording knows what was on the page then, and
every stroke and every letter knows its second. What was made at another time has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from journal_app.domain import quoting
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Stroke
from journal_app.domain.ink.records import Add, Change
from journal_app.domain.ink.replay import Replay, Seen
from journal_app.domain.spot import Phrase
from journal_app.domain.voice import RATE, VoiceNote

LEAD = 2.0  # seconds of a long stroke that are seen growing before the place somebody points at


class Wording(Protocol):
    """How some words came about, as ``domain.wording`` tells it."""

    def at(self, utc_ms: int) -> str:
        """Return the words as they were then."""
        ...

    def times(self, text: str | None = None) -> Sequence[int]:
        """Return when on the clock (utc, ms) each code point of ``text`` was written, or 0."""
        ...


def wall(note: VoiceNote, seconds: float) -> int:
    """Return what the clock showed (utc, ms) when this second of a recording was spoken."""
    utc_ms = note.utc_ms_at(min(max(0, round(seconds * RATE)), note.frames))
    return 0 if utc_ms is None else utc_ms


def span(note: VoiceNote) -> tuple[int, int]:
    """Return when on the clock a recording begins and ends, as far as it is to be heard."""
    return wall(note, note.begins / RATE), wall(note, note.ends / RATE)


def moment(note: VoiceNote, utc_ms: float) -> float | None:
    """Return the second of a recording that was spoken then, or None at another time.

    What was made in a pause belongs to the moment the voice fell silent.
    """
    first, last = span(note)
    if not note.frames or not first <= utc_ms <= last:
        return None
    frame = note.frame_at(round(utc_ms))
    return min(max(note.begins, frame), note.ends) / RATE


class DrawnWith:
    """A drawing beside a recording: what of it is there at a second, and the second of a stroke.

    ``replay`` is one in real time.
    """

    def __init__(self, note: VoiceNote, replay: Replay) -> None:
        self.replay = replay
        self._note = note
        self._made: dict[int, float] = {}  # when on the clock each mark was begun
        self._source: dict[int, int] = {}
        for record, utc_ms in zip(replay.records, replay.begun_at(), strict=True):
            if isinstance(record, Add):
                self._made[record.stroke.id] = utc_ms
            elif isinstance(record, Change):
                self._made |= {mark.id: utc_ms for mark in record.added}
                self._source |= {how.id: how.source for how in record.derived}

    @cached_property
    def moments(self) -> tuple["Drawn", ...]:
        """The marks that were begun while the voice was recorded, in that order."""
        found = ((moment(self._note, utc_ms), id_) for id_, utc_ms in self._made.items())
        return tuple(sorted(Drawn(at, id_) for at, id_ in found if at is not None))

    @cached_property
    def now(self) -> Drawing:
        """The drawing as it is now."""
        return Drawing(self.replay.records)

    def seen(self, seconds: float) -> Seen:
        """Say what of it was there at a second of the recording."""
        return self.replay.at_wall(wall(self._note, seconds))

    def moment_at(self, x: float, y: float, reach: float, seen: Drawing) -> float | None:
        """Return the second of the uppermost mark at a place of the page, as ``seen`` or as now.

        ``reach`` (page units) is how far beside the ink one may point. None: there is nothing, or
        it was made at another time.
        """
        for drawing in (seen, self.now):
            for id_ in reversed(drawing.touched(x, y, reach)):
                at = moment(self._note, self._when(drawing.mark(id_), x, y))
                if at is not None:
                    return at
        return None

    def _when(self, mark: Stroke, x: float, y: float) -> float:
        """Return when a mark was drawn, or what it was made from; or a little before this place."""
        id_, known = mark.id, set[int]()
        while id_ in self._source and id_ not in known:
            known.add(id_)
            id_ = self._source[id_]
        nearest = int(np.argmin(np.hypot(mark.points[:, 0] - x, mark.points[:, 1] - y)))
        late_ms = float(mark.points[nearest, 3]) - 1000 * LEAD
        return self._made.get(id_, 0.0) + max(0.0, late_ms)


class Drawn(NamedTuple):
    """A mark, and the second of the recording at which it was begun."""

    at: float
    id: int


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the words, and the second of the recording at which it was begun, if any."""

    place: Phrase
    at: float | None


class WrittenWith:
    """Words beside a recording: which of them were there at a second, and the second of each.

    ``text`` is what the words are now.
    """

    def __init__(self, note: VoiceNote, wording: Wording, text: str) -> None:
        self.text = text
        self._note = note
        self._wording = wording
        self._times: NDArray[np.int64] = np.array(wording.times(text), np.int64)

    @cached_property
    def sentences(self) -> tuple[Said, ...]:
        """The sentences of the text, long ones in pieces."""
        return tuple(Said(place, self._begun(place)) for place in _sentences(self.text))

    def seen(self, seconds: float) -> str:
        """Return the words as they were at a second of the recording."""
        return self._wording.at(wall(self._note, seconds))

    def to_come(self, seconds: float) -> tuple[Phrase, ...]:
        """Return which parts of the text were not there yet at a second of the recording."""
        later = np.concatenate(([False], self._times > wall(self._note, seconds), [False]))
        edges = np.flatnonzero(later[1:] != later[:-1]).tolist()
        return tuple(map(Phrase, edges[::2], edges[1::2]))

    def moment_at(self, position: int) -> float | None:
        """Return the second at which a letter was written, by its place in the text."""
        return self._begun(Phrase(position, position + 1))

    def _begun(self, place: Phrase) -> float | None:
        """Return the first second at which something of a phrase was written."""
        there = (moment(self._note, utc_ms) for utc_ms in self._between(place))
        return next(there, None)

    def _between(self, place: Phrase) -> list[int]:
        """Return when its letters were written, as far as the voice was recorded then, in order."""
        first, last = span(self._note)
        some = self._times[place.start : place.stop]
        found: list[int] = np.unique(some[(first <= some) & (some <= last)]).tolist()
        return found


def _sentences(text: str) -> Iterator[Phrase]:
    at = 0
    while at < len(text):
        stop = quoting.sentence(text, Phrase(at, at)).stop
        if stop - at >= quoting.REACH and stop < len(text):  # it goes on: not within a word
            stop = max(at, text.rfind(" ", at, stop)) or stop
        place = quoting.trimmed(text, Phrase(at, max(stop, at + 1)))
        if place is not None:
            yield place
        at = max(stop, at + 1)
