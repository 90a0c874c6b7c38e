"""The outlines of many strokes at once: what ``Trace`` makes, with numpy.

The lines of all strokes lie one behind the other in the same arrays; ``of`` says for each row whose
it is. So the work is done a step at a time for all of them, and a page full of ink comes up fast.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot, pi
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.marks import EVEN, FAR, Points, Stroke, radius
from journal_app.domain.ink.outline import (
    CLOSEST,
    DOT,
    FOLD,
    MOST_STEPS,
    NEAREST,
    SMOOTH_COSINE,
    SWELL,
    tolerance,
)
from journal_app.domain.ink.tools import Shape, tool

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Truths = NDArray[np.bool_]
Vertices = NDArray[np.float32]

SMALL = 0.5
"""Up to this scale a line is looked at only every ``COARSE`` device pixels."""

COARSE = 1.5
_AT_ONCE = 20_000  # samples; more would not fit into a processor's cache
_BARE, _PRESSED = radius(1.0, 0.0), radius(1.0, 1.0) - radius(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape to fill by the non-zero rule: rings one behind the other, and their lengths."""

    vertices: Vertices = field(repr=False)
    lengths: tuple[int, ...]

    def rings(self) -> Iterator[Vertices]:
        """Go through the rings."""
        start = 0
        for length in self.lengths:
            yield self.vertices[start : start + length]
            start += length


class Line(NamedTuple):
    """What is outlined: points with their pressure, and the nib that went along them."""

    points: Points
    width: float


class _Knots(NamedTuple):
    """Places along lines, with the radius there and whose they are; ``starts`` of each line."""

    x: Floats
    y: Floats
    r: Floats
    of: Ints
    starts: Ints

    def where(self, keep: Truths) -> "_Knots":
        of = self.of[keep]
        starts = np.flatnonzero(np.diff(of, prepend=-1))
        return _Knots(self.x[keep], self.y[keep], self.r[keep], of, starts)

    @property
    def ends(self) -> Ints:
        return np.append(self.starts[1:], len(self.x)) - 1


class _Ways(NamedTuple):
    """The directions into and out of each knot, and how they turn there."""

    into: Floats
    out: Floats
    cosine: Floats
    sine: Floats
    sharp: Truths


class _Piece(NamedTuple):
    """Rings one behind the other: their vertices, how long each is, and whose."""

    vertices: Floats
    lengths: Ints
    of: Ints


def skins(marks: Iterable[Stroke], scale: float) -> list[tuple[Outline, ...]]:
    """Return the outlines of marks, one for each skin of a mark's tool. Labels have none."""
    lines: list[Line] = []
    areas: list[tuple[Outline, ...] | int] = []
    for mark in marks:
        by = tool(mark.tool)
        if by.shape is not Shape.LINE:
            areas.append((_area(mark.points),) if by.shape is Shape.AREA else ())
            continue
        points = mark.points if by.presses else evenly(mark.points)
        lines += [Line(points, mark.width * wide) for wide, _opacity in by.skins]
        areas.append(len(by.skins))
    outlined = iter(outlines(lines, scale))
    return [
        tuple(next(outlined) for _ in range(area)) if isinstance(area, int) else area
        for area in areas
    ]


def outlines(lines: Sequence[Line], scale: float = 1.0) -> list[Outline]:
    """Return the outline of each line, as fine as it is seen at ``scale`` pixels to a unit."""
    made: list[Outline] = []
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.points)
        if size >= _AT_ONCE:
            made += _outlined(batch, scale)
            batch, size = [], 0
    return made + (_outlined(batch, scale) if batch else [])


def evenly(points: Points) -> Points:
    """Return the points as if all were made with the same pressure."""
    even = points.copy()
    even[:, 2] = EVEN
    return even


def thinned(points: Points, apart: float) -> Points:
    """Return the points without those less than ``apart`` along the line from the last."""
    steps = np.sqrt(np.diff(points[:, 0]) ** 2 + np.diff(points[:, 1]) ** 2)
    keep = _every(np.append(0.0, steps), np.array([0]), apart)
    keep[-1] = True
    return points[keep]


def _area(points: Points) -> Outline:
    return Outline(points[:, :2].astype(np.float32), (len(points),))


