"""The questionnaires that were filled in: item by item, as they were answered."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import forms
from journal_app.domain.entry import Kind
from journal_app.domain.forms import Instrument
from journal_app.domain.spot import Spot
from journal_app.services.forms import Chosen, Filled, Forms, instrument
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.formhistory import FormHistory
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
            those = [one for one in found if one.form.instrument == form_id]
            if of is not None and those:
                history = FormHistory(of, those, most)
                history.opened.connect(self._open)
                yield history

    def _open(self, one: Filled) -> None:
        self.entry_asked.emit(Spot(one.entry, one.part))
