"""The sessions in the journal, and what lies around them."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain import placing, someday
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, Kind
from journal_app.domain.noted import Noted
from journal_app.domain.placing import Around
from journal_app.domain.quoting import short
from journal_app.domain.sessionlog import Logged
from journal_app.media import markdown
from journal_app.services.journal import Journal, Reply

if TYPE_CHECKING:
    from sqlalchemy import Connection

FEW = 4  # of what was made or noted before, so many are offered
LONGEST = 160  # characters of one that are shown

# The questions whose answers are an intention, the plainest first.
_ASKED = ("before.4", "before.3")


@dataclass(frozen=True, slots=True)
class Intention:
    """What was made ahead of a session, and how it is known again."""

    entry: EntryId
    day: date
    said: str = field(repr=False)


@dataclass(frozen=True)
class Sessions:
    """Reads sessions as they may be shown today, and puts them away."""

    journal: Journal
    calendar: Calendar

    def known(self) -> Reply[tuple[Logged, ...]]:
        """Ask for all sessions, in the order they were in."""
        return self.journal.ask(storage.sessions.known, self.calendar.today())

    def around(self, entry: EntryId) -> Reply[Around | None]:
        """Ask for a session and what lies around it."""
        return self.journal.ask(storage.sessions.around, entry, self.calendar.today())

    def intentions(self) -> Reply[tuple[Intention, ...]]:
        """Ask for the last that was made with the questions of before, the newest first."""
        return self.journal.ask(_intentions, self.calendar.today())

    def said_before(self, name: str) -> Reply[tuple[str, ...]]:
        """Ask for the last that was noted as ``name`` in some sessions, each once."""
        return self.journal.ask(_said_before, name, self.calendar.today())

    def put_away(self, session: Logged) -> Reply[Changed]:
        """Put a session into the bin; all that lies around it stays."""
        now = self.calendar.clock.now().utc_ms
        return self.journal.do(storage.sessions.put_away, session.entry, session.part, now)

    def put_back(self, session: Logged) -> Reply[Changed]:
        """Take a session out of the bin."""
        return self.journal.do(storage.sessions.put_back, session.entry, session.part)


def _said_before(db: "Connection", name: str, today: date) -> tuple[str, ...]:
    known = reversed(storage.sessions.known(db, today))
    said = (str(getattr(session.log, name)).strip() for session in known)
    return tuple(dict.fromkeys(filter(None, said)))[:FEW]


def _intentions(db: "Connection", today: date) -> tuple[Intention, ...]:
    made: dict[EntryId, list[Noted]] = {}
    for one in storage.noted.of_guide(db, placing.BEFORE, today):
        made.setdefault(one.entry, []).append(one)
    newest = list(made.items())[: -FEW - 1 : -1]
    return tuple(Intention(entry, parts[0].day, _said(parts, today)) for entry, parts in newest)


def _said(parts: list[Noted], today: date) -> str:
    """Return how it is known again: by its words, the intention first, and its day."""
    words = {one.asked: _plain(one) for one in reversed(parts) if one.kind is Kind.WORDS}
    asked = (words.get(name) for name in (*_ASKED, *reversed(words)))
    text = next(filter(None, asked), "")
    on = someday.said(parts[0].day, today)
    return f"“{short(text, LONGEST)}” · {on}" if text else on


def _plain(one: Noted) -> str:
    return " ".join(markdown.plain(one.body.decode("utf-8", "ignore")).split())
