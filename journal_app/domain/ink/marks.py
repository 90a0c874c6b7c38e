"""Marks: the strokes, fills and labels that stand on a page, and what becomes of them.

A mark never changes. Whatever is done to one makes another from it (``derive``), so that nothing a
hand has made is ever lost or rounded twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

PALETTE = ("text", "accent", "sage", "plum", "chart4", "text_muted")
"""Colours are kept by their theme's name, so that ink stays legible when the theme changes."""

NIBS = (2.0, 4.0, 7.0, 12.0, 28.0)
FINE, THIN, MIDDLE, THICK, BROAD = NIBS

EVEN = 0.5
"""The pressure at which a stroke is as wide as its nib."""

FAR = 1_000_000.0
LONG_MS = 100_000_000.0
_WIDEST = 1_000.0

Points = NDArray[np.float64]
"""Shape (n, 4), n >= 1: x and y (page units), pressure (0 to 1), time since the touch (ms)."""

Affine = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a x + c y + e and y' = b x + d y + f."""

STAY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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
            _within(x, -FAR, FAR),
            _within(y, -FAR, FAR),
            _within(pressure, 0.0, 1.0),
            _within(t_ms, 0.0, LONG_MS),
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

    @property
    def width(self) -> float:
        """How far it is from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How far it is from top to bottom."""
        return self.bottom - self.top


class Extent(NamedTuple):
    """How far a page reaches to the right and down."""

    width: int = 0
    height: int = 0


NO_PAGE = Extent()


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One mark: a line of ink from the touch of the pen to its lifting, a filled shape, or a label.

    ``tool`` is a name of ``domain.ink.tools``. A fill's points go around it; a label's are the four
    corners of its ``text``, from the top left on. Marks are painted by ``rank``, those of one rank
    by id; a mark made from another one has that one's rank if it stands in its place.
    """

    id: int
    tool: str
    colour: str
    width: float
    made_ms: int
    points: Points = field(repr=False)
    text: str = field(default="", repr=False)
    rank: int = -1
    box: Box = field(default=Box(0.0, 0.0, -1.0, -1.0))

    def __post_init__(self) -> None:
        """Refuse a mark that could not be seen; know where it is and when it is painted."""
        if not len(self.points) or not 0.0 < self.width <= _WIDEST:
            raise ValueError("a stroke needs a width and at least one sample")
        if self.rank < 0:
            object.__setattr__(self, "rank", self.id)
        if self.box.right < self.box.left:
            object.__setattr__(self, "box", box_of(self.points, self.width))

    @classmethod
    def of(
        cls, id_: int, tool: str, colour: str, width: float, made_ms: int, samples: Iterable[Sample]
    ) -> Self:
        """Return a stroke through samples."""
        return cls(id_, tool, colour, width, made_ms, points_of(samples))

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The points one by one: slow, and so for short lines and for tests."""
        return tuple(Sample(*row) for row in self.points.tolist())

    @override
    def __eq__(self, other: object) -> bool:
        """Say whether another mark is the same to the last sample."""
        if not isinstance(other, Stroke):
            return NotImplemented
        return self._looks() == other._looks() and np.array_equal(self.points, other.points)

    @override
    def __hash__(self) -> int:
        """Go by the id: marks of one drawing differ by it."""
        return hash(self.id)

    def _looks(self) -> tuple[object, ...]:
        return (self.id, self.tool, self.colour, self.width, self.made_ms, self.text, self.rank)


@dataclass(frozen=True, slots=True)
class Derived:
    """How a mark is made from another one, its ``source``.

    ``span`` keeps only what lies between two positions along the source's points (2.5 is midway
    between the third and the fourth). ``affine`` moves, turns, scales or mirrors, and the width
    follows. An empty ``colour`` is the source's.
    """

    id: int
    source: int
    in_place: bool = True
    colour: str = ""
    span: tuple[float, float] | None = None
    affine: Affine | None = None

    def __post_init__(self) -> None:
        """Hold no finer numbers than are kept."""
        if self.span is not None:
            object.__setattr__(self, "span", _as_kept(self.span))
        if self.affine is not None:
            object.__setattr__(self, "affine", _as_kept(self.affine))


def derive(source: Stroke, how: Derived) -> Stroke:
    """Return the mark that is made from ``source``."""
    points, width = source.points, source.width
    if how.span is not None:
        points = cut_out(points, *how.span)
    if how.affine is not None:
        points = moved(points, how.affine)
        a, b, c, d, _, _ = how.affine
        width = min(max(width * sqrt(abs(a * d - b * c)), 1 / 64), _WIDEST)
    return replace(
        source,
        id=how.id,
        colour=how.colour or source.colour,
        width=width,
        points=points,
        rank=source.rank if how.in_place else how.id,
        box=box_of(points, width),
    )


def points_of(samples: Iterable[Sample]) -> Points:
    """Return samples as an array."""
    return np.array(list(samples), np.float64).reshape(-1, 4)


def box_of(points: Points, width: float) -> Box:
    """Return the part of the page that a line through the points can have inked."""
    if not len(points):
        return Box(0.0, 0.0, 0.0, 0.0)
    left, top = points[:, :2].min(axis=0).tolist()
    right, bottom = points[:, :2].max(axis=0).tolist()
    return inked(Box(left, top, right, bottom), width)


def inked(around: Box, width: float) -> Box:
    """Return how far a line reaches whose points have this box around them."""
    return around.grown(radius(width, 1.0))


def moved(points: Points, by: Affine) -> Points:
    """Return the points after an affine map; pressure and time stay."""
    a, b, c, d, e, f = by
    out = points.copy()
    x, y = points[:, 0], points[:, 1]
    out[:, 0] = np.clip(a * x + c * y + e, -FAR, FAR)
    out[:, 1] = np.clip(b * x + d * y + f, -FAR, FAR)
    return out


def radius(width: float, pressure: float) -> float:
    """Return half the width of the line where a nib of this width is pressed this hard."""
    return width * (0.2 + 0.6 * pressure)


def _as_kept(numbers: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(np.array(numbers, np.float32).tolist())


def cut_out(points: Points, start: float, end: float) -> Points:
    """Return what lies between two positions along the points, with ends of its own there."""
    last = len(points) - 1
    start, end = min(max(start, 0.0), last), min(max(end, 0.0), last)
    inside = np.arange(int(start) + 1, int(np.ceil(end)))
    at = np.concatenate(([start], inside, [end] if end > start else []))
    before = np.minimum(at.astype(int), max(last - 1, 0))
    share = (at - before)[:, None]
    after = np.minimum(before + 1, last)
    cut: Points = points[before] * (1 - share) + points[after] * share
    return cut


def _within(value: float, low: float, high: float) -> float:
    # Written so that "not a number" becomes the lowest value.
    return min(value, high) if value > low else low
