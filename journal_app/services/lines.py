"""The journal as a list, as it may be shown today."""

from dataclasses import dataclass

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.lines import Order, Told, Wanted
from journal_app.services.journal import Journal, Reply


@dataclass(frozen=True)
class Lines:
    """Reads the order of the journal, and the lines one looks at; any answer may be out of date."""

    journal: Journal
    calendar: Calendar

    def first(self, wanted: Wanted, limit: int) -> Reply[dict[int, Told]]:
        """Read the newest lines."""
        return self.journal.ask(storage.lines.first, wanted, limit, self.calendar.today())

    def order(self, wanted: Wanted) -> Reply[Order]:
        """Read the order of all."""
        return self.journal.ask(storage.lines.order, wanted, self.calendar.today())

    def told(self, keys: tuple[int, ...]) -> Reply[dict[int, Told]]:
        """Read some lines."""
        return self.journal.ask(storage.lines.told, keys, self.calendar.today())

    def name_of_theme(self, uid: str) -> Reply[str]:
        """Read what a theme is called."""
        return self.journal.ask(storage.lines.name_of_theme, uid)
