"""What everything that is asked for in the log of a session has in common."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.domain.sessionlog import SessionLog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain

GAP = 10


@dataclass(frozen=True)
class Asked:
    """Something that is asked for: where it is kept in the log, what it is called, what it means.

    Its field is made by ``make``; ``options`` are what there is to choose from, by how it is kept.
    """

    name: str
    title: str
    make: "Callable[[Asked, Tools], Field]"
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()


class Field(QWidget):
    """Shows one thing that is asked for; ``changed`` carries where it is kept, and its new value.

    ``typed`` says the same while somebody is still typing: it need not be kept at once.
    """

    changed = Signal(str, object)
    typed = Signal(str, object)

    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__()
        self.asked = asked
        self.tools = tools
        self.column: QVBoxLayout = plain.column(self, gap=GAP)
        if asked.title:
            title = plain.label(asked.title, "asks", wrap=True)
            title.setIndent(0)
            self.column.addWidget(title)

    def show_log(self, log: SessionLog) -> None:
        """Show what is noted by now."""
        raise NotImplementedError
