"""The words of a label, before it gets its place."""

from PySide6.QtCore import Signal

from journal_app.ui.icons import Icons
from journal_app.ui.ink.panels.panel import Panel
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

LONGEST = 120


class Wording(Panel):
    """One line to type in; ``typed`` carries it. A press on the page then puts it there."""

    typed = Signal(str)
    passes = False

    def __init__(self, theme: Theme, icons: Icons, text: str) -> None:
        super().__init__(theme, icons, self.tr("Words on the page"))
        line = plain.line(self.tr("Words. Press the page where they go"))
        line.setPlaceholderText(self.tr("Words to put there"))
        line.setMaximumWidth(2 * plain.LINE_WIDTH)
        line.setMaxLength(LONGEST)
        line.setText(text)
        line.textEdited.connect(self.typed)
        line.returnPressed.connect(self.done)
        self.add(line)
