"""A row of tools: icon and word, and the icon alone where there is no room for the words."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


def gap(theme: Theme) -> int:
    """Return how far apart things to press stand, so that a shaky hand presses only one."""
    return plain.GAP if theme.dim else 12


class ToolRow(QWidget):
    """Makes its buttons with ``add`` and keeps them in the colours and size of the theme."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._icon_of: dict[QPushButton, str] = {}
        self._layout = plain.row()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addStretch(1)
        self.setLayout(self._layout)
        self.setMinimumWidth(1)  # not what its words would like
        theme.changed.connect(self._dress)

    def add(self, name: str, icon: str, keys: str, press: Callable[[], object]) -> QPushButton:
        """Add a button at the end of the row and return it."""
        button = plain.button(name, press)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        self._layout.insertWidget(len(self._icon_of), button)
        self.set_icon(button, icon)
        self._dress()
        return button

    def set_icon(self, button: QPushButton, icon: str) -> None:
        """Show another icon on one of the buttons."""
        self._icon_of[button] = icon
        side = self._theme.px(SIZE)
        faces = self._icons.get(icon)
        faces.addPixmap(self._icons.pixmap(icon, side, "text_muted"), QIcon.Mode.Disabled)
        button.setIcon(faces)
        button.setIconSize(QSize(side, side))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _dress(self) -> None:
        self._layout.setSpacing(gap(self._theme))
        for button, icon in self._icon_of.items():
            self.set_icon(button, icon)
        self._fit()

    def _fit(self) -> None:
        for button in self._icon_of:
            button.setText(button.accessibleName())
        hints = [button.sizeHint().width() for button in self._icon_of]
        if sum(hints) + (len(hints) - 1) * self._layout.spacing() > self.width():
            for button in self._icon_of:
                button.setText("")
