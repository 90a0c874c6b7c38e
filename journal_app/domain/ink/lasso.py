"""Choosing marks by drawing around them, and what can be done to those that are chosen."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.drawing import Drawing, united
from journal_app.domain.ink.marks import Affine, Box, Derived
from journal_app.domain.ink.records import Change, Hide

MOST_OF = 0.6
"""How much of a mark must be inside for it to be chosen."""

_LOOKED_AT = 32  # points of a mark: enough to tell

Ring = NDArray[np.float64]
"""Shape (n, 2): places around what is meant, in page units; the last is joined to the first."""

_LEAST = 3


def inside(drawing: Drawing, ring: Ring) -> tuple[int, ...]:
    """Return the ids of the visible marks that lie mostly inside a ring."""
    ring = ring[np.isfinite(ring).all(axis=1)]
    if len(ring) < _LEAST:
        return ()
    box = Box(*ring.min(axis=0).tolist(), *ring.max(axis=0).tolist())
    marks = list(drawing.within(box))
    if not marks:
        return ()
    places = [mark.points[:: max(1, len(mark.points) // _LOOKED_AT), :2] for mark in marks]
    sizes = np.array([len(few) for few in places])
    within = np.add.reduceat(contains(ring, np.concatenate(places)), np.cumsum(sizes) - sizes)
    shares = (within / sizes).tolist()
    return tuple(mark.id for mark, part in zip(marks, shares, strict=True) if part >= MOST_OF)


def contains(ring: Ring, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say of each place, shape (n, 2), whether a ring goes around it (by the odd-even rule).

    Each edge of the ring is held only against the places at its height.
    """
    order = np.argsort(places[:, 1])
    x, y = places[order].T
    (x0, y0), (x1, y1) = ring.T, np.roll(ring, -1, axis=0).T
    first = np.searchsorted(y, np.minimum(y0, y1)).tolist()
    last = np.searchsorted(y, np.maximum(y0, y1)).tolist()
    lean = (x1 - x0) / np.where(y1 == y0, 1.0, y1 - y0)
    odd = np.zeros(len(places), bool)
    edges = zip(first, last, x0.tolist(), y0.tolist(), lean.tolist(), strict=True)
    for start, end, edge_x, edge_y, slope in edges:
        if start < end:
            odd[start:end] ^= x[start:end] < edge_x + (y[start:end] - edge_y) * slope
    found = np.empty(len(places), bool)
    found[order] = odd
    return found


def around(drawing: Drawing, ids: Iterable[int]) -> Box | None:
    """Return the smallest box around some marks, or None if none can be seen."""
    return united(drawing.mark(id_).box for id_ in ids if drawing.sees(id_))


def transformed(drawing: Drawing, ids: Sequence[int], by: Affine) -> Change:
    """Move, scale or turn marks."""
    return _made(drawing, ids, hide=True, affine=by)


def recoloured(drawing: Drawing, ids: Sequence[int], colour: str) -> Change:
    """Give marks another colour."""
    return _made(drawing, ids, hide=True, colour=colour)


def duplicated(drawing: Drawing, ids: Sequence[int], by: Affine) -> Change:
    """Lay copies of marks on top, moved so that they can be told from them."""
    return _made(drawing, ids, hide=False, affine=by)


def removed(drawing: Drawing, ids: Sequence[int]) -> Hide:
    """Take marks away."""
    return Hide(tuple(id_ for id_ in ids if drawing.sees(id_)))


def made_by(change: Change) -> tuple[int, ...]:
    """Return the ids of what came of a change: they are what is chosen then."""
    return tuple(how.id for how in change.derived)


def _made(
    drawing: Drawing,
    ids: Sequence[int],
    *,
    hide: bool,
    affine: Affine | None = None,
    colour: str = "",
) -> Change:
    seen = tuple(id_ for id_ in ids if drawing.sees(id_))
    first = drawing.next_id
    derived = tuple(
        Derived(first + nth, source, in_place=hide, colour=colour, affine=affine)
        for nth, source in enumerate(seen)
    )
    return Change(hide=seen if hide else (), derived=derived, page=drawing.page)
