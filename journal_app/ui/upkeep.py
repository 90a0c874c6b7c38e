"""What the journal does for itself while it is open, when whoever opened it has begun."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from journal_app.domain.day import Calendar
from journal_app.domain.errors import JournalError, VaultDamaged
from journal_app.services.rescuing import Rescuing
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.storage import ballast
from journal_app.ui.mending import rescue_errand
from journal_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from journal_app.services.search import Search
    from journal_app.services.versions import Versions

FIRST_LOOK_MS = 20_000
NEXT_LOOK_MS = 15 * 60_000


class Upkeep(QObject):
    """Looks now and then what is due; what it has to say, it says in a notice, once."""

    def __init__(self, session: Session, safekeeping: Safekeeping, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._session = session
        self._safekeeping = safekeeping
        self._rescuing = Rescuing(session)
        self._workspace = workspace
        self._versions: Versions | None = None
        self._search: Search | None = None
        self._damage_said = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Begin, now that the journal is open."""
        self._timer.start(FIRST_LOOK_MS)

    def end(self) -> None:
        """Look no more: the journal is being closed."""
        self._timer.stop()

    def _look(self) -> None:
        """See to what is due, one thing after the other on the thread "work"; seldom from now on.

        Whatever else the journal should do for itself belongs here. The check comes after the
        backup, which may be one.
        """
        self._timer.start(NEXT_LOOK_MS)
        work = self._session.work
        work.do(partial(ballast.lay, self._session.folder, work.breathe)).then(self._done)
        self._safekeeping.daily().then(self._done, self._say)
        self._rescuing.check_weekly().then(self._done, self._say)
        self._tidy()
        self._workspace.places.shelving().sweep().then(self._done, self._say)

    def _tidy(self) -> None:
        """Thin the versions, fold the drawings, and bring what is searched up to date."""
        from journal_app.services.folding import Folding  # noqa: PLC0415 - nobody waits for it
        from journal_app.services.search import Search  # noqa: PLC0415
        from journal_app.services.versions import Versions  # noqa: PLC0415

        self._versions = self._versions or Versions(self._session)
        self._search = self._search or Search(self._session, Calendar(self._session.clock))
        self._versions.thin()
        Folding(self._session).fold().then(self._done)
        self._search.catch_up(self._is_free)

    def _is_free(self) -> bool:
        """Whether nobody makes anything just now."""
        return self._timer.isActive() and not self._workspace.busy

    def _done(self, _what: object) -> None:
        """Say nothing of what went well."""

    def _say(self, error: JournalError) -> None:
        """Say what went wrong, and leave it at that; the journal itself goes on."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        if isinstance(error, VaultDamaged):
            self.say_damage(error)
        else:
            self._workspace.notices.say(str(error), (self.tr("Backups"), self._show_backups))

    def say_damage(self, error: VaultDamaged) -> None:
        """Say, once, that the open journal is damaged, and what can be done."""
        if not self._damage_said:
            self._damage_said = True
            rescue = (self.tr("Rescue it"), self._rescue)
            backups = (self.tr("Backups"), self._show_backups)
            self._workspace.notices.stay(str(error), rescue, backups)

    def _rescue(self) -> None:
        self._workspace.errand.emit(rescue_errand(self._rescuing.later()))

    def _show_backups(self) -> None:
        self._workspace.show_aside("backups")
