"""Filling: the area around a place that lines enclose, found in a picture of the lines."""

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.tracing import Polygon, traced

Mask = NDArray[np.bool_]
Count = NDArray[np.intp]

_GROWN = 1


def region(walls: Mask, row: int, column: int, gap: int = 0) -> Polygon | None:
    """Return the outline of what walls enclose around a pixel, in pixels: x counts columns.

    None if the pixel is on a wall, or if the area reaches the border. Holes are joined to the
    outer ring by a way there and back, so that any rule of filling leaves them out. The outline is
    a little larger than the area, to lie under the line around it. ``gap`` closes openings in the
    walls that are up to twice as wide.
    """
    closed = _grown(walls, gap)
    if closed[row, column]:
        return None
    area = flood(closed, row, column)
    if area[[0, -1]].any() or area[:, [0, -1]].any():
        return None
    for _ in range(gap):
        area = _grown(area, 1) & ~walls
    return traced(_grown(area, _GROWN))


def nearest_free(walls: Mask, row: int, column: int, reach: int) -> tuple[int, int] | None:
    """Return the nearest pixel that is no wall, or None if there is none within reach."""
    top, left = max(0, row - reach), max(0, column - reach)
    rows, columns = np.nonzero(~walls[top : row + reach + 1, left : column + reach + 1])
    if not len(rows):
        return None
    far = np.hypot(rows + top - row, columns + left - column)
    nearest = int(far.argmin())
    if far[nearest] > reach:
        return None
    return int(rows[nearest]) + top, int(columns[nearest]) + left


def flood(walls: Mask, row: int, column: int) -> Mask:
    """Return what can be reached from a free pixel, sideways and up and down."""
    starts, ends, wide = _runs(walls)
    here = row * wide + column
    first = int(np.searchsorted(starts, here, side="right")) - 1
    reached = np.array(_reached(starts, ends, wide, first), np.intp)
    change = np.zeros(walls.shape[0] * wide + 1, np.int8)
    change[starts[reached]] = 1
    change[ends[reached]] = -1
    filled: Mask = np.cumsum(change[:-1], dtype=np.int8).reshape(-1, wide)[:, :-1] > 0
    return filled


def _runs(walls: Mask) -> tuple[Count, Count, int]:
    """Return where each run of free pixels starts and ends, counted through all rows."""
    edged = np.ones((walls.shape[0], walls.shape[1] + 1), bool)
    edged[:, :-1] = walls
    turns = np.flatnonzero(np.diff(edged.ravel(), prepend=True))
    return turns[::2], turns[1::2], edged.shape[1]


def _reached(starts: Count, ends: Count, wide: int, first: int) -> list[int]:
    """Go from run to run, to all that touch in the rows above and below."""
    beside = []
    for way in (-wide, wide):
        low = np.searchsorted(ends, starts + way, side="right").tolist()
        high = np.searchsorted(starts, ends + way, side="left").tolist()
        beside.append((low, high))
    (above, above_end), (below, below_end) = beside
    seen = bytearray(len(starts))
    seen[first] = 1
    found = [first]
    for run in found:
        near = (*range(above[run], above_end[run]), *range(below[run], below_end[run]))
        for other in near:
            if not seen[other]:
                seen[other] = 1
                found.append(other)
    return found


def _grown(mask: Mask, by: int) -> Mask:
    """Return a mask with a margin around it, rounder the wider it is."""
    for step in range(by):
        near = mask.copy()
        near[1:] |= mask[:-1]
        near[:-1] |= mask[1:]
        wide = mask if step % 2 else near
        out = near.copy()
        out[:, 1:] |= wide[:, :-1]
        out[:, :-1] |= wide[:, 1:]
        mask = out
    return mask
