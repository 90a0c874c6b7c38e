"""A standard form, word by word as it was published, one item at a time."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import forms
from journal_app.domain.entry import Kind
from journal_app.domain.forms import USUAL, Instrument
from journal_app.media.form import read
from journal_app.services.forms import instrument
from journal_app.services.openentry import OpenPart
from journal_app.ui import copytext
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.answers import WIDEST, Answers, Choice
from journal_app.ui.widgets.item9 import Item9Card
from journal_app.ui.widgets.scroller import Scroller, come_into_view
from journal_app.ui.widgets.unfolding import Unfolding
from journal_app.ui.widgets.writing.foot import Foot


class FormEditor(Editor):
    """Keeps each answer as it is pressed. Any item can be left out; then there is no total.

    An answer of at least one to the item about thoughts of death shows the card below it at once,
    and stays; every other answer leads on.
    """

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        kept = read(part.content)
        found = instrument(kept.instrument or part.content.asked) or instrument(USUAL[0])
        assert found is not None  # noqa: S101 - it is shipped
        self._of: Instrument = found
        self._form = replace(kept, instrument=found.id)
        self._at = 0
        self._answers = Answers(tools)
        self._answers.chosen.connect(self._answer)
        self._back: QPushButton | None = None
        self._skip: QPushButton | None = None
        self._next: QPushButton | None = None
        self._where = plain.label("", "quiet")
        self._stem = plain.label("", wrap=True)
        self._asks = plain.label("", "question", wrap=True)
        self._card = Item9Card()
        self._card.support.connect(self.support)
        self._card.carry_on.connect(self._onward)
        self._about = self._make_about()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._show_card)
        self._lay_out()
        self._show()

    @property
    @override
    def others(self) -> tuple[Kind, ...]:
        return ()

    @override
    def furnish(self, foot: Foot) -> None:
        self._back = foot.way(self.tr("Back"), "back", self._go_back)
        self._skip = foot.way(self.tr("Leave it out"), "onward", self._leave_out)
        self._next = foot.way(self.tr("Next"), "onward", self._onward)
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the numbers of the answers, and 0 for none."""
        number = self._answers.number(event)
        if number is None:
            super().keyPressEvent(event)
        elif number:
            self._answer(number - 1)
        else:
            self._leave_out()

    @property
    def _options(self) -> tuple[str, ...]:
        """What can be answered to the item that is shown; nothing at the end."""
        if self._at < len(self._of.items):
            return self._of.options
        if self._of.functional is not None and self._at == len(self._of.items):
            return self._of.functional.options
        return ()

    @property
    def _value(self) -> int | None:
        """What was answered to the item that is shown."""
        if self._at < len(self._of.items):
            return self._form.answer(self._at)
        return self._form.functional

    @property
    def _is_flagged(self) -> bool:
        return self._at + 1 == self._of.flag_item and bool(self._form.answer(self._at))

    def _answer(self, number: int) -> None:
        if self._at < len(self._of.items):
            self._form = self._form.answered(self._at, self._of.values[number])
        else:
            self._form = replace(self._form, functional=number)
        self._keep()
        if self._is_flagged:
            self._show()
            self._answers.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._soon.start()
        else:
            self._onward()

    def _leave_out(self) -> None:
        if self._value is not None:
            if self._at < len(self._of.items):
                self._form = self._form.answered(self._at, None)
            else:
                self._form = replace(self._form, functional=None)
            self._keep()
        self._onward()

    def _onward(self) -> None:
        self._go(self._at + 1)

    def _go_back(self) -> None:
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        last = len(self._of.items) + (self._of.functional is not None)
        self._at = min(max(0, at), last)
        self._show()
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_card(self) -> None:
        """Have the card seen at once, from its first word on, also where the page is low."""
        come_into_view(self._card.open_support, plain.GAP)
        come_into_view(self._card, 0)

    def _keep(self) -> None:
        self.part.put(forms.body(self._form))

    def _show(self) -> None:
        """Show an item as it was published; at the end the total, if there is one."""
        of, functional = self._of, self._of.functional
        asks = bool(self._options)
        if self._at < len(of.items):
            self._stem.setText(of.stem)
            self._asks.setText(of.items[self._at])
        elif asks and functional is not None:
            self._stem.setText("")
            self._asks.setText(functional.stem)
        else:
            self._stem.setText(self.tr("It is kept."))
            self._asks.setText(self._total())
        where = self.tr("{name} · {n} of {all}")
        count = len(of.items) + (functional is not None)
        where = where.format(name=of.name, n=self._at + 1, all=count)
        self._where.setText(where if asks else of.name)
        self._asks.setAccessibleName(f"{self._stem.text()} {self._asks.text()}".strip())
        self._stem.setVisible(bool(self._stem.text()))
        self._show_answers()
        self._card.setVisible(self._is_flagged)
        given = self._value is not None
        for button, shown in (
            (self._back, self._at > 0),
            (self._skip, asks),
            (self._next, asks and given),
        ):
            if button is not None:
                button.setVisible(shown)
        self._order()

    def _total(self) -> str:
        total = forms.total(self._of, self._form)
        if total is None:
            return self.tr("{name}: no total, for something was left out").format(
                name=self._of.name
            )
        return self.tr("{name} total: {total}").format(name=self._of.name, total=total)

    def _show_answers(self) -> None:
        if self._options:
            key = self.tr("{option}, key {n}")
            choices = [
                Choice(option, key.format(option=option, n=number))
                for number, option in enumerate(self._options, 1)
            ]
            self._answers.show_these(choices, self._given())
        else:
            self._answers.show_way(copytext.small("set_aside"), self.done.emit)

    def _given(self) -> int | None:
        """Return which of the answers shown was given, counted from 0."""
        value, of = self._value, self._of
        if self._at == len(of.items):
            return value
        return of.values.index(value) if value in of.values else None

    def _order(self) -> None:
        """Have Tab go from an answer to Support where the card is shown, and on from there."""
        given = self._answers.first
        if self._is_flagged:
            others = [one for one in self._answers.buttons if one is not given]
            chain = (*others, given, self._card.open_support, self._card.go_on)
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)
        self.setFocusProxy(given)

    def _make_about(self) -> Unfolding:
        """Return what is said of a form to who asks: that it diagnoses nothing, and its ranges."""
        cards = {card["id"]: card for card in copytext.section("guidance")}
        card = cards["questionnaires"]
        ranges = ", ".join(f"{low}–{high} {name}" for low, high, name in self._of.bands)
        said = (
            card["body"],
            self.tr("Small ups and downs of a few points are usual."),
            self.tr("As published: {ranges}.").format(ranges=ranges),
            self._of.citation,
        )
        return Unfolding(self.tr("About this form"), "\n\n".join(said), self.tools)

    def _lay_out(self) -> None:
        self._asks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        support = plain.label(self.tr("Support is on F1."), "quiet")
        functional = self._of.functional
        self._answers.allow((*self._of.options, *(functional.options if functional else ())))
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addLayout(plain.row(self._where, None, support))
        for thing in (self._stem, self._asks, self._answers, self._card):
            column.addWidget(thing)
        column.addStretch(1)
        column.addWidget(self._about)
        column.addWidget(plain.label(self._of.attribution, "quiet", wrap=True))
        self._scroll = Scroller(inside)
        plain.column(self).addLayout(plain.middle(self._scroll, WIDEST), 1)
