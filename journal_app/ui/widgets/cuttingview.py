"""A part of a drawing, as it was drawn, on the paper of the theme."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.cutting import Cutting, Inked
from journal_app.domain.ink.marks import Extent
from journal_app.domain.ink.records import Paper
from journal_app.ui.painting import paint, words
from journal_app.ui.theme import Theme

CORNER = 12
_ROUND = (
    Qt.PenStyle.SolidLine,
    Qt.PenCapStyle.RoundCap,
    Qt.PenJoinStyle.RoundJoin,
)


class CuttingView(QWidget):
    """Keeps room for a cutting until that is there."""

    def __init__(self, theme: Theme, size: Extent) -> None:
        super().__init__()
        self._theme = theme
        self._size = QSize(*size)
        self._ink: tuple[tuple[Inked, QPainterPath], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_cutting(self, cutting: Cutting) -> None:
        """Show this from now on."""
        self._size = QSize(*cutting.size)
        self._ink = tuple((inked, _path(inked)) for inked in cutting.ink)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = QPainterPath()
        paper.addRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        painter.setClipPath(paper)
        painter.fillRect(self.rect(), paint.paper_colour(self._theme, Paper()))
        for inked, path in self._ink:
            brush = paint.dip(painter, self._theme, Paper(), inked.tool, inked.colour, 1.0)
            painter.setOpacity(inked.opacity)
            if inked.width:
                painter.strokePath(path, QPen(brush, inked.width, *_ROUND))
            else:
                painter.fillPath(path, brush)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _path(inked: Inked) -> QPainterPath:
    if inked.text:
        return words.letters(inked.text, np.array(inked.shapes[0]))
    if not inked.width:
        return paint.path_of(inked.shapes)
    line = QPainterPath()
    line.addPolygon(QPolygonF([QPointF(x, y) for x, y in inked.shapes[0]]))
    return line
