"""A line to type in that grows, so that a long one is seen whole."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy
from typing_extensions import override

from journal_app.ui.theme import Theme

_FRAME = 20  # pixels that the frame and the document have above and below by themselves
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class GrowingLine(QPlainTextEdit):
    """Holds one line, broken where it is wide. ``entered`` when Enter is pressed in it."""

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, text: str, longest: int, theme: Theme) -> None:
        super().__init__()
        self._longest = longest
        self._theme = theme
        self.setProperty("role", "field")
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        for bar in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(text)
        self.textChanged.connect(self._type)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._leave_room)
        self._leave_room()

    def text(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    @override
    def sizeHint(self) -> QSize:
        lines = max(1, round(self.document().size().height()))
        inside = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        return QSize(200, round(inside) + self.height() - self.viewport().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted as one line."""
        self.insertPlainText(" ".join(source.text().split()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _type(self) -> None:
        text = self.toPlainText()
        if len(text) > self._longest:
            at = min(self.textCursor().position(), self._longest)
            self.setPlainText(text[: self._longest])  # which comes here again
            cursor = self.textCursor()
            cursor.setPosition(at, QTextCursor.MoveMode.MoveAnchor)
            self.setTextCursor(cursor)
            return
        self.edited.emit()

    def _leave_room(self) -> None:
        """Have so much room around one line that it can be pressed."""
        free = self._theme.target - self.fontMetrics().lineSpacing() - _FRAME
        around = max(3, round(free / 2))
        self.setViewportMargins(0, around, 0, around)
        self._fit()

    def _fit(self) -> None:
        if self.height() != (tall := self.sizeHint().height()):
            self.setFixedHeight(tall)
