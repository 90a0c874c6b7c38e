"""What one is working towards, shown and changed."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import goals
from journal_app.domain.goals import Goal, GoalState
from journal_app.services.openentry import OpenPart
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.aiming.fields import Fields
from journal_app.ui.widgets.aiming.forms import goal_lines
from journal_app.ui.widgets.logbook.chips import Chips
from journal_app.ui.widgets.scroller import Scroller


class GoalEditor(Editor):
    """Asks for a goal in one's own words, and how it stands."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._goal = goals.read(part.content.body)
        self._fields = Fields(goal_lines(self._goal.text, self._goal.agreed))
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._fields.edited.connect(self._touched)
        self._fields.settled.connect(self.flush)
        self._fields.done.connect(self.done)
        states = (
            (GoalState.OPEN.value, self.tr("I’m working towards it")),
            (GoalState.REACHED.value, self.tr("Reached")),
            (GoalState.LET_GO.value, self.tr("Let go")),
        )
        self._states = Chips(states, tools, self.tr("How it stands"))
        self._states.choose((self._goal.state.value,))
        for state, button in self._states.buttons.items():
            button.clicked.connect(lambda _on, state=state: self._settle(GoalState(state)))
        self._lay_out()
        self.setFocusProxy(self._fields)

    @override
    def flush(self) -> None:
        self._autosave.flush()

    def _touched(self) -> None:
        self.part.touch()
        self._autosave.touch()

    def _keep(self) -> None:
        text, agreed = self._fields.texts
        self._put(replace(self._goal, text=text, agreed=agreed))

    def _settle(self, state: GoalState) -> None:
        self.flush()
        self._states.choose((state.value,))
        self._put(replace(self._goal, state=state))

    def _put(self, goal: Goal) -> None:
        self._goal = goal
        if self.part.begun or goal != Goal(""):
            self.part.put(goals.body(goal))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=18)
        column.addWidget(plain.label(self.tr("What I’m working towards"), "title", wrap=True))
        column.addWidget(self._fields)
        column.addWidget(self._states)
        column.addStretch(1)
        plain.column(self).addLayout(plain.middle(Scroller(inside)))
