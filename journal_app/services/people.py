"""The people of a journal: encrypted with it, and nowhere else unless somebody asks for that."""

from collections.abc import Sequence

from journal_app import storage
from journal_app.domain import people
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Clock
from journal_app.domain.people import Person
from journal_app.services.journal import Journal, Reply

PEOPLE = "people"  # the setting they are kept in


class People:
    """Reads and keeps them."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def read(self) -> Reply[tuple[Person, ...]]:
        """Ask for all of them, in order."""
        return self._journal.ask(lambda db: people.read(storage.settings.get(db, PEOPLE)))

    def keep(self, all_of_them: Sequence[Person]) -> Reply[Changed]:
        """Keep these, and nobody else."""
        told, now_ms = people.written(all_of_them), self._clock.now().utc_ms
        return self._journal.do(storage.settings.put, PEOPLE, told, now_ms)
