"""The shape of a stroke: from samples to the outline that is filled with ink.

The samples are the control points of a quadratic B-spline through the points midway between them.
Everything up to the last midpoint is final, so a growing stroke only ever changes its tail. The
outline is a set of rings, all turning the same way: filling them by the non-zero rule gives exactly
their union, and a stroke drawn live covers the same pixels as the same stroke drawn at once.
"""

from collections.abc import Iterable, Sequence
from math import acos, atan2, ceil, cos, hypot, log2, pi, sin, sqrt

from journal_app.domain.ink.marks import Sample, radius

Point = tuple[float, float]
Ring = list[Point]
Knot = tuple[float, float, float]
"""A point of the centre line and the line's radius there."""

TOLERANCE = 0.06
"""How far, in page units, an outline may be from the true curve that is seen at 100 %."""

NEAREST = 0.25  # a pen that moves less than this stays in place
CLOSEST = 0.01  # places nearer than this are one place
DOT = 0.6  # the radius of a tap, as a share of the nib
SMOOTH_COSINE = 0.8
FOLD = 0.45
SWELL = 0.15
MOST_STEPS = 64
_CHUNK = 12


def grade(scale: float) -> float:
    """Return the scale an outline is made for, so that it serves for a range of scales."""
    return float(2.0 ** max(-4, min(ceil(log2(max(scale, 1e-3)) - 1e-6), 4)))


def tolerance(scale: float) -> float:
    """Return how far an outline may be off where a page unit is ``scale`` pixels."""
    return TOLERANCE / grade(scale)


class Trace:
    """The outline of one stroke, growing with its samples.

    ``chunks`` holds the finished rings; ``tail`` returns the rings that the next sample may change.
    """

    def __init__(
        self, width: float, samples: Iterable[Sample] = (), fine: float = TOLERANCE
    ) -> None:
        self.chunks: list[list[Ring]] = []
        self._fine = fine
        self._width = width
        self._spine: list[Knot] = []
        self._ways: list[Knot] = []
        self._last: Knot | None = None
        self._length = 0.0
        self._thickest = width * DOT
        self._from = 0
        for sample in samples:
            self.add(sample)

    def add(self, sample: Sample) -> None:
        """Let the line go on to one more sample."""
        x, y, pressure, _ = sample
        new = (x, y, radius(self._width, pressure))
        self._thickest = max(self._thickest, new[2])
        last = self._last
        if last is None:
            self._last = new
            self._spine.append(new)
            return
        step = hypot(x - last[0], y - last[1])
        if step < NEAREST:
            # A pen that stays in place can still press harder.
            self._last = (last[0], last[1], max(last[2], new[2]))
            if len(self._spine) == 1:
                self._spine[0] = self._last
            return
        self._length += step
        self._bend(last, _middle(last, new))
        self._last = new
        while len(self._spine) - 2 >= self._from + _CHUNK and not self._taps:
            self.chunks.append(self._rings(self._from, self._from + _CHUNK))
            self._from += _CHUNK

    def tail(self, tip: Sample | None = None) -> list[Ring]:
        """Return the rings of the newest end, up to the last sample, or on to a ``tip``.

        The tip is where the pen is, which a calm line only comes to a little later.
        """
        last = self._last
        if last is None:
            return []
        if self._taps:
            # A tap, however light or shaky, leaves a dot one can see.
            return [_arc((last[0], last[1], self._thickest), 0.0, 2 * pi, self._fine)]
        knots = len(self._spine)
        if tip is not None and hypot(tip[0] - last[0], tip[1] - last[1]) >= NEAREST:
            to = (tip[0], tip[1], radius(self._width, tip[2]))
            self._bend(last, _middle(last, to))
            last = to
        self._push(last)
        rings = self._rings(self._from, len(self._spine) - 1)
        del self._spine[knots:], self._ways[knots - 1 :]
        return rings

    def rings(self) -> list[Ring]:
        """Return all rings of the stroke."""
        return [ring for chunk in [*self.chunks, self.tail()] for ring in chunk]

    @property
    def _taps(self) -> bool:
        return self._length < self._width / 2

    def _bend(self, via: Knot, to: Knot) -> None:
        """Continue the centre line from its end to ``to``, pulled towards ``via``."""
        x0, y0, r0 = self._spine[-1]
        x1, y1, r1 = via
        x2, y2, r2 = to
        steps = _steps((x0, y0, r0), via, to, self._fine)
        for step in range(1, steps + 1):
            t = step / steps
            a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
            self._push(
                (a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2, a * r0 + b * r1 + c * r2)
            )

    def _push(self, knot: Knot) -> bool:
        x, y, _ = self._spine[-1]
        dx, dy = knot[0] - x, knot[1] - y
        length = hypot(dx, dy)
        if length < CLOSEST:
            return False
        self._spine.append(knot)
        self._ways.append((dx / length, dy / length, length))
        return True

    def _rings(self, first: int, last: int) -> list[Ring]:
        """Outline the centre line between two of its knots; its true ends are round."""
        spine, ways = self._spine, self._ways
        rings: list[Ring] = []
        left: Ring = _cap(spine[0], ways[0], pi, self._fine) if first == 0 else []
        right: Ring = []
        for index in range(first, last + 1):
            knot = spine[index]
            before = ways[index - 1] if index else ways[0]
            after = ways[index] if index < len(ways) else before
            if not _sharp(knot[2], before, after):
                _edge(left, right, knot, before, after)
                continue
            # Both sides of a sharp turn end square, and a wedge makes its outer corner round.
            if index > first:
                _edge(left, right, knot, before, before)
                rings.append(left + right[::-1])
                left, right = [], []
            if index < last:
                _edge(left, right, knot, after, after)
                whole = _swells(spine[index - 1 : index + 2], before, after)
                rings.append(_wedge(knot, before, after, whole=whole, fine=self._fine))
        if last == len(ways):
            left += _cap(spine[last], ways[-1], 0.0, self._fine)
        if left:
            rings.append(left + right[::-1])
        return rings


