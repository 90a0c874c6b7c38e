"""Erasing precisely: a round rubber takes away what it covers, and lines fall into pieces.

What is left of a line is told by spans of its positions, so that a cut needs a few bytes, and what
stays stays exactly as it was drawn. Fills and labels have no pieces: they go as a whole.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.lasso import contains
from journal_app.domain.ink.marks import (
    Box,
    Derived,
    Extent,
    Points,
    Stroke,
    cut_out,
    radius,
)
from journal_app.domain.ink.records import Change
from journal_app.domain.ink.tools import Shape, tool

Span = tuple[float, float]
Way = tuple[tuple[float, float], tuple[float, float]]
"""Where the rubber went, straight, from the centre's first place to its last."""

CRUMB = 1.0  # page units: what is shorter than that is not worth leaving
_STEP = 0.5  # page units between the places along a line that are looked at
_MOST_STEPS = 4096  # for a stretch between two samples
_FLAT = 1e-9
_GRAZED = 0.05  # page units: a rubber that goes no deeper has only met the end of its own cut


class Cut:
    """One pass of the rubber, from its touch to its lifting."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._next = drawing.next_id
        self._cut: dict[int, None] = {}
        self._pieces: dict[int, tuple[int, Span]] = {}

    def rub(self, way: Way, reach: float) -> Change:
        """Go along a way; return what that changes, to be shown now.

        The marks it makes are there for the eye only; ``record`` tells what is kept.
        """
        hide: list[int] = []
        derived: list[Derived] = []
        around = Box(*map(min, *way), *map(max, *way)).grown(reach)
        for mark in _under(list(self._drawing.within(around)), way, reach):
            source, span = self._pieces.get(mark.id, (mark.id, _whole(mark)))
            left = _rubbed(self._drawing.mark(source), span, way, reach)
            if left == [span]:
                continue
            self._cut[source] = None
            self._pieces.pop(mark.id, None)
            hide.append(mark.id)
            derived += [self._piece(source, piece) for piece in left]
        return Change(tuple(hide), derived=tuple(derived), page=self._drawing.page)

    def record(self, page: Extent) -> Change | None:
        """Return the whole pass as one step, with the pieces that are left; None if it cut nothing.

        The pieces have the ids they are shown by already.
        """
        if not self._cut:
            return None
        pieces = (Derived(id_, source, span=span) for id_, (source, span) in self._pieces.items())
        return Change(tuple(self._cut), derived=tuple(pieces), page=page)

    def undone(self) -> Change:
        """Return what puts everything back."""
        return Change(hide=tuple(self._pieces), show=tuple(self._cut))

    def _piece(self, source: int, span: Span) -> Derived:
        piece = Derived(self._next, source, span=span)
        self._pieces[piece.id] = source, piece.span or span
        self._next += 1
        return piece


def _under(marks: list[Stroke], way: Way, reach: float) -> list[Stroke]:
    """Return the marks the rubber may take something of: all are looked at at once.

    On a full page there are many near it, and few that have not been cut yet.
    """
    if not marks:
        return []
    sizes = np.array([len(mark.points) for mark in marks])
    starts = np.cumsum(sizes) - sizes
    one = np.concatenate([mark.points for mark in marks])
    other = np.roll(one, -1, axis=0)
    other[starts - 1] = one[starts - 1]
    widths = np.repeat([mark.width for mark in marks], sizes)
    inked = reach + widths * (0.2 + 0.6 * np.maximum(one[:, 2], other[:, 2]))
    first, last = np.min(way, axis=0), np.max(way, axis=0)
    low, high = np.minimum(one[:, :2], other[:, :2]), np.maximum(one[:, :2], other[:, :2])
    near = ((low <= last + inked[:, None]) & (high >= first - inked[:, None])).all(axis=1)
    rows = np.flatnonzero(near)
    near[rows] = _apart(one[rows, :2], other[rows, :2], way) < inked[rows] - _GRAZED
    under = np.logical_or.reduceat(near, starts).tolist()
    return [
        mark
        for mark, met in zip(marks, under, strict=True)
        if met or tool(mark.tool).shape is not Shape.LINE
    ]


def _whole(mark: Stroke) -> Span:
    return 0.0, float(len(mark.points) - 1)


def _rubbed(mark: Stroke, span: Span, way: Way, reach: float) -> list[Span]:
    """Return what is left of a span of a mark after the rubber went over it."""
    if tool(mark.tool).shape is not Shape.LINE:
        return [] if _meets(mark, way, reach) else [span]
    return _pieces(mark, span, way, reach)


def _meets(mark: Stroke, way: Way, reach: float) -> bool:
    """Say whether the rubber comes near the edge of a shape, or begins or ends inside it."""
    ring = mark.points[:, :2]
    if contains(ring, np.array(way)).any():
        return True
    return bool((_apart(ring, np.roll(ring, -1, axis=0), way) <= reach).any())


def _pieces(mark: Stroke, span: Span, way: Way, reach: float) -> list[Span]:
    """Return what is left of one span."""
    at = _looked_at(mark.points, span, way, reach + radius(mark.width, 1.0))
    before = np.minimum(at.astype(int), max(len(mark.points) - 2, 0))
    after = np.minimum(before + 1, len(mark.points) - 1)
    further = (at - before)[:, None]
    places = mark.points[before] * (1 - further) + mark.points[after] * further
    spare = _away(places[:, :2], way) - reach - mark.width * (0.2 + 0.6 * places[:, 2])
    if (spare > -_GRAZED).all():
        return [span]
    edges = np.flatnonzero(np.diff(spare > 0))
    turns = at[edges] + (at[edges + 1] - at[edges]) * spare[edges] / (
        spare[edges] - spare[edges + 1]
    )
    ends = [*([at[0]] if spare[0] > 0 else []), *turns, *([at[-1]] if spare[-1] > 0 else [])]
    left = zip(map(float, ends[::2]), map(float, ends[1::2]), strict=True)
    return [piece for piece in left if _length(mark.points, piece) >= CRUMB]


def _looked_at(points: Points, span: Span, way: Way, reach: float) -> NDArray[np.float64]:
    """Return the positions to look at: close ones near the rubber, and the ends of the span."""
    start, end = span
    stretches = np.arange(int(start), max(ceil(end), int(start)))
    one, along = points[stretches, :2], points[stretches + 1, :2] if len(stretches) else None
    if along is None:
        return np.array([start])
    along = along - one
    slope = np.where(np.abs(along) < _FLAT, _FLAT, along)
    low = (np.min(way, axis=0) - reach - _STEP - one) / slope
    high = (np.max(way, axis=0) + reach + _STEP - one) / slope
    enters = np.maximum(np.minimum(low, high).max(axis=1), 0.0)
    leaves = np.minimum(np.maximum(low, high).min(axis=1), 1.0)
    near = enters <= leaves
    enters, leaves = enters[near], leaves[near]
    lengths = np.hypot(*along[near].T) * (leaves - enters)
    steps = np.clip(np.ceil(lengths / _STEP), 1, _MOST_STEPS).astype(int)
    nth = np.arange(int((steps + 1).sum())) - np.repeat(np.cumsum(steps + 1) - steps - 1, steps + 1)
    share = nth * np.repeat((leaves - enters) / steps, steps + 1) + np.repeat(enters, steps + 1)
    found = np.repeat(stretches[near], steps + 1) + share
    return np.unique(np.clip(np.concatenate(([start, end], found)), start, end))


def _apart(one: NDArray[np.float64], other: NDArray[np.float64], way: Way) -> NDArray[np.float64]:
    """Return how far straight stretches, from one place to another each, are from the way."""
    nearest = np.minimum(_away(one, way), _away(other, way))
    along = other - one
    square = np.maximum(np.einsum("ij,ij->i", along, along), _FLAT)
    for place in way:
        share = np.clip(np.einsum("ij,ij->i", place - one, along) / square, 0.0, 1.0)
        nearest = np.minimum(nearest, np.hypot(*(one + share[:, None] * along - place).T))
    ahead = np.subtract(way[1], way[0])
    sides = _side(ahead, one - way[0]) * _side(ahead, other - way[0]) < 0
    crossed = _side(along, way[0] - one) * _side(along, way[1] - one) < 0
    return np.where(sides & crossed, 0.0, nearest)


def _side(ahead: NDArray[np.float64], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a number that is negative on one side of a way from the origin."""
    side: NDArray[np.float64] = ahead[..., 0] * place[..., 1] - ahead[..., 1] * place[..., 0]
    return side


def _away(places: NDArray[np.float64], way: Way) -> NDArray[np.float64]:
    """Return how far places are from the rubber's way."""
    start, along = np.array(way[0]), np.subtract(way[1], way[0])
    square = float(along @ along)
    share = (
        np.clip((places - start) @ along / square, 0.0, 1.0) if square else np.zeros(len(places))
    )
    away: NDArray[np.float64] = np.hypot(*(places - start - share[:, None] * along).T)
    return away


def _length(points: Points, span: Span) -> float:
    piece = cut_out(points, *span)
    return float(np.hypot(*np.diff(piece[:, :2], axis=0).T).sum())
