"""Tracing: the smooth outline of an area that is known pixel by pixel."""

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Polygon = NDArray[np.float64]
"""Shape (n, 2): x and y of places around an area, the last joined to the first."""

TOLERANCE = 0.3
"""How far, in pixels, an outline may lie from the smooth one it is made of fewer places than."""

_SMOOTH = np.array((1.0, 4.0, 6.0, 4.0, 1.0)) / 16
_LEAST = 3
_RIGHT, _DOWN, _LEFT, _UP = range(4)


def traced(area: Mask) -> Polygon | None:
    """Return the outline of an area in one piece, its holes joined to it; None if it is empty.

    Pixel (row, column) reaches from (column, row) to (column + 1, row + 1).
    """
    rings = [simplified(smoothed(ring), TOLERANCE) for ring in rings_of(area)]
    rings = [ring for ring in rings if len(ring) >= _LEAST]
    if not rings:
        return None
    rings.sort(key=lambda ring: abs(surface(ring)), reverse=True)
    whole = rings[0]
    for hole in rings[1:]:
        whole = _with_hole(whole, hole)
    return whole


def surface(ring: Polygon) -> float:
    """Return how much a polygon encloses; negative if it goes round the other way."""
    x, y = ring.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def smoothed(ring: Polygon) -> Polygon:
    """Return a ring whose steps, from pixel to pixel, are evened out."""
    if len(ring) <= len(_SMOOTH):
        return ring
    around = np.concatenate((ring[-2:], ring, ring[:2]))
    columns = [np.convolve(around[:, axis], _SMOOTH, "valid") for axis in (0, 1)]
    return np.column_stack(columns)


def simplified(ring: Polygon, tolerance: float) -> Polygon:
    """Return a ring of fewer places that is nowhere further away than that."""
    far = int(np.hypot(*(ring - ring[0]).T).argmax())
    closed = np.concatenate((ring, ring[:1]))
    kept = np.zeros(len(closed), bool)
    kept[[0, far, -1]] = True
    waiting = [(0, far), (far, len(ring))]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2:  # noqa: PLR2004 - nothing between them
            continue
        off = _off(closed[start : end + 1])
        most = int(off.argmax())
        if off[most] > tolerance:
            middle = start + 1 + most
            kept[middle] = True
            waiting += [(start, middle), (middle, end)]
    out: Polygon = ring[kept[:-1]]
    return out


def rings_of(area: Mask) -> list[Polygon]:
    """Return the rings around an area and its holes: the middles of the pixels' outer edges.

    Pixels that touch at a corner belong together. Rings around holes go the other way.
    """
    ahead = _edges(area)
    rings = []
    while ahead:
        start = next(iter(ahead))
        edge, middles = start, []
        while edge in ahead:
            del ahead[edge]
            y, x, way = edge
            dy, dx = _WAYS[way]
            middles.append((x + dx / 2, y + dy / 2))
            edge = _next(ahead, (y + dy, x + dx), way, start)
        rings.append(np.array(middles, np.float64))
    return rings


_WAYS = ((0, 1), (1, 0), (0, -1), (-1, 0))
_Edge = tuple[int, int, int]


def _edges(area: Mask) -> dict[_Edge, None]:
    """Return the edges with the area on their right: where each starts and which way it goes."""
    edged = np.pad(area, 1)
    inner = edged[1:-1, 1:-1]
    outer = (
        (_RIGHT, edged[:-2, 1:-1], (0, 0)),
        (_DOWN, edged[1:-1, 2:], (0, 1)),
        (_LEFT, edged[2:, 1:-1], (1, 1)),
        (_UP, edged[1:-1, :-2], (1, 0)),
    )
    found: dict[_Edge, None] = {}
    for way, beyond, (dy, dx) in outer:
        rows, columns = np.nonzero(inner & ~beyond)
        places = zip((rows + dy).tolist(), (columns + dx).tolist(), strict=True)
        found.update(((y, x, way), None) for y, x in places)
    return found


def _next(ahead: dict[_Edge, None], at: tuple[int, int], way: int, start: _Edge) -> _Edge:
    """Return the edge that goes on from a corner; where two do, the one that turns outwards."""
    for turn in (-1, 0, 1):
        edge = (*at, (way + turn) % 4)
        if edge in ahead:
            return edge
    return start


def _off(places: Polygon) -> NDArray[np.float64]:
    """Return how far the places between two ends are from the straight way between these."""
    dx, dy = places[-1] - places[0]
    x, y = (places[1:-1] - places[0]).T
    length = dx * dx + dy * dy
    along = np.clip((x * dx + y * dy) / length, 0.0, 1.0) if length > 0 else 0.0
    off: NDArray[np.float64] = np.hypot(x - along * dx, y - along * dy)
    return off


def _with_hole(whole: Polygon, hole: Polygon) -> Polygon:
    """Go round, and at the place nearest to a hole go there, round it, and back."""
    place = hole[0]
    door = int(np.hypot(*(whole - place).T).argmin())
    parts = (whole[: door + 1], hole, hole[:1], whole[door:])
    return np.concatenate(parts)
