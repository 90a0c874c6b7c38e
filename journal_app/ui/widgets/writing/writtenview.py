"""Words beside a voice: those that were there by now stand out, and each leads to its second."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from journal_app.domain.spot import Phrase
from journal_app.domain.together import Said, WrittenWith
from journal_app.ui.painting.colours import mixed
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.writing.reading import Reading

FAINT = 0.72  # of the muted ink; as large as they are, the words can still be read
JITTER = 24  # pixels a trembling hand moves while it presses
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_GOES = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WrittenView(Reading):
    """Shows words as they were at a second; what came later is there, and muted.

    ``sought`` carries the second of a sentence that was pressed; ``looked`` how far down (pixels)
    it goes on.
    """

    sought = Signal(float)
    looked = Signal(int)

    def __init__(self, written: WrittenWith, theme: Theme) -> None:
        self._written = written
        self._to_come: tuple[Phrase, ...] = ()
        self._at = QPointF()
        super().__init__(written.text, theme)
        self._sentences = tuple(one for one in written.sentences if one.at is not None)
        self._chosen: int | None = None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(
            self.tr("Arrows go from sentence to sentence, Enter plays from there.")
        )

    @property
    def chosen(self) -> Said | None:
        """The sentence the keyboard is at."""
        return None if self._chosen is None else self._sentences[self._chosen]

    def show_second(self, seconds: float) -> None:
        """Show which words were there at a second of the recording."""
        to_come = self._written.to_come(seconds)
        if to_come != self._to_come:
            self._to_come = to_come
            self._mute()
            if to_come:
                self.looked.emit(self._down(self.position_of(to_come[0].start)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._to_come:
            self.looked.emit(self._down(self.position_of(self._to_come[0].start)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if plain and key in _STEPS and self._sentences:
            self._step(_STEPS[key])
        elif plain and key in _GOES:
            if self.chosen is not None and self.chosen.at is not None:
                self.sought.emit(self.chosen.at)
        elif key == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        near = (event.position() - self._at).manhattanLength() <= JITTER
        if event.button() == Qt.MouseButton.LeftButton and near:
            self._press(self.cursorForPosition(event.position().toPoint()).position())

    def _press(self, position: int) -> None:
        """Go to the sentence that stands at a place of the document, if it has a second."""
        place = self.place_of(position)
        for nth, one in enumerate(self._sentences):
            if one.place.start <= place <= one.place.stop and one.at is not None:
                self._chosen = nth
                self.sought.emit(one.at)
                return

    def _step(self, by: int) -> None:
        """Mark the sentence before or behind the one that is marked, or the first."""
        last = len(self._sentences) - 1
        at = -1 if self._chosen is None else self._chosen
        self._chosen = min(max(0, at + by), last)
        place = self._sentences[self._chosen].place
        cursor = self.textCursor()
        cursor.setPosition(self.position_of(place.start))
        cursor.setPosition(self.position_of(place.stop), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)  # a screen reader says what it marks
        self.looked.emit(self._down(cursor.position()))

    def _down(self, position: int) -> int:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return self.cursorRect(cursor).bottom()

    def _mute(self) -> None:
        form = QTextCharFormat()
        ground, muted_ink = self._theme.colour("bg"), self._theme.colour("text_muted")
        form.setForeground(mixed(ground, muted_ink, FAINT))
        muted = []
        for phrase in self._to_come:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(self.position_of(phrase.start))
            end = self.position_of(phrase.stop)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = form
            muted.append(selection)
        self.setExtraSelections(muted)

    @override
    def _dress(self) -> None:
        super()._dress()
        self._mute()
