"""A few lines that are kept as they are typed, until somebody says that this is it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.services.journal import Reply
from journal_app.ui.autosave import Autosave
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.aiming.fields import Fields

Keep = Callable[[tuple[str, ...]], Reply[Changed]]


class Typed(QFrame):
    """Asks for some texts; ``done`` when somebody has typed all they want to, and it is kept.

    ``keep`` is handed all of them, soon after they changed, unless there is nothing to keep. What
    couldn't be kept stays here, and is handed over again the next time; ``refused`` carries why.
    """

    done = Signal()
    refused = Signal(object)

    def __init__(self, asked: Sequence[tuple[str, str]], keep: Keep, tools: Tools) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._keep = keep
        self._waiting = 0  # for so many answers
        self._finished = False
        self.unkept = False
        self._autosave = Autosave(self._save, tools.clock, self)
        self.fields = Fields(asked)
        self.fields.edited.connect(self._autosave.touch)
        self.fields.settled.connect(self.flush)
        self.fields.done.connect(self.finish)
        column = plain.column(self, margin=18, gap=14)
        column.addWidget(self.fields)
        column.addLayout(plain.row(plain.button(self.tr("That’s it"), self.finish, "main"), None))
        self.setFocusProxy(self.fields)

    def flush(self) -> None:
        """Hand over what was typed."""
        self._autosave.flush()
        if self.unkept and not self._waiting:
            self._save()

    def finish(self) -> None:
        """Hand over what was typed, and be done as soon as it is kept."""
        self._finished = True
        self.flush()
        self._end()

    def _save(self) -> None:
        texts = self.fields.texts
        if any(texts):
            self.unkept = False
            self._waiting += 1
            hear(self, self._keep(texts), self._kept, self._not_kept)

    def _kept(self, _changed: Changed) -> None:
        self._waiting -= 1
        self._end()

    def _not_kept(self, error: JournalError) -> None:
        self._waiting -= 1
        self._finished, self.unkept = False, True
        self.refused.emit(error)

    def _end(self) -> None:
        if self._finished and not self._waiting:
            self._finished = False  # once
            self.done.emit()
