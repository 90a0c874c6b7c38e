"""A card that is pressed as a whole: by a click, with Enter or with Space."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme

CORNER = 16


class Face(QAbstractButton):
    """Lets what lies on it be pressed; keys it doesn't know go on to what is around it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(theme.target)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, wide = ("focus", 3.0) if self.hasFocus() else ("hairline", 2.0)
        near = self.hasFocus() or self.underMouse() or self.isDown()
        painter.setPen(QPen(self._theme.colour(edge), wide))
        painter.setBrush(self._theme.colour("raised" if near else "surface"))
        room = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(room, CORNER, CORNER)
