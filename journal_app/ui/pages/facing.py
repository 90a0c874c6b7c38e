"""A session's two sides: what was meant before it, facing what was made first after it."""

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.entry import EntryId, Kind, Part
from journal_app.domain.spot import Spot
from journal_app.domain.voice import clock_face, fold
from journal_app.media import words
from journal_app.services.preparing import Pair, Preparing
from journal_app.ui import kinds
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.partface import Picture
from journal_app.ui.widgets.writing.flow import Flow

ROOMY = 140  # percent of the usual text size, up to which both have room beside each other


class FacingPage(Listing):
    """Is about the entry of a session. Nothing is said of whether the two sides match."""

    def __init__(self, preparing: Preparing, tools: Tools) -> None:
        super().__init__(self.tr("Before and after"), tools)
        self._preparing = preparing
        self._about: EntryId | None = None
        self._leisure = Leisure(self)
        self._pictures: list[Picture] = []

    @override
    def arrive(self, about: object) -> None:
        if about is not None:
            self._about = EntryId(str(about))
        if self._about is not None:
            hear(self, self._preparing.pair(self._about), self._show, self.say)

    @override
    def forget(self) -> None:
        self._let_go()
        super().forget()

    def _let_go(self) -> None:
        for picture in self._pictures:
            picture.end()
        self._pictures.clear()
        self._leisure.forget()

    def _show(self, pair: Pair) -> None:
        self._let_go()
        pages = QWidget()
        beside = self.tools.theme.px(100) <= ROOMY
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        both = QBoxLayout(way, pages)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(plain.GAP)
        both.addWidget(self._page(self.tr("What you meant"), pair.before), 1)
        both.addWidget(self._page(self.tr("What you made first"), pair.after), 1)
        opens = [
            *(self._way(self.tr("Open what was before"), entry) for entry in pair.meant_in),
            *(self._way(self.tr("Open what came after"), entry) for entry in pair.made_in),
        ]
        flow = Flow()
        flow.setSpacing(12)
        for button in opens:
            flow.addWidget(button)
        self.go_up()
        self.show_things("", (pages, flow), opens[0] if opens else None)
        self.focus_first()

    def _page(self, title: str, parts: tuple[Part, ...]) -> QWidget:
        card = plain.card()
        column = plain.column(card, margin=20, gap=12)
        column.addWidget(plain.label(title, "quiet", wrap=True))
        for part in parts:
            column.addWidget(self._face(part))
            if part.caption:
                column.addWidget(plain.label(part.caption, "quiet", wrap=True))
        if not parts:
            column.addWidget(plain.label(self.tr("Nothing was made."), "quiet", wrap=True))
        column.addStretch(1)
        return card

    def _face(self, part: Part) -> QWidget:
        if part.kind is Kind.WORDS:
            label = plain.label(words.plain_text(part), wrap=True)
            label.setFont(self.tools.theme.page_font())
            return label
        if part.kind is Kind.VOICE:
            length = clock_face(fold(part.records).seconds)
            return plain.label(self.tr("A voice, {length}").format(length=length), wrap=True)
        picture = Picture(part, self.tools.theme, self._leisure)
        picture.setAccessibleName(kinds.names()[part.kind])
        self._pictures.append(picture)
        return picture

    def _way(self, said: str, entry: EntryId) -> QPushButton:
        return plain.button(said, partial(self._open, entry))

    def _open(self, entry: EntryId) -> None:
        self.entry_asked.emit(Spot(entry))
