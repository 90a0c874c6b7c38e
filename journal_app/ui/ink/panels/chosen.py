"""What one may do with marks that were chosen."""

from PySide6.QtCore import Signal

from journal_app.ui.icons import Icons
from journal_app.ui.ink.panels.panel import Panel
from journal_app.ui.ink.row import ICON_PX
from journal_app.ui.ink.toolbutton import ToolButton
from journal_app.ui.theme import Theme


class ChosenMarks(Panel):
    """A strip of deeds; ``asked`` carries the name of one."""

    asked = Signal(str)
    passes = False

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__(theme, icons, self.tr("What you chose"))
        table = (
            ("bigger", self.tr("Bigger"), "bigger", "+"),
            ("smaller", self.tr("Smaller"), "littler", "-"),
            ("turn", self.tr("Turn"), "turn-right", "R"),
            ("copy", self.tr("Copy"), "copy", "D"),
            ("colour", self.tr("Colour"), "brush", "C"),
            ("delete", self.tr("Delete"), "bin", self.tr("Del")),
        )
        buttons = []
        for deed, name, icon, key in table:
            button = ToolButton(name, icons.face(icon, ICON_PX), theme, self._ask, "tool-quiet")
            button.setProperty("deed", deed)
            button.setToolTip(f"{name} ({key})")
            buttons.append(button)
        self.choosing(*buttons)

    def _ask(self) -> None:
        self.asked.emit(self.sender().property("deed"))
