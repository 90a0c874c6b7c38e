"""The returns of a theme, one under the other, under the days they were met on."""

from collections import deque

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain import day
from journal_app.domain.themes import MarkId, Return
from journal_app.services.themes import Themes
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.returncard import ReturnCard
from journal_app.ui.widgets.toolrow import gap

APART = 14  # pixels more above a new day
AT_ONCE = 8  # cards made before the page is painted, and then in each idle moment


class ReturnList(QWidget):
    """Shows returns in their order; ``opened`` carries a ``Spot``, ``off`` a ``Return``."""

    opened = Signal(object)
    off = Signal(object)

    def __init__(self, themes: Themes, tools: Tools) -> None:
        super().__init__()
        self._themes, self._tools = themes, tools
        self._returns: tuple[Return, ...] = ()
        self._cards: dict[MarkId, ReturnCard] = {}
        self._spare: dict[MarkId, ReturnCard] = {}
        self._waiting: deque[Return] = deque()
        self._said = ""  # the day that was said last
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._add_some)
        self._column = plain.column(self)
        tools.theme.changed.connect(self._dress)

    @property
    def cards(self) -> tuple[ReturnCard, ...]:
        """The cards there are by now, in their order."""
        return tuple(self._cards.values())

    def show_returns(self, returns: tuple[Return, ...]) -> None:
        """Show these, and of those that were shown already the same cards."""
        if returns == self._returns:
            return
        before = self.cards
        at = next((n for n, card in enumerate(before) if _has_focus(card)), None)
        many = len(self._cards) + AT_ONCE
        self._clear()
        self._column.setSpacing(gap(self._tools.theme))
        self._returns = returns
        self._waiting.extend(returns)
        self._add(many)
        for card in self._spare.values():
            card.stop()
            card.hide()
            card.deleteLater()
        self._spare.clear()
        if at is not None and self._cards and before[at] not in self.cards:
            near = self.cards[min(at, len(self._cards) - 1)]
            near.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        """Take everything off; the cards may be needed again."""
        self._idle.stop()
        self._waiting.clear()
        self._said = ""
        self._spare, self._cards = self._cards, {}
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and not isinstance(old, ReturnCard):
                old.hide()
                old.deleteLater()

    def _add_some(self) -> None:
        self._add(AT_ONCE)

    def _add(self, many: int) -> None:
        self._column.takeAt(self._column.count() - 1)  # the stretch
        for _ in range(min(many, len(self._waiting))):
            self._add_card(self._waiting.popleft())
        self._column.addStretch(1)
        if self._waiting:
            self._idle.start()
        else:
            self._idle.stop()

    def _add_card(self, met: Return) -> None:
        said = day.full_date(met.line.day)
        if said != self._said:
            heading = plain.label(said, "quiet", wrap=True)
            heading.setContentsMargins(0, APART if self._said else 0, 0, 0)
            self._said = said
            self._column.addWidget(heading)
        card = self._spare.get(met.mark.id)
        if card is None or card.met != met:
            card = ReturnCard(met, self._themes, self._tools)
            card.opened.connect(self.opened)
            card.off.connect(self.off)
        else:
            del self._spare[met.mark.id]
        self._cards[met.mark.id] = card
        self._column.addWidget(card)

    def _dress(self) -> None:
        """Make every card anew: letters and pictures have other sizes now."""
        returns = self._returns
        self.show_returns(())
        self.show_returns(returns)


def _has_focus(card: ReturnCard) -> bool:
    return card.isAncestorOf(card.window().focusWidget())
