"""The pens: each a line that was drawn with it."""

from PySide6.QtCore import QSize, Signal

from journal_app.domain.ink import tools
from journal_app.domain.ink.kit import Kit
from journal_app.domain.ink.tools import PENS
from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk import samples
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme

SIZE = QSize(76, 28)


class Pens(Panel):
    """Lets one take another pen; ``taken`` carries its ``Tool``."""

    taken = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, kit: Kit) -> None:
        super().__init__(theme, icons, self.tr("Pens"))
        names = {
            "pen": (self.tr("Pen"), "B"),
            "fountain": (self.tr("Fountain"), ""),
            "pencil": (self.tr("Pencil"), "P"),
            "brush": (self.tr("Brush"), ""),
            "highlighter": (self.tr("Highlighter"), "H"),
        }
        self._buttons: list[ToolButton] = []
        for tool in PENS:
            name, key = names[tool.name]
            face = samples.pen(theme, kit.of(tool), SIZE)
            button = ToolButton(name, face, theme, self._take)
            button.setToolTip(f"{name} ({key})" if key else name)
            button.setProperty("value", tool.name)
            button.setCheckable(True)
            button.setChecked(tool is kit.pen)
            self._buttons.append(button)
        self.choosing(*self._buttons)

    def _take(self) -> None:
        self.taken.emit(tools.tool(self.sender().property("value")))
