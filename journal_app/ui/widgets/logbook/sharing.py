"""The share mark beside what the care team is to be told."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from journal_app.services.openentry import OpenEntry
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Switch


class Sharing(QWidget):
    """Sets the entry of a session to share, or not any more."""

    def __init__(self, entry: OpenEntry, tools: Tools) -> None:
        super().__init__()
        self._entry = entry
        sentence = self.tr("Set this session to share. Nothing leaves the journal by that.")
        self._switch = Switch("shared", sentence, tools.theme, tools.icons)
        self._switch.turned.connect(self._turn)
        self._switch.show_state(on=entry.arrangement.shared)
        column = plain.column(self)
        column.setContentsMargins(18, 0, 18, 0)
        column.addWidget(self._switch)

    def _turn(self, _name: str, on: bool) -> None:  # noqa: FBT001 - as the signal says it
        self._entry.arrange(replace(self._entry.arrangement, shared=on))
