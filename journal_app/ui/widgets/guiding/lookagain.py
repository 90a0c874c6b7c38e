"""An answer that looks at an earlier step again: keep it, change it, or let it go."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from journal_app import storage
from journal_app.domain import steps
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Kind
from journal_app.domain.errors import JournalError
from journal_app.domain.noted import Noted
from journal_app.domain.steps import Step, StepState, Turn
from journal_app.ui.hearing import hear
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.guiding.answering import Answer, Answering
from journal_app.ui.widgets.writing.flow import Flow


class LookAgain(Answer):
    """Shows the newest open step, if there is one, and what can become of it."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._session = answering.session
        self._step: tuple[Noted, Step] | None = None
        self._said = plain.label(self.tr("No step is open just now."), wrap=True)
        self._when, self._then = plain.line(self.tr("When…")), plain.line(self.tr("I’ll…"))
        self._lines, self._buttons = QWidget(), QWidget()
        row = plain.row(self._when, self._then, plain.button(self.tr("Change it"), self._change))
        row.setContentsMargins(0, 0, 0, 0)
        self._lines.setLayout(row)
        flow = Flow(self._buttons)
        flow.setSpacing(12)
        keep, change, let_go = answering.prompt.buttons
        flow.addWidget(plain.button(keep, partial(self._turn, Turn.KEPT)))
        flow.addWidget(plain.button(change, self._lines.show))
        flow.addWidget(plain.button(let_go, partial(self._turn, Turn.LET_GO)))
        column = plain.column(self, gap=8)
        for thing in (self._said, self._buttons, self._lines):
            column.addWidget(thing)
        self._lines.hide()
        self._buttons.hide()
        today = answering.tools.calendar.today()
        found = self._session.journal.ask(storage.noted.of_kind, Kind.STEP, today)
        hear(self, found, self._show, self._refuse)

    def _show(self, found: tuple[Noted, ...]) -> None:
        read = [(one, steps.read(one.body)) for one in found]
        there = [(one, step) for one, step in read if step.state is StepState.OPEN]
        if there:
            self._step = there[-1]
            self._tell(self._step[1], "")
            self._buttons.show()

    def _tell(self, step: Step, became: str) -> None:
        self._said.setText(f"{steps.said(step)}{became}")
        self._when.setText(step.when)
        self._then.setText(step.then)

    def _turn(self, turn: Turn) -> None:
        if self._step is not None:
            became = {Turn.KEPT: self.tr(" · kept"), Turn.LET_GO: self.tr(" · let go")}
            self._keep(self._step[1], turn, became.get(turn, ""))

    def _change(self) -> None:
        if self._step is not None:
            when, then = self._when.text().strip(), self._then.text().strip()
            changed = replace(self._step[1], when=when, then=then)
            self._keep(changed, Turn.CHANGED, self.tr(" · changed"))
            self._lines.hide()

    def _keep(self, step: Step, turn: Turn, became: str) -> None:
        assert self._step is not None  # noqa: S101 - just seen to
        now = self._session.clock.now().utc_ms
        turned, noted = step.turned(turn, now), self._step[0]
        self._step = noted, turned
        body = steps.body(turned)
        reply = self._session.journal.do(storage.parts.put, noted.part, body, now)
        hear(self, reply, partial(self._kept, turned, became), self._refuse)

    def _kept(self, step: Step, became: str, _changed: Changed) -> None:
        self._tell(step, became)

    def _refuse(self, error: JournalError) -> None:
        self.said.emit(str(error), ())
