"""The paper under the ink: its colour, its pattern, and what one may draw within."""

from functools import lru_cache
from itertools import product
from math import ceil, cos, floor, hypot, pi, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from journal_app.domain.ink.papers import BODY, LEAST_ARMS, MOST_ARMS
from journal_app.domain.ink.records import Paper
from journal_app.ui.painting.colours import faint, paper_colour
from journal_app.ui.painting.shapes import closed, polygon
from journal_app.ui.theme import Theme

GRID = 32.0  # page units between dots and between lines
RINGS = 64.0  # and between the rings of a mandala
_DOT = 2.6
_LEAST_APART = 5.0  # device pixels; nearer than that a pattern is only noise
_BODY_TALL, _BODY_WIDE = 0.86, 0.9  # shares of the page
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


def paint_paper(
    painter: QPainter, theme: Theme, paper: Paper, page: QRectF, part: QRectF, scale: float
) -> None:
    """Paint the paper of a part of the page. The painter counts in page units."""
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(part, paper_colour(theme, paper))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    if GRID * scale >= _LEAST_APART:
        if paper.pattern == "dots":
            _dots(painter, theme, part)
        elif paper.pattern == "lines":
            _lines(painter, theme, part, scale)
    if paper.outline == BODY:
        painter.setPen(_pen(faint(theme.colour("border"), 0.7), 2.0, scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(body(page))
    if LEAST_ARMS <= paper.arms <= MOST_ARMS:
        _guides(painter, theme, paper, part, scale)
    painter.restore()


def body(page: QRectF) -> QPainterPath:
    """Return someone standing in the middle of a page, as a line around them."""
    shape = _standing()
    bounds = shape.boundingRect()
    size = min(
        page.height() * _BODY_TALL / bounds.height(), page.width() * _BODY_WIDE / bounds.width()
    )
    middle = page.center() - bounds.center() * size
    return QTransform(size, 0.0, 0.0, size, middle.x(), middle.y()).map(shape)


@lru_cache(maxsize=1)
def _standing() -> QPainterPath:
    crown, *right = _HALF
    left = [(-x, y) for x, y in reversed(right)]
    crotch = (0.0, 54.2)
    return closed([crown, *right, crotch, *left])


def _dots(painter: QPainter, theme: Theme, part: QRectF) -> None:
    grid = [
        QPointF(column * GRID, row * GRID)
        for row, column in product(
            _marks(part.top(), part.bottom()), _marks(part.left(), part.right())
        )
    ]
    pen = QPen(faint(theme.colour("border"), 0.5), _DOT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF(grid))


def _lines(painter: QPainter, theme: Theme, part: QRectF, scale: float) -> None:
    painter.setPen(_pen(theme.colour("hairline"), 1.2, scale))
    for row in _marks(part.top(), part.bottom()):
        painter.drawLine(QPointF(part.left(), row * GRID), QPointF(part.right(), row * GRID))


def _guides(painter: QPainter, theme: Theme, paper: Paper, part: QRectF, scale: float) -> None:
    """Draw faint spokes and rings about the centre, as far as the part reaches."""
    painter.setPen(_pen(theme.colour("hairline"), 1.2, scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = paper.centre
    corners = product((part.left(), part.right()), (part.top(), part.bottom()))
    far = max(hypot(right - x, bottom - y) for right, bottom in corners)
    nearest = max(part.left() - x, x - part.right(), part.top() - y, y - part.bottom(), 0.0)
    for ring in range(max(1, floor(nearest / RINGS)), ceil(far / RINGS) + 1):
        painter.drawPath(_circle(x, y, ring * RINGS, scale))
    for arm in range(paper.arms):
        angle = 2 * pi * arm / paper.arms - pi / 2
        way = QPointF(cos(angle), sin(angle))
        painter.drawLine(QPointF(x, y) + way * RINGS / 4, QPointF(x, y) + way * far)


def _circle(x: float, y: float, r: float, scale: float) -> QPainterPath:
    """Return a ring made of points of its own: the same in whatever part of it is painted."""
    angles = np.linspace(0.0, 2 * pi, max(24, ceil(4 * (r * scale) ** 0.5)) + 1)
    path = QPainterPath()
    path.addPolygon(polygon(np.stack((x + r * np.cos(angles), y + r * np.sin(angles)), axis=1)))
    return path


def _marks(start: float, end: float) -> range:
    """Return which lines of the grid may show between two places; the page's edge has none."""
    return range(max(1, floor((start - _DOT) / GRID)), ceil((end + _DOT) / GRID) + 1)


def _pen(colour: QColor, width: float, scale: float) -> QPen:
    return QPen(colour, max(width, 1.0 / scale))
