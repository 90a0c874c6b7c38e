"""The two ways to rub out."""

from PySide6.QtCore import Signal

from journal_app.ui.icons import Icons
from journal_app.ui.ink.panels.chip import Chip
from journal_app.ui.ink.panels.panel import Panel
from journal_app.ui.theme import Theme


class Rubbers(Panel):
    """Asks what one touch takes away; ``taken`` carries whether only what is touched goes."""

    taken = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, *, precise: bool) -> None:
        super().__init__(theme, self.tr("Erase"))
        whole = Chip(self.tr("Whole lines"), self._take, theme, icons, on=not precise)
        only = Chip(self.tr("Only what I touch"), self._take, theme, icons, on=precise)
        only.setProperty("value", True)
        self.choosing(whole, only)

    def _take(self) -> None:
        self.taken.emit(bool(self.sender().property("value")))
