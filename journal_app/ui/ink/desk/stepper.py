"""A number one makes smaller or larger by pressing."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap


class Stepper(QWidget):
    """Shows a number between less and more; ``stepped`` carries the new one."""

    stepped = Signal(int)

    def __init__(
        self,
        names: tuple[str, str],
        values: range,
        say: Callable[[int], str],
        looks: tuple[Theme, Icons],
    ) -> None:
        super().__init__()
        self._values, self._say = values, say
        self._theme, self._icons = looks
        self.value = values[0]
        self._shown = plain.label("")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._less = plain.button("", self._step_down, "step")
        self._more = plain.button("", self._step_up, "step")
        for button, name in zip((self._less, self._more), names, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._layout = plain.row(self._less, self._shown, self._more, None)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._layout)
        self._theme.changed.connect(self._dress)
        self.show_value(self.value)
        self._dress()

    def show_value(self, value: int) -> None:
        """Stand at a number."""
        self.value = value
        self._shown.setText(self._say(value))
        self._shown.setAccessibleName(self._shown.text())
        for button, end in ((self._less, self._values[0]), (self._more, self._values[-1])):
            if value == end and button.hasFocus():
                self.focusNextPrevChild(button is self._less)
            button.setEnabled(value != end)

    def _step_down(self) -> None:
        self._step(-1)

    def _step_up(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        self.show_value(self._values[self._values.index(self.value) + by])
        self.stepped.emit(self.value)

    def _dress(self) -> None:
        self._layout.setSpacing(gap(self._theme))
        letters = QFontMetrics(self._theme.font())
        widest = max(letters.horizontalAdvance(self._say(value)) for value in self._values)
        self._shown.setMinimumWidth(widest + 4)
        for button, icon in ((self._less, "less"), (self._more, "add")):
            side = self._theme.px(SIZE)
            button.setIcon(self._icons.get(icon))
            button.setIconSize(QSize(side, side))
