"""Saving a picture of the drawing that one is at."""

from PySide6.QtCore import Signal

from journal_app.domain.ink.drawing import Drawing
from journal_app.services.openentry import OpenPart
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.seeing.saving import PictureSaving
from journal_app.ui.tools import Tools


class Picturing(Panel):
    """Asks as what, and where; ``said`` carries what became of it."""

    said = Signal(str)
    passes = False

    def __init__(self, tools: Tools, part: OpenPart, drawing: Drawing) -> None:
        super().__init__(tools.theme, tools.icons, self.tr("Save a picture"))
        self._saving = PictureSaving(tools)
        self._saving.said.connect(self.said)
        self._saving.left.connect(self.done)
        self.add(self._saving)
        self._saving.ask(part, drawing)
