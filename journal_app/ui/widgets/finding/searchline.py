"""The line one searches with. What was typed in it is kept nowhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from journal_app.domain.searching import MOST_TYPED


class SearchLine(QLineEdit):
    """``down`` leads into what was found."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(MOST_TYPED)
        self.setPlaceholderText(self.tr("Words, captions, titles, prompts, themes"))
        self.setAccessibleName(self.tr("Search"))
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_PageDown}:
            self.down.emit()
        else:
            super().keyPressEvent(event)
