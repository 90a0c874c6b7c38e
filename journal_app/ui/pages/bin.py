"""The bin: what was moved there, each to be put back; and letting go of it, which is for good."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from journal_app.domain import day, someday
from journal_app.domain.changes import Changed
from journal_app.domain.shelved import Binned
from journal_app.domain.spot import Spot
from journal_app.media import markdown
from journal_app.services.shelving import Shelving
from journal_app.ui import copytext, kinds
from journal_app.ui.pages.shelf import Shelf
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.lettinggo import LettingGo

AT_ONCE = 30

_MOST_SHOWN = 120  # characters of what it begins with


class BinCard(QFrame):
    """One thing in the bin, and the button that puts it back; ``back`` carries the card."""

    back = Signal(object)

    def __init__(self, thing: Binned, name: str, words: str, about: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.thing = thing
        self.button = plain.button(self.tr("Put back"), self._put_back)
        self.button.setAccessibleDescription(name)
        column = plain.column(gap=4)
        column.addWidget(plain.label(name, "lead", wrap=True))
        for text, role in ((words, ""), (about, "quiet")):
            if text:
                column.addWidget(plain.label(text, role, wrap=True))
        row = plain.row()
        row.setContentsMargins(20, 16, 16, 16)
        row.addLayout(column, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)

    def _put_back(self) -> None:
        self.back.emit(self)


class BinPage(Shelf):
    """Lists what is in the bin, what was put there last first."""

    def __init__(self, shelving: Shelving, tools: Tools) -> None:
        super().__init__(self.tr("Bin"), tools)
        self._shelving = shelving
        self._calendar = tools.calendar
        self._things: tuple[Binned, ...] = ()
        self._most = AT_ONCE
        self.cards: list[BinCard] = []
        self._about = plain.label("", "lead", wrap=True)
        self._list = QWidget()
        self._column = plain.column(self._list, gap=12)
        self._more = plain.button(self.tr("Show more"), self._show_more, "quiet")
        self._letting_go = LettingGo(tools.theme)
        self._letting_go.emptied.connect(self._empty)
        self._letting_go.let_go.connect(self._let_go)
        inside = QWidget()
        column = plain.column(inside, gap=16)
        for thing in (plain.label(self.tr("Bin"), "title", wrap=True), self._about, self._list):
            column.addWidget(thing)
        column.addLayout(plain.row(self._more, None))
        column.addWidget(self._letting_go)
        column.addStretch(1)
        self.area.show_inside(inside)

    @override
    def arrive(self, about: object) -> None:
        self._letting_go.leave()
        super().arrive(about)

    @override
    def look(self) -> None:
        self.hear(self._shelving.in_bin(), self._show)

    @override
    def clear(self) -> None:
        self._show(())

    def _show(self, things: tuple[Binned, ...]) -> None:
        """Show these, the keyboard staying where it is, or going to what took the place."""
        at = next((n for n, card in enumerate(self.cards) if card.button.hasFocus()), None)
        scrolled = self.area.verticalScrollBar().value()
        self._things = things
        note = self.tr("After that, too, it stays until you let it go.")
        about = f"{copytext.small('trash_note')} {note}"
        self._about.setText(about if things else self.tr("The bin is empty."))
        self._fill()
        self._letting_go.show_counts(len(things), sum(map(self._shelving.is_old, things)))
        self.area.verticalScrollBar().setValue(scrolled)
        if at is not None or self.area.hasFocus():
            self.focus_card(at or 0)

    def _fill(self) -> None:
        for card in self.cards:
            card.hide()
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [self._card(thing) for thing in self._things[: self._most]]
        for card in self.cards:
            card.back.connect(self._put_back)
            self._column.addWidget(card)
        self._list.setVisible(bool(self.cards))
        self._more.setVisible(len(self._things) > self._most)

    def _show_more(self) -> None:
        shown = len(self.cards)
        self._most += AT_ONCE
        self._fill()
        self.focus_card(shown)

    def _card(self, thing: Binned) -> BinCard:
        today = self._calendar.today()
        since = day.how_near(self._shelving.day(thing.since_ms), today)
        about = self.tr("In the bin since {when}").format(when=since)
        if thing.sealed:
            return BinCard(thing, self.tr("Something sealed"), "", about)
        name = someday.said(thing.day, today)
        if thing.part is not None:
            name = kinds.from_a_day()[thing.kinds[0]].format(day=name)
        elif thing.kinds:
            about = " · ".join((about, *(kinds.names()[kind] for kind in thing.kinds)))
        return BinCard(thing, name, _beginning(thing.words), about)

    def _put_back(self, card: BinCard) -> None:
        done = partial(self._was_put_back, card.thing)
        self.hear(self._shelving.put_back(card.thing), done)

    def _was_put_back(self, thing: Binned, _changed: Changed) -> None:
        if thing.sealed:
            self.said.emit(self.tr("Put back, under its seal."), ())
        else:
            open_it = partial(self.entry_asked.emit, Spot(thing.entry, thing.part))
            self.said.emit(self.tr("Put back where it was."), ((self.tr("Open it"), open_it),))

    def _empty(self) -> None:
        self.hear(self._shelving.empty(), self._was_let_go)

    def _let_go(self) -> None:
        self.hear(self._shelving.let_go_of_old(), self._was_let_go)

    def _was_let_go(self, _changed: Changed) -> None:
        self._letting_go.leave()
        self.said.emit(self.tr("It is gone for good."), ())
        self.focus_first()


def _beginning(words: str) -> str:
    """Return the first of some words, in one line and without marks."""
    said = " ".join(markdown.plain(words).split())
    if len(said) <= _MOST_SHOWN:
        return said
    begun = said[:_MOST_SHOWN]
    return f"{begun.rpartition(' ')[0] or begun}…"
