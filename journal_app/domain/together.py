"""One clock for a voice and for what was drawn and written while it was spoken.

Everything made says when it was made on the clock on the wall; a recording says when on that clock
each of its frames was spoken. So a second of the recording knows what was on the page then, and
every stroke and every letter knows its second. What was made at another time has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journal_app.domain import quoting
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Stroke
from journal_app.domain.ink.records import Add, Change
from journal_app.domain.ink.replay import Replay, Seen
from journal_app.domain.spot import Phrase
from journal_app.domain.voice import RATE, VoiceNote
from journal_app.domain.wording import Wording

LEAD = 2.0  # seconds of a long stroke that are seen growing before the place somebody points at


class Spoken:
    """When on the clock a recording was spoken; ``first`` to ``last`` (utc, ms) is to be heard."""

    def __init__(self, note: VoiceNote) -> None:
        self._note = note
        self.first, self.last = self.wall(note.begins / RATE), self.wall(note.ends / RATE)

    def wall(self, seconds: float) -> int:
        """Return what the clock showed (utc, ms) when this second was spoken."""
        note = self._note
        utc_ms = note.utc_ms_at(min(max(0, round(seconds * RATE)), note.frames))
        return 0 if utc_ms is None else utc_ms

    def heard(self, utc_ms: float) -> bool:
        """Say whether this time lies between the first and the last that is to be heard."""
        return self._note.frames > 0 and self.first <= utc_ms <= self.last

    def moment(self, utc_ms: float) -> float | None:
        """Return the second that was spoken then, or None at another time.

        What was made in a pause belongs to the moment the voice fell silent.
        """
        if not self.heard(utc_ms):
            return None
        frame = self._note.frame_at(round(utc_ms))
        return min(max(self._note.begins, frame), self._note.ends) / RATE


class DrawnWith:
    """A drawing beside a recording: what of it is there at a second, and the second of a stroke.

    ``replay`` is one in real time. ``moments`` are the marks that were begun while the voice was
    recorded, in that order; ``now`` is the drawing as it is by now.
    """

    def __init__(self, spoken: Spoken, replay: Replay) -> None:
        self.replay = replay
        self.now = Drawing(replay.records)
        self._spoken = spoken
        self._made: dict[int, float] = {}  # when on the clock each mark was begun
        self._source: dict[int, int] = {}
        for record, utc_ms in zip(replay.records, replay.begun_at(), strict=True):
            if isinstance(record, Add):
                self._made[record.stroke.id] = utc_ms
            elif isinstance(record, Change):
                self._made |= {mark.id: utc_ms for mark in record.added}
                self._source |= {how.id: how.source for how in record.derived}
        found = ((spoken.moment(utc_ms), id_) for id_, utc_ms in self._made.items())
        self.moments = tuple(sorted(Drawn(at, id_) for at, id_ in found if at is not None))

    def seen(self, seconds: float) -> Seen:
        """Say what of it was there at a second of the recording."""
        return self.replay.at_wall(self._spoken.wall(seconds))

    def moment_at(self, x: float, y: float, reach: float, seen: Drawing) -> float | None:
        """Return the second of the uppermost mark at a place of the page, as ``seen`` or as now.

        ``reach`` (page units) is how far beside the ink one may point. None: there is nothing, or
        it was made at another time.
        """
        for drawing in (seen, self.now):
            for id_ in reversed(drawing.touched(x, y, reach)):
                at = self._spoken.moment(self._when(drawing.mark(id_), x, y))
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

    ``text`` is what the words are by now; ``sentences`` are its own, long ones in pieces.
    """

    def __init__(self, spoken: Spoken, wording: Wording, text: str) -> None:
        self.text = text
        self._spoken = spoken
        self._wording = wording
        self._times: NDArray[np.int64] = np.array(wording.times(text), np.int64)
        self.sentences = tuple(Said(place, self._begun(place)) for place in _sentences(text))

    def seen(self, seconds: float) -> str:
        """Return the words as they were at a second of the recording."""
        return self._wording.at(self._spoken.wall(seconds))

    def to_come(self, seconds: float) -> tuple[Phrase, ...]:
        """Return which parts of the text were not there yet at a second of the recording."""
        later = np.concatenate(([False], self._times > self._spoken.wall(seconds), [False]))
        edges = np.flatnonzero(later[1:] != later[:-1]).tolist()
        return tuple(map(Phrase, edges[::2], edges[1::2]))

    def moment_at(self, position: int) -> float | None:
        """Return the second at which a letter was written, by its place in the text."""
        return self._begun(Phrase(position, position + 1))

    def _begun(self, place: Phrase) -> float | None:
        """Return the first second at which something of a phrase was written."""
        some = np.unique(self._times[place.start : place.stop]).tolist()
        moments = map(self._spoken.moment, some)
        return next((at for at in moments if at is not None), None)


def _sentences(text: str) -> Iterator[Phrase]:
    at = 0
    while at < len(text):
        stop = quoting.sentence(text, Phrase(at, at)).stop
        if stop - at >= quoting.REACH and stop < len(text):  # it goes on: not within a word
            cut = text.rfind(" ", at + 1, stop)
            stop = cut if cut > at else stop
        place = quoting.trimmed(text, Phrase(at, max(stop, at + 1)))
        if place is not None:
            yield place
        at = max(stop, at + 1)
