"""An answer that names a theme: names so far to press, and a line for another."""

from functools import partial

from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.quoting import short
from journal_app.domain.spot import Spot
from journal_app.domain.themes import NamedTheme
from journal_app.services.themes import Step
from journal_app.ui import copytext
from journal_app.ui.hearing import hear
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.guiding.answering import Answer, Answering
from journal_app.ui.widgets.writing.flow import Flow

MOST = 8  # names so far
LONGEST = 28  # characters of one


class ThemeAnswer(Answer):
    """Names what returns. What was named is told, and can be taken back at once."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._answering = answering
        self._themes = answering.themes
        self._chips: list[QPushButton] = []
        self._given: dict[str, Step] = {}
        self._line = plain.line(self.tr("A name for it"))
        self._line.returnPressed.connect(self.flush)
        self._flow = Flow()
        self._flow.setSpacing(8)
        column = plain.column(self, gap=8)
        add = plain.button(self.tr("Name it"), self.flush)
        row = plain.row(self._line, add, None, gap=8)
        row.setStretch(0, 1)
        column.addLayout(row)
        column.addLayout(self._flow)
        self._look()

    @override
    def flush(self) -> None:
        """Give the name that was typed, if there is one."""
        name = self._line.text().strip()
        if name:
            self._line.clear()
            self._give(name)

    def _look(self) -> None:
        hear(self, self._themes.known(), self._show, self._refuse)

    def _show(self, known: tuple[NamedTheme, ...]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(met.name) for met in known[:MOST]]

    def _chip(self, name: str) -> QPushButton:
        chip = plain.button(short(name, LONGEST).replace("&", "&&"), partial(self._press, name))
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.setChecked(name.casefold() in self._given)
        chip.setAccessibleName(self.tr("Theme “{name}”").format(name=name))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _press(self, name: str) -> None:
        given = self._given.get(name.casefold())
        if given is None:
            self._give(name)
        else:
            self._take_back(name, given)

    def _give(self, name: str) -> None:
        if name.casefold() in self._given:
            return
        part = self._answering.begin()
        step = self._themes.give(name, Spot(part.entry.id, part.id))
        self._given[name.casefold()] = step
        hear(self, step.reply, partial(self._told, name, step), self._refuse)

    def _told(self, name: str, step: Step, _changed: Changed) -> None:
        undo = (copytext.small("undo"), partial(self._take_back, name, step))
        self.said.emit(self.tr("Named “{name}”.").format(name=name), (undo,))
        self._look()

    def _take_back(self, name: str, step: Step) -> None:
        step.undo()
        self._given.pop(name.casefold(), None)
        self._look()

    def _refuse(self, error: JournalError) -> None:
        self.said.emit(str(error), ())
