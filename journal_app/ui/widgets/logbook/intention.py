"""What was made ahead of a session, and may be its intention."""

from typing_extensions import override

from journal_app.domain.entry import EntryId
from journal_app.domain.sessionlog import SessionLog
from journal_app.services.sessions import Intention, Sessions
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.field import Asked, Field
from journal_app.ui.widgets.logbook.widechoice import WideChoice


class IntentionField(Field):
    """Looks for what was made with the questions of before, and lets one of it be taken."""

    def __init__(self, asked: Asked, tools: Tools, sessions: Sessions) -> None:
        super().__init__(asked, tools)
        self._log = SessionLog()
        self._choices: dict[EntryId, WideChoice] = {}
        self._none = plain.label(asked.hint, wrap=True)
        self._none.setIndent(0)
        self.column.addWidget(self._none)
        hear(self, sessions.intentions(), self._offer)

    @override
    def show_log(self, log: SessionLog) -> None:
        self._log = log
        for entry, choice in self._choices.items():
            choice.setChecked(entry == log.intention)

    def _offer(self, found: tuple[Intention, ...]) -> None:
        for one in found:
            choice = WideChoice(one.said, self.tools)
            choice.setAccessibleDescription(self.asked.title)
            choice.clicked.connect(self._choose)
            self.column.addWidget(choice)
            self._choices[one.entry] = choice
        self._none.setVisible(not found)
        self.show_log(self._log)

    def _choose(self) -> None:
        pressed = self.sender()
        taken = [
            entry for entry, one in self._choices.items() if one is pressed and one.isChecked()
        ]
        self.changed.emit(self.asked.name, taken[0] if taken else None)
