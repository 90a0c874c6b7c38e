"""What a chart shows, before anything is drawn: its axes, its lines, its ticks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from journal_app.domain import patterns
from journal_app.domain.patterns import Window

Mark = tuple[float, str]  # where on an axis, and what is written there
Piece = tuple[tuple[float, float], ...]  # the dots one line joins

MONTHS = 120  # days from which on the axis is told in months


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where, and what is written along it where there is room for so many."""

    first: float
    last: float
    marks: Callable[[int], tuple[Mark, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """Dots of one kind, joined where nothing lies between; ``look`` is its marker and dash."""

    look: int
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole chart. ``told`` says in words what is to be seen, for whoever can't see it.

    ``beside`` is what else there has to be room for at its left: charts one above the other have
    their days in the same places.
    """

    name: str
    told: str = field(repr=False)
    across: Axis
    up: Axis
    lines: tuple[Line, ...] = ()
    ticks: tuple[Mark, ...] = ()
    beside: tuple[str, ...] = ()


def days(window: Window) -> Axis:
    """Return an axis of days, as dates or as months."""
    first, last = window.first.toordinal(), window.last.toordinal() + 1
    long = last - first > MONTHS
    air = (last - first) / 100

    def marks(most: int) -> tuple[Mark, ...]:
        return tuple(
            (on.toordinal(), _named(on, long=long)) for on in patterns.marked(window, most)
        )

    return Axis(first - air, last + air, marks)


def counted(last: int, zero: str) -> Axis:
    """Return an axis of days since something; ``zero`` is what the first is called."""

    def marks(most: int) -> tuple[Mark, ...]:
        step = next(one for one in (1, 2, 7, 14, last + 1) if last // one < max(most, 1))
        return tuple((day, str(day) if day else zero) for day in range(0, last + 1, step))

    return Axis(-0.5, last + 0.5, marks)


def valued(marks: tuple[Mark, ...]) -> Axis:
    """Return an axis of values that shows all of them, whatever was answered."""
    values = [value for value, _said in marks]
    air = (values[-1] - values[0]) / 10
    return Axis(values[0] - air, values[-1] + air, lambda _most: marks)


def _named(on: date, *, long: bool) -> str:
    if not long:
        return f"{on.day} {on:%b}"
    return f"{on:%Y}" if on.month == 1 else f"{on:%b}"
