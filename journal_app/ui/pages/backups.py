"""The backups: a list, a look inside one, and one put in the journal's place."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from journal_app.domain import day
from journal_app.domain.entry import EntryLine
from journal_app.domain.errors import JournalError
from journal_app.domain.rotation import Backup
from journal_app.services.safekeeping import Safekeeping
from journal_app.ui.editor import Tools
from journal_app.ui.pages.journal import LINES, JournalPage
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.backupcard import BackupCard
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller


class BackupsPage(QStackedWidget):
    """Shows what backups there are; ``prepared`` when one lies ready to be put in place."""

    prepared = Signal()

    def __init__(self, safekeeping: Safekeeping, tools: Tools) -> None:
        super().__init__()
        self._safekeeping = safekeeping
        self._tools = tools
        self._now = plain.button(self.tr("Back up now"), self._back_up, "main")
        self._said = plain.label("", wrap=True)
        self._list = QWidget()
        self._inside = JournalPage(tools.theme, tools.icons, self.tr("Backups"))
        header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.headers = (header, self._inside.header)
        self._front = self._lay_out(header)
        self.addWidget(self._front)
        self.addWidget(self._inside)

    def refresh(self) -> None:
        """Look again which backups there are."""
        self.setCurrentWidget(self._front)
        self._safekeeping.every().then(self._show, self._say)

    def back(self) -> bool:
        """Go back to the list, if something else is shown; tell whether that was so."""
        inside = self.currentWidget() is self._inside
        self.setCurrentWidget(self._front)
        return inside

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
        if self.currentWidget() is self._inside:
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
        room = self.tr(
            "The newest stay: seven of single days, four of weeks, three from before an update, and"
            " five you made yourself. They are in the folder “backups” beside the journal. A copy"
            " of that folder on a stick is safe from what may happen to this computer."
        )
        column.addWidget(plain.label(room, "quiet", wrap=True))
        column.addStretch(1)
        front = QWidget()
        layout = plain.column(front, margin=24, gap=12)
        layout.addWidget(header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)
        return front

    def _show(self, backups: tuple[Backup, ...]) -> None:
        layout = self._list.layout()
        assert layout is not None  # noqa: S101 - made above
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for backup in backups:
            card = BackupCard(backup, self._when(backup), self._tools.theme, self._tools.icons)
            card.look.connect(self._look_inside)
            card.put.connect(self._prepare)
            layout.addWidget(card)
        if not backups:
            layout.addWidget(plain.label(self.tr("There is none yet."), "lead", wrap=True))
        self._rest(working=False)

    def _back_up(self) -> None:
        self._rest(working=True)
        self._safekeeping.back_up().then(self._backed_up, self._say)

    def _backed_up(self, _made: Backup) -> None:
        self._say_so(self.tr("Backed up, read back, and right."))
        self._safekeeping.every().then(self._show, self._say)

    def _look_inside(self, backup: Backup) -> None:
        self._rest(working=True)
        then = partial(self._show_inside, self._when(backup))
        self._safekeeping.look_inside(backup, LINES).then(then, self._say)

    def _show_inside(self, made: str, lines: tuple[EntryLine, ...]) -> None:
        self._rest(working=False)
        self._inside.show_copy(self.tr("As it was on {when}").format(when=made))
        self._inside.refresh(lines)
        self.setCurrentWidget(self._inside)
        self._inside.focus_first()

    def _prepare(self, backup: Backup) -> None:
        self._rest(working=True)
        self._safekeeping.prepare(backup).then(self._lies_ready, self._say)

    def _lies_ready(self, _nothing: None) -> None:
        self._rest(working=False)
        if self.isVisible():  # whoever went on to something else meanwhile is not interrupted
            self.prepared.emit()

    def _when(self, backup: Backup) -> str:
        return day.date_and_time(self._safekeeping.when(backup))

    def _say(self, error: JournalError) -> None:
        self._rest(working=False)
        self._say_so(str(error))

    def _rest(self, *, working: bool) -> None:
        """Let one thing be done at a time, and say so while it lasts."""
        self._list.setEnabled(not working)
        self._now.setEnabled(not working)
        if working:
            self._say_so(self.tr("One moment…"))
        elif self._said.text() == self.tr("One moment…"):
            self._say_so("")
        if not working and self.isVisible() and self.window().focusWidget() is None:
            self.focus_first()  # what rests can't hold the keyboard

    def _say_so(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
