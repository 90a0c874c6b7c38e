"""Labels: a press says where a few words are to stand, or which are to be other ones."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from typing_extensions import override

from journal_app.domain.ink import lasso
from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.marks import EVEN, Box, Points, Stroke, box_of
from journal_app.domain.ink.records import Change
from journal_app.domain.ink.tools import LABEL
from journal_app.ui.ink.mode import Pointer, Surface
from journal_app.ui.ink.modes.tap import Tap
from journal_app.ui.painting.words import room_for

SIZE = 24.0
LONGEST = 200
"""Letters in one label."""


Place = tuple[float, float]
_Way = NDArray[np.float64]


class Asked(NamedTuple):
    """Where words are wanted: a new label's left middle, or the one that is there already."""

    place: Place
    text: str = ""
    size: float = SIZE
    colour: str = ""
    id: int | None = None


class LabelMode(Tap):
    """Tells where the page is pressed; the words that are typed then are given to ``put``."""

    def __init__(self, page: Surface, asked: Callable[[Asked], object]) -> None:
        super().__init__(page)
        self._asked = asked

    @property
    @override
    def pointer(self) -> Pointer:
        return Qt.CursorShape.IBeamCursor

    @override
    def tapped(self, touch: Touch) -> None:
        mark = self._at(touch.x, touch.y)
        if mark is None:
            self._asked(Asked((touch.x, touch.y)))
            return
        x, y = ((mark.points[0] + mark.points[-1]) / 2)[:2].tolist()
        self._asked(Asked((x, y), mark.text, mark.width, mark.colour, mark.id))

    def put(
        self, place: Place, text: str, size: float, colour: str, instead_of: int | None = None
    ) -> Change | None:
        """Return the record of a label; no words take away the one they are for.

        New words for a label stand where it stood, however it was turned or enlarged.
        """
        drawing = self.page.drawing
        text = " ".join(text.split())[:LONGEST]
        old = drawing.mark(instead_of) if instead_of is not None else None
        hide = () if old is None else (old.id,)
        if not text:
            return Change(hide=hide) if hide else None
        room = room_for(text, size)
        extent = max(room.width(), size / 10), room.height()
        points = _corners(place, extent) if old is None else _instead(old, extent)
        made_ms, rank = self.page.clock.now().utc_ms, -1 if old is None else old.rank
        mark = Stroke(drawing.next_id, LABEL.name, colour, size, made_ms, points, text, rank)
        page = self.page.page_with(box_of(points, 1.0))
        return Change(hide=hide, added=(mark,), page=page)

    def _at(self, x: float, y: float) -> Stroke | None:
        """Return the uppermost label at a place."""
        spot, found = np.array([(x, y)]), None
        for mark in self.page.drawing.within(Box(x, y, x, y)):
            if mark.tool == LABEL.name and lasso.contains(mark.points[:, :2], spot)[0]:
                found = mark
        return found


def _corners(place: Place, extent: tuple[float, float]) -> Points:
    wide, high = extent
    corner = np.array(place) - (0.0, high / 2)
    return _around(corner, np.array((wide, 0.0)), np.array((0.0, high)))


def _instead(old: Stroke, extent: tuple[float, float]) -> Points:
    """Return the corners of other words that begin where a label did and go its way."""
    corner, right, _, down = old.points[:, :2]
    (wide, high), across, along = extent, right - corner, down - corner
    return _around(corner, _as_long(across, wide), _as_long(along, high))


def _as_long(way: _Way, length: float) -> _Way:
    return way * (length / max(float(np.hypot(*way)), 1e-6))


def _around(corner: _Way, across: _Way, down: _Way) -> Points:
    places = np.array((corner, corner + across, corner + across + down, corner + down))
    return np.column_stack((places, np.full(4, EVEN), np.zeros(4)))
