"""What is put out of sight: into the bin, or under a seal.

Both can be taken back. Nothing leaves the bin by itself; what somebody lets go of is deleted for
good, behind whatever else is being done.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar, day_of
from journal_app.domain.entry import EntryId, Seal
from journal_app.domain.shelved import CERTAIN_DAYS, Binned, Counts, Sealed
from journal_app.services.journal import Reply
from journal_app.services.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CERTAIN_MS = CERTAIN_DAYS * 86_400_000
_ROWS = 25  # deleted between two breaths
_PAGES = 250  # given back between two breaths


class Shelving:
    """The bin and the seals of a session's journal."""

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._journal = session.journal
        self._work = session.work
        self._clock = session.clock
        self._calendar = calendar

    def counts(self) -> Reply[Counts]:
        """Count what lies out of sight."""
        return self._journal.ask(_counts, self._calendar.today())

    def day(self, utc_ms: int) -> date:
        """Return the day of an instant, on the clock that hangs here now."""
        at = replace(self._clock.now(), utc_ms=utc_ms)
        return day_of(at, self._calendar.begins)

    def bin(self, entry_id: EntryId) -> Reply[Changed]:
        """Put an entry into the bin."""
        return self._journal.do(storage.binned.put, entry_id, self._now_ms)

    def unbin(self, entry_id: EntryId) -> Reply[Changed]:
        """Put an entry back where it was."""
        return self._journal.do(storage.binned.put_back, entry_id)

    def in_bin(self) -> Reply[tuple[Binned, ...]]:
        """List what is in the bin, what was put there last first."""
        return self._journal.ask(storage.binned.contents, self._calendar.today())

    def put_back(self, thing: Binned) -> Reply[Changed]:
        """Put back something from the list of the bin; with a part, its entry comes back, too."""
        return self._journal.do(storage.binned.put_back, thing.entry, thing.part)

    def is_old(self, thing: Binned) -> bool:
        """Whether it has been in the bin for as long as it is certain to be."""
        return thing.since_ms <= self._now_ms - _CERTAIN_MS

    def let_go_of_old(self) -> Reply[Changed]:
        """Delete for good what has been in the bin for as long as it is certain to be."""
        return self._let_go(self._now_ms - _CERTAIN_MS)

    def empty(self) -> Reply[Changed]:
        """Delete for good everything in the bin."""
        return self._let_go(None)

    def sweep(self) -> Reply[None]:
        """Delete what was let go and is still there, once the journal is open."""
        return self._work.do(self._sweep)

    def seal(self, entry_id: EntryId, seal: Seal) -> Reply[Changed]:
        """Put an entry under a seal."""
        return self._journal.do(storage.seals.put_on, entry_id, seal, self._now_ms)

    def unseal(self, entry_id: EntryId) -> Reply[Changed]:
        """Take the seal off an entry."""
        return self._journal.do(storage.seals.take_off, entry_id)

    def sealed(self) -> Reply[tuple[Sealed, ...]]:
        """List what seals hold, what opens first first."""
        return self._journal.ask(storage.seals.holding, self._calendar.today())

    @property
    def _now_ms(self) -> int:
        return self._clock.now().utc_ms

    def _let_go(self, until_ms: int | None) -> Reply[Changed]:
        reply = self._journal.do(storage.binned.let_go, until_ms)
        self.sweep().then(_nothing)
        return reply

    def _sweep(self) -> None:
        """Delete a little at a time, then give the room back; whoever writes goes first."""
        journal = self._journal
        if not journal.ask(storage.binned.unswept).result():
            return
        while journal.ask(storage.binned.unswept).result():
            journal.do(storage.binned.sweep, _ROWS).result()
            self._work.breathe()
        while journal.ask(storage.binned.unused).result():
            journal.do(storage.binned.give_back, _PAGES).result()
            self._work.breathe()


def _counts(db: "Connection", today: date) -> Counts:
    return Counts(storage.binned.count(db), storage.seals.count(db, today))


def _nothing(_done: None) -> None:
    """Say nothing of what went well; what didn't goes on another day."""
