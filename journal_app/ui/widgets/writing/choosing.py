"""A few things to press, side by side: with the mouse, or with arrows and Enter."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class Choosing(QWidget):
    """Buttons that wrap like words; ``reached`` carries one that the keyboard came to."""

    reached = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow = Flow(self)
        self.buttons: list[QPushButton] = []
        theme.changed.connect(self._dress)
        self._dress()

    def offer(self, names: Iterable[str], press: Callable[[], object]) -> None:
        """Show buttons with these names, in place of those that were there."""
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for name in names:
            self.add(plain.button(name, press, "chip"))

    def add(self, button: QPushButton) -> None:
        """Add a button."""
        button.installEventFilter(self)
        self.buttons.append(button)
        self._flow.addWidget(button)
        button.show()

    def focus_first(self) -> None:
        """Put the keyboard on the button that is chosen, or on the first."""
        chosen = [button for button in self.buttons if button.isChecked()]
        (chosen or self.buttons)[0].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.reached.emit(watched)
        if isinstance(event, QKeyEvent) and isinstance(watched, QPushButton):
            return event.type() == QEvent.Type.KeyPress and self._press(watched, event.key())
        return super().eventFilter(watched, event)

    def _press(self, button: QPushButton, key: int) -> bool:
        """Do what a key means on one of the buttons; return whether it means anything."""
        if key in _ENTER:
            button.click()
        elif key in _STEPS:
            self._go(self._beside(button, _STEPS[Qt.Key(key)]))
        elif key in _ROWS:
            self._go(self._above(button, _ROWS[Qt.Key(key)]))
        else:
            return False
        return True

    def _go(self, button: QPushButton) -> None:
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _beside(self, button: QPushButton, step: int) -> QPushButton:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        number = self.buttons.index(button) + step
        return self.buttons[min(max(number, 0), len(self.buttons) - 1)]

    def _above(self, button: QPushButton, step: int) -> QPushButton:
        """Return the button nearest to this one in the next row in that direction."""
        rows = sorted({other.y() for other in self.buttons})
        number = rows.index(button.y()) + step
        if not 0 <= number < len(rows):
            return button
        row = [other for other in self.buttons if other.y() == rows[number]]
        middle = button.geometry().center().x()
        return min(row, key=lambda other: abs(other.geometry().center().x() - middle))

    def _dress(self) -> None:
        self._flow.setSpacing(gap(self._theme))
