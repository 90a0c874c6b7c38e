"""The row below what one makes: tools, the other ways in, and the way out at the far edge."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

MOST_ROWS = 2


class Foot(QWidget):
    """Shows its things in a row, in two where there is little room; then tools are icons only.

    Where it is crowded, so is all but what stands at the far edge.
    """

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._icon_of: dict[QPushButton, str] = {}
        self._tools: list[QPushButton] = []
        self._crowded = False
        self._most_rows = MOST_ROWS
        self._flow = Flow(self, last_apart=True)
        self._flow.setSpacing(gap(theme))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    def tool(self, name: str, icon: str, keys: str, press: Callable[[], object]) -> QPushButton:
        """Add a tool, which may lose its word where there is no room for it."""
        button = self.way(name, icon, press)
        button.setToolTip(f"{name} ({keys})" if keys else name)
        self._tools.append(button)
        return button

    def way(self, name: str, icon: str, press: Callable[[], object]) -> QPushButton:
        """Add a quiet button with an icon."""
        button = plain.button(name, press, "quiet")
        button.setAccessibleName(name)
        self._icon_of[button] = icon
        self._colour(button)
        self.add(button)
        return button

    def add(self, button: QPushButton) -> None:
        """Add a button; the last one stands at the far edge."""
        self._flow.addWidget(button)

    def keep_to_one_row(self) -> None:
        """Have tools lose their words rather than take a second row."""
        self._most_rows = 1
        self.fit()

    def crowd(self, *, on: bool) -> None:
        """Take no more room than must be, or again what is usual."""
        if on != self._crowded:
            self._crowded = on
            self.fit()

    def rename(self, button: QPushButton, name: str) -> None:
        """Let a tool say something else."""
        button.setAccessibleName(name)
        button.setText(name)
        self.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _dress(self) -> None:
        self._flow.setSpacing(gap(self._theme))
        for button in self._icon_of:
            self._colour(button)
        self.fit()

    def _colour(self, button: QPushButton) -> None:
        side = self._theme.px(SIZE)
        button.setIcon(self._icons.get(self._icon_of[button]))
        button.setIconSize(QSize(side, side))

    def fit(self) -> None:
        """See again how many words there is room for: other things may be shown now."""
        for button in self._icon_of:
            button.setText("" if self._crowded else button.accessibleName())
            if button not in self._tools:
                button.setToolTip(button.accessibleName() if self._crowded else "")
        if len(self._flow.rows(self.width())) > self._most_rows:
            for button in self._tools:
                button.setText("")
        self.updateGeometry()
