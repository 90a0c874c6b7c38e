"""Stamps: figures put on the page as ink, as if a calm hand had just drawn them there."""

from functools import cache
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.drawing import united
from journal_app.domain.ink.figures import FIGURES, Line, Place
from journal_app.domain.ink.marks import (
    NO_PAGE,
    Box,
    Derived,
    Extent,
    Points,
    Stroke,
    box_of,
    moved,
)
from journal_app.domain.ink.records import Change, Paper
from journal_app.domain.ink.symmetry import copies
from journal_app.domain.ink.tools import Tool

STAMPS: tuple[str, ...] = tuple(FIGURES)
"""The names of what can be put on a page."""

SPEED = 0.35
"""How fast the hand draws, in page units to a millisecond."""

_PAUSE_MS = 160.0
_LEAST_MS = 90.0
_SPACING = 0.035
_SWAY = 0.006
_FIRM, _LIGHTER, _SWELL = 0.54, 0.14, 0.07
_CORNER = 0.5


class Ink(NamedTuple):
    """What a stamp is drawn with."""

    tool: Tool
    colour: str
    width: float


def placed(  # noqa: PLR0913, PLR0917 - each says one thing about the stamp
    name: str,
    place: Place,
    size: float,
    ink: Ink,
    made_ms: int,
    first_id: int,
    page: Extent = NO_PAGE,
) -> Change:
    """Return the record that puts a stamp around a place; raises ``KeyError`` if there is none.

    The times of all its points count from one moment, so that its lines follow one another.
    """
    strokes, began = [], 0.0
    for nth, line in enumerate(_lines(name)):
        points = _drawn(line, place, size)
        points[:, 3] += began
        began = points[-1, 3] + _PAUSE_MS
        id_ = first_id + nth
        strokes.append(Stroke(id_, ink.tool.name, ink.colour, ink.width, made_ms, points))
    return Change(added=tuple(strokes), page=page)


def everywhere(stamp: Change, paper: Paper) -> Change:
    """Return the record with the stamp's copies too, if what is drawn is repeated on this paper."""
    first = stamp.added[-1].id + 1
    ways = [(mark.id, way) for way in copies(paper) for mark in stamp.added]
    derived = tuple(
        Derived(first + nth, source, in_place=False, affine=way)
        for nth, (source, way) in enumerate(ways)
    )
    return Change(added=stamp.added, derived=derived, page=stamp.page)


def reach(stamp: Change) -> Box:
    """Return the part of the page a stamp inks, with its copies."""
    marks = {mark.id: mark for mark in stamp.added}
    boxes = [mark.box for mark in stamp.added]
    for how in stamp.derived:
        mark = marks[how.source]
        points = mark.points if how.affine is None else moved(mark.points, how.affine)
        boxes.append(box_of(points, mark.width))
    return united(boxes) or Box(0.0, 0.0, 0.0, 0.0)


def _drawn(line: Points, place: Place, size: float) -> Points:
    """Return a line as large as it is wanted, where it is wanted, at the speed of a hand."""
    points = line.copy()
    points[:, :2] = line[:, :2] * size + place
    points[:, 3] = np.round(line[:, 3] * max(line[-1, 3] * size / SPEED, _LEAST_MS) / line[-1, 3])
    return points


@cache
def _lines(name: str) -> tuple[Points, ...]:
    """Return a figure's lines as a hand draws them; the last number of a point is the way to it."""
    return tuple(_by_hand(line, nth) for nth, line in enumerate(FIGURES[name]()))


def _by_hand(line: Line, nth: int) -> Points:
    """Give a line even steps, a slight sway and the pressure of a hand.

    It sways least at its ends, so that a closed line stays closed.
    """
    way = _way(line)
    at = _steps(line, way)
    places = np.column_stack([np.interp(at, way, line[:, axis]) for axis in (0, 1)])
    share = at / way[-1]
    middle = np.sin(np.pi * share)
    sway = _SWAY * min(1.0, way[-1]) * middle
    places[:, 0] += sway * np.sin(5.0 * at + 1.7 * nth)
    places[:, 1] += sway * np.cos(4.3 * at + 2.3 * nth)
    ends = np.clip(1.0 - np.minimum(at, way[-1] - at) / 0.12, 0.0, 1.0)
    pressure = _FIRM - _LIGHTER * ends**2 + _SWELL * np.sin(3.1 * at + nth) * middle
    return np.column_stack((places, pressure, at))


def _way(line: Line) -> NDArray[np.float64]:
    """Return how far along the line each place is."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    return np.concatenate(([0.0], np.cumsum(steps)))


def _steps(line: Line, way: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where along the line its points are: at even distances, and at its corners."""
    even = np.linspace(0.0, way[-1], max(6, ceil(way[-1] / _SPACING)) + 1)
    ahead = np.diff(line, axis=0)
    moving = np.hypot(*ahead.T) > 0
    heading = np.unwrap(np.arctan2(*ahead[moving].T[::-1]))
    corners = way[:-1][moving][1:][np.abs(np.diff(heading)) > _CORNER]
    between = np.abs(even[:, None] - corners).min(axis=1, initial=1.0) > _SPACING / 2
    between[[0, -1]] = True
    inner = corners[np.minimum(corners, way[-1] - corners) > _SPACING / 2]
    return np.unique(np.concatenate((even[between], inner)))
