"""Opening a copy from a file: which one, what opens it, and what will happen then."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton
from typing_extensions import override

from journal_app.domain import day
from journal_app.services.portable import Arrival, Found
from journal_app.storage.keys.ways import Way
from journal_app.ui import opendialog
from journal_app.ui.errand import Errand
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.wordsline import WordsLine


class ArrivalPage(StepPage):
    """Leads through it; the journal that is here changes only after the last, deliberate press."""

    def __init__(self, arrival: Arrival, tools: Tools, put_in_place: Callable[[], None]) -> None:
        super().__init__(tools, self.tr("A copy from a file"))
        self._arrival = arrival
        self._clock = tools.clock
        self._put_in_place = put_in_place
        self._line: QLineEdit | None = None
        self._found: Found | None = None
        self._show_offer()

    @override
    def back(self) -> bool:
        inside = self._found is not None
        if inside:
            self._show_offer()
        return inside

    @override
    def forget(self) -> None:
        super().forget()
        self._arrival.forget()
        self._line = None

    def _show_offer(self) -> None:
        self._found = None
        what = self.tr(
            "A portable copy of a journal, or one of its backups, can be opened here. Nothing"
            " changes before you have seen what will happen."
        )
        files = self.tr(
            "A portable copy is one file ending in .afterpage. A backup is a file ending in .db"
            " with one of the same name beside it that ends in .json."
        )
        self.show_step(
            self.tr("Open a copy from a file"),
            (plain.label(what, "lead", wrap=True), plain.label(files, "quiet", wrap=True)),
            (
                plain.button(self.tr("Choose the file…"), self._ask_which, "main"),
                plain.button(self.tr("Not now"), self._leave),
            ),
        )

    def _ask_which(self) -> None:
        kinds = self.tr("Copies of a journal (*.afterpage *.db);;All files (*)")
        opendialog.ask_file(self, self.tr("Open a copy"), kinds, self._look)

    def _look(self, file: str) -> None:
        self.wait(self.tr("One moment…"))
        self.hear(self._arrival.look(Path(file)), self._looked, self.go_on)

    def _looked(self, found: Found) -> None:
        self._found = found
        self.hear(self._arrival.unlock(found), partial(self._unlocked, found), self._refused)

    def _unlocked(self, found: Found, known: bool) -> None:  # noqa: FBT001 - the answer
        if known:
            self._show_what_happens(found)
        elif Way.PASSPHRASE in found.ways:
            self._show_passphrase(found)
        else:
            self._show_words(found)

    def _refused(self, error: object) -> None:
        self._show_offer()
        self.say(str(error))

    def _show_passphrase(self, found: Found) -> None:
        self._line = plain.line(self.tr("Its passphrase"), secret=True)
        words = plain.button(self.tr("Use the recovery kit"), partial(self._show_words, found))
        self._ask(
            self.tr("Type the passphrase this copy opens with."),
            self._line,
            (words,) if Way.WORDS in found.ways else (),
        )

    def _show_words(self, _found: Found) -> None:
        asked = WordsLine(self.tr("Twelve words, in their order"))
        self._line = asked
        self._ask(
            self.tr(
                "Type the twelve words of the recovery kit it was made with. After four letters,"
                " Space fills in the rest."
            ),
            asked,
        )
        asked.begin()

    def _ask(self, sentence: str, asked: QLineEdit, others: tuple[QPushButton, ...] = ()) -> None:
        asked.returnPressed.connect(self._try)
        self.show_step(
            self.tr("What opens it?"),
            (plain.label(sentence, "lead", wrap=True), asked),
            (plain.button(self.tr("Open it"), self._try, "main"), *others),
        )

    def _try(self) -> None:
        typed = "" if self._line is None else self._line.text()
        if self._found is None or not typed.strip():
            self.say(self.tr("Type it first."))
            return
        self.wait(self.tr("One moment…"))
        found = self._found
        self.hear(self._arrival.unlock(found, typed), partial(self._unlocked, found), self.go_on)

    def _show_what_happens(self, found: Found) -> None:
        self._line = None
        made = day.date_and_time(self._arrival.at(found.made_ms))
        lead = self.tr("It opens. It was made on {when}.").format(when=made)
        what = self.tr(
            "It takes the place of the journal that is here. That one moves aside, into a folder"
            " beside it, and is kept; so are its backups. The journal closes for a moment and opens"
            " again."
        )
        self.show_step(
            self.tr("What will happen"),
            (plain.label(lead, "lead", wrap=True), plain.label(what, wrap=True)),
            (
                plain.button(self.tr("Leave it as it is"), self._leave, "main"),
                plain.button(self.tr("Yes, put it in place"), self._prepare),
            ),
        )

    def _prepare(self) -> None:
        if self._found is not None:
            self.wait(self.tr("The copy is being read and checked. Nothing has changed yet."))
            self.hear(self._arrival.prepare(self._found), self._lies_ready, self.go_on)

    def _lies_ready(self, _nothing: None) -> None:
        said = self.tr(
            "This is the journal from the copy. The one that was here is kept in a folder beside"
            " it."
        )
        sentence = self.tr("The copy is being put in place.")
        self.errand.emit(Errand(self._put_in_place, sentence, said))

    def _leave(self) -> None:
        self.left.emit("")
