"""A tool to press: a picture with its word below, or the picture alone."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPaintEvent, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter
from typing_extensions import override

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

WORD_PX, PAD, LINE = 16, 8, 4
FADED = 0.5

Face = Callable[[], QPixmap]


class ToolButton(plain.Button):
    """Shows what ``face`` returns; underlined, with its word in bold, while it is in use."""

    def __init__(
        self, name: str, face: Face, theme: Theme, press: Callable[[], object], role: str = "tool"
    ) -> None:
        super().__init__(name)
        self.face = face
        self._theme = theme
        self._worded = True
        self._picture = face()
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(press)
        theme.changed.connect(self._dress)

    @property
    def worded(self) -> bool:
        """Whether its word is shown."""
        return self._worded

    def say(self, *, worded: bool) -> None:
        """Show the word, or only the picture."""
        self._worded = worded
        self._hold_size()

    def wear(self, face: Face) -> None:
        """Show another picture."""
        self.face = face
        self._dress()

    @override
    def sizeHint(self) -> QSize:
        target, picture = self._theme.target, self._picture.deviceIndependentSize()
        wide, tall = round(picture.width()) + 2 * PAD, round(picture.height()) + 2 * PAD
        if self._worded:
            letters = QFontMetrics(self._theme.font(WORD_PX, bold=True))
            wide = max(wide, letters.horizontalAdvance(self.text()) + 2 * PAD)
            tall += letters.height()
        return QSize(max(target, wide), max(target, tall))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._hold_size()
        super().showEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setOpacity(1.0 if self.isEnabled() else FADED)
        letters = QFontMetrics(self._theme.font(WORD_PX))
        room = QRectF(self.rect())
        if self._worded:
            word = room.adjusted(0, room.height() - letters.height() - PAD + 1, 0, 1 - PAD)
            painter.setFont(self._theme.font(WORD_PX, bold=self.isChecked()))
            painter.setPen(self._theme.colour("text"))
            painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self.text())
            room.setBottom(word.top() + PAD - LINE)
        size = QRectF(0, 0, *self._picture.deviceIndependentSize().toTuple())
        size.moveCenter(room.center())
        painter.drawPixmap(size.topLeft(), self._picture)
        if self.isChecked():
            self._underline(painter)

    def _underline(self, painter: QStylePainter) -> None:
        """Say by a shape, too, that this is what is in use."""
        half, middle, low = self.width() * 0.22, self.width() / 2, self.height() - LINE - 1.5
        pen = QPen(self._theme.colour("text"), LINE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(round(middle - half), round(low), round(middle + half), round(low))

    def _dress(self) -> None:
        self._picture = self.face()
        self._hold_size()

    def _hold_size(self) -> None:
        """Never be squeezed: a style sheet would rather have its own least size."""
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()
