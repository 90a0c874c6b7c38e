"""The tools beside a picture: a column of words, or of icons alone where there is less height."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap

MOST_COLUMNS = 3


class PhotoTray(QWidget):
    """Makes its buttons with ``add`` and keeps them in the colours and size of the theme."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._icon_of: dict[QPushButton, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._arrange)

    def add(self, name: str, icon: str, keys: str, press: Callable[[], object]) -> QPushButton:
        """Add a button below the others and return it."""
        button = plain.button(name, press)
        button.setParent(self)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        self._icon_of[button] = icon
        self._arrange()
        return button

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.width(), self._tall(ceil(len(self._icon_of) / MOST_COLUMNS)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _high(self) -> int:
        return max(button.sizeHint().height() for button in self._icon_of)

    def _tall(self, rows: int) -> int:
        return rows * self._high() + (rows - 1) * gap(self._theme)

    def _arrange(self) -> None:
        count, columns = len(self._icon_of), 1
        while columns < MOST_COLUMNS and self._tall(ceil(count / columns)) > self.height():
            columns += 1
        for button, icon in self._icon_of.items():
            button.setText(button.accessibleName() if columns == 1 else "")
            self._dress(button, icon)
        apart, high = gap(self._theme), self._high()
        wide = max(high, *(button.sizeHint().width() for button in self._icon_of))
        for index, button in enumerate(self._icon_of):
            row, column = divmod(index, columns)
            button.setGeometry(column * (wide + apart), row * (high + apart), wide, high)
        self.setFixedWidth(columns * (wide + apart) - apart)
        self.updateGeometry()

    def _dress(self, button: QPushButton, icon: str) -> None:
        side = self._theme.px(SIZE)
        faces = self._icons.get(icon)
        faces.addPixmap(self._icons.pixmap(icon, side, "text_muted"), QIcon.Mode.Disabled)
        button.setIcon(faces)
        button.setIconSize(QSize(side, side))
