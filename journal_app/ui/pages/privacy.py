"""What's on this computer: every file, where the key is, and a search for words outside of it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import day, size
from journal_app.domain.errors import JournalError
from journal_app.services.privacy.canaries import Canaries, Leak, Scan
from journal_app.services.privacy.inventory import Holdings, Inventory, Notes
from journal_app.services.privacy.needles import Sort
from journal_app.storage.canaries import Sample
from journal_app.ui.sidepage import SidePage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.filelist import FileList, Line, where
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.holdings import HoldingsView, empty, section, text
from journal_app.ui.widgets.scroller import Scroller


class PrivacyPage(SidePage):
    """Shows what is here, as it is when the page is shown; ``keyring`` is where keys are kept."""

    def __init__(
        self, inventory: Inventory, canaries: Canaries, keyring: str, tools: Tools
    ) -> None:
        super().__init__()
        self._inventory = inventory
        self._canaries = canaries
        self._tools = tools
        self._notes = Notes()
        self._news = ""
        self._said = plain.label("", wrap=True)
        self._view = HoldingsView(keyring, tools.theme)
        self._view.remove_aside.connect(self._remove_aside)
        self._search = plain.button(self.tr("Look for my words"), self._begin_search, "main")
        self._search.setEnabled(False)
        self._stop = plain.button(self.tr("Stop looking"), self._canaries.stop)
        self._result = plain.label("", wrap=True)
        self._places = plain.column(gap=12)
        header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.headers = (header,)
        self._scroll = Scroller(self._lay_out())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self.tr("What’s on this computer"))
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(header)
        layout.addLayout(plain.middle(self._scroll), 1)

    @override
    def begin(self) -> None:
        self._say_so(self.tr("One moment…"))
        self.hear(self._inventory.notes(), self._look, self._say)

    @override
    def forget(self) -> None:
        super().forget()
        self._canaries.stop()

    @override
    def focus_first(self) -> None:
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(plain.label(self.tr("What’s on this computer"), "title", wrap=True))
        lead = self.tr("Everything the journal keeps is here. Nothing of it is sent anywhere.")
        column.addWidget(plain.label(lead, "lead", wrap=True))
        column.addWidget(self._said)
        column.addWidget(self._view)
        about = self.tr(
            "A few pieces of what you made, and the key, are looked for in all these files, and"
            " where other programs leave things: temporary files, caches, lists of what was opened."
            " They are held in memory meanwhile, and are neither shown nor written anywhere."
        )
        self._stop.hide()
        column.addWidget(section(self.tr("Your words elsewhere"), text(about)))
        column.addWidget(self._result)
        column.addLayout(self._places)
        column.addLayout(plain.row(self._search, self._stop, None, gap=12))
        column.addStretch(1)
        return inside

    def _look(self, notes: Notes) -> None:
        self._notes = notes
        self.hear(self._inventory.look(notes), self._show, self._say)

    def _show(self, here: Holdings) -> None:
        self._say_so(self._news)
        self._search.setEnabled(True)
        self._view.show_holdings(here, self._when)

    def _when(self, utc_ms: int) -> str:
        return day.date_and_time(replace(self._tools.clock.now(), utc_ms=utc_ms))

    def _remove_aside(self) -> None:
        self._view.setEnabled(False)
        self.hear(self._inventory.remove_aside(), self._removed_aside, self._say)

    def _removed_aside(self, freed: int) -> None:
        self._view.setEnabled(True)
        self._news = self.tr("What was set aside is removed.") + " "
        self._news += self.tr("{} are free now.").format(size.said(freed))
        self.begin()
        self.focus_first()

    def _begin_search(self) -> None:
        self._tell(self.tr("Looking…"))
        self._rest(looking=True)
        self.hear(self._canaries.sample(), self._sampled, self._not_found_out)

    def _sampled(self, sample: Sample) -> None:
        asked = self._canaries.search(sample, self._notes, self._progress)
        self.hear(asked, self._found_out, self._not_found_out)

    def _progress(self, files: int) -> None:
        if self._here:
            self._tell(self.tr("Looking… {} files so far.").format(f"{files:,}"))

    def _not_found_out(self, error: JournalError) -> None:
        self._rest(looking=False)
        self._tell(str(error))

    def _found_out(self, scan: Scan) -> None:
        """Say what the search came to, and list where something was found."""
        self._rest(looking=False)
        empty(self._places)
        looked = self.tr("Looked through {files} files, {size}.").format(
            files=f"{scan.files:,}", size=size.said(scan.size)
        )
        self._tell(" ".join((looked, *self._what_came_of(scan))))
        lines = [self._leak(leak) for leak in scan.leaks]
        lines += [
            Line(where(path), self.tr("Saved by you: it belongs there.")) for path in scan.saved
        ]
        if lines:
            self._places.addWidget(FileList(tuple(lines)))

    def _what_came_of(self, scan: Scan) -> list[str]:
        said = []
        if not scan.whole:
            said.append(self.tr("Not all of them were looked at."))
        if scan.leaks:
            said.append(self.tr("Something was found outside the encrypted file:"))
        elif scan.pieces:
            said.append(self.tr("None of your words was found outside the encrypted file."))
        else:
            said.append(self.tr("The key is in none of them. There are no words yet to look for."))
        return said

    def _leak(self, leak: Leak) -> Line:
        """Say what can be done about a place where something was found."""
        clear = self.tr(
            "If they are yours, delete this file, or clear what keeps it: a clipboard’s history, a"
            " list of recent documents, a program’s cache."
        )
        said = {
            Sort.KEY: self.tr(
                "The key to your journal is in this file. Delete it, then give the journal a new"
                " key under “Opening and locking”."
            ),
            Sort.WORDS: self.tr("Words that are in your journal are in this file.") + " " + clear,
            Sort.RECORD: self.tr("A piece of a recording or drawing is in this file.")
            + " "
            + clear,
        }
        return Line(where(leak.path), said[leak.sort])

    def _rest(self, *, looking: bool) -> None:
        self._search.setVisible(not looking)
        self._stop.setVisible(looking)
        (self._stop if looking else self._search).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, sentence: str) -> None:
        self._result.setText(sentence)
        self._result.setAccessibleName(sentence)

    def _say(self, error: JournalError) -> None:
        self._view.setEnabled(True)
        self._say_so(str(error))

    def _say_so(self, sentence: str) -> None:
        self._said.setVisible(bool(sentence))
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
