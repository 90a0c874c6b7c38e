"""What was noted again and again, side by side: as dots, by days since a session, as rows.

Nothing here reads what somebody wrote, and nothing is worked out of the values: no average, no
trend. What is missing stays missing; it is a gap, never a zero.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import zip_longest

from journal_app.domain import placing
from journal_app.domain.clock import Moment
from journal_app.domain.entry import PartId
from journal_app.domain.sessionlog import Logged, in_order
from journal_app.domain.themes import folded, tidy

HALF = 0.5  # where in its day something stands whose time nobody noted
FARTHEST = 28  # days after a session that are laid over each other
SPANS = (14, 42, 91, 365, None)  # days that may be looked at; None is all there is
USUAL_SPAN = 42
_LONGEST_DAY = timedelta(hours=30)
_ALMOST = 0.999
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Scale:
    """What values of one kind can be; two that lie farther than ``apart`` days are not joined."""

    id: str
    least: int
    most: int
    apart: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer; None where the question was seen and left out, or a total has no meaning."""

    part: PartId
    day: date
    at: Moment
    value: int | None = field(default=None, repr=False)

    @property
    def x(self) -> float:
        """Where it stands from left to right, in days."""
        return place(self.day, self.at)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at, both ends with them."""

    first: date
    last: date

    def holds(self, on: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Series:
    """All answers on one scale, in the order they stand in."""

    scale: Scale
    readings: tuple[Reading, ...] = field(default=(), repr=False)

    @property
    def given(self) -> tuple[Reading, ...]:
        """Those that have a value."""
        return tuple(one for one in self.readings if one.value is not None)

    def within(self, window: Window) -> "Series":
        """Return what of it lies in a window."""
        return series(self.scale, (one for one in self.readings if window.holds(one.day)))


@dataclass(frozen=True, slots=True)
class After:
    """One session, and what was answered from then until the next: days since it, answer."""

    session: Logged
    answers: tuple[tuple[int, Reading], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Aligned:
    """Every session at the same beginning. ``afters`` are oldest first, also those without answer.

    ``apart`` counts the answers that follow no session, or one too long ago.
    """

    afters: tuple[After, ...]
    apart: int = 0

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many values there are on day 0, 1, … up to the last that has any."""
        on = Counter(day for after in self.afters for day, one in after.answers if _has(one))
        return tuple(on[day] for day in range(max(on, default=-1) + 1))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: one answer on the scale called ``scale``; without one, a session.

    ``since`` are the days since the session before, where rows are told by those.
    """

    day: date
    at: Moment | None
    scale: Scale | None = None
    value: int | None = field(default=None, repr=False)
    since: int | None = None


def place(on: date, at: Moment | None) -> float:
    """Return where a moment stands from left to right: its day, and how far that had come.

    By the clock that hung on the wall, so that evenings are evenings on both sides of a change of
    the clocks; never outside its day, whenever that began. What was noted in the small hours may
    belong to the day before, so there is room for them at its end.
    """
    if at is None:
        return on.toordinal() + HALF
    wall = at.civil
    since = wall.replace(tzinfo=None) - datetime.combine(on, time.min)
    return on.toordinal() + min(max(since / _LONGEST_DAY, 0), _ALMOST)


def series(scale: Scale, readings: Iterable[Reading]) -> Series:
    """Return a series in order; what is out of its scale is as if it had been left out."""
    fit = (one if _fits(one, scale) else _emptied(one) for one in readings)
    return Series(scale, tuple(sorted(fit, key=lambda one: (one.x, one.at.utc_ms))))


def runs(readings: Iterable[Reading], apart: int) -> tuple[tuple[Reading, ...], ...]:
    """Return the answers that a line may join, piece by piece.

    It breaks where an answer was left out, and where too many days lie between two.
    """
    found: list[list[Reading]] = []
    before: Reading | None = None
    for one in readings:
        if one.value is not None:
            if before is None or (one.day - before.day).days > apart:
                found.append([])
            found[-1].append(one)
        before = one if one.value is not None else None
    return tuple(map(tuple, found))


def window(days: int | None, today: date, noted: Iterable[date]) -> Window:
    """Return the last so many days up to today; with None, all days there is something of."""
    known = sorted((*noted, today))
    if days is None:
        return Window(known[0], known[-1])
    return Window(known[-1] - timedelta(days=days - 1), known[-1])


def tick(session: Logged) -> float:
    """Return where a session stands from left to right: where it began, as far as that is known."""
    return place(session.day, session.begins or session.over)


def align(sessions: Sequence[Logged], readings: Iterable[Reading]) -> Aligned:
    """Lay what followed each session over each other; each answer follows the last one before."""
    past = in_order(sessions)
    found: dict[PartId, list[tuple[int, Reading]]] = {one.part: [] for one in past}
    apart = 0
    for one in readings:
        near = [each for each in past if abs((one.day - each.day).days) <= FARTHEST]
        since = placing.since(near, one.at, one.day)
        if since is None:
            apart += _has(one)
        else:
            found[since.session.part].append((since.days, one))
    return Aligned(tuple(After(one, tuple(found[one.part])) for one in past), apart)


def rows(many: Iterable[Series], sessions: Iterable[Logged]) -> tuple[Row, ...]:
    """Return the same as a table, the last first: a row for each answer and each session."""
    made = [(tick(one), Row(one.day, one.begins or one.over)) for one in sessions]
    for one in many:
        told = reversed(one.readings)
        made += [(it.x, Row(it.day, it.at, one.scale, it.value)) for it in told]
    return tuple(row for _x, row in sorted(made, key=lambda pair: -pair[0]))


def rows_since(many: Iterable[tuple[Scale, Aligned]]) -> tuple[Row, ...]:
    """Return the same by days since a session: all of day 0, all of day 1; told by sessions."""
    found = [
        Row(after.session.day, reading.at, scale, reading.value, days)
        for scale, aligned in many
        for after in aligned.afters
        for days, reading in after.answers
    ]
    return tuple(sorted(found, key=lambda row: (row.since or 0, row.day)))


def empty(many: Iterable[Aligned]) -> tuple[int, ...]:
    """Return the days, up to the last one of any, on which none of them has a value."""
    counts = zip_longest(*(one.counts for one in many), fillvalue=0)
    return tuple(day for day, times in enumerate(counts) if not any(times))


def chosen(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count words as they were typed, the one chosen most first; "Water" is "water"."""
    times: Counter[str] = Counter()
    said: dict[str, str] = {}
    for word in words:
        name = folded(word)
        if name:
            times[name] += 1
            said[name] = tidy(word)  # as it was typed last
    ordered = sorted(times, key=lambda name: (-times[name], name))
    return tuple((said[name], times[name]) for name in ordered)


