"""What can't be taken back is asked for with a typed word, and not on a foggy evening."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

WORD = "DELETE"


class TypedWord(QWidget):
    """A line for the word and the button it wakes; ``meant`` when that is pressed.

    ``folded`` shows nothing but a first button until that is pressed. ``about`` is said before the
    word is asked for, and ``beside`` is a button for those who would rather not.
    """

    meant = Signal()

    def __init__(
        self,
        name: str,
        theme: Theme,
        *,
        folded: bool = False,
        about: str = "",
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._folded = folded
        self._unfold = plain.button(f"{name}…", self._open)
        self.line = plain.line(self.tr("Type {} to go ahead").format(WORD))
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._mean)
        self._about = plain.label(about, wrap=True)
        self._button = plain.button(name, self.meant.emit)
        self._resting = plain.label(
            self.tr(
                "Afterglow is on, and this can’t be taken back. It waits for a clearer day: switch"
                " Afterglow off with Ctrl+D first."
            ),
            wrap=True,
        )
        others = () if beside is None else (beside,)
        column = plain.column(self, gap=12)
        for thing in (self._resting, self._about, self.line):
            column.addWidget(thing)
        column.addLayout(plain.row(*others, self._button, self._unfold, None))
        theme.changed.connect(self._look)
        self._look()

    def _open(self) -> None:
        self._folded = False
        self._look()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Let the button be pressed when the word is there, and the word be typed by day."""
        asking = not self._folded
        self._unfold.setVisible(self._folded)
        self._resting.setVisible(asking and self._theme.dim)
        self._about.setVisible(bool(asking and not self._theme.dim and self._about.text()))
        for thing in (self.line, self._button):
            thing.setVisible(asking and not self._theme.dim)
        self._button.setEnabled(not self._theme.dim and self.line.text().strip() == WORD)

    def _mean(self) -> None:
        if self._button.isEnabled():
            self.meant.emit()
