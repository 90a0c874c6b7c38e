"""The open journal: home, the pages one makes things on, the list, and the ways between them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from journal_app import storage
from journal_app.domain import day
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, EntryId, EntryLine, Kind, PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.rehearsal import Advice
from journal_app.domain.settings import Preferences
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui import copytext
from journal_app.ui.asides import Asides
from journal_app.ui.editor import Tools
from journal_app.ui.editors import editor_class
from journal_app.ui.keeping import Keeping
from journal_app.ui.notices import Notices
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.journal import LINES, JournalPage
from journal_app.ui.pages.settings import SettingsPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.sidepage import SidePage
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header

if TYPE_CHECKING:
    from journal_app.ui.pages.entry import EntryPage

Entries = tuple[EntryLine, ...]


class Workspace(QWidget):
    """Lives from unlock to lock."""

    hide_asked = Signal()
    support = Signal()
    preferences_chosen = Signal(object)
    errand = Signal(object)

    def __init__(
        self, journal: Journal, asides: Asides, tools: Tools, preferences: Preferences
    ) -> None:
        super().__init__()
        self._journal = journal
        self._asides = asides
        self._tools = tools
        self._preferences = preferences
        self._entry: OpenEntry | None = None
        self._sittings: dict[PartId, SittingPage] = {}
        self._from_entry_page = False
        self._here = True
        self.notices = Notices(self)
        self.keeping = Keeping(self.notices, self)
        self._home = HomePage(tools.clock, tools.theme, tools.icons)
        self._list = JournalPage(tools.theme, tools.icons)
        self._settings = SettingsPage(preferences, tools.theme, tools.icons)
        self._entry_page: EntryPage | None = None
        self._side_page: SidePage | None = None
        self._stack = QStackedWidget()
        for page in (self._home, self._list, self._settings):
            self._stack.addWidget(page)
        layout = plain.column(self, gap=0)
        layout.addWidget(self._stack, 1)
        foot = plain.row(self.notices)
        foot.setContentsMargins(24, 0, 24, 0)
        layout.addLayout(foot)
        layout.addSpacing(8)
        self._wire()
        self._home.welcome(newcomer=not preferences.welcomed)
        self._home.refresh()

    @property
    def busy(self) -> bool:
        """Whether someone has begun something here."""
        return self._entry is not None

    def opened(self, recovered: Entries) -> None:
        """Put back what was unfinished, now that the vault is open, and look at what is there."""
        self._refresh_lines()
        if not recovered:
            return
        when = day.clock_time(recovered[0].made)
        sentence = copytext.small("recovered").format(time=when)
        if self.busy:
            self.notices.stay(sentence)
        else:
            self.show_entry(recovered[0].id)
            self.notices.say(sentence)

    def changed(self, changed: Changed) -> None:
        """Look again, if a committed write changed what a list shows."""
        if changed.line and not self._sittings:
            self._refresh_lines()

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        self._preferences = preferences
        self._settings.show_preferences(preferences)
        if self._side_page is not None:
            self._side_page.show_preferences(preferences)
        self._home.welcome(newcomer=not preferences.welcomed)

    def go_home(self) -> None:
        """Leave whatever is open, keeping it, and show the doors."""
        self.leave()
        self._refresh_lines()
        self._show(self._home)

    def leave(self) -> None:
        """Hand over and set aside whatever is open; the journal may close after this."""
        self._fall_silent()
        self._end_sittings()
        self._end_side_page()
        if self._entry is not None:
            self._entry.set_aside()
            self._entry = None
        self._from_entry_page = False

    def focus_here(self) -> None:
        """Put the keyboard back on the page that is shown."""
        self._focus(self._stack.currentWidget())

    def flush(self) -> None:
        """Hand over everything that has not been handed over yet, without leaving."""
        for page in self._sittings.values():
            page.editor.flush()

    @property
    def recording(self) -> bool:
        """Whether a voice is being recorded."""
        return any(page.editor.recording for page in self._sittings.values())

    @property
    def listening(self) -> bool:
        """Whether a voice is being listened to."""
        entry_page = self._entry_page is not None and self._entry_page.playing
        return entry_page or any(page.editor.playing for page in self._sittings.values())

    def hush(self, *, pause_recording: bool) -> None:
        """Stop what is playing; with ``pause_recording``, what is being recorded rests, too."""
        self._fall_silent()
        for page in self._sittings.values():
            page.editor.hush(pause_recording=pause_recording)

    def set_aside(self) -> None:
        """Finish for now: keep, go home, say so."""
        if self._entry is None:
            return
        entry, made_something = self._entry, bool(self._entry.parts)
        self.go_home()
        if made_something and entry.trouble is None:
            self.notices.say(copytext.small("set_aside_done"))

    def open_door(self, kind: Kind) -> None:
        """Write, draw or speak: in the entry that is open, or in a new one."""
        if self._entry is None:
            self._take(OpenEntry(self._journal, self._tools.clock))
        self._sit(self._part_in_sitting(kind))

    def back(self) -> None:
        """Go back one level; nothing is discarded."""
        here = self._stack.currentWidget()
        if here is self._entry_page:
            self.show_journal()
        elif here is self._side_page and self._side_page is not None:
            if not self._side_page.back():
                self.show_settings()
        elif self._from_entry_page and self._entry is not None:
            self.show_entry(self._entry.id)
        elif here is not self._home:
            self.go_home()

    def show_journal(self) -> None:
        """Show the list of everything."""
        self.leave()
        self._refresh_lines()
        self._show(self._list)

    def show_settings(self, said: str = "") -> None:
        """Show what can be chosen, and what this journal is; ``said`` tells what was just done."""
        self.leave()
        self._settings.welcome(newcomer=not self._preferences.welcomed)
        if not self._preferences.welcomed:
            self.preferences_chosen.emit(self._preferences.greeted())
        self._show(self._settings)
        if said:
            self.notices.say(said)

    def show_aside(self, name: str) -> None:
        """Show the side page with that name, made for the occasion: it may hold secrets."""
        self.leave()
        page = self._asides.make(name, self._preferences)
        page.left.connect(self.show_settings)
        page.elsewhere.connect(self.show_aside)
        page.errand.connect(self.errand)
        page.preferences_chosen.connect(self.preferences_chosen)
        for header in page.headers:
            self._wire_header(header)
        self._side_page = page
        self._stack.addWidget(page)
        self._show(page)
        page.begin()

    def _end_side_page(self) -> None:
        page, self._side_page = self._side_page, None
        if page is not None:
            page.forget()
            self._stack.removeWidget(page)
            page.deleteLater()

    def show_entry(self, entry_id: EntryId) -> None:
        """Show an entry with all its parts."""
        self.leave()
        self._journal.ask(storage.entries.load, entry_id).then(self._show_loaded, self._say)

    def _show_loaded(self, content: Entry) -> None:
        if self.busy or not self._here:
            return
        entry = self.keeping.unkept(content.id)
        if entry is None:
            entry = OpenEntry(self._journal, self._tools.clock, content)
        else:  # some of it is only here: the vault alone doesn't have it whole
            content = entry.come_back(content)
        self._take(entry)
        self._from_entry_page = True
        page = self._need_entry_page()
        page.show_entry(entry, content)
        self._show(page)

    def _say(self, error: JournalError) -> None:
        self.notices.say(str(error))

    def _take(self, entry: OpenEntry) -> None:
        self._entry = entry
        self.keeping.watch(entry)

    def _open_part(self, part_id: PartId) -> None:
        if self._entry is not None:
            self._fall_silent()
            self._sit(self._entry.part(part_id))

    def _add_part(self, kind: Kind) -> None:
        if self._entry is not None:
            self._fall_silent()
            self._sit(self._entry.new_part(kind))

    def _part_in_sitting(self, kind: Kind) -> OpenPart:
        """Return the words or the drawing of this sitting, or a new part. A voice is always new."""
        assert self._entry is not None  # noqa: S101 - every caller has just seen to it
        for page in reversed(self._sittings.values()):
            if page.editor.part.kind is kind is not Kind.VOICE:
                return page.editor.part
        return self._entry.new_part(kind)

    def _sit(self, part: OpenPart) -> None:
        self.notices.clear_passing()
        here = self._stack.currentWidget()
        if isinstance(here, SittingPage):
            here.editor.flush()
            if here.editor.part.kind is Kind.VOICE:
                self._end(here)
        page = self._sittings.get(part.id) or self._make_sitting(part)
        self._show(page)

    def _make_sitting(self, part: OpenPart) -> SittingPage:
        editor = editor_class(part.kind)(part, self._tools)
        back = self.tr("Back") if self._from_entry_page else self.tr("Home")
        page = SittingPage(part.entry, editor, back, self._tools.theme, self._tools.icons)
        page.other.connect(self.open_door)
        page.aside.connect(self.set_aside)
        self._wire_header(page.header)
        self._sittings[part.id] = page
        self._stack.addWidget(page)
        return page

    def _end_sittings(self) -> None:
        for page in tuple(self._sittings.values()):
            self._end(page)

    def _end(self, page: SittingPage) -> None:
        page.leave()
        del self._sittings[page.editor.part.id]
        self._stack.removeWidget(page)
        page.deleteLater()

    def _need_entry_page(self) -> "EntryPage":
        """Return the page of one entry; it and what it draws with are loaded when first needed."""
        from journal_app.ui.pages.entry import EntryPage  # noqa: PLC0415

        if self._entry_page is None:
            self._entry_page = EntryPage(self._tools)
            self._entry_page.chosen.connect(self._open_part)
            self._entry_page.add.connect(self._add_part)
            self._wire_header(self._entry_page.header)
            self._stack.addWidget(self._entry_page)
        return self._entry_page

    def _fall_silent(self) -> None:
        if self._entry_page is not None:
            self._entry_page.stop()

    def _show(self, page: QWidget) -> None:
        if page is not self._side_page:
            self._end_side_page()
        self._stack.setCurrentWidget(page)
        self._focus(page)

    def _focus(self, page: QWidget | None) -> None:
        if isinstance(page, SittingPage):
            page.editor.setFocus()
        elif page is self._entry_page and self._entry_page is not None:
            self._entry_page.focus_first()
        elif isinstance(page, HomePage | JournalPage | SettingsPage | SidePage):
            page.focus_first()

    def end(self) -> None:
        """Hear nothing any more: the journal is closed, and this is about to go."""
        self._here = False
        self.keeping.end()

    def _refresh_lines(self) -> None:
        self._journal.ask(storage.entries.newest, LINES).then(self._show_lines)
        self._asides.advice().then(self._advise)

    def _advise(self, advice: Advice) -> None:
        if self._here:
            self._home.advise(advice)

    def _show_lines(self, lines: Entries) -> None:
        if not self._here:
            return
        self._home.refresh(lines)
        self._list.refresh(lines)

    def _wire(self) -> None:
        self._home.opened.connect(self.open_door)
        self._home.journal.connect(self.show_journal)
        self._home.settings.connect(self.show_settings)
        self._home.aside.connect(self.show_aside)
        self._home.put_off.connect(self._asides.put_off)
        self._list.chosen.connect(self.show_entry)
        self._settings.chosen.connect(self.preferences_chosen)
        self._settings.aside.connect(self.show_aside)
        for page in (self._home, self._list, self._settings):
            self._wire_header(page.header)

    def _wire_header(self, header: Header) -> None:
        header.back.connect(self.back)
        header.hide_asked.connect(self.hide_asked)
        header.support.connect(self.support)
