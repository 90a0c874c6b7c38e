"""Guided questions: all sets there are, to begin with one, or to write another."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.guides import LOOK_BACK, Guide
from journal_app.services.guides import Guides
from journal_app.ui import opendialog
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.waycard import WayCard
from journal_app.ui.widgets.writing.flow import Flow


class GuidesPage(Listing):
    """Lists the sets: the four questions first, then the others, then own ones."""

    def __init__(self, guides: Guides, tools: Tools) -> None:
        super().__init__(self.tr("Guided questions"), tools)
        self._guides = guides
        self._shown: tuple[Guide, ...] = ()

    @override
    def arrive(self, about: object) -> None:
        hear(self, self._guides.all(), self._show, self.say)

    @override
    def changed(self, changed: Changed) -> None:
        if changed.entry is None:
            self.arrive(None)

    @override
    def forget(self) -> None:
        self._shown = ()
        super().forget()

    def _show(self, found: tuple[Guide, ...]) -> None:
        if found == self._shown:
            return  # the keyboard stays where it is
        self._shown = found
        note = self.tr("One at a time. Skip any of them, and stop any time.")
        shown = [guide for guide in found if guide.id != LOOK_BACK]
        cards = [self._card(guide) for guide in shown]
        self.show_things(note, (*cards, self._own_ways()), cards[0])

    def _card(self, guide: Guide) -> QWidget:
        when = f"{guide.when[:1].upper()}{guide.when[1:]}."
        about = f"{when} {guide.intro}" if guide.when else guide.intro
        title = guide.title or self.tr("Without a title")
        card = WayCard(title, about, "guide", self.tools.theme, self.tools.icons)
        card.clicked.connect(partial(self.place_asked.emit, "guided", guide))
        if not guide.own:
            return card
        change = plain.button(self.tr("Change it"), partial(self._change, guide.id), "quiet")
        change.setAccessibleName(self.tr("Change “{title}”").format(title=title))
        both = QWidget()
        row = plain.row(gap=8)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(card, 1)
        row.addWidget(change)
        both.setLayout(row)
        both.setFocusProxy(card)
        return both

    def _own_ways(self) -> Flow:
        row = Flow()
        row.setSpacing(12)
        row.addWidget(plain.button(self.tr("Write your own"), partial(self._change, "")))
        row.addWidget(plain.button(self.tr("Add one from a text file…"), self._ask_for_file))
        return row

    def _change(self, guide_id: str) -> None:
        self.place_asked.emit("guide", guide_id)

    def _ask_for_file(self) -> None:
        kinds = self.tr("Text files (*.txt *.md);;All files (*)")
        opendialog.ask_file(self, self.tr("A set of questions"), kinds, self._bring)

    def _bring(self, path: str) -> None:
        hear(self, self._guides.bring(Path(path)), self._brought, self.say)

    def _brought(self, guide: Guide) -> None:
        self.arrive(None)
        sentence = self.tr("“{title}” is among your sets.")
        self.say(sentence.format(title=guide.title or self.tr("Without a title")))
