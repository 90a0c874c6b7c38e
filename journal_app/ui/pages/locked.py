"""The closed journal: a sentence about why, and the ways to open it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from journal_app.domain.people import Person
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.wordsline import WordsLine


class LockedPage(QWidget):
    """Asks for a passphrase, the recovery words, or another try at the keyring (``again``).

    ``copy_chosen`` asks for the backup that was offered, ``rescue_chosen`` for what can still be
    read, ``header_chosen`` for the copy of vault.json, ``other_mode`` to be asked each time.
    """

    passphrase = Signal(str)
    words = Signal(str)
    chosen_passphrase = Signal(str)
    again = Signal()
    copy_chosen = Signal()
    rescue_chosen = Signal()
    header_chosen = Signal()
    other_mode = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        texts = copytext.section("lock")
        self._texts = texts
        self.header = Header("", theme, icons)
        self._title = plain.label("", "title", wrap=True)
        self._sentence = plain.label("", "lead", wrap=True)
        self._line = self._make_line(self.tr("Passphrase"))
        self._second = self._make_line(self.tr("The same once more"))
        self._words = WordsLine(self.tr("Twelve words, in their order"))
        self._words.returnPressed.connect(self._unlock)
        self._words.textEdited.connect(self._count)
        self._note = plain.label("", "quiet", wrap=True)
        self._help = plain.label("", "asks", wrap=True)
        self._open = plain.button(texts["unlock"], self._unlock, "main")
        self._copy = plain.button(self.tr("Open that copy"), self._choose_copy, "main")
        self._use = plain.button(self.tr("Use that copy"), self._choose_header, "main")
        self._rescue = plain.button(self.tr("Rescue what can be read"), self.rescue_chosen.emit)
        self._kit = plain.button(self.tr("Use the recovery kit"), self._type_words)
        self._again = plain.button(self.tr("Try again"), self._begin_again)
        self._other = plain.button(self.tr("Ask each time instead"), self.other_mode.emit)
        self._choosing = False
        self._inside = QWidget()
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

    def say_what_locking_is(self, *, opens_with_keyring: bool) -> None:
        """Say what a lock can't do where the keyring opens the journal, and offer what can."""
        if opens_with_keyring:
            self._note.setText(
                self.tr(
                    "Whoever is signed in as you can press Unlock: the key is in the keyring. Your"
                    " journal can ask for a passphrase each time instead."
                )
            )
        self._other.setVisible(opens_with_keyring)

    def say_who_answers(self, number: str, people: Sequence[Person]) -> None:
        """Say whom to call in an emergency; ``people`` are those somebody wants to be seen here."""
        said = copytext.section("safety_page")["emergency"].format(emergency_number=number)
        own = (" ".join(filter(None, (one.name, one.phone))) for one in people)
        self._help.setText(" · ".join((said, *own)))

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

    def working_on(self, sentence: str) -> None:
        """Say that the journal is closed for a moment, and why."""
        self._say(self.tr("One moment…"), sentence)
        self._offer(line=False, again=False)

    def trouble(self, sentence: str, *, again: bool) -> None:
        """Say why the journal stays closed."""
        self._say(self._texts["body"], sentence)
        self._offer(line=False, again=again)

    def ask(self, sentence: str, *, again: bool, or_words: bool = False) -> None:
        """Ask for the passphrase; ``or_words`` offers the recovery kit beside it."""
        if or_words and self._typing_words:
            self._go_on_typing(sentence)
        else:
            self._say(self._texts["title"], sentence or self._texts["body"])
            self._offer(line=True, again=again, kit=or_words)

    def ask_words(self, sentence: str, *, again: bool) -> None:
        """Offer the recovery kit; what was typed of its words stays."""
        if self._typing_words:
            self._go_on_typing(sentence)
        else:
            self._say(self._texts["body"], sentence)
            self._offer(line=False, again=again, kit=True)

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

    def mend(self, sentence: str, *, copy_from: str, rescue: bool) -> None:
        """Offer a backup in the place of the journal's file, or what can still be read of it."""
        notes = []
        if copy_from:
            copy = self.tr("You can open the last good copy, from {}.").format(copy_from)
            sentence = f"{sentence} {copy}"
            notes.append(self.tr("What was made after that copy isn’t in it."))
        if rescue:
            notes.append(
                self.tr(
                    "A rescue brings over all that can still be read, and says what was lost. The"
                    " damaged file is kept beside the journal, unchanged."
                )
            )
        self._say(self._texts["body"], sentence)
        self._note.setText(" ".join(notes))
        self._offer(line=False, again=True)
        self._copy.setVisible(bool(copy_from))
        self._rescue.setVisible(rescue)
        self.focus_first()

    def offer_header(self, sentence: str, made: str) -> None:
        """Offer a copy of vault.json in the place of one that is missing or damaged."""
        copy = self.tr("A copy of it from {} is kept with your backups.").format(made)
        self._say(self._texts["body"], f"{sentence} {copy}")
        self._note.setText(
            self.tr(
                "That copy is used only if its key opens the journal. It asks for the passphrase or"
                " the recovery kit of that day. Nothing in the journal changes."
            )
        )
        self._offer(line=False, again=True)
        self._use.show()
        self.focus_first()

    def working(self) -> None:
        """Say that something is being tried."""
        self._note.setText(self.tr("One moment…"))
        self._inside.setEnabled(False)

    def forget(self) -> None:
        """Forget what was typed: the journal is open."""
        for line in (self._line, self._second, self._words):
            line.clear()

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
        if self._typing_words:
            self._words.begin()
        else:
            ways = (self._line, self._copy, self._use, self._rescue, self._again, self._kit)
            first = next((way for way in ways if way.isVisibleTo(self)), self._again)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _typing_words(self) -> bool:
        return self._words.isVisibleTo(self)

    def _type_words(self) -> None:
        self._say(
            self.tr("Recovery kit"),
            self.tr("Type the twelve words. After four letters, Space fills in the rest."),
        )
        self._offer(line=False, again=True, words=True)
        self._again.setText(self.tr("Go back"))

    def _go_on_typing(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._inside.setEnabled(True)
        self._count()
        self.focus_first()

    def _count(self) -> None:
        there = self._words.count
        self._note.setText(self.tr("{} of 12 words").format(there) if there else "")

    def _begin_again(self) -> None:
        self._words.hide()
        self.again.emit()

    def _choose_copy(self) -> None:
        self.working()
        self.copy_chosen.emit()

    def _choose_header(self) -> None:
        self.working()
        self.header_chosen.emit()

    def _say(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._note.setText("")
        self._again.setText(self.tr("Try again"))

    def _offer(
        self,
        *,
        line: bool,
        again: bool,
        choosing: bool = False,
        kit: bool = False,
        words: bool = False,
    ) -> None:
        self._choosing = choosing
        self.forget()
        self._line.setVisible(line)
        self._second.setVisible(choosing)
        self._words.setVisible(words)
        self._kit.setVisible(kit)
        for other in (self._copy, self._use, self._rescue, self._other):
            other.hide()
        self._open.setVisible(line or words)
        self._open.setText(self.tr("Use this passphrase") if choosing else self._texts["unlock"])
        self._again.setVisible(again)
        self._inside.setEnabled(True)
        self.focus_first()

    def _unlock(self) -> None:
        text = self._line.text()
        if self._typing_words:
            self.working()
            self.words.emit(self._words.text())
        elif not text:
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
        inner = plain.column(self._inside, gap=16)
        inner.addStretch(1)
        lines = (self._line, self._second, self._words)
        for thing in (self._title, self._sentence, *lines, self._note):
            inner.addWidget(thing)
        inner.addLayout(plain.row(self._copy, self._rescue, None, gap=12))
        inner.addLayout(
            plain.row(self._open, self._use, self._kit, self._again, self._other, None, gap=12)
        )
        inner.addStretch(2)
        layout = plain.column(self, margin=24)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(self._inside)), 1)
        layout.addLayout(plain.middle(self._help))
