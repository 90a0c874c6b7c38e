"""The two ways to rub out."""

from PySide6.QtCore import Signal

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.panels.chip import Chip
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.theme import Theme


class Rubbers(Panel):
    """Asks what one touch takes away; ``taken`` carries whether whole lines go."""

    taken = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, *, whole: bool) -> None:
        super().__init__(theme, icons, self.tr("Erase"))
        lines = Chip(self.tr("Whole lines"), self._take, theme, icons, on=whole)
        lines.setProperty("value", "whole")
        only = Chip(self.tr("Only what I touch"), self._take, theme, icons, on=not whole)
        self.choosing(lines, only)

    def _take(self) -> None:
        self.taken.emit(self.sender().property("value") == "whole")
