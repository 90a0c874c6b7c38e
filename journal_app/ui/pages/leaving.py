"""Remove from this computer: what goes, what stays, and a word to be typed."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.errors import JournalError
from journal_app.services.privacy.inventory import Holdings, Inventory, Notes
from journal_app.services.privacy.ours import Found, Kept, What
from journal_app.storage.keys import ways
from journal_app.storage.keys.header import OpensWith
from journal_app.storage.keys.ways import Way
from journal_app.ui import copytext
from journal_app.ui.errand import Errand
from journal_app.ui.sidepage import SidePage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.filelist import FileList, Line, where
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.holdings import saved, section, text, total
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.typedword import TypedWord

_SMALL = (
    What.HEADER, What.BALLAST, What.LOCK, What.SETTINGS, What.CACHE, What.MODEL, What.UNFINISHED,
)  # fmt: skip


class LeavingPage(SidePage):
    """Says everything first; the removal is an ``errand`` after which the app ends.

    ``remove`` is called with what the journal noted of other places, while it is closed.
    """

    def __init__(self, inventory: Inventory, remove: Callable[[Notes], None], tools: Tools) -> None:
        super().__init__()
        self._inventory = inventory
        self._remove = remove
        self._tools = tools
        self._notes = Notes()
        header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.headers = (header,)
        self._scroll = Scroller(QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self.tr("Remove from this computer"))
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(header)
        layout.addLayout(plain.middle(self._scroll), 1)
        self._show_sections()

    @override
    def begin(self) -> None:
        self.hear(self._inventory.notes(), self._look, self._say)

    @override
    def focus_first(self) -> None:
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sections(self, *things: QWidget) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(plain.label(self.tr("Remove from this computer"), "title", wrap=True))
        for thing in things or (text(self.tr("One moment…")),):
            column.addWidget(thing)
        column.addStretch(1)
        self._scroll.show_inside(inside)

    def _look(self, notes: Notes) -> None:
        self._notes = notes
        self.hear(self._inventory.look(notes), self._show, self._say)

    def _say(self, error: JournalError) -> None:
        self._show_sections(text(str(error)))

    def _show(self, here: Holdings) -> None:
        lead = self.tr("The journal goes for good. Nobody can bring it back, and neither can we.")
        stay = plain.button(self.tr("Leave everything as it is"), self._go_back, "main")
        about = copytext.small("delete_all_confirm")
        name = self.tr("Remove everything")
        word = TypedWord(name, self._tools.theme, about=about, beside=stay)
        word.meant.connect(self._leave)
        self._show_sections(
            text(lead, "lead"),
            section(self.tr("What goes"), FileList(tuple(self._going(here)))),
            section(self.tr("What stays"), *self._staying(here)),
            section(self.tr("If you may want it one day"), *self._keep_a_copy()),
            section(self.tr("If you are sure"), text(self._afterwards(here)), word),
        )
        self.focus_first()

    def _going(self, here: Holdings) -> Iterator[Line]:
        """Give what will be removed, in a few lines."""
        made = here.found.of(What.JOURNAL, What.CHANGES)
        yield Line(self.tr("Everything you made"), where(here.folder), total(made))
        copies = here.found.of(What.BACKUP)
        if copies:
            yield Line(self._copies(here.found), self.tr("In the folder “backups”."), total(copies))
        if here.second is not None and here.second.ours and here.notes.second_folder is not None:
            place = where(here.notes.second_folder)
            yield Line(self._copies(here.second), place, total(here.second.ours))
        aside = here.found.of(What.ASIDE)
        if aside:
            yield Line(self.tr("What was set aside"), self.tr("Older journals."), total(aside))
        if here.header.opens_with is OpensWith.KEYRING or here.notes.in_keyring:
            yield Line(self.tr("The key"), self.tr("Taken out of this computer’s keyring."))
        about = self.tr(
            "Settings, also people shown on the lock screen; caches, and the room kept for a full"
            " disk."
        )
        small = total(here.found.of(*_SMALL))
        yield Line(self.tr("Everything else of ours"), about, small)

    def _copies(self, found: Found) -> str:
        copies: tuple[Kept, ...] = found.of(What.BACKUP)
        count = sum(kept.path.suffix == ".db" for kept in copies)
        return self.tr("1 backup") if count == 1 else self.tr("{} backups").format(count)

    def _staying(self, here: Holdings) -> Iterator[QWidget]:
        """Give what the removal doesn't touch, or can't reach."""
        if here.notes.saved:
            yield text(self.tr("Files you saved yourself stay where you saved them:"))
            yield FileList(saved(here.notes.saved))
        second = here.notes.second_folder
        if second is not None and here.second is None:
            away = self.tr(
                "The second folder isn’t here now, so the copies in it stay: {folder}. To have them"
                " removed, too, plug it in and come back to this page."
            )
            yield text(away.format(folder=where(second)))
        foreign = (*here.found.foreign, *(here.second.foreign if here.second else ()))
        if foreign:
            yield text(self.tr("These lie between our files and aren’t this journal’s:"))
            yield FileList(tuple(Line(where(path)) for path in foreign))
        yield text(self.tr("Afterpage itself stays installed. It would begin as on the first day."))

    def _keep_a_copy(self) -> tuple[QWidget, QWidget]:
        about = self.tr("A copy under a passphrase of its own opens on any computer.")
        copy = QWidget()
        row = plain.row(plain.button(self.tr("Keep a copy first"), self._go_to_copy), None)
        row.setContentsMargins(0, 0, 0, 0)
        copy.setLayout(row)
        return text(about), copy

    def _afterwards(self, here: Holdings) -> str:
        """Say what a search of the disk would bring to light afterwards."""
        kit = self.tr(
            "What is deleted can sometimes be found again on a disk. It is encrypted, and without"
            " the key it is noise; but your recovery kit or passphrase would still open it. Tear"
            " the kit up as well, if nobody is ever to read this again."
        )
        noise = self.tr(
            "What is deleted can sometimes be found again on a disk. It is encrypted, and without"
            " the key, which goes as well, it is noise."
        )
        return kit if ways.of(here.header) - {Way.KEYRING} else noise

    def _leave(self) -> None:
        notes = self._notes
        sentence = self.tr("The journal is being removed. Your keyring may ask for its password.")
        self.errand.emit(Errand(lambda: self._remove(notes), sentence, leave=True))

    def _go_to_copy(self) -> None:
        self.elsewhere.emit("portable")

    def _go_back(self) -> None:
        self.left.emit("")
