"""The places by name, and what else of a session the pages ask for; loaded when first wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journal_app.domain.entry import EntryId
from journal_app.services.session import Session
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools

if TYPE_CHECKING:
    from journal_app.services.arc import Arc
    from journal_app.services.drawings import Drawings
    from journal_app.services.goals import Goals
    from journal_app.services.guides import Guides
    from journal_app.services.people import People
    from journal_app.services.preparing import Preparing
    from journal_app.services.sessions import Sessions
    from journal_app.services.shelving import Shelving
    from journal_app.services.themes import Themes
    from journal_app.services.together import Together
    from journal_app.services.voice.saving import SoundSaver
    from journal_app.ui.photos.photographs import Photographs
    from journal_app.ui.widgets.themerow import ThemeRow


@dataclass(frozen=True)
class Places:
    """Makes the places of one session, and what they are made of."""

    session: Session
    tools: Tools

    def __post_init__(self) -> None:
        """Have what was chosen to hear and to speak with looked up in this journal."""
        self.tools.sound.cards.enter(self.session)

    def make(self, name: str) -> Place:
        """Return a new page one goes to and comes back to, called ``name``."""
        made: dict[str, Callable[[], Place]] = {
            "journal": self._journal,
            "patterns": self._patterns,
            "replay": self._replay,
            "bin": self._bin,
            "facing": self._facing,
            "forms": self._forms,
            "just back": self._just_back,
            "preparing": self._preparing,
            "guide": self._guide,
            "guides": self._guides,
            "goals": self._goals,
            "look": self._look,
            "sealed": self._sealed,
            "search": self._search,
            "series": self._series,
            "session": self._session,
            "sessions": self._sessions,
            "themes": self._themes,
            "thread": self._thread,
            "together": self._together,
            "versions": self._versions,
        }
        return made[name]()

    def shelving(self) -> "Shelving":
        """Return what puts entries into the bin and under seals."""
        from journal_app.services.shelving import Shelving  # noqa: PLC0415

        return Shelving(self.session, self.tools.calendar)

    def drawings(self) -> "Drawings":
        """Return what reads drawings back."""
        from journal_app.services.drawings import Drawings  # noqa: PLC0415

        return Drawings(self.session, self.tools.calendar)

    def sessions(self) -> "Sessions":
        """Return what knows the sessions, and what lies around them."""
        from journal_app.services.sessions import Sessions  # noqa: PLC0415

        return Sessions(self.session.journal, self.tools.calendar)

    def together(self) -> "Together":
        """Return what reads a voice with what was made while it was spoken."""
        from journal_app.services.together import Together  # noqa: PLC0415

        return Together(self.session)

    def sound_saver(self) -> "SoundSaver":
        """Return what saves recordings outside the journal."""
        from journal_app.services.voice.saving import SoundSaver  # noqa: PLC0415

        return SoundSaver(self.session, self.tools.sound.file)

    def themes(self) -> "Themes":
        """Return what gives names to what returns."""
        from journal_app.services.themes import Themes  # noqa: PLC0415

        return Themes(self.session, self.tools.calendar)

    def theme_row(self, entry_id: EntryId) -> "ThemeRow":
        """Return the row of an entry's themes."""
        from journal_app.ui.widgets.themerow import ThemeRow  # noqa: PLC0415

        return ThemeRow(self.themes(), entry_id, self.tools.theme, self.tools.icons)

    def photographs(self) -> "Photographs":
        """Return what reads pictures."""
        from journal_app.ui.photos.photographs import Photographs  # noqa: PLC0415

        return Photographs(self.session.pictures)

    def _journal(self) -> Place:
        from journal_app.services.forms import Forms  # noqa: PLC0415
        from journal_app.services.glimpses import Glimpses  # noqa: PLC0415
        from journal_app.services.lines import Lines  # noqa: PLC0415
        from journal_app.ui.pages.journal import JournalPage, Shelves  # noqa: PLC0415
        from journal_app.ui.widgets.lines.pictures import shrink  # noqa: PLC0415

        calendar = self.tools.calendar
        lines = Lines(self.session.journal, calendar)
        glimpses, forms = Glimpses(self.session, shrink), Forms(self.session.journal, calendar)
        shelves = Shelves(lines, self.drawings(), glimpses, self.shelving(), forms, self.sessions())
        return JournalPage(shelves, self.tools)

    def _bin(self) -> Place:
        from journal_app.ui.pages.bin import BinPage  # noqa: PLC0415

        return BinPage(self.shelving(), self.tools)

    def guides(self) -> "Guides":
        """Return what knows the sets of questions."""
        from journal_app.services.guides import Guides  # noqa: PLC0415

        return Guides(self.session)

    def arc(self) -> "Arc":
        """Return what knows what fits the days around a session."""
        from journal_app.services.arc import Arc  # noqa: PLC0415

        return Arc(self.session.journal, self.tools.calendar)

    def people(self) -> "People":
        """Return what knows the people somebody may want to call."""
        from journal_app.services.people import People  # noqa: PLC0415

        return People(self.session.journal, self.tools.clock)

    def preparing(self) -> "Preparing":
        """Return what reads what is there before a session."""
        from journal_app.services.preparing import Preparing  # noqa: PLC0415

        return Preparing(self.session, self.tools.calendar)

    def _forms(self) -> Place:
        from journal_app.services.forms import Forms  # noqa: PLC0415
        from journal_app.ui.pages.forms import FormsPage  # noqa: PLC0415

        return FormsPage(Forms(self.session.journal, self.tools.calendar), self.tools)

    def _facing(self) -> Place:
        from journal_app.ui.pages.facing import FacingPage  # noqa: PLC0415

        return FacingPage(self.preparing(), self.tools)

    def _just_back(self) -> Place:
        from journal_app.ui.pages.justback import JustBackPage  # noqa: PLC0415

        return JustBackPage(self.arc(), self.tools)

    def _preparing(self) -> Place:
        from journal_app.ui.pages.preparing import PreparingPage  # noqa: PLC0415

        return PreparingPage(self.preparing(), self.tools)

    def _guides(self) -> Place:
        from journal_app.ui.pages.guides import GuidesPage  # noqa: PLC0415

        return GuidesPage(self.guides(), self.tools)

    def _guide(self) -> Place:
        from journal_app.ui.pages.guide import GuidePage  # noqa: PLC0415

        return GuidePage(self.guides(), self.tools)

    def goals(self) -> "Goals":
        """Return what knows goals, steps, and what is to be looked at again."""
        from journal_app.services.goals import Goals  # noqa: PLC0415

        return Goals(self.session, self.tools.calendar)

    def _goals(self) -> Place:
        from journal_app.ui.pages.goals import GoalsPage  # noqa: PLC0415

        return GoalsPage(self.goals(), self.tools)

    def _look(self) -> Place:
        from journal_app.ui.pages.held import HeldPage  # noqa: PLC0415

        return HeldPage(self.goals(), self.tools)

    def _sealed(self) -> Place:
        from journal_app.ui.pages.sealed import SealedPage  # noqa: PLC0415

        return SealedPage(self.shelving(), self.tools)

    def _series(self) -> Place:
        from journal_app.ui.pages.series import SeriesPage  # noqa: PLC0415

        return SeriesPage(self.drawings(), self.tools)

    def _session(self) -> Place:
        from journal_app.ui.pages.aroundsession import AroundSessionPage  # noqa: PLC0415

        return AroundSessionPage(self.sessions(), self.tools)

    def _sessions(self) -> Place:
        from journal_app.ui.pages.sessions import SessionsPage  # noqa: PLC0415

        return SessionsPage(self.sessions(), self.tools)

    def _patterns(self) -> Place:
        from journal_app.services.patterns import Patterns  # noqa: PLC0415
        from journal_app.ui.pages.patterns import PatternsPage  # noqa: PLC0415 - loads the charts

        return PatternsPage(Patterns(self.session, self.tools.calendar), self.tools)

    def _replay(self) -> Place:
        from journal_app.ui.pages.replay import ReplayPage  # noqa: PLC0415

        return ReplayPage(self.drawings(), self.tools)

    def _themes(self) -> Place:
        from journal_app.ui.pages.themes import ThemesPage  # noqa: PLC0415

        return ThemesPage(self.themes(), self.tools)

    def _thread(self) -> Place:
        from journal_app.ui.pages.thread import ThreadPage  # noqa: PLC0415

        return ThreadPage(self.themes(), self.tools)

    def _together(self) -> Place:
        from journal_app.ui.pages.together import TogetherPage  # noqa: PLC0415

        return TogetherPage(self.together(), self.tools)

    def _versions(self) -> Place:
        from journal_app.services.versions import Versions  # noqa: PLC0415
        from journal_app.ui.pages.versions import VersionsPage  # noqa: PLC0415

        return VersionsPage(Versions(self.session), self.tools)

    def _search(self) -> Place:
        from journal_app.services.search import Search  # noqa: PLC0415
        from journal_app.services.themes import Themes  # noqa: PLC0415
        from journal_app.ui.pages.search import SearchPage  # noqa: PLC0415

        calendar = self.tools.calendar
        themes = Themes(self.session, calendar)
        return SearchPage(Search(self.session, calendar), themes.known, self.tools)
