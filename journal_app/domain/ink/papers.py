"""What a page can be like under the ink: its pattern, and an outline to draw within."""

from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.marks import Box

PATTERNS = ("plain", "dots", "lines", "warm")
"""Names a ``Paper`` keeps; any other is plain."""

BODY = "body"
OUTLINES = ("", BODY)

LEAST_ARMS, MOST_ARMS = 2, 16

GRID = 32.0  # page units between dots and between lines
RINGS = 64.0  # and between the rings of a mandala
DOT, RULE, EDGE = 2.6, 1.2, 2.0  # how wide dots, lines and an outline are

_TALL, _WIDE = 0.86, 0.9  # shares of the page a body takes up
_STEPS = 16  # from place to place of its outline
_HALF = (
    *((0.0, 0.0), (3.5, 0.8), (6.0, 3.8), (6.2, 7.6), (5.2, 10.8), (3.7, 13.2), (3.6, 16.0)),
    *((6.6, 17.7), (10.6, 18.8), (13.4, 21.4), (14.8, 26.5), (16.2, 33.5), (18.2, 40.5)),
    *((20.4, 47.2), (22.3, 51.0), (23.4, 54.6), (22.4, 57.0), (20.6, 56.2), (19.0, 52.6)),
    *((17.4, 48.6), (14.6, 41.6), (12.3, 34.6), (10.7, 28.6), (10.0, 29.4), (9.8, 35.0)),
    *((9.5, 40.0), (10.2, 45.0), (11.2, 50.5), (11.4, 57.0), (10.5, 66.0), (9.3, 73.5)),
    *((9.4, 79.5), (8.4, 87.5), (7.3, 93.2), (8.9, 96.4), (10.4, 98.7), (8.0, 100.0)),
    *((4.6, 99.6), (3.5, 96.6), (3.6, 92.4), (2.9, 84.0), (3.1, 75.5), (2.3, 66.0), (1.2, 57.5)),
)
"""The right half of someone standing, from the crown down, in hundredths of their height."""

_CROTCH = (0.0, 54.2)


def grid(start: float, end: float) -> list[float]:
    """Return where dots and lines are between two places; the page's edge has none."""
    return [GRID * at for at in range(max(1, ceil(start / GRID)), floor(end / GRID) + 1)]


def body(page: Box) -> NDArray[np.float64]:
    """Return the outline, shape (n, 2), of someone standing in the middle of a page."""
    crown, *right = _HALF
    shape = _smooth(np.array([crown, *right, _CROTCH, *((-x, y) for x, y in reversed(right))]))
    low, high = shape.min(axis=0), shape.max(axis=0)
    wide, tall = (high - low).tolist()
    size = min(page.height * _TALL / tall, page.width * _WIDE / wide)
    middle = np.array((page.left + page.right, page.top + page.bottom)) / 2
    placed: NDArray[np.float64] = middle + (shape - (low + high) / 2) * size
    return placed


def _smooth(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return many places on a closed curve through a few (Catmull and Rom's)."""
    before, after, last = (np.roll(places, by, axis=0) for by in (1, -1, -2))
    t = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[None, :, None]
    a, b, c, d = (one[:, None] for one in (before, places, after, last))
    curve = b + (c - a) * t / 2
    curve = curve + (2 * a - 5 * b + 4 * c - d) * t**2 / 2 + (3 * (b - c) + d - a) * t**3 / 2
    smooth: NDArray[np.float64] = curve.reshape(-1, 2)
    return smooth
