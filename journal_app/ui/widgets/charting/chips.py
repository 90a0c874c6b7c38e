"""What is to be looked at: one thing, or several at once where somebody wants that."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow


class Chips(QWidget):
    """Shows a button for each id; ``chosen`` carries the ids that are pressed by now."""

    chosen = Signal(tuple)

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._several = False
        self._now: tuple[str, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._flow = Flow(self)
        theme.changed.connect(self._mark)

    def offer(self, names: Mapping[str, str], now: tuple[str, ...], *, several: bool) -> None:
        """Offer these ids by their names; with ``several``, a press adds or takes away."""
        if list(names) != list(self._buttons):
            self._make(names)
        self._several, self._now = several, now
        self._mark()

    def focus_first(self) -> None:
        """Put the keyboard on what is chosen."""
        for one in self._now[:1]:
            self._buttons[one].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, names: Mapping[str, str]) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for one, name in names.items():
            button = plain.button(name, self._press, "chip")
            button.setCheckable(True)
            button.setProperty("one", one)
            self._flow.addWidget(button)
            self._buttons[one] = button

    def _press(self) -> None:
        one = str(self.sender().property("one"))
        if not self._several:
            now: tuple[str, ...] = (one,)
        else:
            wanted = set(self._now) ^ {one}
            now = tuple(each for each in self._buttons if each in wanted) or (one,)
        self._now = now
        self._mark()
        self.chosen.emit(now)

    def _mark(self) -> None:
        """Mark what is chosen with more than a colour."""
        self._flow.setSpacing(gap(self._theme))
        for one, button in self._buttons.items():
            button.setChecked(one in self._now)
            button.setIcon(self._icons.get("check") if one in self._now else QIcon())
