"""Sees to the backups while the journal is open."""

from dataclasses import replace
from typing import TypeVar

from journal_app import storage
from journal_app.domain import rotation
from journal_app.domain.clock import Moment
from journal_app.domain.rotation import Backup, Occasion
from journal_app.services.journal import Reply
from journal_app.services.secondfolder import SecondFolder
from journal_app.services.session import Session
from journal_app.storage import ballast

T = TypeVar("T")


class Safekeeping:
    """Makes, lists, checks and prepares backups of a session's journal, one at a time."""

    def __init__(self, session: Session) -> None:
        self._folder = session.folder
        self._key = session.key
        self._clock = session.clock
        self._work = session.work
        self.second = SecondFolder(session)

    def before_migration(self) -> Backup:
        """Make a backup now, on the calling thread; the journal waits for it."""
        return self._make(Occasion.PRE_MIGRATION)

    def daily(self) -> Reply[Backup | None]:
        """Make the backup of this day, if something was written since the last one.

        Either way, the newest one is then in the second folder, if that can be reached.
        """
        return self._work.do(lambda: self._carried(self._daily()))

    def back_up(self) -> Reply[Backup]:
        """Make a backup because somebody asked for one."""
        return self._work.do(lambda: self._carried(self._make(Occasion.BY_HAND)))

    def every(self) -> Reply[tuple[Backup, ...]]:
        """List the backups, newest first."""
        return self._work.do(lambda: storage.backup.every(self._folder))

    def when(self, backup: Backup) -> Moment:
        """Return when a backup was made, on the clock that hangs here now."""
        return self.at(backup.made_ms)

    def at(self, utc_ms: int) -> Moment:
        """Return an instant on the clock that hangs here now."""
        return replace(self._clock.now(), utc_ms=utc_ms)

    def last_good(self) -> Reply[Backup | None]:
        """Find the newest backup nothing is wrong with; all of it is read."""

        def find() -> Backup | None:
            with self._key.held() as key:
                return storage.backup.last_good(self._folder, key, self._work.breathe)

        return self._work.do(find)

    def prepare(self, backup: Backup) -> Reply[None]:
        """Check a backup and lay a copy of it beside the journal, to be put in place."""

        def prepare() -> None:
            with self._key.held() as key:
                storage.backup.prepare(self._folder, backup, key, self._work.breathe)

        return self._work.do(prepare)

    def _carried(self, made: T) -> T:
        self.second.carry()
        return made

    def _daily(self) -> Backup | None:
        ballast.lay(self._folder, self._work.breathe)
        storage.backup.tidy(self._folder)
        occasion = rotation.due(storage.backup.present(self._folder), self._clock.now().utc_ms)
        if occasion is None:
            return None
        with self._key.held() as key:
            changed = storage.backup.changed(self._folder, key)
        return self._make(occasion) if changed else None

    def _make(self, occasion: Occasion) -> Backup:
        now_ms = self._clock.now().utc_ms
        with self._key.held() as key:
            made = storage.backup.make(self._folder, key, occasion, now_ms, self._work.breathe)
        storage.backup.tidy(self._folder)
        return made
