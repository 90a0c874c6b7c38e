"""A door: a large button with a solid shape, a bold name and a few quiet words."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme

LEAST = QSize(220, 220)  # pixels in which the shape and the name can still be told apart
RADIUS = 26
SOLID = 170  # pixels across: a solid shape this large stays recognisable to blurred eyes
LEAST_LABEL = 56  # pixels a bold word needs for blurred eyes
LINES = (0.78, 1.0, 0.6)
LEVELS = (0.34, 0.62, 1.0, 0.74, 0.44)
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Shape(Enum):
    """What is drawn on a door, and the token of its colour."""

    LINES = "accent"
    ROUND = "sage"
    LEVELS = "plum"


class Door(QAbstractButton):
    """Opens one of the three ways in with a single click, Enter or Space."""

    def __init__(
        self, shape: Shape, hint: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shape = shape
        self._hint = hint
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(hint)

    @override
    def sizeHint(self) -> QSize:
        """Return the least a door may be: it takes whatever room there is above that."""
        return LEAST

    @override
    def minimumSizeHint(self) -> QSize:
        return LEAST

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        margin = self._theme.px(16)
        room = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        label = self._fitting(self._theme.font(56 if self._theme.dim else 40, bold=True), room)
        hint = self._theme.font(26 if self._theme.dim else 18)
        if room.height() > QFontMetricsF(label).height() + 2 * QFontMetricsF(hint).height() + SOLID:
            room = self._paint_words(painter, room, hint, self._hint, "text_muted")
        room = self._paint_words(painter, room, label, self.text(), "text")
        self._paint_shape(painter, room)

    def _fitting(self, font: QFont, room: QRectF) -> QFont:
        """Return ``font``, smaller if the name would not fit on one line or crowd out the shape."""
        font.setPixelSize(min(font.pixelSize(), max(LEAST_LABEL, round(0.28 * room.height()))))
        wide = QFontMetricsF(font).horizontalAdvance(self.text())
        if wide > room.width():
            font.setPixelSize(int(font.pixelSize() * room.width() / wide))
        return font

    def _paint_card(self, painter: QPainter) -> None:
        card = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        inside = "pressed" if self.isDown() else "raised" if self.underMouse() else "surface"
        focused = self.hasFocus()
        edge, width = (
            ("focus", 3) if focused else ("border" if self.underMouse() else "hairline", 2)
        )
        painter.setBrush(self._theme.colour(inside))
        painter.setPen(QPen(self._theme.colour(edge), width))
        painter.drawRoundedRect(card, RADIUS, RADIUS)

    def _paint_words(
        self, painter: QPainter, room: QRectF, font: QFont, words: str, token: str
    ) -> QRectF:
        """Write ``words`` at the foot of ``room``; return the room left above them."""
        height = QFontMetricsF(font).boundingRect(room, int(_CENTRED), words).height()
        box = QRectF(room.left(), room.bottom() - height, room.width(), height)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(box, int(_CENTRED), words)
        return room.adjusted(0, 0, 0, -height - 6)

    def _paint_shape(self, painter: QPainter, room: QRectF) -> None:
        side = min(SOLID, room.width(), room.height() - 12)
        box = QRectF(0, 0, side, side)
        box.moveCenter(room.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._shape.value))
        if self._shape is Shape.ROUND:
            painter.drawEllipse(box)
        elif self._shape is Shape.LINES:
            thick = side / 5
            for row, length in enumerate(LINES):
                bar = QRectF(box.left(), box.top() + row * 2 * thick, side * length, thick)
                painter.drawRoundedRect(bar, thick / 2, thick / 2)
        else:
            thick = side / 9
            for column, level in enumerate(LEVELS):
                height = side * level
                left = box.left() + column * 2 * thick
                bar = QRectF(left, box.center().y() - height / 2, thick, height)
                painter.drawRoundedRect(bar, thick / 2, thick / 2)