def marked(shown: Window, most: int) -> tuple[date, ...]:
    """Return the days the axis names, evenly and at most so many: Mondays, firsts of a month."""
    for step in _DAY_STEPS:
        found = tuple(_every(shown, step))
        if len(found) <= most:
            return found
    for months in _MONTH_STEPS:
        found = tuple(_firsts(shown, months))
        if len(found) <= most:
            return found
    return tuple(date(year, 1, 1) for year in range(shown.first.year + 1, shown.last.year + 1))[
        -most:
    ]


def _every(shown: Window, step: int) -> Iterator[date]:
    """Go through every so many days; in weeks, those are Mondays wherever one looks from."""
    first = shown.first.toordinal()
    for day in range(first + (1 - first) % step, shown.last.toordinal() + 1, step):
        yield date.fromordinal(day)


def _firsts(shown: Window, months: int) -> Iterator[date]:
    for number in range(shown.first.year * 12, shown.last.year * 12 + 12):
        on = date(number // 12, number % 12 + 1, 1)
        if number % months == 0 and shown.holds(on):
            yield on


def _has(one: Reading) -> bool:
    return one.value is not None


def _fits(one: Reading, scale: Scale) -> bool:
    return one.value is None or scale.least <= one.value <= scale.most


def _emptied(one: Reading) -> Reading:
    return Reading(one.part, one.day, one.at)
