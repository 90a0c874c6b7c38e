"""The inks and nibs to choose from: each a sample with its name beside it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QRadioButton, QWidget
from typing_extensions import override

from journal_app.domain.ink.marks import BROAD
from journal_app.ui.painting import paint
from journal_app.ui.theme import BASE_PX, Theme

CORNER = 14
PAD = 8
CHECK = (QPointF(-0.45, 0.05), QPointF(-0.1, 0.38), QPointF(0.48, -0.34))
WIDEST = 1.5  # a nib's sample, as a share of the sample's radius
BESIDE, ABOVE = 0.29, 0.21  # the sample's radius, as a share of the target's side


class InkChoice(QRadioButton):
    """One ink (``nib`` is None) or one nib; chosen when ringed, ticked and named in bold.

    The sample stands beside its name, or above it where the tray has to be narrow.
    """

    def __init__(
        self, name: str, colour: str, nib: float | None, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.colour = colour
        self.nib = nib
        self._theme = theme
        self._above = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def stand(self, *, above: bool) -> None:
        """Show the sample above the name, or beside it."""
        self._above = above
        self.update()

    @override
    def sizeHint(self) -> QSize:
        target = self._theme.target
        name = QFontMetrics(self._font(bold=True)).horizontalAdvance(self.text()) + 2 * PAD
        return QSize(max(target, name) if self._above else target + name, target)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.target, self._theme.target)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side, room = float(self._theme.target), QRectF(self.rect())
        if self._above:
            radius, centre = side * ABOVE, QPointF(room.center().x(), side * (ABOVE + 0.12))
            room.adjust(0, side * (2 * ABOVE + 0.16), 0, 0)
            place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        else:
            radius, centre = side * BESIDE, QPointF(side / 2, room.center().y())
            room.adjust(side, 0, 0, 0)
            place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._paint_sample(painter, centre, radius)
        painter.setFont(self._fitting(room.width()))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(room, place, self.text())

    def _font(self, *, bold: bool) -> QFont:
        return self._theme.font(16 if self._above else BASE_PX, bold=bold)

    def _fitting(self, room: float) -> QFont:
        """Return the font of the name, somewhat smaller where there is too little room for it."""
        font = self._font(bold=self.isChecked())
        wide = QFontMetrics(font).horizontalAdvance(self.text())
        if wide > room:
            font.setPixelSize(int(font.pixelSize() * room / wide))
        return font

    def _paint_ground(self, painter: QPainter) -> None:
        edge = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        focus = QPen(self._theme.colour("focus"), 3)
        painter.setPen(focus if self.hasFocus() else Qt.PenStyle.NoPen)
        hovered = self.isDown() or self.underMouse()
        painter.setBrush(self._theme.colour("raised") if hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge, CORNER, CORNER)

    def _paint_sample(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        colour = paint.ink_colour(self._theme, self.colour)
        if self.nib is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, radius, radius)
        else:
            wide = radius * WIDEST * (self.nib / BROAD) ** 0.7  # all differ, even where small
            reach = QPointF(max(radius * 1.1 - wide / 2, 0.01), 0)
            painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(centre - reach, centre + reach)
        if self.isChecked():
            self._paint_tick(painter, centre, radius)

    def _paint_tick(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        ground, mark = self._theme.colour("bg"), self._theme.colour("text")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(mark, 2.5))
        painter.drawEllipse(centre, radius + 4, radius + 4)
        badge = centre + QPointF(radius, radius) * 0.8
        size = max(radius * 0.55, 7.0)
        painter.setPen(QPen(ground, 2))
        painter.setBrush(mark)
        painter.drawEllipse(badge, size, size)
        tick = QPolygonF([badge + point * size for point in CHECK])
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(ground, size * 0.28, Qt.PenStyle.SolidLine, round_cap, round_join))
        painter.drawPolyline(tick)
