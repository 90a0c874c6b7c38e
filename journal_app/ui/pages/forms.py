"""The questionnaires that were filled in: item by item, as they were answered."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from journal_app.domain import forms
from journal_app.domain.day import short_date
from journal_app.domain.entry import Kind
from journal_app.domain.forms import Instrument
from journal_app.domain.spot import Spot
from journal_app.services.forms import Chosen, Filled, Forms, instrument
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

SHOWN, FEW = 4, 2  # of a form that are seen beside each other, the last ones
ROOMY = 140  # percent of the usual text size, up to which there is room for all those


class FormsPage(Listing):
    """Begins a form somebody wants, and shows the last ones side by side, unjudged."""

    def __init__(self, forms_: Forms, tools: Tools) -> None:
        super().__init__(self.tr("Questionnaires"), tools)
        self._forms = forms_
        self._chosen = Chosen()

    @override
    def arrive(self, about: object) -> None:
        hear(self, self._forms.chosen(), self._know, self.say)

    def _know(self, chosen: Chosen) -> None:
        self._chosen = chosen
        hear(self, self._forms.filled(), self._show, self.say)

    def _show(self, found: tuple[Filled, ...]) -> None:
        ways = [self._way(of) for of in map(instrument, self._chosen.on) if of is not None]
        first = ways[0] if ways else None
        flow = Flow()
        flow.setSpacing(12)
        for way in ways:
            flow.addWidget(way)
        note = self.tr("Numbers wobble. They say most beside someone who knows you.")
        if not ways:
            note = self.tr("None is switched on. Settings has them, under “Check-in and forms”.")
        self.show_things(note, (flow, *self._histories(found)), first)
        self.focus_first()

    def _way(self, of: Instrument) -> QWidget:
        begin = partial(self.place_asked.emit, "begin", (Kind.FORM, of.id))
        return plain.button(self.tr("Fill in {name}").format(name=of.name), begin)

    def _histories(self, found: tuple[Filled, ...]) -> Iterator[QWidget]:
        most = SHOWN if self.tools.theme.px(100) <= ROOMY else FEW
        for form_id in forms.ALL:
            of = instrument(form_id)
            those = [one for one in found if one.form.instrument == form_id][-most:]
            if of is not None and those:
                yield self._history(of, those)

    def _history(self, of: Instrument, those: list[Filled]) -> QFrame:
        """Return a table of the last ones: a row for each item, a column for each day."""
        card = plain.card()
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(plain.GAP)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.addWidget(plain.label(of.name, "heading"), 0, 0)
        for column, one in enumerate(those, 1):
            opens = partial(self._open, one)
            grid.addWidget(plain.button(short_date(one.day), opens, "quiet"), 0, column)
            total = forms.total(of, one.form)
            said = f"{total}" if total is not None else self.tr("no total")
            grid.addWidget(_number(said), 1, column)
            for row in range(len(of.items)):
                value = one.form.answer(row)
                grid.addWidget(_number("–" if value is None else f"{value}"), row + 2, column)
        grid.addWidget(plain.label(self.tr("Total")), 1, 0)
        for row, item in enumerate(of.items):
            grid.addWidget(plain.label(item, "quiet", wrap=True), row + 2, 0)
        return card

    def _open(self, one: Filled) -> None:
        self.entry_asked.emit(Spot(one.entry, one.part))


def _number(text: str) -> QWidget:
    label = plain.label(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
