"""Reads what was noted again and again: answers, totals, sessions, chosen words, names, steps.

Only what is noted is read. Nobody's words, drawings or voice are looked at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from journal_app import resources, storage
from journal_app.domain import answers, checkin, forms, sessionlog, steps
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind
from journal_app.domain.forms import Instrument
from journal_app.domain.noted import Noted
from journal_app.domain.patterns import Series
from journal_app.domain.sessionlog import Logged
from journal_app.domain.steps import StepState
from journal_app.domain.themes import NamedTheme
from journal_app.services.journal import Reply
from journal_app.services.session import Session


@dataclass(frozen=True, slots=True)
class Noticed:
    """All there is to be laid side by side, as of a day.

    ``steps`` counts those that are open, done and let go.
    """

    today: date
    series: tuple[Series, ...] = field(default=(), repr=False)
    sessions: tuple[Logged, ...] = field(default=(), repr=False)
    words: tuple[tuple[date, str], ...] = field(default=(), repr=False)
    themes: tuple[NamedTheme, ...] = field(default=(), repr=False)
    steps: tuple[int, int, int] = (0, 0, 0)

    @property
    def days(self) -> tuple[date, ...]:
        """The days something was answered on, or a session was."""
        answered = (one.day for series in self.series for one in series.readings)
        return (*answered, *(one.day for one in self.sessions))


class Patterns:
    """Reads behind whatever somebody does; nothing is kept of it."""

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._journal = session.journal
        self._work = session.pictures
        self._clock = session.clock
        self._calendar = calendar

    def read(self) -> Reply[Noticed]:
        """Ask for all there is."""
        return self._work.do(self._read)

    def _read(self) -> Noticed:
        today, now = self._calendar.today(), self._clock.now()
        checked = self._of_kind(Kind.CHECKIN, today)
        filled = self._of_kind(Kind.FORM, today)
        logged = map(sessionlog.logged, self._of_kind(Kind.SESSION, today))
        return Noticed(
            today,
            (*answers.of_checkins(checked, _items()), *answers.of_forms(filled, _instruments())),
            words=tuple((one.day, checkin.read(one.body).word) for one in checked),
            sessions=sessionlog.in_order([one for one in logged if not one.planned(now, today)]),
            themes=self._journal.ask(storage.themes.known, today).result(),
            steps=_counted(self._of_kind(Kind.STEP, today)),
        )

    def _of_kind(self, kind: Kind, today: date) -> tuple[Noted, ...]:
        return self._journal.ask(storage.noted.of_kind, kind, today).result()


def _items() -> tuple[checkin.Item, ...]:
    data: Any = resources.text("copy")["checkin"]
    return checkin.items(data, before="…")  # whatever the day: so that it is one of them


def _instruments() -> Iterator[Instrument]:
    data = resources.text("instruments")
    return filter(None, (forms.instrument(data, one) for one in forms.ALL))


def _counted(found: Iterable[Noted]) -> tuple[int, int, int]:
    states = Counter(steps.read(one.body).state for one in found)
    return states[StepState.OPEN], states[StepState.DONE], states[StepState.LET_GO]
