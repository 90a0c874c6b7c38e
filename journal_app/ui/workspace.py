"""The open journal: home, the pages one makes things on, the places one looks, the ways between."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from journal_app import storage
from journal_app.domain import day
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, EntryId, EntryLine, Kind, PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.guides import LETTER
from journal_app.domain.settings import Preferences
from journal_app.domain.spot import Spot
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui import copytext
from journal_app.ui.asides import Asides
from journal_app.ui.beginnings import Beginnings
from journal_app.ui.beside import Beside
from journal_app.ui.doorstep import Doorstep
from journal_app.ui.editor import Editor
from journal_app.ui.entrydesk import EntryDesk
from journal_app.ui.keeping import Keeping
from journal_app.ui.notices import Action, Notices
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.settings import SettingsPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.papers import Papers
from journal_app.ui.place import Focusing
from journal_app.ui.places import Places
from journal_app.ui.sittings import Sittings
from journal_app.ui.tools import Tools
from journal_app.ui.visits import Visits
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header


class Workspace(QWidget):
    """Lives from unlock to lock."""

    hide_asked = Signal()
    support = Signal()
    rest = Signal()
    preferences_chosen = Signal(object)
    errand = Signal(object)

    def __init__(
        self, asides: Asides, places: Places, tools: Tools, preferences: Preferences
    ) -> None:
        super().__init__()
        self._journal = places.session.journal
        self.places = places
        self._tools = tools
        self._preferences = preferences
        self._entry: OpenEntry | None = None
        self._trail: list[tuple[str, object]] = []  # the places, or the entry, one came by
        self._here = True
        self.notices = Notices(self)
        self.keeping = Keeping(self.notices, self)
        self._home = HomePage(tools.calendar, tools.theme, tools.icons)
        self._doorstep = Doorstep(self._home, asides, places.arc(), tools)
        self._settings = SettingsPage(preferences, tools.theme, tools.icons)
        self._stack = QStackedWidget()
        self._visits = Visits(self._stack, places)
        self._beginnings = Beginnings(places, tools)
        self._sittings = Sittings(self._stack, places, tools, preferences)
        self._beside = Beside(self._stack, asides, greets=not preferences.welcomed)
        self._desk = EntryDesk(self._stack, places, tools)
        self._papers = Papers(places.photographs, self)
        for page in (self._home, self._settings):
            self._stack.addWidget(page)
        self._lay_out()
        self._wire()
        self._home.refresh()
        if self._beside.greets:
            self.show_aside("welcome")

    @property
    def busy(self) -> bool:
        """Whether someone has begun something here."""
        return self._entry is not None

    @property
    def recording(self) -> bool:
        """Whether a voice is being recorded."""
        return self._sittings.recording

    @property
    def listening(self) -> bool:
        """Whether a voice is being listened to."""
        return self._visits.playing or self._desk.playing or self._sittings.playing

    def opened(self, recovered: tuple[EntryLine, ...]) -> None:
        """Put back what was unfinished, now that the vault is open, and look at what is there."""
        self._doorstep.look()
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
        """Look again, if a committed write changed what is shown."""
        self._visits.changed(changed)
        if changed.line and self._stack.currentWidget() is self._home:
            self._doorstep.look()

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        self._preferences = preferences
        self._sittings.show_preferences(preferences)
        self._tools.calendar.begins = preferences.day_begins
        self._tools.where.know(preferences)
        self._settings.show_preferences(preferences)
        self._beside.show_preferences(preferences)

    def flush(self) -> None:
        """Hand over everything that has not been handed over yet, without leaving."""
        self._sittings.flush()
        self._visits.flush()

    def hush(self, *, pause_recording: bool) -> None:
        """Stop what is playing; with ``pause_recording``, what is being recorded rests, too."""
        self._desk.fall_silent()
        self._sittings.hush(pause_recording=pause_recording)

    def leave(self) -> None:
        """Hand over and set aside whatever is open; the journal may close after this."""
        self._desk.fall_silent()
        self._sittings.end()
        self._visits.flush()
        self._beside.end()
        if self._entry is not None:
            self._entry.set_aside()
            self._entry = None

    def end(self) -> None:
        """Hear nothing any more: the journal is closed, and this is about to go."""
        self._here = False
        self.keeping.end()
        self._visits.forget()

    def focus_here(self) -> None:
        """Put the keyboard back on the page that is shown."""
        self._focus(self._stack.currentWidget())

    def open_door(self, kind: Kind) -> None:
        """Write, draw or speak: in the entry that is open, or in a new one."""
        entry = self._entry or self._begin()
        self._sit(self._sittings.part_for(entry, kind))

    def begin(self, name: str, about: object = None) -> None:
        """Begin a new entry with what has that name; see ``Beginnings``."""
        self.leave()
        part, editor = self._beginnings.make(name, about)
        self._take(part.entry)
        self._sit(part, editor)

    def paper_page(self) -> None:
        """Make pictures from files a new entry, or parts of the one that is open."""
        self._papers.ask(lambda: self._entry or self._beginnings.new_entry())

    def seal(self) -> None:
        """Ask until when the entry that is open is to be sealed."""
        entry = self._entry
        if entry is None or self._stack.currentWidget() == self._desk.page:
            return
        self._sittings.flush()
        if any(part.begun for part in entry.parts):
            self._desk.seal_when_shown()
            self.go("entry", Spot(entry.id))

    def share(self) -> None:
        """Set the entry that is being made to share, or not."""
        if self._entry is not None and self._stack.currentWidget() != self._desk.page:
            now = self._entry.arrangement
            on = not now.shared
            self._entry.arrange(replace(now, shared=on))
            set_to, not_set = self.tr("Set to share."), self.tr("Not set to share any more.")
            self.notices.say(set_to if on else not_set)

    def set_aside(self) -> None:
        """Finish for now: keep, go home, say so."""
        if self._entry is None:
            return
        entry = self._entry
        self.go_home()
        if entry.parts and entry.content.guide != LETTER and entry.trouble is None:
            undo = (copytext.small("undo"), partial(self.go, "entry", Spot(entry.id)))
            self.notices.say(copytext.small("set_aside_done"), undo)

    def _begin(self) -> OpenEntry:
        self._trail.clear()
        self._take(entry := self._beginnings.new_entry())
        return entry

    def _take(self, entry: OpenEntry) -> None:
        self._entry = entry
        self.keeping.watch(entry)

    def _sit(self, part: OpenPart, editor: Editor | None = None) -> None:
        self.notices.clear_passing()
        self._desk.fall_silent()
        at_home = not self._trail and not self._sittings.pages
        back = self.tr("Home") if at_home else self.tr("Back")
        self._show(self._sittings.sit(part, back, editor))

    def _open_part(self, part_id: PartId) -> None:
        if self._entry is not None:
            self._sit(self._entry.part(part_id))

    def _add_part(self, kind: Kind) -> None:
        if self._entry is not None:
            self._sit(self._entry.new_part(kind))

    def _take_picture(self, pictured: QImage | tuple[str, ...]) -> None:
        if self._entry is not None:
            self._papers.take(self._entry, pictured)

    def _pictures_added(self, entry: OpenEntry) -> None:
        """Show the entry that pictures were added to, unless somebody is busy with another."""
        self.keeping.watch(entry)
        if self._entry is None:
            entry.set_aside()
            self.go("entry", Spot(entry.id))
        elif self._entry is not entry:
            entry.set_aside()
        elif self._stack.currentWidget() is self._desk.page:
            self.go("entry", Spot(entry.id))

    def go_home(self) -> None:
        """Leave whatever is open, keeping it, and show the doors."""
        self.leave()
        self._trail.clear()
        self._doorstep.look()
        self._show(self._home)

    def go(self, name: str, about: object = None) -> None:
        """Go to a place, to an entry, or begin one; ``back`` returns to where one is now."""
        if name == "home" or name in self._beginnings:
            self.go_home() if name == "home" else self.begin(name, about)
            return
        self._trail = [step for step in self._trail if step[0] != name]
        self._trail.append((name, about))
        self._arrive()

    def back(self) -> None:
        """Go back one level; nothing is discarded."""
        if self._beside.page is not None:
            if not self._beside.page.back():
                self._beside.leave()
            return
        if isinstance(self._stack.currentWidget(), SittingPage):
            before = self._sittings.back()
            if before is not None:
                self._show(before)
                return
        elif self._trail:
            self._trail.pop()
        self._arrive()

    def show_journal(self) -> None:
        """Show the list of everything."""
        self._trail.clear()
        self.go("journal")

    def show_entry(self, entry_id: EntryId) -> None:
        """Show an entry with all its parts."""
        self.go("entry", Spot(entry_id))

    def show_settings(self, said: str = "") -> None:
        """Show what can be chosen, and what this journal is; ``said`` tells what was just done."""
        self.leave()
        self._trail.clear()
        self._show(self._settings)
        if said:
            self.notices.say(said)

    def show_aside(self, name: str) -> None:
        """Show the side page with that name, made for the occasion: it may hold secrets."""
        self.leave()
        self._trail.clear()
        self._show(page := self._beside.make(name, self._preferences))
        page.begin()

    def _go_homeward(self, door: Kind | None) -> None:
        self.go_home()
        if door is not None:
            self.open_door(door)

    def _dim(self) -> None:
        self.preferences_chosen.emit(self._preferences.with_theme("afterglow"))

    def _arrive(self) -> None:
        """Show the last step of the trail, or home where there is none."""
        if not self._trail:
            self.go_home()
            return
        self.leave()
        name, about = self._trail[-1]
        if isinstance(about, Spot) and name == "entry":
            load = self._journal.ask(storage.entries.load, about.entry, sound=False)
            load.then(partial(self._show_loaded, about), self._say)
            return
        place = self._visits.place(name)
        self._show(place)
        place.arrive(about)

    def _show_loaded(self, spot: Spot, content: Entry) -> None:
        if self.busy or not self._here or self._trail[-1:] != [("entry", spot)]:
            return
        entry = self.keeping.unkept(content.id)
        if entry is None:
            entry = OpenEntry(self._journal, self._tools.clock, content)
        else:  # some of it is only here: the vault alone doesn't have it whole
            content = entry.come_back(content)
        self._take(entry)
        self._show(self._desk.show(entry, content, spot))

    def _show(self, page: QWidget) -> None:
        if page is not self._beside.page:
            self._beside.end()
        if page is not self._desk.page and not isinstance(page, SittingPage):
            self._desk.forget()
        self._stack.setCurrentWidget(page)
        self._sittings.let_go()
        self._focus(page)

    def _focus(self, page: object) -> None:
        if isinstance(page, Focusing):
            page.focus_first()

    def _say(self, error: JournalError) -> None:
        self.notices.say(str(error))

    def _say_of_place(self, sentence: str, actions: tuple[Action, ...]) -> None:
        self.notices.say(sentence, *actions)

    def _lay_out(self) -> None:
        layout = plain.column(self, gap=0)
        layout.addWidget(self._stack, 1)
        foot = plain.row(self.notices)
        foot.setContentsMargins(24, 0, 24, 0)
        layout.addLayout(foot)
        layout.addSpacing(8)

    def _wire(self) -> None:
        for maker in (self._sittings, self._desk, self._visits):
            maker.said.connect(self._say_of_place)
            maker.place_asked.connect(self.go)
            maker.made.connect(self._wire_header)
        self._sittings.other.connect(self.open_door)
        self._sittings.done.connect(self.set_aside)
        self._sittings.support.connect(self.support)
        self._sittings.rest.connect(self.rest)
        self._sittings.share_asked.connect(self.share)
        self._sittings.seal_asked.connect(self.seal)
        self._sittings.pictured.connect(self._take_picture)
        self._sittings.part_asked.connect(self._open_part)
        self._sittings.preferences_chosen.connect(self.preferences_chosen)
        self._beside.made.connect(self._wire_header)
        self._beside.left.connect(self.show_settings)
        self._beside.homeward.connect(self._go_homeward)
        self._beside.said.connect(self.notices.say)
        self._beside.elsewhere.connect(self.show_aside)
        self._beside.errand.connect(self.errand)
        self._beside.preferences_chosen.connect(self.preferences_chosen)
        self._desk.opened.connect(self._open_part)
        self._desk.added.connect(self._add_part)
        self._desk.left.connect(self.back)
        self._desk.papers.connect(self.paper_page)
        self._papers.said.connect(self._say_of_place)
        self._papers.added.connect(self._pictures_added)
        self._wire_home()
        self._settings.chosen.connect(self.preferences_chosen)
        self._settings.aside.connect(self.show_aside)
        for page in (self._home, self._settings):
            self._wire_header(page.header)

    def _wire_home(self) -> None:
        self._home.place_asked.connect(self.go)
        self._home.rest.connect(self.rest)
        self._home.dim.connect(self._dim)
        self._home.paper_page.connect(self.paper_page)
        self._home.opened.connect(self.open_door)
        self._home.journal.connect(self.show_journal)
        self._home.settings.connect(self.show_settings)
        self._home.aside.connect(self.show_aside)

    def _wire_header(self, header: Header) -> None:
        header.back.connect(self.back)
        header.hide_asked.connect(self.hide_asked)
        header.support.connect(self.support)