def _outlined(lines: list[Line], scale: float) -> list[Outline]:
    widths = np.array([line.width for line in lines])
    knots = _apart(_samples(lines, widths), NEAREST)
    far = np.add.reduceat(_steps_of(knots), knots.starts)
    if scale <= SMALL:
        keep = _every(_steps_of(knots), knots.starts, COARSE / scale)
        keep[knots.ends] = True
        knots = knots.where(keep)
    fine = tolerance(scale)
    thickest = np.maximum.reduceat(knots.r, knots.starts)
    spine = _apart(_bent(knots, fine), CLOSEST)
    taps = (far < widths / 2) | (spine.starts == spine.ends)
    last = knots.ends[taps]
    dots = _dots(
        _Knots(
            knots.x[last],
            knots.y[last],
            np.maximum(thickest, widths * DOT)[taps],
            np.flatnonzero(taps),
            np.arange(len(last)),
        ),
        fine,
    )
    return _gathered([dots, *_strips(spine.where(~taps[spine.of]), fine)], len(lines))


def _samples(lines: list[Line], widths: Floats) -> _Knots:
    counts = np.array([len(line.points) for line in lines])
    rows = np.concatenate([line.points[:, :3] for line in lines]).T
    rows = np.clip(np.nan_to_num(rows, copy=False), -FAR, FAR)
    of = np.repeat(np.arange(len(lines)), counts)
    r = widths[of] * (_BARE + _PRESSED * np.clip(rows[2], 0.0, 1.0))
    return _Knots(rows[0], rows[1], r, of, np.cumsum(counts) - counts)


def _steps_of(knots: _Knots) -> Floats:
    """Return how far each knot is from the one before it in its line."""
    steps = np.zeros(len(knots.x))
    steps[1:] = np.sqrt(np.diff(knots.x) ** 2 + np.diff(knots.y) ** 2)
    steps[knots.starts] = 0.0
    return steps


def _every(steps: Floats, starts: Ints, apart: float) -> Truths:
    """Say which knots to keep so that they are about ``apart`` along their lines."""
    along = np.cumsum(steps)
    along -= np.repeat(along[starts], np.diff(starts, append=len(steps)))
    mile = np.floor(along / apart)
    keep = np.append(True, mile[1:] != mile[:-1])
    keep[starts] = True
    return keep


def _apart(knots: _Knots, least: float) -> _Knots:
    """Leave out knots nearer than ``least`` to the one before; what is kept is the thicker."""
    near = _steps_of(knots) < least
    near[knots.starts] = False
    if not near.any():
        return knots
    # These are few, so they are looked at one by one.
    r, keep, seen = knots.r.copy(), np.ones(len(near), bool), 0
    x, y = knots.x.item, knots.y.item
    ends = np.append(knots.starts[1:], len(near))
    places = np.flatnonzero(near)
    for at, end in zip(places.tolist(), ends[knots.of[places]].tolist(), strict=True):
        if at < seen:
            continue
        kept, seen = at - 1, at
        while seen < end and hypot(x(seen) - x(kept), y(seen) - y(kept)) < least:
            seen += 1
        r[kept] = r[kept:seen].max()
        keep[at:seen] = False
    return knots._replace(r=r).where(keep)


def _bent(knots: _Knots, fine: float) -> _Knots:
    """Return the places along the curves that the knots bend."""
    rows = np.stack((knots.x, knots.y, knots.r))
    via, before = np.roll(rows, 1, axis=1), np.roll(rows, 2, axis=1)
    via[:, knots.starts] = rows[:, knots.starts]
    second = knots.starts[knots.starts < knots.ends] + 1
    before[:, second] = via[:, second]
    before[:, knots.starts] = rows[:, knots.starts]
    start, end = (before + via) / 2, (via + rows) / 2
    steps = _steps(start, via, end, fine)
    steps[knots.starts] = 1
    counts = steps.copy()
    counts[knots.ends] += 1
    each = np.repeat(np.arange(len(steps)), counts)
    t = (np.arange(len(each)) - np.repeat(np.cumsum(counts) - counts, counts) + 1) / steps[each]
    a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
    x, y, r = (
        a * start[axis][each] + b * via[axis][each] + c * end[axis][each] for axis in range(3)
    )
    starts = (np.cumsum(counts) - counts)[knots.starts]
    bent = _Knots(x, y, r, knots.of[each], starts)
    for axis, row in zip((bent.x, bent.y, bent.r), rows, strict=True):
        axis[bent.ends] = row[knots.ends]
    return bent


