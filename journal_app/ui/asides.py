"""The side pages by name, each made with what it needs, and loaded when first asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from journal_app.domain.rehearsal import Advice
from journal_app.domain.settings import Preferences
from journal_app.services.journal import Reply
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.services.surroundings import Surroundings
from journal_app.storage import exchange
from journal_app.ui.sidepage import SidePage
from journal_app.ui.tools import Tools

if TYPE_CHECKING:
    from journal_app.services.kit import Kit


@dataclass(frozen=True)
class Asides:
    """Makes side pages for one session. Few people ask for one, and seldom."""

    session: Session
    safekeeping: Safekeeping
    tools: Tools
    around: Surroundings = field(default_factory=Surroundings)

    def make(self, name: str, preferences: Preferences) -> SidePage:
        """Return a new page called ``name``."""
        made: dict[str, Callable[[], SidePage]] = {
            "kit": self._kit,
            "kit try": partial(self._kit, trying=True),
            "access": partial(self._access, preferences),
            "backups": self._backups,
            "portable": self._portable,
            "arrival": self._arrival,
            "rotation": self._rotation,
            "privacy": self._privacy,
            "leaving": self._leaving,
            "keys": self._keys,
            "support": partial(self._people, preferences),
            "arc": self._arc,
            "tracking": self._tracking,
            "guidance": self._guidance,
            "evidence": self._evidence,
            "welcome": partial(self._welcome, preferences),
            "welcome to people": partial(self._welcome, preferences, step=3),
        }
        return made[name]()

    def advice(self) -> Reply[Advice]:
        """Ask what may be said about the recovery kit on the home page."""
        return self._kit_of_session().advice()

    def put_off(self, advice: Advice) -> None:
        """Note that somebody doesn't want to hear it now."""
        self._kit_of_session().put_off(advice)

    def _kit_of_session(self) -> "Kit":
        from journal_app.services.kit import Kit  # noqa: PLC0415

        return Kit(self.session)

    def _access(self, preferences: Preferences) -> SidePage:
        from journal_app.services.access import Access  # noqa: PLC0415
        from journal_app.ui.pages.access import AccessPage  # noqa: PLC0415

        return AccessPage(Access(self.session), self.tools, preferences)

    def _kit(self, *, trying: bool = False) -> SidePage:
        from journal_app.ui.pages.kit import KitPage  # noqa: PLC0415

        return KitPage(self._kit_of_session(), self.tools, trying=trying)

    def _privacy(self) -> SidePage:
        from journal_app.services.privacy.canaries import Canaries  # noqa: PLC0415
        from journal_app.services.privacy.inventory import Inventory  # noqa: PLC0415
        from journal_app.ui.pages.privacy import PrivacyPage  # noqa: PLC0415

        inventory = Inventory(self.session, self.around)
        canaries = Canaries(self.session, self.around)
        return PrivacyPage(inventory, canaries, self.around.keyring, self.tools)

    def _leaving(self) -> SidePage:
        from journal_app.services.privacy import leaving  # noqa: PLC0415
        from journal_app.services.privacy.inventory import Inventory  # noqa: PLC0415
        from journal_app.ui.pages.leaving import LeavingPage  # noqa: PLC0415

        here = (self.session.folder, self.session.keychain, self.around)
        inventory = Inventory(self.session, self.around)
        return LeavingPage(inventory, partial(leaving.leave, *here), self.tools)

    def _backups(self) -> SidePage:
        from journal_app.services.copies import Copies  # noqa: PLC0415
        from journal_app.ui.pages.backups import BackupsPage  # noqa: PLC0415

        copies = Copies(self.session, self.safekeeping.second)
        return BackupsPage(self.safekeeping, copies, self.tools, self._put_in_place)

    def _portable(self) -> SidePage:
        from journal_app.services.portable import Portable  # noqa: PLC0415
        from journal_app.ui.pages.portable import PortablePage  # noqa: PLC0415

        return PortablePage(Portable(self.session), self.tools)

    def _arrival(self) -> SidePage:
        from journal_app.services.portable import Arrival  # noqa: PLC0415
        from journal_app.ui.pages.arrival import ArrivalPage  # noqa: PLC0415

        return ArrivalPage(Arrival(self.session), self.tools, self._put_in_place)

    def _rotation(self) -> SidePage:
        from journal_app.services.access import Access  # noqa: PLC0415
        from journal_app.services.rekeying import Rekeying  # noqa: PLC0415
        from journal_app.ui.pages.rotation import RotationPage  # noqa: PLC0415

        return RotationPage(Rekeying(self.session), Access(self.session), self.tools)

    def _keys(self) -> SidePage:
        from journal_app.ui.pages.keys import KeysPage  # noqa: PLC0415

        return KeysPage(self.tools)

    def _people(self, preferences: Preferences) -> SidePage:
        from journal_app.services.people import People  # noqa: PLC0415
        from journal_app.ui.pages.people import PeoplePage  # noqa: PLC0415

        people = People(self.session.journal, self.tools.clock)
        return PeoplePage(people, self.tools, preferences)

    def _arc(self) -> SidePage:
        from journal_app.services.arc import Arc  # noqa: PLC0415
        from journal_app.ui.pages.arc import ArcPage  # noqa: PLC0415

        return ArcPage(Arc(self.session.journal, self.tools.calendar), self.tools)

    def _tracking(self) -> SidePage:
        from journal_app.services.forms import Forms  # noqa: PLC0415
        from journal_app.ui.pages.tracking import TrackingPage  # noqa: PLC0415

        return TrackingPage(Forms(self.session.journal, self.tools.calendar), self.tools)

    def _guidance(self) -> SidePage:
        from journal_app.ui.pages.guidance import GuidancePage  # noqa: PLC0415

        return GuidancePage(self.tools)

    def _evidence(self) -> SidePage:
        from journal_app.ui.pages.evidence import EvidencePage  # noqa: PLC0415

        return EvidencePage(self.tools)

    def _welcome(self, preferences: Preferences, step: int = 1) -> SidePage:
        from journal_app.ui.pages.welcome import WelcomePage  # noqa: PLC0415

        return WelcomePage(self.tools, preferences, step)

    def _put_in_place(self) -> None:
        exchange.put_in_place(self.session.folder)
