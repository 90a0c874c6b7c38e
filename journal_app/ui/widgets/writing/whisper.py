"""One faint line below the page, and what one may do about it."""

from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.ui.widgets import plain


class Whisper(QWidget):
    """Says something that may be passed over; hidden when there is nothing to say."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._label = plain.label("", "quiet", wrap=True)
        self._buttons = buttons
        layout = plain.row(self._label, *buttons, gap=12)
        layout.setStretch(0, 1)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.hide()

    @property
    def line(self) -> str:
        """What is being said."""
        return self._label.text()

    def say(self, line: str) -> None:
        """Show a line, or with none, nothing."""
        self._label.setText(line)
        self.setVisible(bool(line))
