"""The backups: a list, a look inside one, one put in the journal's place, and copies elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.entry import EntryLine
from journal_app.domain.errors import JournalError
from journal_app.domain.rotation import Backup
from journal_app.services.copies import Copies, Copy, Overview
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.secondfolder import Second
from journal_app.ui.errand import Errand
from journal_app.ui.pages.inside import LINES, InsidePage
from journal_app.ui.sidepage import SidePage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.backupcard import BackupCard
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.question import Question
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.secondfolder import SecondFolderSection

AT_FIRST = 3  # so many are shown until somebody asks for all


class BackupsPage(SidePage):
    """Shows what copies there are; putting one in place is an ``errand``."""

    def __init__(
        self,
        safekeeping: Safekeeping,
        copies: Copies,
        tools: Tools,
        put_in_place: Callable[[], None],
    ) -> None:
        super().__init__()
        self._safekeeping = safekeeping
        self._copies = copies
        self._put_in_place = put_in_place
        self._tools = tools
        self._found: tuple[Copy, ...] = ()
        self._pending: Callable[[BackupCard], None] = self._look_at
        self._now = plain.button(self.tr("Back up now"), self._back_up, "main")
        self._said = plain.label("", wrap=True)
        self._list = QWidget()
        self._all = plain.button("", self._show_all)
        self._earlier = self._ask_about_earlier()
        self._second = SecondFolderSection()
        self._second.chosen.connect(self._choose_second)
        self._second.forgotten.connect(self._forget_second)
        self._inside = InsidePage(tools)
        header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.headers = (header, self._inside.header)
        self._front = self._lay_out(header)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._front)
        self._stack.addWidget(self._inside)
        plain.column(self, gap=0).addWidget(self._stack)

    @override
    def begin(self) -> None:
        self.hear(self._copies.look(), self._show, self._say)

    @override
    def back(self) -> bool:
        inside = self._stack.currentWidget() is self._inside
        self._stack.setCurrentWidget(self._front)
        return inside

    @override
    def forget(self) -> None:
        super().forget()
        self._copies.forget()

    @override
    def focus_first(self) -> None:
        if self._stack.currentWidget() is self._inside:
            self._inside.focus_first()
        else:
            self._now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, header: Header) -> QWidget:
        inside = QWidget()
        column = plain.column(inside, gap=16)
        column.addWidget(plain.label(self.tr("Backups"), "title"))
        what = self.tr(
            "Whole copies of your journal, encrypted like it. One is made on each day you change"
            " something, and counts only when it was read back and found right."
        )
        column.addWidget(plain.label(what, wrap=True))
        row = plain.row(self._now)
        row.addWidget(self._said, 1)
        column.addLayout(row)
        plain.column(self._list, gap=12)
        column.addWidget(self._list)
        column.addLayout(plain.row(self._all, None))
        column.addWidget(self._earlier)
        room = self.tr(
            "The newest stay: seven of single days, four of weeks, three from before an update, and"
            " five you made yourself. They are in the folder “backups” beside the journal."
        )
        column.addWidget(plain.label(room, "quiet", wrap=True))
        for section in (self._second, self._portable()):
            column.addSpacing(plain.GAP)
            column.addWidget(section)
        column.addStretch(1)
        front = QWidget()
        layout = plain.column(front, margin=24, gap=12)
        layout.addWidget(header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)
        return front

    def _portable(self) -> QWidget:
        section = QWidget()
        column = plain.column(section, gap=12)
        column.addWidget(plain.label(self.tr("A portable copy"), "heading", wrap=True))
        what = self.tr(
            "One encrypted file that opens on another computer, with a passphrase or with the words"
            " of your recovery kit."
        )
        column.addWidget(plain.label(what, wrap=True))
        make = plain.button(self.tr("Make a portable copy"), self._go_elsewhere)
        make.setProperty("aside", "portable")
        bring = plain.button(self.tr("Open a copy from a file"), self._go_elsewhere)
        bring.setProperty("aside", "arrival")
        column.addLayout(plain.row(make, bring, None, gap=12))
        return section

    def _go_elsewhere(self) -> None:
        self.elsewhere.emit(self.sender().property("aside"))

    def _show(self, overview: Overview) -> None:
        self._found = overview.copies
        self._list_cards(AT_FIRST)
        self._show_second(overview.second)
        self._rest(working=False)

    def _show_all(self) -> None:
        self._list_cards(len(self._found))
        card = self._list.findChildren(BackupCard)[AT_FIRST]
        card.focus_first()

    def _list_cards(self, most: int) -> None:
        layout = self._list.layout()
        assert layout is not None  # noqa: S101 - made above
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for copy in self._found[:most]:
            card = BackupCard(copy, self._when(copy), self._tools.theme, self._tools.icons)
            card.look.connect(self._look_inside)
            card.put.connect(self._prepare)
            card.typed.connect(self._try)
            layout.addWidget(card)
        if not self._found:
            layout.addWidget(plain.label(self.tr("There is none yet."), "lead", wrap=True))
        self._earlier.setVisible(any(copy.earlier for copy in self._found))
        self._all.setText(self.tr("Show all {count}").format(count=len(self._found)))
        self._all.setVisible(len(self._found) > most)

    def _ask_about_earlier(self) -> Question:
        """Say what copies under an earlier key are, and how to let go of them."""
        what = self.tr(
            "Copies under an earlier key open with that key, and with the kit and the passphrase of"
            " their day. They stay until you let go of them."
        )
        really = self.tr(
            "They are removed here, and in the second folder if it’s there just now. Nothing can"
            " bring them back."
        )
        question = Question((what, really), (self.tr("Remove them…"), self.tr("Yes, remove them")))
        question.decided.connect(self._remove_earlier)
        return question

    def _back_up(self) -> None:
        self._rest(working=True)
        self.hear(self._safekeeping.back_up(), self._backed_up, self._say)

    def _backed_up(self, _made: Backup) -> None:
        self._say_so(self.tr("Backed up, read back, and right."))
        self.begin()

    def _remove_earlier(self) -> None:
        self._rest(working=True)
        self.hear(self._copies.remove_earlier(), self._removed, self._say)

    def _removed(self, _nothing: None) -> None:
        self._say_so(self.tr("The copies under an earlier key are gone."))
        self.begin()

    def _look_inside(self, card: BackupCard) -> None:
        self._use(card, self._look_at)

    def _prepare(self, card: BackupCard) -> None:
        self._use(card, self._lay_ready)

    def _use(self, card: BackupCard, then: Callable[[BackupCard], None]) -> None:
        """Do something with a copy, once it is known what opens it."""
        self._pending = then
        self._rest(working=True)
        self.hear(self._copies.unlock(card.copy), partial(self._unlocked, card), self._say)

    def _try(self, card: BackupCard) -> None:
        self._rest(working=True)
        again = partial(self._ask_again, card)
        self.hear(self._copies.unlock(card.copy, card.answer), partial(self._unlocked, card), again)

    def _unlocked(self, card: BackupCard, known: bool) -> None:  # noqa: FBT001 - the answer
        if known:
            card.opened()
            self._pending(card)
        else:
            self._rest(working=False)
            card.ask()

    def _ask_again(self, card: BackupCard, error: JournalError) -> None:
        self._rest(working=False)
        card.ask(str(error))

    def _look_at(self, card: BackupCard) -> None:
        then = partial(self._show_inside, card.made)
        self.hear(self._copies.look_inside(card.copy, LINES), then, self._say)

    def _show_inside(self, made: str, lines: tuple[EntryLine, ...]) -> None:
        self._rest(working=False)
        self._inside.show_lines(self.tr("As it was on {when}").format(when=made), lines)
        self._stack.setCurrentWidget(self._inside)
        self._inside.focus_first()

    def _lay_ready(self, card: BackupCard) -> None:
        self.hear(self._copies.prepare(card.copy), self._lies_ready, self._say)

    def _lies_ready(self, _nothing: None) -> None:
        sentence = self.tr("The backup is being put in place.")
        self.errand.emit(Errand(self._put_in_place, sentence))

    def _choose_second(self, path: str) -> None:
        self._rest(working=True)
        self.hear(self._safekeeping.second.choose(Path(path)), self._chosen_second, self._say)

    def _chosen_second(self, _second: Second) -> None:
        self.begin()

    def _forget_second(self) -> None:
        self._rest(working=True)
        self.hear(self._safekeeping.second.forget(), self._forgot_second, self._say)

    def _forgot_second(self, _second: Second) -> None:
        self._say_so(self.tr("Forgotten. The copies in that folder stay where they are."))
        self.begin()

    def _show_second(self, second: Second) -> None:
        copied = second.copied_ms
        self._second.show_second(second, "" if copied is None else self._at(copied))

    def _when(self, copy: Copy) -> str:
        return self._at(copy.backup.made_ms)

    def _at(self, made_ms: int) -> str:
        return day.date_and_time(self._safekeeping.at(made_ms))

    def _say(self, error: JournalError) -> None:
        self._rest(working=False)
        self._say_so(str(error))

    def _rest(self, *, working: bool) -> None:
        """Let one thing be done at a time, and say so while it lasts."""
        for thing in (self._list, self._now, self._all, self._earlier, self._second):
            thing.setEnabled(not working)
        if working:
            self._say_so(self.tr("One moment…"))
        elif self._said.text() == self.tr("One moment…"):
            self._say_so("")
        if not working and self.isVisible() and self.window().focusWidget() is None:
            self.focus_first()  # what rests can't hold the keyboard

    def _say_so(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
