"""An answer that touches what somebody works towards: goals so far, and a line for another."""

from functools import partial

from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from journal_app import storage
from journal_app.domain import goals, links
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.goals import Goal, GoalState
from journal_app.domain.links import Link
from journal_app.domain.noted import Noted
from journal_app.domain.quoting import short
from journal_app.services.openentry import OpenPart
from journal_app.ui.hearing import hear
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.guiding.answering import Answer, Answering
from journal_app.ui.widgets.writing.flow import Flow

LONGEST = 40  # characters of a goal


class GoalAnswer(Answer):
    """Links the entry to goals; pressed again, a link goes."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._answering = answering
        self._links: dict[PartId, OpenPart] = {
            links.read(part.content.body).goal: part for part in answering.parts(Kind.LINK)
        }
        self._line = plain.line(self.tr("Something else you’re working towards"))
        self._line.returnPressed.connect(self.flush)
        self._flow = Flow()
        self._flow.setSpacing(8)
        row = plain.row(self._line, plain.button(self.tr("Add it"), self.flush), None, gap=8)
        row.setStretch(0, 1)
        column = plain.column(self, gap=8)
        column.addLayout(self._flow)
        column.addLayout(row)
        journal, calendar = answering.session.journal, answering.tools.calendar
        found = journal.ask(storage.noted.of_kind, Kind.GOAL, calendar.today())
        hear(self, found, self._show, self._refuse)

    @override
    def flush(self) -> None:
        """Note the goal that was typed, if there is one, and link to it."""
        text = self._line.text().strip()
        if text:
            self._line.clear()
            part = self._answering.new_part(Kind.GOAL)
            part.put(goals.body(Goal(text)))
            self._link(part.id, text)
            self._chip(part.id, text)

    def _show(self, found: tuple[Noted, ...]) -> None:
        for one in found:
            goal = goals.read(one.body)
            if goal.state is GoalState.OPEN or one.part in self._links:
                self._chip(one.part, goal.text)

    def _chip(self, goal: PartId, text: str) -> QPushButton:
        press = partial(self._press, goal, text)
        chip = plain.button(short(text, LONGEST).replace("&", "&&"), press, "chip")
        chip.setCheckable(True)
        chip.setChecked(goal in self._links)
        chip.setAccessibleName(text)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _press(self, goal: PartId, text: str) -> None:
        linked = self._links.pop(goal, None)
        if linked is None:
            self._link(goal, text)
        else:
            entry = self._answering.entry
            entry.arrange(entry.arrangement.without(linked.id))

    def _link(self, goal: PartId, text: str) -> None:
        part = self._answering.new_part(Kind.LINK)
        part.put(links.body(Link(goal, text)))
        self._links[goal] = part

    def _refuse(self, error: JournalError) -> None:
        self.said.emit(str(error), ())
