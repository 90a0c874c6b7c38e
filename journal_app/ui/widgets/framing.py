"""A frame around a part of a drawing: drawn from corner to corner, or by two presses."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from journal_app.domain.spot import Region
from journal_app.ui.theme import Theme

LEAST = 12.0  # page units; what is smaller was a press, not a way
_SHADE = 110
_DASH = 5.0


class Framing:
    """Grows a frame from where it was begun, all in page units."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._corner: QPointF | None = None
        self._other = QPointF()
        self._whole = False

    @property
    def begun(self) -> bool:
        """Whether a first corner is there."""
        return self._corner is not None

    @property
    def rect(self) -> QRectF:
        """What is framed so far."""
        corner = self._other if self._corner is None else self._corner
        return QRectF(corner, self._other).normalized()

    def press(self, place: QPointF) -> None:
        """Begin a frame here, or end one whose first corner was pressed before."""
        if self._corner is None or self._whole:
            self._corner, self._whole = place, False
        self._other = place

    def move(self, place: QPointF) -> None:
        """Let the frame reach to here."""
        self._other = place

    def release(self, page: QRectF) -> Region | None:
        """Return what is framed on the page; nothing while the second corner is to come."""
        rect = self.rect & page
        if rect.width() < LEAST or rect.height() < LEAST:
            return None
        self._whole = True
        return Region(rect.x(), rect.y(), rect.width(), rect.height())

    def cancel(self) -> None:
        """Forget a frame that was begun by mistake."""
        self._corner, self._whole = None, False

    def paint(self, painter: QPainter, view: QRectF, scale: float) -> None:
        """Shade what is outside and draw the edge; of a frame just begun, show the corner."""
        if self._corner is None:
            return
        rect = self.rect
        shown = QRectF(rect.topLeft() * scale, rect.size() * scale)
        ink, paper = self._theme.colour("focus"), self._theme.colour("surface")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if min(rect.width(), rect.height()) < LEAST:
            shown = QRectF(0, 0, 18, 18).translated(shown.topLeft() - QPointF(9, 9))
        else:
            shade = QColor(self._theme.colour("bg"))
            shade.setAlpha(_SHADE)
            around = QPainterPath()
            around.addRect(view)
            around.addRect(shown)
            painter.fillPath(around, shade)
        for pen in (QPen(paper, 5), QPen(ink, 3)):
            painter.setPen(pen)
            painter.drawRoundedRect(shown, _DASH, _DASH)
