"""The tools below the page: what one needs at once to the left, the rest at the right."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap

ICON_PX = 26
STAYS = 0


class ToolRow(QWidget):
    """One row. Where there is little room, its tools lose their words, then the rare ones go."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._rare: dict[ToolButton, int] = {}
        self._layout = plain.row()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._layout)
        self.setMinimumWidth(1)  # not what its tools would like
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the page stays as it is when a panel is here
        self.setSizePolicy(policy)
        theme.changed.connect(self._fit)

    @property
    def folded(self) -> tuple[ToolButton, ...]:
        """The tools there is no room for."""
        return tuple(tool for tool in self._rare if tool.isHidden())

    def add(
        self, name: str, icon: str, keys: str, press: Callable[[], object], *, rare: int = STAYS
    ) -> ToolButton:
        """Add a tool; the rarer it is, the sooner it goes."""
        role = "tool-quiet" if rare else "tool"
        tool = ToolButton(name, self._icons.face(icon, ICON_PX), self._theme, press, role)
        tool.setToolTip(f"{name} ({keys})" if keys else name)
        self._rare[tool] = rare
        self._layout.addWidget(tool)
        return tool

    def part(self) -> None:
        """Leave room before the tools that come now."""
        self._layout.addStretch(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._layout.setSpacing(gap(self._theme))
        tools = list(self._rare)
        rarest_last = sorted(tools, key=self._rare.__getitem__)
        for worded in (True, False):
            for tool in tools:
                tool.say(worded=worded)
            if self._fits(tools):
                break
        while not self._fits(tools) and self._rare[rarest_last[-1]]:
            tools.remove(rarest_last.pop())
        for tool in self._rare:
            tool.setVisible(tool in tools)

    def _fits(self, tools: list[ToolButton]) -> bool:
        wide = sum(tool.sizeHint().width() for tool in tools)
        return wide + (len(tools) - 1) * self._layout.spacing() <= self.width()
