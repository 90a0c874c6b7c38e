"""Ink: samples, strokes, and the records a drawing is kept as.

A drawing only ever grows by records. Undoing or erasing hides strokes and redoing shows them
again, so nothing a hand has made is ever taken out of the log.

All lengths are page units: logical pixels at 100 % text size, from the page's top left corner.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple, Self

PALETTE = ("text", "accent", "sage", "plum", "chart4")
"""Colours are kept by their theme's name, so that ink stays legible when the theme changes."""

THIN, THICK = 4.0, 12.0
EVEN = 0.5
"""The pressure at which a stroke is as wide as its nib."""

_FAR = 1_000_000.0
_WIDEST = 1_000.0
_LONG_MS = 100_000_000.0


class _Values(NamedTuple):
    x: float
    y: float
    pressure: float
    t_ms: float


class Sample(_Values):
    """Where the pen was, how hard it pressed, and when, counted from the stroke's first touch."""

    __slots__ = ()

    def __new__(cls, x: float, y: float, pressure: float = EVEN, t_ms: float = 0.0) -> Self:
        """Keep every value within what can be drawn and stored, whatever a device reports."""
        return super().__new__(
            cls,
            _within(x, -_FAR, _FAR),
            _within(y, -_FAR, _FAR),
            _within(pressure, 0.0, 1.0),
            _within(t_ms, 0.0, _LONG_MS),
        )


class Box(NamedTuple):
    """A rectangle of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two share at least an edge."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def united(self, other: "Box") -> "Box":
        """Return the smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> "Box":
        """Return this box with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Extent(NamedTuple):
    """How far a page reaches to the right and down."""

    width: int = 0
    height: int = 0


NO_PAGE = Extent()


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of ink, from the touch of the pen to its lifting."""

    id: int
    tool: str
    colour: str
    width: float
    made_ms: int
    samples: tuple[Sample, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a stroke that could not be seen."""
        if not self.samples or not 0.0 < self.width <= _WIDEST:
            raise ValueError("a stroke needs a width and at least one sample")

    @property
    def box(self) -> Box:
        """The part of the page this stroke can have inked."""
        points = self.samples
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return Box(min(xs), min(ys), max(xs), max(ys)).grown(radius(self.width, 1.0))

    def touched(self, x: float, y: float, reach: float) -> bool:
        """Say whether a round rubber at this place would touch the line."""
        near = (reach + self.width / 2) ** 2
        before = self.samples[0]
        for now in self.samples:
            if _distance_squared(x, y, before, now) <= near:
                return True
            before = now
        return False


@dataclass(frozen=True, slots=True)
class Add:
    """A stroke was drawn, on a page that reached this far."""

    stroke: Stroke
    page: Extent = NO_PAGE


@dataclass(frozen=True, slots=True)
class Hide:
    """Strokes were erased, or their drawing was undone."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """Hidden strokes were brought back."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A record this version can't read: kept as it is, and never drawn or written anew."""

    blob: bytes = field(repr=False)


InkRecord = Add | Hide | Show | Unknown


class Drawing:
    """What a list of records adds up to."""

    def __init__(self, records: Iterable[InkRecord] = ()) -> None:
        self._strokes: dict[int, Stroke] = {}
        self._boxes: dict[int, Box] = {}
        self._hidden: set[int] = set()
        self._page = Extent()
        for record in records:
            self.apply(record)

    def apply(self, record: InkRecord) -> Box | None:
        """Take in one more record; return the part of the page it changed, if any."""
        match record:
            case Add(stroke, page):
                return self._add(stroke, page)
            case Hide(ids):
                changed = (self._strokes.keys() & ids) - self._hidden
                self._hidden |= changed
            case Show(ids):
                changed = self._hidden.intersection(ids)
                self._hidden -= changed
            case _:
                return None
        return _around(self._boxes[i] for i in changed)

    def _add(self, stroke: Stroke, page: Extent) -> Box | None:
        if stroke.id in self._strokes:
            return None
        box = stroke.box
        self._strokes[stroke.id] = stroke
        self._boxes[stroke.id] = box
        if page == NO_PAGE:
            page = Extent(max(0, ceil(box.right)), max(0, ceil(box.bottom)))
        self._page = Extent(*map(max, self._page, page))
        return box

    def __len__(self) -> int:
        """Count the strokes that can be seen."""
        return len(self._strokes) - len(self._hidden)

    @property
    def next_id(self) -> int:
        """An id no stroke of this drawing has, hidden or not."""
        return max(self._strokes, default=0) + 1

    @property
    def page(self) -> Extent:
        """How far the page reached at its largest."""
        return self._page

    @property
    def bounds(self) -> Box | None:
        """The part of the page that has ink on it."""
        return _around(self._boxes[stroke.id] for stroke in self.visible())

    def visible(self) -> Iterator[Stroke]:
        """Go through the strokes that can be seen, oldest first."""
        return (stroke for id_, stroke in self._strokes.items() if id_ not in self._hidden)

    def within(self, box: Box) -> Iterator[Stroke]:
        """Go through the visible strokes that may ink a part of the page, oldest first."""
        return (stroke for stroke in self.visible() if self._boxes[stroke.id].meets(box))

    def touched(self, x: float, y: float, reach: float) -> tuple[int, ...]:
        """Return the ids of the visible strokes a round rubber at this place would touch."""
        there = Box(x, y, x, y).grown(reach)
        return tuple(s.id for s in self.within(there) if s.touched(x, y, reach))


class History:
    """Undo and redo: turns "back" and "again" into the next record of a drawing."""

    def __init__(self, records: Iterable[InkRecord] = ()) -> None:
        """Take up where an earlier sitting left off.

        The log doesn't say which hidings were an undo. One that takes back exactly the last step
        is read as such: whatever it really was, going back and forth reaches every stroke again.
        """
        self._done: list[Hide | Show] = []
        self._undone: list[Hide | Show] = []
        for record in records:
            if self._done and record == _opposite(self._done[-1]):
                self.undo()
            elif self._undone and record == self._undone[-1]:
                self.redo()
            else:
                self.note(record)

    def note(self, record: InkRecord) -> None:
        """Remember something that was just done; what had been undone before is left behind."""
        match record:
            case Add(stroke):
                self._done.append(Show((stroke.id,)))
            case Hide() | Show():
                self._done.append(record)
            case Unknown():
                return
        self._undone.clear()

    def undo(self) -> Hide | Show | None:
        """Return the record that takes back the last step, or None at the beginning."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return _opposite(self._undone[-1])

    def redo(self) -> Hide | Show | None:
        """Return the record that takes the undone step again, or None if there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Say whether there is a step to take again."""
        return bool(self._undone)


def radius(width: float, pressure: float) -> float:
    """Return half the width of the line where a nib of this width is pressed this hard."""
    return width * (0.2 + 0.6 * pressure)


def _opposite(step: Hide | Show) -> Hide | Show:
    return Show(step.ids) if isinstance(step, Hide) else Hide(step.ids)


def _around(boxes: Iterable[Box]) -> Box | None:
    whole: Box | None = None
    for box in boxes:
        whole = box if whole is None else whole.united(box)
    return whole


def _within(value: float, low: float, high: float) -> float:
    # Written so that "not a number" becomes the lowest value.
    return min(value, high) if value > low else low


def _distance_squared(x: float, y: float, a: Sample, b: Sample) -> float:
    ax, ay, bx, by = a[0], a[1], b[0], b[1]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0.0 else ((x - ax) * dx + (y - ay) * dy) / length
    along = min(max(along, 0.0), 1.0)
    return (ax + along * dx - x) ** 2 + (ay + along * dy - y) ** 2
