"""The line recovery words are typed in: four letters are enough, and it says which word is next."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from journal_app.storage.keys import words


class WordsLine(QLineEdit):
    """Completes the last word from its fourth letter on; Space accepts it and goes to the next."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    @property
    def count(self) -> int:
        """How many words there are so far."""
        return len(words.split(self.text()))

    def begin(self) -> None:
        """Get the list to complete from, and the keyboard."""
        if self.completer() is None:
            self.setCompleter(_LastWord(self))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._is_completed():
            self.end(False)  # noqa: FBT003 - Qt's own signature: without marking
        super().keyPressEvent(event)

    def _is_completed(self) -> bool:
        """Whether what is marked is the end of a word that was filled in."""
        text, start = self.text(), self.selectionStart()
        return start > 0 and self.selectionEnd() == len(text) and text[start - 1] != " "


class _LastWord(QCompleter):
    """Sees only the last word of a line, and only once four letters say which one it is."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(words.listed(), line)
        self._line = line
        self.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @override
    def splitPath(self, path: str) -> list[str]:
        last = path.rpartition(" ")[2]
        at_end = self._line.cursorPosition() == len(path)
        return [last if at_end and len(last) >= words.TELLING else "–"]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, space, _last = self._line.text().rpartition(" ")
        return before + space + super().pathFromIndex(index)
