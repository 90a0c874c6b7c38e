"""Framing: a part of the page is chosen, from corner to corner or by two presses."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from typing_extensions import override

from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.marks import FAR, Box
from journal_app.domain.ink.records import InkRecord
from journal_app.domain.spot import Region
from journal_app.ui.ink.mode import Mode, Surface

LEAST = 12.0  # page units; what is smaller was a press, not a way
_SHADE = 110
_ROUND = 5.0
_CORNER = 18.0
_EVERYWHERE = Box(-FAR, -FAR, FAR, FAR)


class Frame(Mode):
    """Grows a frame from where it was begun; ``told`` is called with what is framed."""

    def __init__(self, page: Surface, told: Callable[[Region], object]) -> None:
        super().__init__(page)
        self._told = told
        self._corner: QPointF | None = None
        self._other = QPointF()
        self._whole = False

    @property
    def rect(self) -> QRectF:
        """What is framed so far."""
        corner = self._other if self._corner is None else self._corner
        return QRectF(corner, self._other).normalized()

    @override
    def press(self, touch: Touch) -> None:
        """Begin a frame here, or end one whose first corner was pressed before."""
        place = QPointF(touch.x, touch.y)
        if self._corner is None or self._whole:
            self._corner, self._whole = place, False
        self._reach_to(place)

    @override
    def move(self, touch: Touch) -> None:
        self._reach_to(QPointF(touch.x, touch.y))

    @override
    def release(self) -> InkRecord | None:
        """Tell what is framed on the page; nothing while the second corner is to come."""
        rect = self.rect
        page = self.page.page_with(Box(rect.left(), rect.top(), rect.right(), rect.bottom()))
        rect &= QRectF(0.0, 0.0, page.width, page.height)
        if rect.width() >= LEAST and rect.height() >= LEAST:
            self._whole = True
            self._told(Region(rect.x(), rect.y(), rect.width(), rect.height()))
        return None

    @override
    def cancel(self) -> None:
        self._corner, self._whole = None, False
        self.page.renew(_EVERYWHERE)

    @override
    def leave(self) -> None:
        self.cancel()

    @override
    def paint(self, painter: QPainter) -> None:
        """Shade what is outside and draw the edge; of a frame just begun, show the corner."""
        if self._corner is None:
            return
        theme, unit, shown = self.page.theme, 1.0 / self.page.zoom, self.rect
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if min(shown.width(), shown.height()) < LEAST:
            half = QPointF(_CORNER, _CORNER) * unit / 2
            shown = QRectF(shown.topLeft() - half, shown.topLeft() + half)
        else:
            shade = QColor(theme.colour("bg"))
            shade.setAlpha(_SHADE)
            around = QPainterPath()
            around.addRect(painter.clipBoundingRect().united(shown))
            around.addRect(shown)
            painter.fillPath(around, shade)
        for token, wide in (("surface", 5), ("focus", 3)):
            painter.setPen(QPen(theme.colour(token), wide * unit))
            painter.drawRoundedRect(shown, _ROUND * unit, _ROUND * unit)

    def _reach_to(self, place: QPointF) -> None:
        self._other = place
        self.page.renew(_EVERYWHERE)