def _steps(start: Floats, via: Floats, end: Floats, fine: float) -> Ints:
    """Return into how many pieces each curve is cut so that neither edge shows corners."""
    (ax, ay), (bx, by) = via[:2] - start[:2], end[:2] - via[:2]
    flat = np.sqrt(np.sqrt((bx - ax) ** 2 + (by - ay) ** 2) / (4.0 * fine))
    turn = np.abs(np.arctan2(ax * by - ay * bx, ax * bx + ay * by))
    steps = np.ceil(np.maximum(flat, turn / _angle(via[2], fine)))
    whole: Ints = np.clip(steps, 1, MOST_STEPS).astype(np.intp)
    return whole


def _strips(spine: _Knots, fine: float) -> list[_Piece]:
    """Return what lies along the lines, and the slices that round off their sharp turns."""
    if not len(spine.x):
        return []
    ways = _ways(spine)
    strips = _sides(spine, ways, fine)
    return [strips, _wedges(spine, ways, fine)] if ways.sharp.any() else [strips]


def _ways(spine: _Knots) -> _Ways:
    x, y = np.diff(spine.x, append=0.0), np.diff(spine.y, append=0.0)
    length = np.sqrt(x * x + y * y)
    out = np.stack((x, y, length))
    out[:2] /= np.maximum(length, 1e-12)
    ends = spine.ends
    out[:, ends] = out[:, ends - 1]
    into = np.roll(out, 1, axis=1)
    into[:, spine.starts] = out[:, spine.starts]
    cosine = into[0] * out[0] + into[1] * out[1]
    sine = into[0] * out[1] - into[1] * out[0]
    folds = spine.r * np.abs(sine) > FOLD * np.minimum(into[2], out[2]) * (1.0 + cosine)
    return _Ways(into, out, cosine, sine, (cosine < SMOOTH_COSINE) | folds)


def _sides(spine: _Knots, ways: _Ways, fine: float) -> _Piece:
    """Return a ring for each stretch of a line between sharp turns; true ends are round."""
    pairs = np.repeat(np.arange(len(spine.x)), 1 + ways.sharp)
    again = np.append(False, pairs[1:] == pairs[:-1])
    first = np.append(pairs[1:] == pairs[:-1], False)
    along = spine.r / np.maximum(1.0 + ways.cosine, 1e-9)
    aside = ((ways.into[:2] + ways.out[:2]) * along)[:, pairs]
    for here, way in ((first, ways.into), (again, ways.out)):
        aside[:, here] = way[:2, pairs[here]] * spine.r[pairs[here]]
    of, x, y = spine.of[pairs], spine.x[pairs], spine.y[pairs]
    begins = again | np.append(True, of[1:] != of[:-1])
    starts = np.flatnonzero(begins)
    counts = np.diff(starts, append=len(pairs))
    caps = [_caps(spine, ways, spine.starts, pi, fine), _caps(spine, ways, spine.ends, 0.0, fine)]
    heads, tails = (np.zeros(len(starts), np.intp) for _ in caps)
    heads[~again[starts]] = caps[0].lengths
    tails[np.append(~again[starts[1:]], True)] = caps[1].lengths
    lengths = 2 * counts + heads + tails
    offsets = np.cumsum(lengths) - lengths
    strip = np.repeat(np.arange(len(starts)), counts)
    left = (offsets + heads - starts)[strip] + np.arange(len(pairs))
    right = (offsets + lengths - 1 + starts)[strip] - np.arange(len(pairs))
    vertices = np.empty((int(lengths.sum()), 2))
    vertices[left, 0], vertices[left, 1] = x - aside[1], y + aside[0]
    vertices[right, 0], vertices[right, 1] = x + aside[1], y - aside[0]
    vertices[_runs(offsets, heads)] = caps[0].vertices
    vertices[_runs(offsets + heads + counts, tails)] = caps[1].vertices
    return _Piece(vertices, lengths, of[starts])


