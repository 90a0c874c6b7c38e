"""What was made ahead of a session, and may be its intention."""

from dataclasses import replace

from typing_extensions import override

from journal_app.domain.entry import EntryId
from journal_app.domain.sessionlog import SessionLog
from journal_app.services.sessions import Intention, Sessions
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.chips import OneOf
from journal_app.ui.widgets.logbook.field import Asked, Field


class IntentionField(Field):
    """Looks for what was made with the questions of before, and lets one of it be taken."""

    def __init__(self, asked: Asked, tools: Tools, sessions: Sessions) -> None:
        super().__init__(asked, tools)
        self._log = SessionLog()
        self._choice: OneOf | None = None
        self._none = plain.label(asked.hint, wrap=True)
        self._none.setIndent(0)
        self.column.addWidget(self._none)
        hear(self, sessions.intentions(), self._show)

    @override
    def show_log(self, log: SessionLog) -> None:
        self._log = log
        if self._choice is not None:
            self._choice.show_log(log)

    def _show(self, found: tuple[Intention, ...]) -> None:
        if not found:
            return
        options = tuple((one.entry, one.said) for one in found)
        had_focus = self.hasFocus()
        self._choice = OneOf(replace(self.asked, title="", options=options), self.tools)
        self._choice.changed.connect(self._choose)
        self._none.hide()
        self.column.addWidget(self._choice)
        self._choice.show_log(self._log)
        self.setFocusProxy(self._choice)
        if had_focus:
            self._choice.setFocus()

    def _choose(self, name: str, value: str) -> None:
        self.changed.emit(name, EntryId(value) if value else None)
