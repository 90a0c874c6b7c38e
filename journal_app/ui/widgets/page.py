"""The bare page: a column of words on nothing, the caret never far from the middle."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme

LINE_CHARACTERS = 62
SAMPLE = "the quick brown fox jumps over the lazy dog and rests a while"
CARET_PX = 3
ROOM_ABOVE, ROOM_BELOW = 200, 640  # pixels, so that the caret can be mid-page from the first line
LINE_HEIGHT_PERCENT = 112.0  # of Literata's own 1.48 em: about 1.65 em


class Page(QTextEdit):
    """A plain-text page; ``left`` is told when the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self, faint: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faint = faint
        self._theme = theme
        self.setProperty("role", "page")
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(0)  # Qt's own is the inverse of the page; ours has a colour
        self._caret = QRect()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(faint)
        self.cursorPositionChanged.connect(self._follow_caret)
        theme.changed.connect(self._dress)
        self._dress()

    def write(self, text: str) -> None:
        """Show ``text`` with the caret at its end, as the state undo can't go behind."""
        self.setUndoRedoEnabled(False)
        self.setPlainText(text)
        self._space()
        self.setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.End)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_column()
        super().resizeEvent(event)
        self._follow_caret()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        caret = self._caret_rect()
        if self.hasFocus():
            painter.fillRect(caret, self._theme.colour("caret"))
        if self.document().isEmpty():
            painter.setFont(self.font())
            painter.setPen(self._theme.colour("text_muted"))
            baseline = caret.top() + QFontMetricsF(self.font()).ascent()
            painter.drawText(QPoint(caret.right() + 4, round(baseline)), self._faint)

    def _caret_rect(self) -> QRect:
        rect = self.cursorRect()
        return QRect(rect.left(), rect.top(), CARET_PX, rect.height())

    def _follow_caret(self) -> None:
        self.viewport().update(self._caret)
        self._keep_caret_central()
        self._caret = self._caret_rect()
        self.viewport().update(self._caret)

    def _dress(self) -> None:
        self.setFont(self._theme.page_font())
        self._fit_column()

    def _fit_column(self) -> None:
        """Centre a column of 62 characters."""
        sample = QFontMetricsF(self.font()).horizontalAdvance(SAMPLE)
        wide = round(LINE_CHARACTERS * sample / len(SAMPLE))
        side = max(0, (self.width() - wide) // 2)
        self.setViewportMargins(side, 0, side, 0)

    def _space(self) -> None:
        """Set line height, and room above and below. Only while undo is off: it would undo this."""
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(spacing)
        frame = self.document().rootFrame()
        room = frame.frameFormat()
        room.setTopMargin(ROOM_ABOVE)
        room.setBottomMargin(ROOM_BELOW)
        frame.setFrameFormat(room)

    def _keep_caret_central(self) -> None:
        """Scroll so that the caret stays in the middle third; the rest of the page stays put."""
        rect = self.cursorRect()
        third = self.viewport().height() // 3
        if rect.bottom() > 2 * third:
            self._scroll(rect.bottom() - 2 * third)
        elif rect.top() < third and self.verticalScrollBar().value() > 0:
            self._scroll(rect.top() - third)

    def _scroll(self, by: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by)
