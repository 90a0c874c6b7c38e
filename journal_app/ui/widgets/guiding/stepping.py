"""An answer that becomes a step: two lines, "When …" and "I’ll …", kept as they are typed."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout
from typing_extensions import override

from journal_app.domain import links, steps
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.steps import Step
from journal_app.services.openentry import OpenPart
from journal_app.ui.autosave import Autosave
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.guiding.answering import Answer, Answering


class StepAnswer(Answer):
    """Makes a step of what is typed. A goal that the same entry touches is what it is for."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._answering = answering
        there = answering.parts(Kind.STEP)
        self._part: OpenPart | None = there[0] if there else None
        self._autosave = Autosave(self._keep, answering.tools.clock, self)
        before = Step() if self._part is None else steps.read(self._part.content.body)
        self._when = plain.line(self.tr("When…"))
        self._then = plain.line(self.tr("I’ll…"))
        for line, text in ((self._when, before.when), (self._then, before.then)):
            line.setText(text)
            line.setPlaceholderText("")  # it stands beside
            line.setMaximumWidth(plain.WIDEST)
            line.textEdited.connect(self._autosave.touch)
            line.editingFinished.connect(self.flush)
        column = plain.column(self, gap=8)
        column.addWidget(plain.label(self.tr("As a step, if you like:"), "quiet", wrap=True))
        grid = QGridLayout()
        grid.setSpacing(8)
        words = (self.tr("When"), self.tr("I’ll"))
        for row, (word, line) in enumerate(zip(words, (self._when, self._then), strict=True)):
            grid.addWidget(plain.label(word), row, 0)
            grid.addWidget(line, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    @override
    def flush(self) -> None:
        """Hand over what was typed."""
        self._autosave.flush()

    def _keep(self) -> None:
        when, then = self._when.text().strip(), self._then.text().strip()
        if self._part is None:
            if not (when or then):
                return
            self._part = self._answering.new_part(Kind.STEP)
        before = steps.read(self._part.content.body)
        step = replace(before, when=when, then=then, goal=before.goal or self._goal)
        self._part.put(steps.body(step))

    @property
    def _goal(self) -> PartId | None:
        """The goal the entry touches, if there is one."""
        touched = [part for part in self._answering.entry.parts if part.kind is Kind.LINK]
        return links.read(touched[-1].content.body).goal if touched else None
