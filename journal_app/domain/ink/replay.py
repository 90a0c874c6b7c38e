"""Replaying a drawing: what was on the page at each moment, in the order and speed it was made.

Long pauses are shortened: nobody wants to watch a page at rest. What took no time is given a
moment, so that it can be followed. Beside a voice nothing of that is so: there, time is kept.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.entry import Record
from journal_app.domain.ink import codec
from journal_app.domain.ink.marks import Stroke, derive
from journal_app.domain.ink.records import Add, Block, Change, InkRecord
from journal_app.domain.ink.tools import Shape, tool

PAUSE_MS = 500.0  # the longest that nothing happens
MOMENT_MS = 250.0  # what a step takes that took no time: a rubbing out, a fill
LONGEST_MS = 60_000.0  # of one stroke: a pen may have lain there
STEADY = 0.5  # units per millisecond, where the points' times weren't kept

_BLOCK = 6

Times = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is there at a moment: the first ``done`` records, and ``growing`` marks so far."""

    done: int
    growing: tuple[Stroke, ...] = field(default=(), repr=False)
    points: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    """One record: when it begins, how long it takes, and the marks that grow meanwhile."""

    start: float
    lasts: float
    growing: tuple[Stroke, ...]
    times: Times


class Replay:
    """The course of a drawing; ``row_times`` say when each record was made (milliseconds).

    With ``real`` it takes as long as it took: pauses are as long as they were, and what took no
    time takes none. ``began_ms`` is when on the clock it begins.
    """

    def __init__(
        self, records: Iterable[InkRecord], row_times: Iterable[int], *, real: bool = False
    ) -> None:
        self.records = tuple(records)
        made = list(zip(self.records, row_times, strict=True))
        self.began_ms = _begun(*made[0]) if made else 0
        self._steps = _in_real_time(made, self.began_ms) if real else _in_short(made)
        self._starts = [step.start for step in self._steps]
        self.duration_ms = max((step.start + step.lasts for step in self._steps), default=0.0)

    def at_wall(self, utc_ms: float) -> Seen:
        """Say what was there when the clock showed ``utc_ms``; only in real time."""
        return self.at(utc_ms - self.began_ms)

    def begun_at(self) -> list[float]:
        """Return when on the clock each record was begun; only in real time."""
        return [self.began_ms + start for start in self._starts]

    def at(self, ms: float) -> Seen:
        """Say what is there so many milliseconds after the beginning."""
        if ms >= self.duration_ms:
            return Seen(len(self._steps))
        at = bisect_right(self._starts, ms) - 1
        if at < 0 or ms <= 0.0:
            return Seen(0)
        step = self._steps[at]
        since = ms - step.start
        if since >= step.lasts:
            return Seen(at + 1)
        points = int(np.searchsorted(step.times, since, side="right")) if step.growing else 0
        return Seen(at, step.growing if points else (), points)

    def onward(self, ms: float) -> float:
        """Return when the step that is being made at this moment, or the next one, is done."""
        ends = (step.start + step.lasts for step in self._steps)
        return next((end for end in ends if end > ms + 1.0), self.duration_ms)

    def back(self, ms: float) -> float:
        """Return when the step before this moment was begun."""
        earlier = bisect_right(self._starts, ms - 1.0) - 1
        return self._starts[earlier] if earlier >= 0 else 0.0


def of(kept: Sequence[Record], *, real: bool = False) -> Replay:
    """Return the replay of a drawing as it is kept, with what was put together taken apart."""
    blobs: list[bytes] = []
    times: list[int] = []
    for record in kept:
        block = codec.unpack(record.body) if record.body[:1] == bytes((_BLOCK,)) else None
        if isinstance(block, Block):
            blobs += [blob for _, _, blob in block.parts]
            times += [made_ms for _, made_ms, _ in block.parts]
        else:
            blobs.append(record.body)
            times.append(record.made_ms)
    return Replay(codec.unpack_all(blobs), times, real=real)


def _in_short(made: Iterable[tuple[InkRecord, int]]) -> list[_Step]:
    """Return the steps of a drawing without its long pauses."""
    steps: list[_Step] = []
    now, before = 0.0, None
    for record, made_ms in made:
        growing = _growing(record)
        times = _times(growing[0]) if growing else np.zeros(1)
        lasts = float(times[-1]) or MOMENT_MS
        if before is not None:
            now += min(max(0.0, made_ms - before), PAUSE_MS)
        steps.append(_Step(now, lasts, growing, times))
        now += lasts
        before = made_ms + lasts
    return steps


def _in_real_time(made: Iterable[tuple[InkRecord, int]], since_ms: int) -> list[_Step]:
    """Return the steps as they were made; where the clock was set back, it stands still."""
    steps: list[_Step] = []
    now = 0.0
    for record, made_ms in made:
        growing = _growing(record)
        times = np.maximum.accumulate(growing[0].points[:, 3]) if growing else np.zeros(1)
        now = max(now, float(_begun(record, made_ms) - since_ms))
        steps.append(_Step(now, float(times[-1]), growing, times))
    return steps


def _begun(record: InkRecord, made_ms: int) -> int:
    """Return when a record was begun: an ``Add`` says so, a mandala's stroke knows it itself.

    All else is kept when it is done, and took no time.
    """
    growing = _growing(record) if isinstance(record, Change) else ()
    return growing[0].made_ms if growing else made_ms


def _growing(record: InkRecord) -> tuple[Stroke, ...]:
    """Return the lines that were drawn with one stroke: itself, and its copies in a mandala."""
    drawn: tuple[Stroke, ...] = ()
    match record:
        case Add(stroke):
            drawn = (stroke,)
        case Change(hide=(), show=(), added=(stroke,)):
            copies = (how for how in record.derived if how.source == stroke.id)
            drawn = (stroke, *(derive(stroke, how) for how in copies if how.span is None))
        case _:
            pass
    return drawn if drawn and tool(drawn[0].tool).shape is Shape.LINE else ()


def _times(stroke: Stroke) -> Times:
    """Return when each point came: as it was kept, or at a steady pace along the line."""
    times = np.maximum.accumulate(stroke.points[:, 3])
    if times[-1] <= 0.0:
        steps = np.diff(stroke.points[:, :2], axis=0)
        lengths = np.sqrt(np.einsum("ij,ij->i", steps, steps))
        times = np.concatenate(([0.0], np.cumsum(lengths))) / STEADY
    longest = min(float(times[-1]), LONGEST_MS)
    return times * (longest / times[-1]) if times[-1] > 0.0 else times