def scaled(samples: Sequence[Sample], scale: float, apart: float) -> list[Sample]:
    """Return the samples at another scale, without those less than ``apart`` from the last."""
    first, *rest = samples
    kept = [Sample(first.x * scale, first.y * scale, first.pressure)]
    for sample in rest:
        x, y = sample.x * scale, sample.y * scale
        if sample is rest[-1] or abs(x - kept[-1].x) + abs(y - kept[-1].y) >= apart:
            kept.append(Sample(x, y, sample.pressure))
    return kept


def _edge(left: Ring, right: Ring, knot: Knot, before: Knot, after: Knot) -> None:
    """Add the two points of the outline beside a knot, between the ways into and out of it."""
    x, y, r = knot
    along = r / (1.0 + _cosine(before, after))
    dx, dy = (before[1] + after[1]) * along, (before[0] + after[0]) * along
    left.append((x - dx, y + dy))
    right.append((x + dx, y - dy))


def _sharp(r: float, before: Knot, after: Knot) -> bool:
    """Say whether the inner edge would fold over itself here."""
    cosine = _cosine(before, after)
    if cosine < SMOOTH_COSINE:
        return True
    sine = abs(before[0] * after[1] - before[1] * after[0])
    return r * sine > FOLD * min(before[2], after[2]) * (1.0 + cosine)


def _cap(knot: Knot, way: Knot, behind: float, fine: float) -> Ring:
    """Return the half circle around an end of the line, without its two corners."""
    return _arc(knot, atan2(way[1], way[0]) + behind + pi / 2, pi, fine)[1:-1]


def _swells(around: Sequence[Knot], before: Knot, after: Knot) -> bool:
    """Say whether the line gets so quickly wider or thinner that its square ends would show."""
    return abs(around[2][2] - around[0][2]) > SWELL * (before[2] + after[2])


def _wedge(knot: Knot, before: Knot, after: Knot, *, whole: bool, fine: float) -> Ring:
    """Return the slice of a disc that a sharp turn leaves open on its outer side, or all of it."""
    turn = atan2(before[0] * after[1] - before[1] * after[0], _cosine(before, after))
    if turn >= 0.0:
        first = atan2(after[1], after[0]) - pi / 2
    else:
        first = atan2(before[1], before[0]) + pi / 2
    return [knot[:2], *_arc(knot, first, 2 * pi if whole else abs(turn), fine)]


def _arc(knot: Knot, first: float, sweep: float, fine: float) -> Ring:
    x, y, r = knot
    steps = max(1, ceil(sweep / _angle(r, fine)))
    angles = (first - sweep * step / steps for step in range(steps + 1))
    return [(x + r * cos(angle), y + r * sin(angle)) for angle in angles]


def _angle(r: float, fine: float) -> float:
    """Return the turn after which a chord of a circle is ``fine`` off it."""
    return 2.0 * acos(max(1.0 - fine / r, 0.5)) if r > 0.0 else pi


def _steps(start: Knot, via: Knot, end: Knot, fine: float) -> int:
    """Return into how many pieces a curve is cut so that neither edge shows corners."""
    ax, ay = via[0] - start[0], via[1] - start[1]
    bx, by = end[0] - via[0], end[1] - via[1]
    flat = sqrt(hypot(bx - ax, by - ay) / (4.0 * fine))
    turn = abs(atan2(ax * by - ay * bx, ax * bx + ay * by))
    return max(1, min(ceil(max(flat, turn / _angle(via[2], fine))), MOST_STEPS))


def _cosine(a: Knot, b: Knot) -> float:
    return a[0] * b[0] + a[1] * b[1]


def _middle(a: Knot, b: Knot) -> Knot:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
