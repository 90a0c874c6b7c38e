"""A few lines that are kept as they are typed, until somebody says that this is it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from journal_app.ui.autosave import Autosave
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.aiming.fields import Fields

Keep = Callable[[tuple[str, ...]], None]


class Typed(QFrame):
    """Asks for some texts; ``done`` when somebody has typed all they want to.

    ``keep`` is handed all of them, soon after they changed, unless there is nothing to keep.
    """

    done = Signal()

    def __init__(self, asked: Sequence[tuple[str, str]], keep: Keep, tools: Tools) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._keep = keep
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

    def finish(self) -> None:
        """Hand over what was typed, and be done."""
        self.flush()
        self.done.emit()

    def _save(self) -> None:
        texts = self.fields.texts
        if any(texts):
            self._keep(texts)
