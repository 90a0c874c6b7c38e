"""Another start: a beginning to lean on, never in the text unless somebody begins with it."""

from typing import Any

from PySide6.QtCore import Signal

from journal_app import resources
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.whisper import Whisper


class Starts(Whisper):
    """Shows one beginning after the other; ``begun`` carries the one that was taken."""

    begun = Signal(str)

    def __init__(self) -> None:
        begin = plain.button(self.tr("Begin with this"), self._begin, "quiet")
        self._next = 1  # the first is on every empty page
        super().__init__(begin, plain.button(self.tr("Not this"), self.pass_by, "quiet"))

    def another(self) -> None:
        """Show the next beginning there is."""
        openers: Any = resources.text("prompts")["free_write_openers"]
        self.say(openers[self._next])
        self._next = self._next % (len(openers) - 1) + 1

    def pass_by(self) -> None:
        """Show none."""
        self.say("")

    def _begin(self) -> None:
        line = self.line
        self.pass_by()
        self.begun.emit(line)
