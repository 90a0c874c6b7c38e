"""Notices that the journal's file goes bad, and rescues what can be read of it."""

from collections.abc import Callable
from pathlib import Path

from journal_app import storage
from journal_app.domain.rescued import Rescued
from journal_app.services.journal import Reply
from journal_app.services.session import Session
from journal_app.storage import exchange
from journal_app.storage.keys import slots

WEEK_MS = 7 * 86_400_000

_CHECKED = "checked_ms"


class Rescuing:
    """Checks a session's open journal, and rescues one that doesn't open."""

    def __init__(self, session: Session) -> None:
        self._folder = session.folder
        self._key = session.key
        self._clock = session.clock
        self._journal = session.journal
        self._work = session.work

    def check_weekly(self) -> Reply[bool]:
        """Read the whole journal, if nobody did for a week; tell whether it was read.

        The reply fails with ``VaultDamaged`` if something in it isn't right.
        """
        return self._work.do(self._check_weekly)

    def rescue(self) -> Rescued:
        """Put what can be read in the place of a journal that couldn't be opened. Any thread."""
        with self._key.held() as key:
            return _rescue(self._folder, key, self._work.breathe)

    def later(self) -> Callable[[], Rescued]:
        """Return the same to be called, once, when a journal that is open will be closed."""
        with self._key.held() as key:
            taken = bytearray(key)

        def run() -> Rescued:
            try:
                return _rescue(self._folder, taken)
            finally:
                slots.wipe(taken)

        return run

    def _check_weekly(self) -> bool:
        """Check, unless a backup was made: for one that counts, every page was read, too."""
        noted = self._journal.ask(storage.settings.get, _CHECKED).result()
        backups = storage.backup.every(self._folder)
        last_ms = max([int(noted or 0), *(one.made_ms for one in backups if one.verified)])
        now_ms = self._clock.now().utc_ms
        if abs(now_ms - last_ms) < WEEK_MS:
            return False
        with self._key.held() as key:
            storage.checking.check(self._folder, key, self._work.breathe)
        self._journal.do(storage.settings.put, _CHECKED, str(now_ms), now_ms).result()
        return True


def _rescue(folder: Path, key: bytearray, breathe: Callable[[], None] = lambda: None) -> Rescued:
    rescued = storage.rescue.prepare(folder, key, breathe)
    exchange.put_in_place(folder)
    return rescued
