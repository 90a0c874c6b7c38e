"""The recovery kit: what it is, the twelve words, and a look whether they were written down."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from journal_app.domain.clock import Clock
from journal_app.domain.errors import JournalError
from journal_app.services.kit import Kit, NewKit, Standing, save_page, three_numbers
from journal_app.ui import copytext, savedialog
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller

LINE_WIDTH = 560


class KitPage(QWidget):
    """Leads through it step by step; ``left`` carries the sentence to leave with, or nothing.

    Each step is made anew, so that words are on the screen for as long as they are looked at.
    """

    left = Signal(str)

    def __init__(self, kit: Kit, clock: Clock, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._kit = kit
        self._clock = clock
        self._texts = copytext.section("recovery_kit")
        self._standing: Standing | None = None
        self._new: NewKit | None = None
        self._lines: dict[int, QLineEdit] = {}
        self._first: QWidget = self
        self._note = plain.label("")
        self.header = Header(self.tr("Back"), theme, icons)
        self._scroll = Scroller(QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self._texts["title"])
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(self._scroll), 1)
        self._show_offer()
        kit.look().then(self._found, self._say)

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Let go of the words; the page is about to go."""
        self._kit.forget()
        self._standing = self._new = None
        self._scroll.show_inside(QWidget())

    def _found(self, standing: Standing) -> None:
        self._standing = standing
        self._show_offer()

    def _show_offer(self) -> None:
        """Say what a kit is; the words are made when someone asks for them."""
        has, asks = self._standing is not None and self._standing.has_kit, self._asks_passphrase
        self._lines = {0: self._line(self.tr("Passphrase"))} if asks else {}
        make = self.tr("Make a new kit") if has else self._texts["buttons"][1]
        show = plain.button(make, self._make, "main")
        show.setEnabled(self._standing is not None)
        body = self._texts["body"].replace("24 words", self.tr("twelve words"))
        again = self.tr(
            "This journal has a kit already. A new one takes its place as soon as you have checked"
            " that it’s written down."
        )
        for line in self._lines.values():
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.returnPressed.connect(self._make)
        self._show_step(
            self._texts["title"],
            (
                plain.label(body, "lead", wrap=True),
                plain.label(again if has else self._texts["never"], wrap=True),
                *self._lines.values(),
            ),
            (show, plain.button(self._texts["buttons"][2], self._leave)),
        )

    @property
    def _asks_passphrase(self) -> bool:
        return self._standing is not None and self._standing.asks_passphrase

    def _make(self) -> None:
        typed = self._lines[0].text() if self._lines else ""
        if self._asks_passphrase and not typed:
            self._say(self.tr("Type the passphrase first."))
            return
        self._say(
            self.tr("One moment…")
            if self._asks_passphrase
            else self.tr("One moment. Your computer may ask for its password in another window.")
        )
        self._scroll.setEnabled(False)
        self._kit.make(typed, self._made, self._not_made)

    def _not_made(self, error: JournalError) -> None:
        self._scroll.setEnabled(True)
        self._say(error)
        self.focus_first()

    def _made(self, new: NewKit) -> None:
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
        lead = self.tr("Write them down in this order, or save the page.")
        self._lines = {}
        self._show_step(
            self.tr("Your twelve words"),
            (
                plain.label(lead, "lead", wrap=True),
                card,
                plain.label(copytext.small("export_warn"), "quiet", wrap=True),
            ),
            (
                plain.button(self.tr("Hide the words"), self._show_check, "main"),
                plain.button(self._texts["buttons"][0], self._ask_where),
            ),
        )
        self._first = self._scroll  # not a button below: the first word is to be seen first
        self.focus_first()

    def _ask_where(self) -> None:
        title, name = self.tr("Save the recovery kit"), self.tr("Recovery kit.pdf")
        savedialog.ask(self, title, name, self._save)

    def _save(self, file: str) -> None:
        from journal_app.ui import kitpdf  # noqa: PLC0415 - only a page that is saved needs it

        if self._new is None:
            return
        civil = self._clock.now().civil
        try:
            save_page(Path(file), kitpdf.render(self._new, f"{civil.day} {civil:%B %Y}"))
        except JournalError as error:
            self._say(error)
        else:
            self._say(self.tr("Saved. Print it or put it away, then check the words."))

    def _show_check(self) -> None:
        """Ask for three of the words."""
        asked = three_numbers()
        self._lines = {number: self._line(self.tr("Word {}").format(number)) for number in asked}
        for line in self._lines.values():
            line.returnPressed.connect(self._check)
        question = self._texts["check"].format(**dict(zip("abc", asked, strict=True)))
        self._show_step(
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
        for number, line in self._lines.items():
            if not self._new.is_word(number, line.text()):
                self._say(
                    self.tr("Word {} isn’t the one on your page yet. Take your time.").format(
                        number
                    )
                )
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._scroll.setEnabled(False)
        self._kit.settle(self._new).then(self._settled, self._not_made)

    def _settled(self, _nothing: None) -> None:
        self.left.emit(self.tr("That’s right. The twelve words open your journal from now on."))

    def _later(self) -> None:
        had = self._standing is not None and self._standing.has_kit
        both = self.tr("The new words open your journal, and the older kit still does, too.")
        self.left.emit(both if had else self.tr("The twelve words open your journal from now on."))

    def _leave(self) -> None:
        self.left.emit("")

    def _show_step(
        self, title: str, things: tuple[QWidget, ...], buttons: tuple[QPushButton, ...]
    ) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=16)
        column.addWidget(plain.label(title, "title", wrap=True))
        for thing in things:
            column.addWidget(thing)
        self._note = plain.label("", wrap=True)
        column.addWidget(self._note)
        column.addLayout(plain.row(*buttons, None, gap=12))
        column.addStretch(1)
        self._scroll.show_inside(inside)
        self._scroll.setEnabled(True)
        self._first = next(iter(self._lines.values())) if self._lines else buttons[0]
        self.focus_first()

    def _say(self, what: str | JournalError) -> None:
        self._note.setText(str(what))
        self._note.setAccessibleName(str(what))

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setMaximumWidth(LINE_WIDTH)
        return line


def _labelled(lines: dict[int, QLineEdit]) -> QWidget:
    """Put the name of each line beside it, where it stays while one types."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(plain.GAP)
    grid.setVerticalSpacing(16)
    for row, line in enumerate(lines.values()):
        grid.addWidget(plain.label(line.accessibleName()), row, 0)
        grid.addWidget(line, row, 1)
        line.setPlaceholderText("")
    grid.setColumnStretch(1, 1)
    inside.setMaximumWidth(LINE_WIDTH)
    return inside
