"""What becomes of a line when it is done: it settles, and its ends are fine."""

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.marks import Points

SIGMA_MS, MORE_MS = 34.0, 3.0
"""How far in time a sample is looked at from, and how much further at each level."""

FAR_PX = 0.18
"""How far (logical pixels, times the level squared) a line may go from where it was drawn.

A small hand writes about as quickly as a large one trembles. Only how far it strays tells the two
apart: letters must not shrink, so a line that was asked for little calm stays near its own place.
"""

_CALM = 500.0  # logical pixels a second: a line as fast as that hardly trembles
_REACH = 3.0  # sigmas
_MOST = 96  # samples to either side
_TAPER, _FINE = 26.0, 0.1  # logical pixels; what is left of the pressure at the very ends
_TAP = 4.0  # logical pixels: what is shorter is a dot, and as full as it was pressed


def settled(points: Points, level: int, zoom: float) -> Points:
    """Take the tremble out of a line without letting it lag or shrink.

    A Gaussian over time, to both sides and so without delay, narrower where the hand was fast.
    The ends stay: the line is continued beyond each by its own image.
    """
    if len(points) < 3:  # noqa: PLR2004 - nothing lies between two ends
        return points
    times = np.maximum.accumulate(points[:, 3])
    speed = _speeds(points, times) * zoom
    sigma = (SIGMA_MS + MORE_MS * level) / (1.0 + speed / _CALM)
    nth = np.arange(len(points))
    after = np.searchsorted(times, times + _REACH * sigma, "right") - 1 - nth
    before = nth - np.searchsorted(times, times - _REACH * sigma)
    around = int(min(_MOST, len(points) - 1, max(1, after.max(), before.max())))
    rows = np.column_stack((points[:, :2], times))
    start, end = 2 * rows[0] - rows[around:0:-1], 2 * rows[-1] - rows[-2 : -around - 2 : -1]
    padded = np.vstack((start, rows, end))
    total, weight = np.zeros((len(points), 2)), np.zeros(len(points))
    for shift in range(2 * around + 1):
        near = padded[shift : shift + len(points)]
        part = np.exp(-0.5 * ((near[:, 2] - times) / sigma) ** 2)
        part[np.abs(near[:, 2] - times) > _REACH * sigma] = 0.0
        total += part[:, None] * near[:, :2]
        weight += part
    calm = points.copy()
    way = total[1:-1] / weight[1:-1, None] - points[1:-1, :2]
    calm[1:-1, :2] += way * _kept_near(np.hypot(*way.T) * zoom / (FAR_PX * level * level))[:, None]
    return calm


def _kept_near(far: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much of a way is gone that is so many times as long as it may be."""
    near: NDArray[np.float64] = (1.0 + far**4) ** -0.25
    return near


def tapered(points: Points, zoom: float) -> Points:
    """Let a line begin and end finely, as it does under a pen that feels the hand."""
    steps = np.hypot(*np.diff(points[:, :2], axis=0).T) * zoom
    along = np.concatenate(([0.0], np.cumsum(steps)))
    whole = float(along[-1])
    if whole < _TAP:
        return points
    room = min(_TAPER, whole / 3)
    fine = points.copy()
    fine[:, 2] *= _eased(along / room) * _eased((whole - along) / room)
    return fine


def _eased(share: NDArray[np.float64]) -> NDArray[np.float64]:
    eased: NDArray[np.float64] = _FINE + (1 - _FINE) * np.sin(np.clip(share, 0, 1) * np.pi / 2)
    return eased


def _speeds(points: Points, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return page units a second around each point, over a few of them."""
    few = 4
    first = np.maximum(np.arange(len(points)) - few, 0)
    last = np.minimum(np.arange(len(points)) + few, len(points) - 1)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points[:, :2], axis=0).T))))
    took = np.maximum(times[last] - times[first], 1.0) / 1000.0
    speeds: NDArray[np.float64] = (along[last] - along[first]) / took
    return speeds
