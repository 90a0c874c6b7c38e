"""What is around the page: its rounded edge, the ring of the keyboard's focus, its cross."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from journal_app.ui.ink.input import CROSS
from journal_app.ui.theme import Theme

CORNER = 22


def inner(whole: QRect) -> QRect:
    """Return the part of the view that the edge doesn't reach into."""
    return whole.adjusted(CORNER, CORNER, -CORNER, -CORNER)


def paint_edge(painter: QPainter, theme: Theme, whole: QRectF, *, focus: bool) -> None:
    """Round the paper's corners off and draw its edge, or the ring of the keyboard's focus."""
    wide = 3.0 if focus else 2.0
    edge = whole.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
    outside = QPainterPath()
    outside.addRect(whole)
    outside.addRoundedRect(edge, CORNER, CORNER)
    painter.fillPath(outside, QBrush(theme.colour("bg")))
    painter.setPen(QPen(theme.colour("focus" if focus else "border"), wide))
    painter.drawRoundedRect(edge, CORNER, CORNER)


def paint_cross(painter: QPainter, theme: Theme, place: QPointF) -> None:
    """Show where the keyboard's pen is."""
    arm = QPointF(CROSS - 3, 0), QPointF(0, CROSS - 3)
    for pen in (QPen(theme.colour("surface"), 6), QPen(theme.colour("focus"), 2)):
        painter.setPen(pen)
        for way in arm:
            painter.drawLine(place - way, place + way)
