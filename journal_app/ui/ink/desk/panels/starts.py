"""Another start: something to draw, for whom the page is too empty."""

from typing import Any

from PySide6.QtCore import Signal

from journal_app import resources
from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk import invitations
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.row import ICON_PX
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


class Starts(Panel):
    """Offers one start after the other, and those one comes back to; ``begun`` carries one.

    ``shown`` carries the number of the one that is shown now.
    """

    begun = Signal(str)
    shown = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, first: int) -> None:
        super().__init__(theme, icons, self.tr("Another start"))
        starters: Any = resources.text("prompts")["draw_starters"]
        self._starters: list[str] = starters
        self.at = first % len(self._starters)
        self._line = plain.label("", "lead", wrap=True)
        self.add(self._line)
        self._draw = plain.button(self.tr("Draw this"), self._begin)
        other = plain.button(self.tr("Another"), self.another, "quiet")
        self._first = self.choosing(self._draw, other)
        again = plain.label(self.tr("Or one to come back to:"), "quiet", wrap=True)
        self.add(again)
        self.choosing(*(self._invitation(*one, theme, icons) for one in invitations.invitations()))
        self._show()

    @property
    def line(self) -> str:
        """What is being offered."""
        return self._line.text()

    def another(self) -> None:
        """Show the next one."""
        self.at = (self.at + 1) % len(self._starters)
        self._show()
        self.shown.emit(self.at)

    def _invitation(self, name: str, icon: str, theme: Theme, icons: Icons) -> ToolButton:
        return ToolButton(name, icons.face(icon, ICON_PX), theme, self._return)

    def _show(self) -> None:
        self._line.setText(self._starters[self.at])

    def _begin(self) -> None:
        self.begun.emit(self._line.text())

    def _return(self) -> None:
        self.begun.emit(self.sender().property("text"))
