"""Something that is on or off, or one of several: ticked when it is."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from typing_extensions import override

from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


class Chip(plain.Button):
    """A word with a tick before it while it is chosen."""

    def __init__(
        self, name: str, press: Callable[[], object], theme: Theme, icons: Icons, *, on: bool
    ) -> None:
        super().__init__(name)
        self._theme = theme
        self._icons = icons
        self.setProperty("role", "chip")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setChecked(on)
        self.toggled.connect(self._dress)
        self.clicked.connect(press)
        theme.changed.connect(self._dress)
        self._dress()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _dress(self) -> None:
        side = self._theme.px(SIZE) * 3 // 4
        self.setIcon(self._icons.get("check") if self.isChecked() else QIcon())
        self.setIconSize(QSize(side, side))
        self.updateGeometry()


def choose(buttons: "list[Chip] | list[ToolButton]", chosen: object) -> None:
    """Tick the one whose ``value`` is chosen, and no other."""
    for button in buttons:
        button.setChecked(button.property("value") == chosen)
