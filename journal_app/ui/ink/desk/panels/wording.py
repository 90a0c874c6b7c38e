"""The words of a label."""

from PySide6.QtCore import Signal
from typing_extensions import override

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

LONGEST = 200


class Wording(Panel):
    """One line to type in; ``worded`` carries it once, however one leaves: nothing is discarded."""

    worded = Signal(str)
    passes = False

    def __init__(self, theme: Theme, icons: Icons, text: str) -> None:
        super().__init__(theme, icons, self.tr("Words on the page"))
        self._line = plain.line(self.tr("Words to put there"))
        self._line.setMaximumWidth(2 * plain.LINE_WIDTH)
        self._line.setMaxLength(LONGEST)
        self._line.setText(text)
        self._line.returnPressed.connect(self.done)
        self.add(self._line)

    @override
    def leave(self) -> None:
        self.worded.emit(self._line.text())
