"""Erasing precisely: a round rubber takes away what it covers, and lines fall into pieces.

What is left of a line is told by spans of its positions, so that a cut needs a few bytes, and what
stays stays exactly as it was drawn. Fills and labels have no pieces: they go as a whole.
"""

from dataclasses import dataclass, field
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
_MOST_STEPS = 64  # for a stretch between two samples
_EDGE_STEPS = 16  # for one between two points of a shape's edge


@dataclass
class _Left:
    """What is left of a line, and the marks that show it now."""

    spans: list[Span]
    shown: list[int] = field(default_factory=list)


class Cut:
    """One pass of the rubber, from its touch to its lifting."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._next = drawing.next_id
        self._left: dict[int, _Left] = {}
        self._source: dict[int, int] = {}

    def rub(self, way: Way, reach: float) -> Change:
        """Go along a way; return what that changes, to be shown now.

        The marks it makes are there for the eye only; ``record`` tells what is kept.
        """
        hide: list[int] = []
        derived: list[Derived] = []
        around = Box(*map(min, *way), *map(max, *way)).grown(reach)
        for mark in tuple(self._drawing.within(around)):
            source = self._source.get(mark.id, mark.id)
            before = self._left.get(source) or _Left([_whole(mark)], [source])
            spans = _rubbed(self._drawing.mark(source), before.spans, way, reach)
            if spans == before.spans or mark.id not in before.shown:
                continue
            hide += before.shown
            pieces = [self._piece(source, span) for span in spans]
            derived += pieces
            self._left[source] = _Left(spans, [piece.id for piece in pieces])
        return Change(tuple(hide), derived=tuple(derived), page=self._drawing.page)

    def record(self, page: Extent) -> Change | None:
        """Return the whole pass as one step, with the pieces that are left; None if it cut nothing.

        The pieces have the ids they are shown by already.
        """
        if not self._left:
            return None
        pieces = (
            Derived(id_, source, span=span)
            for source, left in self._left.items()
            for id_, span in zip(left.shown, left.spans, strict=True)
        )
        return Change(tuple(self._left), derived=tuple(pieces), page=page)

    def undone(self) -> Change:
        """Return what puts everything back."""
        shown = tuple(id_ for left in self._left.values() for id_ in left.shown)
        return Change(hide=shown, show=tuple(self._left))

    def _piece(self, source: int, span: Span) -> Derived:
        piece = Derived(self._next, source, span=span)
        self._source[piece.id] = source
        self._next += 1
        return piece


def _whole(mark: Stroke) -> Span:
    return 0.0, float(len(mark.points) - 1)


def _rubbed(mark: Stroke, spans: list[Span], way: Way, reach: float) -> list[Span]:
    """Return what is left of a mark's spans after the rubber went over it."""
    if tool(mark.tool).shape is not Shape.LINE:
        return [] if _meets(mark, way, reach) else spans
    return [piece for span in spans for piece in _pieces(mark, span, way, reach)]


def _meets(mark: Stroke, way: Way, reach: float) -> bool:
    """Say whether the rubber comes near the edge of a shape, or begins or ends inside it."""
    ring = mark.points[:, :2]
    if contains(ring, np.array(way)).any():
        return True
    return bool((_away(_along(ring), way) <= reach).any())


def _pieces(mark: Stroke, span: Span, way: Way, reach: float) -> list[Span]:
    """Return what is left of one span."""
    at = _looked_at(mark.points, span, way, reach + radius(mark.width, 1.0))
    before = np.minimum(at.astype(int), max(len(mark.points) - 2, 0))
    after = np.minimum(before + 1, len(mark.points) - 1)
    further = (at - before)[:, None]
    places = mark.points[before] * (1 - further) + mark.points[after] * further
    spare = _away(places[:, :2], way) - reach - mark.width * (0.2 + 0.6 * places[:, 2])
    if (spare > 0).all():
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
    one, other = (
        points[stretches, :2],
        points[stretches + 1, :2] if len(stretches) else points[:0, :2],
    )
    low, high = np.minimum(one, other), np.maximum(one, other)
    first, last = np.minimum(*way) - reach, np.maximum(*way) + reach
    near = (low <= last).all(axis=1) & (first <= high).all(axis=1)
    lengths = np.hypot(*(other[near] - one[near]).T)
    steps = np.clip(np.ceil(lengths / _STEP), 1, _MOST_STEPS).astype(int)
    within = np.arange(int((steps + 1).sum())) - np.repeat(
        np.cumsum(steps + 1) - steps - 1, steps + 1
    )
    found = np.repeat(stretches[near], steps + 1) + within / np.repeat(steps, steps + 1)
    return np.unique(np.clip(np.concatenate(([start, end], found)), start, end))


def _along(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places all along the edge of a shape, close enough to miss no rubber."""
    closed = np.vstack((ring, ring[:1]))
    steps = np.linspace(0.0, 1.0, _EDGE_STEPS, endpoint=False)[:, None, None]
    places: NDArray[np.float64] = closed[:-1] + steps * np.diff(closed, axis=0)
    return places.reshape(-1, 2)


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
