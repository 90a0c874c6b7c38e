"""A session's two sides: what was meant before it, facing what was made first after it."""

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from journal_app.domain.entry import EntryId
from journal_app.domain.spot import Spot
from journal_app.services.preparing import Pair, Preparing
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

ROOMY = 140  # percent of the usual text size, up to which both have room beside each other


class FacingPage(Listing):
    """Is about the entry of a session. Nothing is said of whether the two sides match."""

    def __init__(self, preparing: Preparing, tools: Tools) -> None:
        super().__init__(self.tr("Before and after"), tools)
        self._preparing = preparing
        self._about: EntryId | None = None

    @override
    def arrive(self, about: object) -> None:
        if about is not None:
            self._about = EntryId(str(about))
        if self._about is not None:
            hear(self, self._preparing.pair(self._about), self._show, self.say)

    def _show(self, pair: Pair) -> None:
        pages = QWidget()
        beside = self.tools.theme.px(100) <= ROOMY
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        both = QBoxLayout(way, pages)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(plain.GAP)
        both.addWidget(self._page(self.tr("What you meant"), pair.before), 1)
        both.addWidget(self._page(self.tr("What you made first"), pair.after), 1)
        opens = [
            plain.button(name, partial(self._open, entry))
            for name, entry in (
                (self.tr("Open what was before"), pair.meant),
                (self.tr("Open what came after"), pair.made),
            )
            if entry is not None
        ]
        ways = Flow()
        ways.setSpacing(12)
        for button in opens:
            ways.addWidget(button)
        self.go_up()
        self.show_things("", (pages, ways), opens[0] if opens else None)
        self.focus_first()

    def _page(self, title: str, texts: tuple[str, ...]) -> QWidget:
        card = plain.card()
        column = plain.column(card, margin=20, gap=12)
        column.addWidget(plain.label(title, "quiet", wrap=True))
        for text in texts or (self.tr("Nothing was written."),):
            label = plain.label(text, "" if texts else "quiet", wrap=True)
            if texts:
                label.setFont(self.tools.theme.page_font())
            column.addWidget(label)
        column.addStretch(1)
        return card

    def _open(self, entry: EntryId) -> None:
        self.entry_asked.emit(Spot(entry))