def _caps(spine: _Knots, ways: _Ways, at: Ints, behind: float, fine: float) -> _Piece:
    """Return the half circles around ends of lines, without their two corners."""
    first = np.arctan2(ways.out[1, at], ways.out[0, at]) + behind + pi / 2
    steps = _arc_steps(spine.r[at], np.full(len(at), pi), fine)
    each, step = _counted(steps - 1)
    angle = first[each] - pi * (step + 1) / steps[each]
    return _Piece(_around(spine, at[each], angle), steps - 1, spine.of[at])


def _wedges(spine: _Knots, ways: _Ways, fine: float) -> _Piece:
    """Return the slices of discs that sharp turns leave open on their outer sides."""
    at = np.flatnonzero(ways.sharp)
    turn = np.arctan2(ways.sine[at], ways.cosine[at])
    leading = np.where(turn >= 0.0, ways.out[:2, at], ways.into[:2, at])
    first = np.arctan2(leading[1], leading[0]) - np.where(turn >= 0.0, pi / 2, -pi / 2)
    swells = np.abs(spine.r[at + 1] - spine.r[at - 1])
    whole = swells > SWELL * (ways.into[2, at] + ways.out[2, at])
    sweep = np.where(whole, 2 * pi, np.abs(turn))
    steps = _arc_steps(spine.r[at], sweep, fine)
    each, step = _counted(steps + 2)
    angle = first[each] - sweep[each] * (step - 1) / steps[each]
    vertices = _around(spine, at[each], angle)
    centres = step == 0
    vertices[centres, 0], vertices[centres, 1] = spine.x[at], spine.y[at]
    return _Piece(vertices, steps + 2, spine.of[at])


def _dots(at: _Knots, fine: float) -> _Piece:
    steps = _arc_steps(at.r, np.full(len(at.r), 2 * pi), fine)
    each, step = _counted(steps)
    return _Piece(_around(at, each, -2 * pi * step / steps[each]), steps, at.of)


def _around(knots: _Knots, each: Ints, angle: Floats) -> Floats:
    r = knots.r[each]
    return np.stack((knots.x[each] + r * np.cos(angle), knots.y[each] + r * np.sin(angle)), axis=1)


def _arc_steps(r: Floats, sweep: Floats, fine: float) -> Ints:
    steps: Ints = np.maximum(np.ceil(sweep / _angle(r, fine)), 1).astype(np.intp)
    return steps


def _angle(r: Floats, fine: float) -> Floats:
    angle: Floats = 2.0 * np.arccos(np.maximum(1.0 - fine / np.maximum(r, 1e-9), 0.5))
    return angle


def _counted(counts: Ints) -> tuple[Ints, Ints]:
    """Return for rows of these counts which row each belongs to, and its number in it."""
    each = np.repeat(np.arange(len(counts)), counts)
    return each, np.arange(len(each)) - np.repeat(np.cumsum(counts) - counts, counts)


def _runs(starts: Ints, counts: Ints) -> Ints:
    """Return the numbers from each start on, as many as are counted."""
    each, step = _counted(counts)
    runs: Ints = starts[each] + step
    return runs


def _gathered(pieces: Sequence[_Piece], count: int) -> list[Outline]:
    """Return the rings of all pieces, put together for each line."""
    rings = np.concatenate([piece.lengths for piece in pieces])
    of = np.concatenate([piece.of for piece in pieces])
    order = np.argsort(of, kind="stable")
    starts = np.cumsum(rings) - rings
    lengths = rings[order]
    vertices = np.concatenate([piece.vertices for piece in pieces]).astype(np.float32)
    vertices = vertices[_runs(starts[order], lengths)]
    bounds = np.searchsorted(of[order], np.arange(count + 1))
    places = np.append(0, np.cumsum(lengths))[bounds].tolist()
    counted = lengths.tolist()
    return [
        Outline(
            vertices[places[line] : places[line + 1]].copy(),
            tuple(counted[bounds[line] : bounds[line + 1]]),
        )
        for line in range(count)
    ]
