"""The paper under the ink: its colour, its pattern, and what one may draw within."""

from itertools import product
from math import ceil, cos, floor, hypot, pi, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from journal_app.domain.ink.marks import Box
from journal_app.domain.ink.papers import (
    BODY,
    DOT,
    EDGE,
    GRID,
    LEAST_ARMS,
    MOST_ARMS,
    RINGS,
    RULE,
    body,
    grid,
)
from journal_app.domain.ink.records import Paper
from journal_app.ui.painting.colours import faint, paper_colour
from journal_app.ui.painting.shapes import polygon
from journal_app.ui.theme import Theme

_LEAST_APART = 5.0  # device pixels; nearer than that a pattern is only noise


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
        painter.setPen(_pen(faint(theme.colour("border"), 0.7), EDGE, scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        whole = Box(page.left(), page.top(), page.right(), page.bottom())
        painter.drawPolygon(polygon(body(whole)))
    if LEAST_ARMS <= paper.arms <= MOST_ARMS:
        _guides(painter, theme, paper, part, scale)
    painter.restore()


def _dots(painter: QPainter, theme: Theme, part: QRectF) -> None:
    dots = [
        QPointF(column, row)
        for row, column in product(
            grid(part.top() - DOT, part.bottom() + DOT), grid(part.left() - DOT, part.right() + DOT)
        )
    ]
    pen = QPen(faint(theme.colour("border"), 0.5), DOT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF(dots))


def _lines(painter: QPainter, theme: Theme, part: QRectF, scale: float) -> None:
    painter.setPen(_pen(theme.colour("hairline"), RULE, scale))
    for row in grid(part.top() - RULE, part.bottom() + RULE):
        painter.drawLine(QPointF(part.left(), row), QPointF(part.right(), row))


def _guides(painter: QPainter, theme: Theme, paper: Paper, part: QRectF, scale: float) -> None:
    """Draw faint spokes and rings about the centre, as far as the part reaches."""
    painter.setPen(_pen(theme.colour("hairline"), RULE, scale))
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


def _pen(colour: QColor, width: float, scale: float) -> QPen:
    return QPen(colour, max(width, 1.0 / scale))
