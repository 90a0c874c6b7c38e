"""What home offers in the days after a session, and for how long: chosen by whoever writes."""

from functools import partial

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.arc import CHOICES, GUIDED, Phase
from journal_app.domain.changes import Changed
from journal_app.domain.guides import named
from journal_app.services.arc import Arc
from journal_app.services.guides import shipped
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

DAY = 24  # hours
IN_HOURS = 48  # up to which a time is said in hours


class ArcPage(StepPage):
    """Each of the four has a few lengths to choose from; one of them is not at all."""

    def __init__(self, arc: Arc, tools: Tools) -> None:
        super().__init__(tools, self.tr("After a session"))
        self._arc = arc
        self._tools = tools
        self._buttons: dict[tuple[Phase, int], QPushButton] = {}

    @override
    def begin(self) -> None:
        self.hear(self._arc.lengths(), self._show, self.say)

    def _show(self, lengths: dict[Phase, int]) -> None:
        self._buttons.clear()
        about = self.tr(
            "After a session you noted, home offers one thing that fits the day. It can be put"
            " away for good, and when its time is over it simply ends."
        )
        rows = map(self._row, GUIDED)
        self.show_step(self.tr("After a session"), (plain.label(about, "lead", wrap=True), *rows))
        self._mark(lengths)
        self.first = next(iter(self._buttons.values()))
        self.focus_first()

    def _row(self, phase: Phase) -> QWidget:
        guide = named(shipped(), phase.value)
        title = phase.value if guide is None else guide.title
        box, flow = QWidget(), Flow()
        flow.setSpacing(12)
        column = plain.column(box, gap=8)
        column.addWidget(plain.label(title, "heading", wrap=True))
        for hours in CHOICES[phase]:
            said = self._said(hours)
            button = plain.button(said, partial(self._choose, phase, hours))
            button.setCheckable(True)
            button.setAccessibleName(f"{title}: {said}")
            flow.addWidget(button)
            self._buttons[phase, hours] = button
        column.addLayout(flow)
        return box

    def _said(self, hours: int) -> str:
        if hours == 0:
            return self.tr("not at all")
        if hours <= IN_HOURS:
            return self.tr("until {n} hours after").format(n=hours)
        half = "½" if hours % DAY else ""
        return self.tr("until {n} days after").format(n=f"{hours // DAY}{half}")

    def _choose(self, phase: Phase, hours: int) -> None:
        self.hear(self._arc.last(phase, hours), self._kept, self.say)

    def _kept(self, _changed: Changed) -> None:
        self.hear(self._arc.lengths(), self._mark, self.say)

    def _mark(self, lengths: dict[Phase, int]) -> None:
        for (phase, hours), button in self._buttons.items():
            chosen = lengths[phase] == hours
            button.setChecked(chosen)
            button.setIcon(self._tools.icons.get("check") if chosen else QIcon())
