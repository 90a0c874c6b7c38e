"""One quiet line on the home page about the recovery kit, with what can be answered."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QWidget

from journal_app.domain.rehearsal import Advice
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


class KitLine(QFrame):
    """Stays until it is answered: ``taken`` has the name of a side page, ``put_off`` the advice.

    It isn't shown in Afterglow, where there are only the doors.
    """

    taken = Signal(str)
    put_off = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._advice = Advice.NOTHING
        self._said = plain.label("", wrap=True)
        self._yes = plain.button("", self._take)
        self._no = plain.button("", self._decline, "quiet")
        row = plain.row(gap=12)
        row.setContentsMargins(20, 8, 12, 8)
        row.addWidget(self._said, 1)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self.setLayout(row)
        theme.changed.connect(self._show)
        self.hide()

    def show_advice(self, advice: Advice) -> None:
        """Say what may be said now, or nothing."""
        self._advice = advice
        said, yes, no = _texts().get(advice, ("", "", ""))
        self._said.setText(said)
        self._said.setAccessibleName(said)
        self._yes.setText(yes)
        self._no.setText(no)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._advice is not Advice.NOTHING and not self._theme.dim)

    def _take(self) -> None:
        if self._advice is Advice.MAKE:
            self.put_off.emit(self._advice)  # it was offered: once is enough, whatever comes of it
        self.taken.emit("kit" if self._advice is Advice.MAKE else "kit try")

    def _decline(self) -> None:
        self.put_off.emit(self._advice)
        self.show_advice(Advice.NOTHING)


def _texts() -> dict[Advice, tuple[str, str, str]]:
    """Return what is said, and the two answers."""
    say = QCoreApplication.translate
    return {
        Advice.MAKE: (
            say("KitLine", "If the key is lost, only a recovery kit opens your journal."),
            say("KitLine", "Make one"),
            say("KitLine", "Not now"),
        ),
        Advice.TRY: (
            say("KitLine", "Is your recovery kit still where you put it?"),
            say("KitLine", "Try it"),
            say("KitLine", "Later"),
        ),
    }
