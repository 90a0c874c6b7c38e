"""The bare page: a column of words on nothing, the caret never far from the middle."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from journal_app.media import words
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.writing import onward, pasting
from journal_app.ui.widgets.writing.formatting import Formatting
from journal_app.ui.widgets.writing.marks import Marks
from journal_app.ui.widgets.writing.menu import menu
from journal_app.ui.widgets.writing.units import as_counted

LINE_CHARACTERS = 62
SAMPLE = "the quick brown fox jumps over the lazy dog and rests a while"
CARET_PX = 3
ROOM_ABOVE, ROOM_BELOW = 200, 640  # pixels, so that the caret can be mid-page from the first line
LINE_HEIGHT_PERCENT = 112.0  # of Literata's own 1.48 em: about 1.65 em
_ENTER = frozenset((Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value))
_OF_THE_APP = _ENTER | frozenset(map(ord, "BDEFGHIJKLMNOPQRSTUW"))  # but A C V X Y Z edit
_CTRL = Qt.KeyboardModifier.ControlModifier.value
_PLACE = QTextCursor.MoveOperation


class Page(QTextEdit):
    """Shows words as the Markdown they are.

    ``edited`` is told of every change somebody made, ``left`` when the keyboard goes elsewhere;
    ``pictured`` carries what was pasted and is a picture: a ``QImage``, or the paths of files.
    """

    edited = Signal()
    left = Signal()
    pictured = Signal(object)

    def __init__(self, faint: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faint = faint
        self._theme = theme
        self._onward = False
        self._held = False
        self._caret = QRect()
        self._colour = theme.colour("caret")
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(0)  # Qt's own is the inverse of the page; ours has a colour
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(faint)
        self._marks = Marks(self.document(), theme)
        self._formatting = Formatting(self)
        self._telling = QTimer(self)  # once the letter is on the screen
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self.edited)
        self.textChanged.connect(self._telling.start)  # Qt's own business, until it is over
        self.cursorPositionChanged.connect(self._follow_caret)
        theme.changed.connect(self._dress)
        self._dress()

    def write(self, text: str) -> None:
        """Show ``text`` with the caret at its end, as the state undo can't go behind."""
        with self._quietly():
            self.setUndoRedoEnabled(False)
            self.clear()
            self._space()
            self.insertPlainText(words.settle(text))
            self.setUndoRedoEnabled(True)
            self.moveCursor(_PLACE.End)

    def text(self) -> str:
        """Return what stands here; ``toPlainText`` would make plain blanks of unbreakable ones."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def settle(self) -> None:
        """Let stand what is being composed, and say what was edited, so that it is kept."""
        if self._composed():
            QGuiApplication.inputMethod().commit()
        rest = self._composed()
        if rest:
            QGuiApplication.inputMethod().reset()
            event = QInputMethodEvent()
            event.setCommitString(rest)
            self.inputMethodEvent(event)
        if self._telling.isActive():
            self._telling.stop()
            self.edited.emit()

    def go_on_only(self, *, on: bool) -> None:
        """Let only what is added at the end be written, or everything again."""
        self._onward = on
        self.viewport().setAcceptDrops(not on)
        for action in self._formatting.actions:
            action.setEnabled(not on)
        if on:
            self.moveCursor(_PLACE.End)

    def hold_caret(self, *, on: bool) -> None:
        """Show the caret also while the keyboard is elsewhere: words from there come here."""
        self._held = on
        self.viewport().update()

    def add_word(self, word: str) -> None:
        """Write a word at the caret, apart from what stands beside it."""
        cursor = self.textCursor()
        text = as_counted(cursor.block().text())
        at = cursor.selectionStart() - cursor.block().position()
        before, after = text[:at][-1:], text[at:][:1]
        start = " " if before and not before.isspace() else ""
        end = " " if after.isalnum() else ""
        cursor.insertText(start + word + end)

    def begin_with(self, words_: str) -> None:
        """Write the beginning of something at the caret, on a line of its own."""
        cursor = self.textCursor()
        cursor.movePosition(_PLACE.EndOfBlock)
        cursor.insertText(("\n" if cursor.block().text().strip() else "") + words_ + " ")
        self.setTextCursor(cursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_of_the_app(event):
            self._pass_on(event)
        elif self._onward and not onward.adds(event):
            event.setAccepted(event.key() != Qt.Key.Key_Escape)
        elif event.key() in _ENTER:
            self._end_line()
        else:
            self._to_the_end()
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._onward:
            self._to_the_end()
            event = onward.only_adding(event)
        adds = event.commitString() or event.replacementLength() or self.textCursor().hasSelection()
        if adds:
            super().inputMethodEvent(event)
        else:
            with self._quietly():  # nothing was written yet
                super().inputMethodEvent(event)
        self._follow_caret()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._onward:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._onward:
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._onward:
            super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._onward:
            super().mouseDoubleClickEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._onward:
            menu(self, self.actions()).popup(event.globalPos())

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return pasting.may_come(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        picture = pasting.pictures(source)
        if picture is not None:
            self.pictured.emit(picture)
        else:
            self._to_the_end()
            self.insertPlainText(pasting.written(source))

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
        self.settle()
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        caret = self._caret_rect()
        if self._held or self.hasFocus():
            painter.fillRect(caret, self._colour)
        if self.document().isEmpty() and not self._composed():
            painter.setFont(self.font())
            painter.setPen(self._theme.colour("text_muted"))
            baseline = caret.top() + QFontMetricsF(self.font()).ascent()
            painter.drawText(QPoint(caret.right() + 4, round(baseline)), self._faint)

    def _pass_on(self, event: QKeyEvent) -> None:
        """Let a key of the app do what it does there, which would be an editor's on some desktops.

        It came here instead of to its shortcut. To refuse it earlier would cost every key some
        time.
        """
        event.ignore()
        keys = QKeySequence(event.keyCombination())
        for shortcut in self.window().findChildren(QShortcut):
            if shortcut.key() == keys and _concerns(shortcut, self):
                event.accept()
                shortcut.activated.emit()
                return

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change how things stand or look, and not as somebody who writes."""
        edited = self._telling.isActive()
        yield
        if not edited:
            self._telling.stop()

    def _composed(self) -> str:
        return self.textCursor().block().layout().preeditAreaText()

    def _end_line(self) -> None:
        """Begin a new line. Qt's own way would take the spacing from the second of two."""
        self._to_the_end()
        if self._onward or not self._formatting.enter():
            self.insertPlainText("\n")

    def _to_the_end(self) -> None:
        if self._onward and not self.textCursor().atEnd():
            self.moveCursor(_PLACE.End)

    def _follow_caret(self) -> None:
        """Scroll so that the caret stays in the middle third; the rest of the page stays put."""
        viewport = self.viewport()
        caret = self._caret_rect()
        third = viewport.height() // 3
        by = 0
        if caret.bottom() > 2 * third:
            by = caret.bottom() - 2 * third
        elif caret.top() < third:
            by = max(caret.top() - third, -self.verticalScrollBar().value())
        if by:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + by)
            caret = self._caret_rect()
        viewport.update(self._caret)
        viewport.update(caret)
        self._caret = caret

    def _caret_rect(self) -> QRect:
        rect = self.cursorRect()
        rect.setWidth(CARET_PX)
        return rect

    def _dress(self) -> None:
        self._colour = self._theme.colour("caret")
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self._theme.colour("bg"))
        self.setPalette(palette)  # opaque: nothing behind is painted with every key
        with self._quietly():
            self.setFont(self._theme.page_font())
            self._marks.wear()
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
        QTextCursor(self.document()).mergeBlockFormat(spacing)  # new lines are like this one
        frame = self.document().rootFrame()
        room = frame.frameFormat()
        room.setTopMargin(ROOM_ABOVE)
        room.setBottomMargin(ROOM_BELOW)
        frame.setFrameFormat(room)


def _concerns(shortcut: QShortcut, widget: QWidget) -> bool:
    owner = shortcut.parent()
    return (
        isinstance(owner, QWidget)
        and shortcut.isEnabled()
        and (owner is widget or owner.isAncestorOf(widget))
    )


def _is_of_the_app(event: QKeyEvent) -> bool:
    """Whether this is Ctrl and a key that means something in the whole app, or may one day.

    Asked for every key, so it asks for numbers: flags with names take many times as long.
    """
    held = event.keyCombination().toCombined() & _CTRL
    return bool(held) and event.key() in _OF_THE_APP
