"""A few words about a drawing: what someone hears of it who can't see it."""

from PySide6.QtCore import Signal

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

WIDEST = 2 * plain.LINE_WIDTH


class Caption(Panel):
    """One line to type in, kept as it is typed; ``typed`` carries it."""

    typed = Signal(str)
    passes = False

    def __init__(self, theme: Theme, icons: Icons, caption: str) -> None:
        super().__init__(theme, icons, self.tr("A few words about it"))
        line = plain.line(self.tr("A few words about it, if you like"))
        line.setPlaceholderText(self.tr("A few words, if you like"))
        line.setMaximumWidth(WIDEST)
        line.setText(caption)
        line.textEdited.connect(self.typed)
        line.returnPressed.connect(self.done)
        self.add(line)
