"""Looks things up in a session's journal while somebody types, and keeps what it looks in fresh."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain import searching
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.errors import JournalError
from journal_app.domain.searching import Hit, Match, Query, Where
from journal_app.domain.spot import Phrase, Place, Spot
from journal_app.domain.transcript import Places
from journal_app.media import markdown
from journal_app.services.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

AT_ONCE = 16  # hits: more than a page shows
A_STEP = 12_000  # characters; so long at most does a letter wait that somebody types meanwhile

_AROUND, _A_WORD = 300, 40  # characters before and after a hit, for an excerpt

Done = Callable[[tuple[Hit, ...]], None]
MayGoOn = Callable[[], bool]
CaughtUp = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Asked:
    query: Query = field(repr=False)
    done: Done
    limit: int
    before: int | None


class Search:
    """Asks the vault one thing at a time; of several that wait to be asked, only the newest.

    Everything here is called, and calls back, on the window's thread.
    """

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._journal = session.journal
        self._calendar = calendar
        self._busy = False
        self._behind = False
        self._may_go_on: MayGoOn = bool
        self._caught_up: CaughtUp = bool
        self._next: _Asked | None = None

    @property
    def behind(self) -> bool:
        """Whether it may not know yet of everything that was written."""
        return self._behind

    def look(
        self, query: Query, done: Done, limit: int = AT_ONCE, before: int | None = None
    ) -> None:
        """Call ``done`` with what is found, newest first, unless something else is asked by then.

        With ``before``, the ``order`` of a hit, what is older than that.
        """
        self._next = None
        if not query.words:
            done(())
            return
        self._next = _Asked(query, done, limit, before)
        self._turn()

    def forget(self) -> None:
        """Answer nothing any more."""
        self._next, self._may_go_on, self._caught_up = None, bool, bool

    def catch_up(self, may_go_on: MayGoOn, caught_up: CaughtUp = bool) -> None:
        """Read what was written since, in small steps, as long as ``may_go_on``.

        What is asked meanwhile is answered between two of them. ``caught_up`` hears of the end.
        """
        self._behind = True
        self._may_go_on, self._caught_up = may_go_on, caught_up
        self._turn()

    def _turn(self) -> None:
        if self._busy:
            return
        if self._next is not None:
            self._busy = True
            asked = self._next
            found = self._journal.ask(_find, asked, self._calendar.today())
            found.then(partial(self._answer, asked), partial(self._give_up, asked))
        elif self._behind and self._may_go_on():
            self._busy = True
            self._journal.do(storage.search.catch_up, A_STEP).then(self._look_on, self._rest)

    def _answer(self, asked: _Asked, hits: tuple[Hit, ...]) -> None:
        self._busy = False
        if self._next is asked:
            self._next = None
            asked.done(hits)
        self._turn()

    def _give_up(self, asked: _Asked, _error: JournalError) -> None:
        """Leave it: whatever the file is ill with is said elsewhere."""
        self._busy = False
        if self._next is asked:
            self._next = None
        self._turn()

    def _look_on(self, _changed: Changed) -> None:
        self._journal.ask(storage.search.waiting).then(self._go_on, self._rest)

    def _go_on(self, behind: bool) -> None:  # noqa: FBT001 - what a verb returned
        self._busy, self._behind = False, behind
        if not behind:
            self._caught_up()
        self._turn()

    def _rest(self, _error: JournalError) -> None:
        """Try again another time."""
        self._busy = self._behind = False
        self._turn()


# What follows runs on the vault's thread.


def _find(db: "Connection", asked: _Asked, today: date) -> tuple[Hit, ...]:
    found = storage.search.find(db, asked.query, today, asked.limit, asked.before)
    return tuple(_hit(match, asked.query.words) for match in found)


def _hit(match: Match, words: tuple[str, ...]) -> Hit:
    text: str = match.text
    place: Place | None = None
    first = searching.first_in(text, words) or (0, 0)
    if match.where is Where.WORDS:
        text = markdown.plain(_around(text, *first))
        place = Phrase(*first)
    elif match.transcript is not None:
        text = _around(text, *first)
        place = Places(match.transcript).heard_at(first[0])
    excerpt = searching.excerpt(text, words)
    found = dict.fromkeys(excerpt.text[start:stop] for start, stop in excerpt.spans)
    spot = Spot(match.entry, match.part, place, tuple(found))
    return Hit(match.order, spot, match.where, match.day, match.made, excerpt)


def _around(text: str, start: int, stop: int) -> str:
    """Return the line something stands in and some that follow; a line can be as long as a book."""
    near = max(0, start - _AROUND)
    blank = text.find(" ", near, near + _A_WORD) if near else -1
    begin = max(text.rfind("\n", near, start), blank, near - 1) + 1
    return text[begin : stop + _AROUND]
