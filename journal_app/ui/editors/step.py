"""A step: when something happens, I'll do something. Changed, kept, done or let go; never late."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import someday, steps
from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import PartId
from journal_app.domain.steps import Step, StepState, Told, Turn
from journal_app.services.openentry import OpenPart
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.aiming.fields import Fields
from journal_app.ui.widgets.aiming.forms import step_lines
from journal_app.ui.widgets.aiming.goalchips import GoalChips
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow


class StepEditor(Editor):
    """Asks for the two halves of a step, what it is for, and what became of it."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._step = steps.read(part.content.body)
        self._wording = (self._step.when, self._step.then)
        self._was_there = part.begun
        self._fields = Fields(step_lines(*self._wording))
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._fields.edited.connect(self._touched)
        self._fields.settled.connect(self.flush)
        self._fields.done.connect(self.done)
        self._said = plain.label("", "lead", wrap=True)
        toward = self.tr("On the way to")
        self._toward = plain.label(toward, "quiet", wrap=True)
        self._goals = GoalChips(part, tools, toward, self._step.goal)
        self._goals.offers.connect(self._toward.setVisible)
        self._goals.chosen.connect(self._aim)
        self._toward.hide()
        self._turns, self._told = Flow(), plain.label("", "quiet", wrap=True)
        self._ways = {
            Turn.DONE: plain.button(self.tr("Done"), partial(self._turn, Turn.DONE)),
            Turn.KEPT: plain.button(self.tr("Keep it"), partial(self._turn, Turn.KEPT)),
            Turn.LET_GO: plain.button(self.tr("Let it go"), partial(self._turn, Turn.LET_GO)),
            Turn.TAKEN_UP: plain.button(
                self.tr("Take it up again"), partial(self._turn, Turn.TAKEN_UP)
            ),
        }
        self._lay_out()
        tools.theme.changed.connect(self._fit)
        self._fit()
        self._show()
        self.setFocusProxy(self._fields)

    @override
    def flush(self) -> None:
        self._autosave.flush()

    @override
    def close_part(self) -> None:
        self.flush()
        changed = (self._step.when, self._step.then) != self._wording
        if self._was_there and changed:  # said once, when all of it was typed
            self._put(self._step.turned(Turn.CHANGED, self.tools.clock.now().utc_ms))
        super().close_part()

    def _touched(self) -> None:
        self.part.touch()
        self._autosave.touch()

    def _keep(self) -> None:
        when, then = self._fields.texts
        self._put(replace(self._step, when=when, then=then))

    def _aim(self, goal: PartId | None, _name: str) -> None:
        self.flush()
        self._put(replace(self._step, goal=goal))

    def _turn(self, turn: Turn) -> None:
        self.flush()
        self._put(self._step.turned(turn, self.tools.clock.now().utc_ms))

    def _put(self, step: Step) -> None:
        self._step = step
        if self.part.begun or step != Step():
            self.part.put(steps.body(step))
        self._show()

    def _show(self) -> None:
        """Say the step as a sentence, what became of it, and what can become of it now."""
        step = self._step
        self._said.setText(steps.said(step) if step.when and step.then else "")
        is_open = step.state is StepState.OPEN
        for turn, button in self._ways.items():
            button.setVisible(self.part.begun and is_open is (turn is not Turn.TAKEN_UP))
        told = "\n".join(map(self._say, step.turns))
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def _say(self, told: Told) -> str:
        words = {
            Turn.KEPT: self.tr("kept"),
            Turn.CHANGED: self.tr("changed"),
            Turn.DONE: self.tr("done"),
            Turn.LET_GO: self.tr("let go"),
            Turn.TAKEN_UP: self.tr("taken up again"),
        }
        here = self.tools.clock.now()
        at = Moment(told.at_ms, here.offset_minutes, here.zone)
        calendar = self.tools.calendar
        on = someday.said(day_of(at, calendar.begins), calendar.today())
        return self.tr("{what} · {day}").format(what=words[told.turn], day=on)

    def _fit(self) -> None:
        self._turns.setSpacing(gap(self.tools.theme))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=18)
        column.addWidget(plain.label(self.tr("A small step"), "title", wrap=True))
        note = self.tr("It can be picked up or put down at any time. It is never late.")
        column.addWidget(plain.label(note, "quiet", wrap=True))
        column.addWidget(self._fields)
        column.addWidget(self._said)
        for button in self._ways.values():
            self._turns.addWidget(button)
        toward = plain.column(gap=8)
        toward.addWidget(self._toward)
        toward.addWidget(self._goals)
        column.addLayout(toward)
        column.addLayout(self._turns)
        column.addWidget(self._told)
        column.addStretch(1)
        plain.column(self).addLayout(plain.middle(Scroller(inside)))
