"""A part of a drawing, as it was drawn, on the paper of the theme."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.cutting import Cutting, Inked
from journal_app.domain.ink.marks import Extent
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import inkpaint

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
        painter.fillRect(self.rect(), inkpaint.paper(self._theme))
        for inked, path in self._ink:
            colour = inkpaint.ink(self._theme, inked.colour)
            if inked.width:
                painter.strokePath(path, QPen(colour, inked.width, *_ROUND))
            else:
                painter.fillPath(path, QBrush(colour))


def _path(inked: Inked) -> QPainterPath:
    if not inked.width:
        return inkpaint.path(inked.shapes)
    line = QPainterPath()
    line.addPolygon(QPolygonF([QPointF(x, y) for x, y in inked.shapes[0]]))
    return line
