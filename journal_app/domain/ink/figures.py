"""Figures: the lines of simple shapes and symbols, as one would draw them with a pen.

Each fits a square of one unit around its middle; y points down. Lines come in the order in which a
hand would draw them, and a closed one ends where it began.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
"""Shape (n, 2): places close enough together that the line looks smooth."""

Place = tuple[float, float]
Figure = tuple[Line, ...]

_STEPS = 12


def straight(*places: Place) -> Line:
    """Return a line from place to place."""
    return np.array(places, np.float64)


def arc(middle: Place, reach: float | Place, start: float, end: float) -> Line:
    """Return part of a circle or an ellipse, from one angle to another.

    Angles are degrees: 0 is to the right, 90 below.
    """
    steps = max(8, round(abs(end - start) / 6))
    angles = np.radians(np.linspace(start, end, steps + 1))
    wide, high = (reach, reach) if isinstance(reach, float) else reach
    return np.column_stack((middle[0] + wide * np.cos(angles), middle[1] + high * np.sin(angles)))


def through(*places: Place) -> Line:
    """Return a smooth line through places, with a corner wherever one is given twice."""
    at = np.array(places, np.float64)
    corners = np.flatnonzero((at[1:] == at[:-1]).all(axis=1)) + 1
    parts = [part for part in np.split(at, corners) if len(part) > 1]
    return joined(*map(_smooth, parts))


def _smooth(places: Line) -> Line:
    at = np.concatenate((places[:1], places, places[-1:]))
    before, start, end, after = (at[n : len(at) - 3 + n, None] for n in range(4))
    t = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[:, None]
    bent = 2 * before - 5 * start + 4 * end - after
    turned = 3 * (start - end) + after - before
    curve = start + 0.5 * t * (end - before + t * (bent + t * turned))
    return np.concatenate((curve.reshape(-1, 2), places[-1:]))


def ringed(angles: Line, reach: Line) -> Line:
    """Return a line around the middle, at a distance of its own for each angle (radians)."""
    return np.column_stack((reach * np.cos(angles), reach * np.sin(angles)))


def joined(*lines: Line) -> Line:
    """Return one line that goes on from each to the next."""
    return np.concatenate(lines)


def moved(line: Line, dx: float, dy: float) -> Line:
    """Return the same line elsewhere."""
    out: Line = line + np.array((dx, dy))
    return out


def circle() -> Figure:
    """Return a circle."""
    return (arc((0.0, 0.0), 0.47, -100, 260),)


def square() -> Figure:
    """Return a square."""
    return (straight((-0.42, -0.42), (-0.42, 0.42), (0.42, 0.42), (0.42, -0.42), (-0.42, -0.42)),)


def triangle() -> Figure:
    """Return a triangle that stands on one side."""
    return (straight((0.0, -0.43), (-0.48, 0.4), (0.48, 0.4), (0.0, -0.43)),)


def heart() -> Figure:
    """Return a heart."""
    t = np.linspace(0.0, 2 * np.pi, 73)
    across = 16 * np.sin(t) ** 3
    up = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return (np.column_stack((across, -up - 2.5)) / 33,)


def star() -> Figure:
    """Return a star of five points."""
    angles = np.radians(np.arange(-90, 271, 36.0))
    reach = np.where(np.arange(len(angles)) % 2, 0.21, 0.5)
    return (moved(ringed(angles, reach), 0.0, 0.03),)


def spiral() -> Figure:
    """Return a spiral that opens."""
    angles = np.linspace(0.0, 6.6 * np.pi, 150)
    return (ringed(angles, 0.02 + 0.46 * angles / angles[-1]),)


def sun() -> Figure:
    """Return a sun with eight rays."""
    rays = [np.radians(angle) for angle in range(-90, 270, 45)]
    way = np.linspace(0.32, 0.48, 4)
    around = (np.column_stack((way * np.cos(ray), way * np.sin(ray))) for ray in rays)
    return (arc((0.0, 0.0), 0.22, -90, 270), *around)


def moon() -> Figure:
    """Return a crescent."""
    outer = arc((0.08, 0.0), 0.46, -55, -305)
    inner = arc((0.37, 0.0), 0.378, 94, 266)
    return (joined(outer, inner[1:-1], outer[:1]),)


def cloud() -> Figure:
    """Return a cloud of three heaps on a flat ground."""
    left = arc((-0.27, 0.07), 0.18, 90, 255)
    top = arc((-0.04, -0.07), 0.24, 190, 325)
    right = arc((0.27, 0.05), 0.2, 250, 450)
    return (joined(left, top, right, left[:1]),)


def drop() -> Figure:
    """Return a drop of water."""
    tip, low = (0.0, -0.49), (0.0, 0.47)
    side = ((0.12, -0.22), (0.26, 0.04), (0.28, 0.27), (0.16, 0.43))
    back = tuple((-x, y) for x, y in reversed(side))
    return (through(tip, tip, *side, low, *back, tip, tip),)


def wave() -> Figure:
    """Return three waves, one below the other."""
    across = np.linspace(-0.48, 0.48, 49)
    swell = -0.075 * np.sin(across / 0.96 * 5 * np.pi + np.pi / 2)
    return tuple(np.column_stack((across, swell + level)) for level in (-0.24, 0.0, 0.24))


def leaf() -> Figure:
    """Return a leaf with its veins."""
    tip, foot = (0.4, -0.44), (-0.28, 0.28)
    above = through(foot, foot, (-0.32, 0.0), (-0.16, -0.26), (0.1, -0.38), tip, tip)
    below = through(tip, tip, (0.36, -0.12), (0.22, 0.16), (-0.02, 0.3), foot, foot)
    middle = through((0.26, -0.29), (0.0, -0.02), (-0.28, 0.28), (-0.43, 0.47))
    veins = (
        through((0.12, -0.15), (0.1, -0.22), (0.09, -0.28)),
        through((-0.06, 0.05), (-0.12, -0.04), (-0.14, -0.14)),
        through((0.12, -0.15), (0.19, -0.12), (0.26, -0.11)),
        through((-0.06, 0.05), (0.02, 0.08), (0.12, 0.1)),
    )
    return (joined(above, below), middle, *veins)


def flower() -> Figure:
    """Return a flower of five petals."""
    angles = np.radians(np.linspace(-54, 306, 151))
    petals = ringed(angles, 0.17 + 0.31 * np.abs(np.sin((angles - angles[0]) * 2.5)) ** 0.7)
    return (moved(petals, 0.0, 0.02), moved(arc((0.0, 0.0), 0.1, -90, 270), 0.0, 0.02))


def mountain() -> Figure:
    """Return two mountains, snow on the higher one."""
    high = through((-0.48, 0.36), (-0.3, 0.04), (-0.12, -0.38), (-0.12, -0.38), (0.08, -0.02))
    rest = through((0.08, -0.02), (0.28, 0.36), (0.28, 0.36))
    low = through((0.1, 0.02), (0.23, -0.14), (0.23, -0.14), (0.34, 0.08), (0.48, 0.36))
    snow = straight((-0.23, -0.13), (-0.15, -0.06), (-0.1, -0.14), (-0.04, -0.06), (0.02, -0.13))
    return (joined(high, rest), low, snow)


def tree() -> Figure:
    """Return a tree with a round crown."""
    crown = joined(
        arc((-0.2, -0.02), 0.19, 80, 250),
        arc((0.0, -0.24), 0.24, 190, 350),
        arc((0.2, -0.02), 0.19, 290, 460),
    )
    left = through((-0.07, 0.17), (-0.06, 0.34), (-0.14, 0.48))
    right = through((0.07, 0.17), (0.06, 0.34), (0.14, 0.48))
    return (joined(crown, crown[:1]), left, right)


def house() -> Figure:
    """Return a house with a door and a window."""
    walls = straight((-0.34, -0.08), (-0.34, 0.44), (0.34, 0.44), (0.34, -0.08))
    roof = straight((-0.46, 0.05), (0.0, -0.45), (0.46, 0.05))
    way_in = straight((-0.2, 0.44), (-0.2, 0.14), (-0.02, 0.14), (-0.02, 0.44))
    window = straight((0.1, 0.1), (0.1, 0.24), (0.24, 0.24), (0.24, 0.1), (0.1, 0.1))
    return (walls, roof, way_in, window)


def door() -> Figure:
    """Return a door with a round top, a little open."""
    ground = straight((-0.46, 0.47), (0.46, 0.47))
    frame = joined(
        straight((-0.29, 0.47), (-0.29, -0.18)),
        arc((0.0, -0.18), 0.29, 180, 360),
        straight((0.29, -0.18), (0.29, 0.47)),
    )
    leaf_ = straight((-0.29, -0.18), (0.1, -0.1), (0.1, 0.4), (-0.29, 0.47))
    return (frame, leaf_, arc((0.02, 0.16), 0.022, 0, 360), ground)


def person() -> Figure:
    """Return a person who stands with open arms."""
    head = arc((0.0, -0.35), 0.13, -90, 270)
    back = straight((0.0, -0.22), (0.0, 0.12))
    arms = through((-0.3, -0.16), (-0.13, -0.04), (0.0, -0.08), (0.13, -0.04), (0.3, -0.16))
    legs = through((-0.2, 0.48), (-0.12, 0.28), (0.0, 0.12), (0.0, 0.12), (0.12, 0.28), (0.2, 0.48))
    return (head, back, arms, legs)


def eye() -> Figure:
    """Return an open eye."""
    left, right = (-0.48, 0.02), (0.48, 0.02)
    lids = joined(
        through(left, left, (-0.24, -0.19), (0.0, -0.26), (0.24, -0.19), right, right),
        through(right, right, (0.24, 0.2), (0.0, 0.26), (-0.24, 0.2), left, left),
    )
    return (lids, arc((0.0, 0.0), 0.16, -90, 270), arc((0.0, 0.0), 0.035, -90, 270))


def arrow() -> Figure:
    """Return an arrow to the right."""
    shaft = through((-0.48, 0.06), (-0.16, -0.02), (0.16, -0.02), (0.47, 0.0))
    return (shaft, straight((0.22, -0.22), (0.47, 0.0), (0.22, 0.22)))


FIGURES: dict[str, Callable[[], Figure]] = {
    draw.__name__: draw
    for draw in (
        circle, square, triangle, heart, star, spiral, sun, moon, cloud, drop,
        wave, leaf, flower, mountain, tree, house, door, person, eye, arrow,
    )
}  # fmt: skip
