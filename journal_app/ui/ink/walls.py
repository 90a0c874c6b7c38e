"""Walls: where the lines of a drawing are, as a picture in which an area can be found."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from journal_app.domain.ink.marks import Box, Extent, Stroke
from journal_app.domain.ink.tools import Shape, tool
from journal_app.ui.painting.paint import Outlines

LONGEST = 900
"""Pixels along the longer side of a picture."""

EDGE = 3
"""Pixels around a picture: where the page ends there is a wall, a little beyond its edge."""

_FINEST = 2.0
_OPAQUE = 77  # of 255: what is fainter is no wall
_BLACK = QColor(0, 0, 0)


class Window(NamedTuple):
    """A part of the page, and how many pixels a page unit has in its picture."""

    part: Box
    scale: float

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and the column of a place of the page."""
        row, column = (y - self.part.top) * self.scale, (x - self.part.left) * self.scale
        return int(row) + EDGE, int(column) + EDGE

    def places(self, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where on the page some places of the picture are, none beyond the part."""
        left, top, right, bottom = self.part
        there = (pixels - EDGE) / self.scale + np.array((left, top))
        within: NDArray[np.float64] = np.clip(there, (left, top), (right, bottom))
        return within


def windows(page: Extent, x: float, y: float) -> Iterator[Window]:
    """Go through parts of the page around a place: the first is small and fine, the last all."""
    scale = _FINEST
    while True:
        half = LONGEST / scale / 2
        part = Box(
            max(0.0, x - half),
            max(0.0, y - half),
            min(float(page.width), x + half),
            min(float(page.height), y + half),
        )
        yield Window(part, scale)
        if part == Box(0.0, 0.0, page.width, page.height):
            return
        scale /= 2


def walls(
    marks: Iterable[Stroke], outlines: Outlines, window: Window, page: Extent
) -> NDArray[np.bool_]:
    """Return where in a window there is ink; the page's own edges are walls too."""
    part, scale = window
    wide, high = (max(1, round(side * scale)) for side in (part.width, part.height))
    image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-part.left, -part.top)
    for mark in marks:
        _paint(painter, mark, outlines, scale)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(high, wide, 4)
    return _edged(pixels[:, :, 3] > _OPAQUE, part, page)


def _paint(painter: QPainter, mark: Stroke, outlines: Outlines, scale: float) -> None:
    """Paint a line as it is, and never so fine that an area could leak through it."""
    with_ = tool(mark.tool)
    if with_.shape is not Shape.LINE:
        return
    for (_, opacity), path in zip(with_.skins, outlines.paths(mark, scale), strict=False):
        painter.setOpacity(opacity)
        painter.fillPath(path, QBrush(_BLACK))
        if mark.width * scale < EDGE:
            painter.strokePath(path, QPen(_BLACK, 1.0 / scale))


def _edged(ink: NDArray[np.bool_], part: Box, page: Extent) -> NDArray[np.bool_]:
    """Let the ink at the edges go on a little, and stand a wall where the page ends."""
    out = np.pad(ink, EDGE, mode="edge")
    for at_edge, side in (
        (part.top <= 0, np.s_[:1]),
        (part.bottom >= page.height, np.s_[-1:]),
        (part.left <= 0, np.s_[:, :1]),
        (part.right >= page.width, np.s_[:, -1:]),
    ):
        if at_edge:
            out[side] = True
    return out
