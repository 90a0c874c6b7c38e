"""The recovery kit: what it is, the twelve words, and a look whether they were written down."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.services.access import Standing
from journal_app.services.kit import Kit, NewKit, three_numbers
from journal_app.storage.keys import words
from journal_app.ui import copytext, savedialog
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.wordsline import WordsLine

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class KitPage(StepPage):
    """Leads through it step by step, so that words are seen only while they are looked at."""

    def __init__(self, kit: Kit, tools: Tools, *, trying: bool = False) -> None:
        self._texts = copytext.section("recovery_kit")
        super().__init__(tools, self._texts["title"])
        self._kit = kit
        self._clock = tools.clock
        self._standing: Standing | None = None
        self._new: NewKit | None = None
        self._lines: dict[int, QLineEdit] = {}
        self._trying = trying
        self._inside = False
        self._show_offer()

    @override
    def begin(self) -> None:
        self.hear(self._kit.look(), self._found, self.say)

    @override
    def back(self) -> bool:
        was_inside = self._inside
        if was_inside:
            self._show_front()
        return was_inside

    @override
    def forget(self) -> None:
        super().forget()
        self._standing = self._new = None
        self._lines = {}

    def _found(self, standing: Standing) -> None:
        self._standing = standing
        if standing.has_kit and self._trying:
            self._show_try()
        else:
            self._show_front()

    def _show_front(self) -> None:
        self._inside = False
        if self._standing is not None and self._standing.has_kit:
            self._show_kept()
        else:
            self._show_offer()

    def _show_offer(self) -> None:
        """Say what a kit is; the words are made when someone asks for them."""
        self._lines = self._passphrase_line(self._make)
        show = plain.button(self._texts["buttons"][1], self._make, "main")
        show.setEnabled(self._standing is not None)
        body = self._texts["body"].replace("24 words", self.tr("twelve words"))
        self.show_step(
            self._texts["title"],
            (
                plain.label(body, "lead", wrap=True),
                plain.label(self._texts["never"], wrap=True),
                *self._lines.values(),
            ),
            (show, plain.button(self._texts["buttons"][2], self._leave)),
        )

    def _show_kept(self) -> None:
        """Say that there is a kit, and what can be done with it."""
        self._lines = {}
        has = self.tr(
            "This journal has a kit already: twelve words on a page that you put away. It opens"
            " your journal if this computer’s keyring is lost, reset or moved."
        )
        again = self.tr(
            "Trying it takes a minute and changes nothing. A new kit takes the place of this one as"
            " soon as you have checked that it’s written down."
        )
        self.show_step(
            self._texts["title"],
            (plain.label(has, "lead", wrap=True), plain.label(again, wrap=True)),
            (
                plain.button(self.tr("Try the kit I have"), self._show_try, "main"),
                plain.button(self.tr("Make a new kit"), self._renew),
                plain.button(self.tr("Let go of it"), self._show_letting_go, "quiet"),
            ),
        )

    def _show_try(self) -> None:
        """Ask for all the words, from the page."""
        self._inside = True
        typed = WordsLine(self.tr("Twelve words, in their order"))
        typed.textEdited.connect(self._count)
        typed.returnPressed.connect(self._try)
        self._lines = {0: typed}
        lead = self.tr("Fetch the page, and type the twelve words that are on it.")
        how = self.tr("After four letters, Space fills in the rest. Nothing you type here is kept.")
        self.show_step(
            self.tr("Does your kit still open it?"),
            (plain.label(lead, "lead", wrap=True), plain.label(how, wrap=True), typed),
            (
                plain.button(self.tr("Try these words"), self._try, "main"),
                plain.button(self.tr("Not now"), self._leave),
            ),
        )
        typed.begin()

    def _count(self) -> None:
        there = len(words.split(self._lines[0].text()))
        self.say(self.tr("{} of 12 words").format(there) if there else "")

    def _try(self) -> None:
        typed = self._lines[0].text()
        self.wait(self.tr("One moment…"))
        self.hear(self._kit.rehearse(typed), self._it_opens, self.go_on)

    def _it_opens(self, _nothing: None) -> None:
        self._inside = False
        self._lines = {}
        lead = self.tr("They open your journal. Put the page back where it was.")
        done = plain.button(self.tr("Done"), self._leave, "main")
        self.show_step(self.tr("That’s right"), (plain.label(lead, "lead", wrap=True),), (done,))

    def _show_letting_go(self) -> None:
        """Say what it means that no words open the journal."""
        self._inside = True
        self._lines = self._passphrase_line(self._let_go)
        lead = self.tr("The words on your page open this journal no longer, wherever the page is.")
        older = self.tr("Older backups still open with them. Nothing else changes.")
        self.show_step(
            self.tr("Let go of the kit?"),
            (
                plain.label(lead, "lead", wrap=True),
                plain.label(older, wrap=True),
                *self._lines.values(),
            ),
            (
                plain.button(self.tr("Keep it"), self._show_front, "main"),
                plain.button(self.tr("Let go of it"), self._let_go),
            ),
        )

    def _let_go(self) -> None:
        if self._has_passphrase():
            reply = self._kit.let_go(self._passphrase)
            self.wait(self.tr("One moment…"))
            self.hear(reply, self._gone, self.go_on)

    def _gone(self, _nothing: None) -> None:
        self.left.emit(self.tr("The kit opens your journal no longer. You can tear the page up."))

    def _renew(self) -> None:
        """Make a new kit; ask for the passphrase first, where the journal asks for one."""
        if not self._asks_passphrase:
            self._make()
            return
        self._inside = True
        self._lines = self._passphrase_line(self._make)
        self.show_step(
            self.tr("Make a new kit"),
            (plain.label(self._texts["never"], "lead", wrap=True), *self._lines.values()),
            (
                plain.button(self._texts["buttons"][1], self._make, "main"),
                plain.button(self._texts["buttons"][2], self._show_front),
            ),
        )

    @property
    def _asks_passphrase(self) -> bool:
        return self._standing is not None and self._standing.asks_passphrase

    @property
    def _passphrase(self) -> str:
        return self._lines[0].text() if self._lines else ""

    def _passphrase_line(self, typed: Callable[[], None]) -> dict[int, QLineEdit]:
        """Return a line for the passphrase of a journal that asks for one."""
        if not self._asks_passphrase:
            return {}
        made = plain.line(self.tr("Passphrase"), secret=True)
        made.returnPressed.connect(typed)
        return {0: made}

    def _has_passphrase(self) -> bool:
        """Tell whether the passphrase was typed, where one is asked for; say so if not."""
        there = bool(self._passphrase) or not self._asks_passphrase
        if not there:
            self.say(self.tr("Type the passphrase first."))
        return there

    def _make(self) -> None:
        if self._has_passphrase():
            reply = self._kit.make(self._passphrase)
            self.wait(self.tr("One moment…"))
            self.hear(reply, self._made, self.go_on)

    def _made(self, new: NewKit) -> None:
        self._inside = False
        self._new = new
        self._show_words()

    def _show_words(self) -> None:
        """Show the words, large, in two columns."""
        if self._new is None:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(plain.GAP)
        grid.setVerticalSpacing(8)
        rows = len(self._new.words) // 2
        for at, word in enumerate(self._new.words):
            number = plain.label(str(at + 1), "quiet")
            shown = plain.label(word, "heading")
            shown.setAccessibleName(f"{at + 1} {word}")
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(number, at % rows, 2 * (at // rows), right)
            grid.addWidget(shown, at % rows, 2 * (at // rows) + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        card = plain.card()
        plain.column(card, margin=24).addLayout(grid)
        lead = self.tr("Write them down in this order, or print the page.")
        printer = self.tr("A printer may keep what it printed; one of your own is best.")
        self._lines = {}
        self.show_step(
            self.tr("Your twelve words"),
            (
                plain.label(lead, "lead", wrap=True),
                card,
                plain.label(f"{copytext.small('export_warn')} {printer}", "quiet", wrap=True),
            ),
            (
                plain.button(self.tr("Hide the words"), self._show_check, "main"),
                plain.button(self.tr("Print…"), self._print),
                plain.button(self._texts["buttons"][0], self._ask_where),
            ),
        )
        self.first = self._scroll  # not a button below: the first word is to be seen first
        self.focus_first()

    def _ask_where(self) -> None:
        title, name = self.tr("Save the recovery kit"), self.tr("Recovery kit.pdf")
        savedialog.ask(self, title, name, self._save)

    def _save(self, file: str) -> None:
        from journal_app.ui import kitpdf  # noqa: PLC0415 - only who saves or prints needs it

        if self._new is None:
            return
        try:
            self._kit.save(Path(file), kitpdf.render(self._new, self._today))
        except JournalError as error:
            self.say(error)
        else:
            self.say(self.tr("Saved. Print it or put it away, then check the words."))

    def _print(self) -> None:
        from journal_app.ui.printing import Printing  # noqa: PLC0415

        Printing(self, self._draw, self.say).ask()

    def _draw(self, printer: "QPrinter") -> bool:
        from journal_app.ui import kitpdf  # noqa: PLC0415

        if self._new is None:
            return False
        kitpdf.leave_margins(printer)
        return kitpdf.draw(printer, kitpdf.document(self._new, self._today))

    @property
    def _today(self) -> str:
        civil = self._clock.now().civil
        return f"{civil.day} {civil:%B %Y}"

    def _show_check(self) -> None:
        """Ask for three of the words."""
        asked = three_numbers()
        self._lines = {number: plain.line(self.tr("Word {}").format(number)) for number in asked}
        for typed in self._lines.values():
            typed.returnPressed.connect(self._check)
        question = self._texts["check"].format(**dict(zip("abc", asked, strict=True)))
        self.show_step(
            self.tr("Is it written down?"),
            (plain.label(question, "lead", wrap=True), _labelled(self._lines)),
            (
                plain.button(self.tr("Done"), self._check, "main"),
                plain.button(self.tr("Do this later"), self._later),
                plain.button(self.tr("Show the words again"), self._show_words, "quiet"),
            ),
        )

    def _check(self) -> None:
        if self._new is None:
            return
        not_yet = self.tr("Word {} isn’t the one on your page yet. Take your time.")
        for number, typed in self._lines.items():
            if not self._new.is_word(number, typed.text()):
                self.say(not_yet.format(number))
                typed.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.wait(self.tr("One moment…"))
        self.hear(self._kit.settle(self._new), self._settled, self.go_on)

    def _settled(self, _changed: Changed) -> None:
        self.left.emit(self.tr("That’s right. The twelve words open your journal from now on."))

    def _later(self) -> None:
        had = self._standing is not None and self._standing.has_kit
        both = self.tr("The new words open your journal, and the older kit still does, too.")
        self.left.emit(both if had else self.tr("The twelve words open your journal from now on."))

    def _leave(self) -> None:
        self.left.emit("")


def _labelled(lines: dict[int, QLineEdit]) -> QWidget:
    """Put the name of each line beside it, where it stays while one types."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(plain.GAP)
    grid.setVerticalSpacing(16)
    for row, typed in enumerate(lines.values()):
        grid.addWidget(plain.label(typed.accessibleName()), row, 0)
        grid.addWidget(typed, row, 1)
        typed.setPlaceholderText("")
    grid.setColumnStretch(1, 1)
    inside.setMaximumWidth(plain.LINE_WIDTH)
    return inside
