"""A transcript's text, to be read and changed; a word that is pressed is heard."""

from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit
from typing_extensions import override

from journal_app.media import words
from journal_app.ui.theme import Theme

HIGHEST = 320  # pixels at 100 %; what is longer is scrolled
_FRAME = 6
_SURELY_HIGHER = 6_000  # characters


class Written(QTextEdit):
    """As tall as its text, up to a bound.

    ``edited`` is told of every change somebody made, ``left`` when the keyboard goes elsewhere;
    ``sought`` carries the place of the character that was pressed.
    """

    edited = Signal()
    left = Signal()
    sought = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tall, self._tall_at = 0, (0, -1, "")
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Written down by a machine"))
        self.setAccessibleDescription(
            self.tr("You can change it. Enter goes to a word’s sound, Shift+Enter breaks the line.")
        )
        self.document().setDocumentMargin(4)
        self.textChanged.connect(self._changed)
        theme.changed.connect(self.updateGeometry)

    def show_text(self, text: str) -> None:
        """Show a text; it is not one that somebody changed."""
        self.blockSignals(True)  # noqa: FBT003 - Qt has no keyword for it
        self.setPlainText(text)
        self.blockSignals(False)  # noqa: FBT003
        self.updateGeometry()

    def text(self) -> str:
        """Return what stands here, with unbreakable blanks as they are."""
        return words.settle(self.document().toRawText())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        known = (width, self.document().revision(), self.font().key())
        if known != self._tall_at:
            self._tall_at, self._tall = known, self._measured(width)
        return self._tall

    def _measured(self, width: int) -> int:
        """Return how tall it is so wide; measured on a copy, for it may be on the screen."""
        bound = self._theme.px(HIGHEST)
        if self.document().characterCount() > _SURELY_HIGHER:
            return bound
        copy = self.document().clone()
        copy.setDefaultFont(self.font())
        copy.setTextWidth(max(1, width - _FRAME))
        return min(ceil(copy.size().height()) + _FRAME, bound)

    @override
    def sizeHint(self) -> QSize:
        wide = max(self.width(), 1)
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height() + _FRAME)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._seek()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._seek()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _seek(self) -> None:
        """Say where the caret is; Qt counts characters beyond the first 65,536 as two."""
        before = self.document().toRawText().encode("utf-16-le", "surrogatepass")
        place = before[: 2 * self.textCursor().position()].decode("utf-16-le", "replace")
        self.sought.emit(len(place))

    def _changed(self) -> None:
        self.updateGeometry()
        self.edited.emit()
