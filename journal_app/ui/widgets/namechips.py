"""One of several names to choose from, each on a button of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

GAP = 8
MOST = 24  # characters of a name that are shown


class NameChips(QWidget):
    """Shows names and which of them is chosen; ``chosen`` carries another one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._flow = Flow(self)
        self._flow.setSpacing(GAP)

    def show_names(self, names: Sequence[str], now: str) -> None:
        """Offer these names; there is no choice, and nothing to see, where there is only one."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._make()
        for button in self._group.buttons():
            chosen = button.accessibleName() == now
            button.setChecked(chosen)
            # Tab goes to the one that is chosen, and the arrows from there to the others.
            policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setVisible(len(names) > 1)

    def _make(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for name in self._names:
            self._add(name)

    def _add(self, name: str) -> None:
        button: QPushButton = plain.button(shortened(name), self._choose, "chip")
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.setToolTip(name if len(name) > MOST else "")
        self._group.addButton(button)
        self._flow.addWidget(button)

    def _choose(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            self.chosen.emit(button.accessibleName())


def shortened(name: str) -> str:
    """Return as much of a name as there is room for on a button."""
    return name if len(name) <= MOST else f"{name[: MOST - 1].rstrip()}…"
