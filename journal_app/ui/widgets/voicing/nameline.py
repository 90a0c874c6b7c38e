"""A line for a name that may stay empty."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

MOST = 80  # UTF-16 units: all of a record with a name fits where the beginning of one is read

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NameLine(QLineEdit):
    """``named`` carries what Enter kept; ``left`` says that Esc left it."""

    named = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(MOST)
        self.setPlaceholderText(self.tr("A name, if you like"))

    @override
    def event(self, event: QEvent) -> bool:
        # Esc and Enter end the naming; they are no steps out of the page it stands on.
        if not isinstance(event, QKeyEvent) or event.key() not in {Qt.Key.Key_Escape, *_ENDS}:
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
            else:
                self.named.emit(" ".join(self.text().split()))
        return True
