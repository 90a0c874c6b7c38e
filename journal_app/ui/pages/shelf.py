"""The kind of place that lists what lies out of sight: cards with a button each, one to a thing."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import DiskFull, JournalError
from journal_app.services.journal import Reply
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller

T = TypeVar("T")


class Card(Protocol):
    """What stands on a shelf."""

    button: QPushButton


class Shelf(Place):
    """Scrolls its cards, and keeps what has the keyboard in sight."""

    def __init__(self, name: str, tools: Tools) -> None:
        super().__init__()
        self._here = True
        self.cards: Sequence[Card] = ()
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.area = Scroller(QWidget())
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(name)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(self.area), 1)

    def look(self) -> None:
        """Ask what there is, and show it."""

    def clear(self) -> None:
        """Show nothing."""

    def hear(self, reply: Reply[T], done: Callable[[T], None]) -> None:
        """Pass on an answer, if the journal is still open when it comes."""

        def answer(value: T) -> None:
            if self._here:
                done(value)

        reply.then(answer, self.refuse)

    def refuse(self, error: JournalError) -> None:
        """Say what could not be done."""
        full = self.tr("The disk is full, so this was left as it is. Nothing is lost.")
        if self._here:
            self.said.emit(full if isinstance(error, DiskFull) else str(error), ())
            self.look()

    @override
    def arrive(self, about: object) -> None:
        self.look()

    @override
    def changed(self, changed: Changed) -> None:
        if changed.line:
            self.look()

    @override
    def forget(self) -> None:
        self._here = False
        self.clear()

    @override
    def focus_first(self) -> None:
        self.focus_card(0)

    def focus_card(self, at: int) -> None:
        """Put the keyboard on the card at this place, or the last one, or the page."""
        thing: QWidget = self.area
        if self.cards:
            thing = self.cards[min(at, len(self.cards) - 1)].button
            if at == 0:
                self.area.verticalScrollBar().setValue(0)  # with the title above it
            self.area.ensureWidgetVisible(thing)
        thing.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is on the page, below its header."""
        return self.area.hasFocus() or self.area.isAncestorOf(self.focusWidget())

    def _keep_in_sight(self, _least: int, _most: int) -> None:
        if self.area.isAncestorOf(self.focusWidget()):
            self.area.ensureWidgetVisible(self.focusWidget())
