"""Letting go of what is in the bin: for good, with a typed word, and never in Afterglow."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.typedword import TypedWord


class LettingGo(QWidget):
    """Offers both ways and asks for the word; ``emptied`` for all, ``let_go`` for what is old."""

    emptied = Signal()
    let_go = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._all = self._old = 0
        self._old_button = plain.button(
            self.tr("Let go of what has been here for 30 days…"), self._ask_for_old, "quiet"
        )
        self._all_button = plain.button(self.tr("Empty the bin…"), self._ask_for_all, "quiet")
        self._word: TypedWord | None = None
        self._column = plain.column(self, gap=12)
        for button in (self._old_button, self._all_button):
            self._column.addLayout(plain.row(button, None))

    def show_counts(self, everything: int, old: int) -> None:
        """Know how many things there are, and how many have been there for 30 days."""
        if (everything, old) != (self._all, self._old):
            self._all, self._old = everything, old
            self.leave()

    def leave(self) -> None:
        """Ask for nothing any more."""
        word, self._word = self._word, None
        if word is not None:
            word.hide()
            word.deleteLater()
        self._old_button.setVisible(bool(self._old))
        self._all_button.setVisible(bool(self._all))
        self.setVisible(bool(self._all))

    def _ask_for_old(self) -> None:
        one = self.tr("One thing has been here for 30 days or longer.")
        some = self.tr("{} things have been here for 30 days or longer.").format(self._old)
        self._ask(self.tr("Let go"), one if self._old == 1 else some).connect(self.let_go)

    def _ask_for_all(self) -> None:
        one, some = self.tr("One thing is in the bin."), self.tr("{} things are in the bin.")
        what = one if self._all == 1 else some.format(self._all)
        self._ask(self.tr("Empty the bin"), what).connect(self.emptied)

    def _ask(self, name: str, what: str) -> SignalInstance:
        """Ask for the word in the place of the buttons; return what tells that it was meant."""
        for button in (self._old_button, self._all_button):
            button.hide()
        stay = plain.button(self.tr("Leave it here"), self._stay)
        goes = self.tr(
            "What you let go of is gone for good, and nobody can bring it back. Backups that were"
            " made earlier still hold it, until newer ones take their place."
        )
        self._word = TypedWord(name, self._theme, about=f"{what} {goes}", beside=stay)
        self._column.addWidget(self._word)
        first = stay if self._theme.dim else self._word.line
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._word.meant

    def _stay(self) -> None:
        self.leave()
        self._all_button.setFocus(Qt.FocusReason.OtherFocusReason)
