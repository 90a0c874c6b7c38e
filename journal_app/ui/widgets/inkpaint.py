"""Painting ink, for the canvas that has yet to move to ``ui.ink``."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from journal_app.domain.ink.marks import Stroke
from journal_app.domain.ink.outline import Trace
from journal_app.domain.ink.records import Paper
from journal_app.ui.ink.colours import ink_colour as ink
from journal_app.ui.ink.colours import paper_colour
from journal_app.ui.ink.shapes import path_of as path
from journal_app.ui.ink.shapes import rect
from journal_app.ui.ink.thumbnail import developing, thumbnail
from journal_app.ui.theme import Theme

__all__ = ("developing", "ink", "outline", "paper", "path", "rect", "ring_cursor", "thumbnail")


def paper(theme: Theme) -> QColor:
    """Return the colour of what one draws on."""
    return paper_colour(theme, Paper())


def outline(stroke: Stroke) -> QPainterPath:
    """Return the shape of a whole stroke, in page units."""
    return path(Trace(stroke.width, stroke.samples).rings())


def ring_cursor(widget: QWidget, radius: float, colour: QColor, halo: QColor) -> QPixmap:
    """Return a ring to show as the pointer: how large the nib or the rubber is, and where."""
    side = 2 * round(max(radius, 4.0) + 4.0) + 1
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(side / 2, side / 2)
    for pen in (QPen(halo, 4.0), QPen(colour, 1.6)):
        painter.setPen(pen)
        painter.drawEllipse(centre, max(radius, 4.0), max(radius, 4.0))
    painter.end()
    return picture
