"""What one may do with marks that were chosen."""

from PySide6.QtCore import Signal
from typing_extensions import override

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.row import ICON_PX
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.toolrow import gap


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
        self._deeds: list[ToolButton] = []
        for deed, name, icon, key in table:
            button = ToolButton(name, icons.face(icon, ICON_PX), theme, self._ask, "tool-quiet")
            button.setProperty("deed", deed)
            button.setToolTip(f"{name} ({key})")
            self._deeds.append(button)
        self.choosing(*self._deeds)

    @override
    def tall(self, wide: int) -> int:
        # Icons only where words would make it hide more of the page.
        tall = self._tall_with(wide, worded=True)
        low = tall < 2 * self.theme.target + gap(self.theme)
        return tall if low else self._tall_with(wide, worded=False)

    def _tall_with(self, wide: int, *, worded: bool) -> int:
        for deed in self._deeds:
            deed.say(worded=worded)
        return super().tall(wide)

    def _ask(self) -> None:
        self.asked.emit(self.sender().property("deed"))
