"""The closed journal: a sentence about why, and the ways to open it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller


class LockedPage(QWidget):
    """Asks for a passphrase, or for another try at the keyring; ``again`` asks for that."""

    passphrase = Signal(str)
    chosen_passphrase = Signal(str)
    again = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        texts = copytext.section("lock")
        self._texts = texts
        self.header = Header("", theme, icons)
        self._title = plain.label("", "title", wrap=True)
        self._sentence = plain.label("", "lead", wrap=True)
        self._line = self._make_line(self.tr("Passphrase"))
        self._second = self._make_line(self.tr("The same once more"))
        self._note = plain.label("", "quiet", wrap=True)
        self._open = plain.button(texts["unlock"], self._unlock, "main")
        self._again = plain.button(self.tr("Try again"), self.again.emit)
        self._choosing = False
        self._lay_out()
        self.locked()

    @property
    def sentence(self) -> str:
        """What the page says."""
        return self._sentence.text()

    def locked(self) -> None:
        """Say that the journal is closed, with nothing to do but open it."""
        self._say(self._texts["title"], self._texts["body"])
        self._offer(line=False, again=True)
        self._again.setText(self._texts["unlock"])

    def waiting(self) -> None:
        """Say that the computer's keyring is taking its time."""
        self._say(
            self.tr("Waiting for your keyring"),
            self.tr(
                "Your computer may be asking for its password in another window."
                " Nothing is lost while it waits."
            ),
        )
        self._offer(line=False, again=False)

    def trouble(self, sentence: str, *, again: bool) -> None:
        """Say why the journal stays closed."""
        self._say(self._texts["body"], sentence)
        self._offer(line=False, again=again)

    def ask(self, sentence: str, *, again: bool) -> None:
        """Ask for the passphrase."""
        self._say(self._texts["title"], sentence or self._texts["body"])
        self._offer(line=True, again=again)

    def offer(self, sentence: str) -> None:
        """Offer to choose a passphrase, where there is no keyring."""
        self._say(self.tr("A passphrase for your journal"), sentence)
        self._note.setText(
            self.tr(
                "A few words that only you would put together are best. If it’s forgotten,"
                " nobody can open the journal, and neither can we."
            )
        )
        self._offer(line=True, again=True, choosing=True)

    def working(self) -> None:
        """Say that a passphrase is being tried."""
        self._note.setText(self.tr("One moment…"))
        for thing in (self._line, self._second, self._open, self._again):
            thing.setEnabled(False)

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
        first = self._line if self._line.isVisibleTo(self) else self._again
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._note.setText("")
        self._again.setText(self.tr("Try again"))

    def _offer(self, *, line: bool, again: bool, choosing: bool = False) -> None:
        self._choosing = choosing
        self._line.clear()
        self._second.clear()
        self._line.setVisible(line)
        self._second.setVisible(choosing)
        self._open.setVisible(line)
        self._open.setText(self.tr("Use this passphrase") if choosing else self._texts["unlock"])
        self._again.setVisible(again)
        for thing in (self._line, self._second, self._open, self._again):
            thing.setEnabled(True)
        self.focus_first()

    def _unlock(self) -> None:
        text = self._line.text()
        if not text:
            self._note.setText(self.tr("Type the passphrase first."))
        elif self._choosing and text != self._second.text():
            self._note.setText(self.tr("The two aren’t the same yet."))
        else:
            self.working()
            (self.chosen_passphrase if self._choosing else self.passphrase).emit(text)

    def _make_line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setMaximumWidth(560)
        line.returnPressed.connect(self._unlock)
        return line

    def _lay_out(self) -> None:
        inside = QWidget()
        inner = plain.column(inside, gap=16)
        inner.addStretch(1)
        for thing in (self._title, self._sentence, self._line, self._second, self._note):
            inner.addWidget(thing)
        inner.addLayout(plain.row(self._open, self._again, None))
        inner.addStretch(2)
        layout = plain.column(self, margin=24)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)
