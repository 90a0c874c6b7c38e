"""What was put away for later: when each opens, and nothing of what is in it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from journal_app.domain import someday
from journal_app.domain.changes import Changed
from journal_app.domain.shelved import Sealed
from journal_app.domain.spot import Spot
from journal_app.services.shelving import Shelving
from journal_app.ui.pages.shelf import Shelf
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain

_MARK = 30


class SealCard(QFrame):
    """One seal; it is opened after a second, deliberate press, and ``opened`` then carries it."""

    opened = Signal(object)

    def __init__(self, seal: Sealed, said: tuple[str, str], tools: Tools) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.seal = seal
        self._tools = tools
        self._mark = QLabel()
        self._about = plain.label(said[1], "quiet", wrap=True)
        self._asked = plain.label(self.tr("You put this away for later. Open it now?"), wrap=True)
        self.button = plain.button(self.tr("Open it…"), self._ask)
        self._leave = plain.button(self.tr("Leave it"), self._never_mind)
        self._really = plain.button(self.tr("Open it"), self._open)
        for button in (self.button, self._leave, self._really):
            button.setAccessibleDescription(said[0])
        words = plain.column(gap=4)
        words.addWidget(plain.label(said[0], "lead", wrap=True))
        words.addWidget(self._about)
        head = plain.row(self._mark, gap=14)
        head.addLayout(words, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = plain.column(self, margin=18, gap=12)
        column.addLayout(head)
        column.addWidget(self._asked)
        column.addLayout(plain.row(self._leave, self._really, None, gap=12))
        self._choose(asking=False)
        tools.theme.changed.connect(self._colour)
        self._colour()

    @property
    def asking(self) -> bool:
        """Whether it was pressed once."""
        return not self._asked.isHidden()

    def _ask(self) -> None:
        self._choose(asking=True)
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _never_mind(self) -> None:
        self._choose(asking=False)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self.opened.emit(self.seal)

    def _choose(self, *, asking: bool) -> None:
        self.button.setVisible(not asking)
        for thing in (self._asked, self._leave, self._really):
            thing.setVisible(asking)

    def _colour(self) -> None:
        side = self._tools.theme.px(_MARK)
        self._mark.setPixmap(self._tools.icons.pixmap("seal", side, "text_muted"))


class SealedPage(Shelf):
    """Lists the seals, what opens first first."""

    def __init__(self, shelving: Shelving, tools: Tools) -> None:
        super().__init__(self.tr("Sealed"), tools)
        self._shelving = shelving
        self._tools = tools
        self._shown: tuple[Sealed, ...] | None = None
        self.cards: list[SealCard] = []

    @override
    def arrive(self, about: object) -> None:
        self._shown = None  # whoever comes back wasn’t asked anything
        super().arrive(about)

    @override
    def look(self) -> None:
        self.hear(self._shelving.sealed(), self._show)

    @override
    def clear(self) -> None:
        self._show(())

    def _show(self, seals: tuple[Sealed, ...]) -> None:
        """Show these, unless they are shown: somebody may just be asked about one."""
        if seals == self._shown:
            return
        here = self.has_keyboard
        self._shown = seals
        self.cards = [self._card(seal) for seal in seals]
        about = self.tr("Put away for later. None of it is shown, found or exported until then.")
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(plain.label(self.tr("Sealed"), "title", wrap=True))
        lead = about if seals else self.tr("Nothing is sealed.")
        column.addWidget(plain.label(lead, "lead", wrap=True))
        for card in self.cards:
            card.opened.connect(self._unseal)
            column.addWidget(card)
        column.addStretch(1)
        self.area.show_inside(inside)
        if here:
            self.focus_first()

    def _card(self, seal: Sealed) -> SealCard:
        today = self._tools.calendar.today()
        opens = self.tr("Opens when you choose")
        if seal.until is not None:
            opens = self.tr("Opens on {day}").format(day=someday.said(seal.until, today))
        since = someday.said(self._shelving.day(seal.since_ms), today)
        return SealCard(seal, (opens, self.tr("Sealed on {day}").format(day=since)), self._tools)

    def _unseal(self, seal: Sealed) -> None:
        done = partial(self._was_unsealed, seal)
        self.hear(self._shelving.unseal(seal.entry), done)

    def _was_unsealed(self, seal: Sealed, _changed: Changed) -> None:
        self.entry_asked.emit(Spot(seal.entry))
