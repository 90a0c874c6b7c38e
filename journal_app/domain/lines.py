"""The journal as a list: which entries, in which order, and what a line of it shows."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from journal_app.domain.entry import EntryLine, Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: all, or only those with a kind of part, set to share, or of a theme."""

    kind: Kind | None = None
    shared: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part one can have a glimpse of; None as long as none was made."""

    key: int
    kind: Kind
    glimpse: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """All that a line of the journal shows."""

    line: EntryLine
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of entries, newest first, and the days they belong to with how many each has."""

    keys: "array[int]"
    days: tuple[tuple[date, int], ...]


def order_of(told: Mapping[int, Told]) -> Order:
    """Return the order in which these lines already are."""
    days: dict[date, int] = {}
    for one in told.values():
        days[one.line.day] = days.get(one.line.day, 0) + 1
    return Order(array("q", told), tuple(days.items()))


class Rows:
    """The rows of a list: a heading for each month, and under it a line for each entry.

    Everything is found by bisection, so that it doesn't matter how long the list is.
    """

    def __init__(self, order: Order) -> None:
        self._keys = order.keys
        self._days = [day for day, _count in order.days]
        self._starts: list[int] = []  # the first line of each day
        self._heads: list[int] = []  # the row of each month's heading
        self._firsts: list[int] = []  # the first line of each month
        line, before = 0, None
        for day, count in order.days:
            if (day.year, day.month) != before:
                before = (day.year, day.month)
                self._heads.append(line + len(self._heads))
                self._firsts.append(line)
            self._starts.append(line)
            line += count

    def __len__(self) -> int:
        """Return how many rows there are, headings among them."""
        return len(self._keys) + len(self._heads)

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self._keys)

    @property
    def days(self) -> tuple[date, ...]:
        """The days that hold something, newest first."""
        return tuple(self._days)

    def key(self, row: int) -> int | None:
        """Return the key of the entry in a row; None in a heading, or where there is no row."""
        line = self._line(row)
        return None if line is None else self._keys[line]

    def keys(self, first: int, last: int) -> tuple[int, ...]:
        """Return the keys between two rows, both included."""
        rows = range(max(0, first), min(last + 1, len(self)))
        return tuple(key for key in map(self.key, rows) if key is not None)

    def day(self, row: int) -> date:
        """Return the day of a row; a heading has that of the line below it."""
        line = self._line(row)
        return self._days[self._number_of_day(self._line(row + 1) or 0 if line is None else line)]

    def opens_day(self, row: int) -> bool:
        """Whether a row has the first line of its day."""
        line = self._line(row)
        return line is not None and self._starts[self._number_of_day(line)] == line

    def row_of(self, key: int) -> int | None:
        """Return the row of an entry, if it is in the list."""
        try:
            return self._row(self._keys.index(key))
        except ValueError:
            return None

    def row_on(self, day: date) -> int | None:
        """Return the first row of a day, or of the nearest one before; else of the oldest."""
        if not self._days:
            return None
        number = bisect_left(self._days, -day.toordinal(), key=_backwards)
        return self._row(self._starts[min(number, len(self._days) - 1)])

    def _line(self, row: int) -> int | None:
        heads = bisect_right(self._heads, row)
        is_line = 0 <= row < len(self) and self._heads[heads - 1] != row
        return row - heads if is_line else None

    def _row(self, line: int) -> int:
        return line + bisect_right(self._firsts, line)

    def _number_of_day(self, line: int) -> int:
        return bisect_right(self._starts, line) - 1


def _backwards(day: date) -> int:
    return -day.toordinal()
