"""Filling: a press colours the area around it, up to the lines and the edges of the page."""

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from journal_app.domain.ink import lasso
from journal_app.domain.ink.filling import nearest_free, region
from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.marks import EVEN, Box, Extent, Stroke, moved
from journal_app.domain.ink.records import Add, Change, InkRecord
from journal_app.domain.ink.symmetry import copies, repeated
from journal_app.domain.ink.tools import FILL
from journal_app.domain.ink.tracing import Polygon, surface
from journal_app.ui.ink.mode import Surface
from journal_app.ui.ink.modes.tap import Tap
from journal_app.ui.ink.walls import Window, walls, windows
from journal_app.ui.painting.paint import Outlines

GAP = 6.0
"""Openings in a line up to twice as wide (page units) don't matter: few people close a circle."""

BESIDE = 8.0
"""How far from a line (page units) a press on it may find the area that is meant."""

_MUCH = 0.9
_SAME = 1.5
_EDGE_WIDTH = 1.0


class FillMode(Tap):
    """Fills areas with one colour. What is filled already gets the colour instead."""

    def __init__(self, page: Surface, colour: str) -> None:
        super().__init__(page)
        self._colour = colour

    def use(self, colour: str) -> None:
        """Fill with this colour from now on."""
        self._colour = colour

    @override
    def tapped(self, touch: Touch) -> InkRecord | None:
        page = self.page.page_with(Box(touch.x, touch.y, touch.x, touch.y))
        area = self._area(touch, page)
        if area is None:
            return None
        there = self._filled(touch.x, touch.y)
        if there is not None and abs(surface(there.points[:, :2])) < _SAME * abs(surface(area)):
            return self._recoloured(there, touch)
        return self._added(area, page)

    def _area(self, touch: Touch, page: Extent) -> Polygon | None:
        """Return what is enclosed around a place, looking closely first and then further around."""
        if not (0 <= touch.x < page.width and 0 <= touch.y < page.height):
            return None
        outlines = Outlines()
        for window in windows(page, touch.x, touch.y):
            marks = list(self.page.drawing.within(window.part))
            outlines.prepare(marks, window.scale)
            found = _enclosed(walls(marks, outlines, window, page), window, touch, page)
            if found is not None:
                return found
        return None

    def _filled(self, x: float, y: float) -> Stroke | None:
        """Return the newest fill at a place."""
        spot = np.array([(x, y)])
        found = None
        for mark in self.page.drawing.within(Box(x, y, x, y)):
            if mark.tool == FILL.name and lasso.contains(mark.points[:, :2], spot)[0]:
                found = mark
        return found

    def _recoloured(self, mark: Stroke, touch: Touch) -> Change | None:
        """Give a fill the colour, and those of its own colour that are its like in a mandala."""
        if mark.colour == self._colour:
            return None
        ids = [mark.id]
        for way in copies(self.page.drawing.paper):
            x, y = moved(np.array([(touch.x, touch.y, EVEN, 0.0)]), way)[0, :2].tolist()
            like = self._filled(x, y)
            if like is not None and like.colour == mark.colour and like.id not in ids:
                ids.append(like.id)
        return lasso.recoloured(self.page.drawing, ids, self._colour)

    def _added(self, area: Polygon, page: Extent) -> Add | Change:
        points = np.column_stack((area, np.full(len(area), EVEN), np.zeros(len(area))))
        drawing, now = self.page.drawing, self.page.clock.now().utc_ms
        mark = Stroke(drawing.next_id, FILL.name, self._colour, _EDGE_WIDTH, now, points)
        paper = drawing.paper
        if lasso.contains(area, np.array([paper.centre]))[0] or _at_edge(area, page):
            return Add(mark, page)
        return repeated(mark, paper, page)


def _enclosed(
    picture: NDArray[np.bool_], window: Window, touch: Touch, page: Extent
) -> Polygon | None:
    """Return the area around a place; if its line is a little open, as if it were closed."""
    at = nearest_free(picture, *window.pixel(touch.x, touch.y), round(BESIDE * window.scale))
    if at is None:
        return None
    exact = _places(region(picture, *at), window)
    if exact is not None and not _at_edge(exact, page):
        return exact
    closed = _places(region(picture, *at, gap=max(1, round(GAP * window.scale))), window)
    if exact is None or closed is None:
        return exact if closed is None else closed
    return closed if abs(surface(closed)) < _MUCH * abs(surface(exact)) else exact


def _places(found: Polygon | None, window: Window) -> Polygon | None:
    return None if found is None else window.places(found)


def _at_edge(area: Polygon, page: Extent) -> bool:
    """Say whether an area reaches the end of the page."""
    low, high = area.min(axis=0), area.max(axis=0)
    return bool((low <= 0).any() or (high >= (page.width, page.height)).any())
