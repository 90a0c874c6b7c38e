"""Everything the app has to say in passing is said here, in one quiet strip. Never a dialog."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from journal_app.ui.widgets import plain

PASSING_MS = 20_000

Action = tuple[str, Callable[[], object]]


class Notices(QFrame):
    """A strip that shows one sentence, with an action or two, and then goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._text = plain.label("", wrap=True)
        self._buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(20, 8, 12, 8)
        self._layout.addWidget(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PASSING_MS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._text.text()

    def say(self, sentence: str, *actions: Action) -> None:
        """Show ``sentence`` for a while."""
        self.stay(sentence, *actions)
        self._timer.start()

    def stay(self, sentence: str, *actions: Action) -> None:
        """Show ``sentence`` until ``clear``."""
        self.clear()
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        for text, act in (*actions, (self.tr("Close"), self.clear)):
            made = plain.button(text, act, "quiet")
            self._buttons.append(made)
            self._layout.addWidget(made)
        self.show()

    def clear_passing(self) -> None:
        """Show nothing, unless it is something that stays: a page needs a steady size."""
        if self._timer.isActive():
            self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self.hide()
        self._text.setText("")
        for made in self._buttons:
            made.hide()
            made.deleteLater()
        self._buttons = []
