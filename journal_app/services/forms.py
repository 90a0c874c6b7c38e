"""Which forms somebody wants at all, when one may be offered, and what was filled in."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from journal_app import resources, storage
from journal_app.domain import forms
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.forms import ALL, Form, Instrument
from journal_app.services.journal import Journal, Reply

if TYPE_CHECKING:
    from sqlalchemy import Connection

SETTING = "forms"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is noted regularly: which forms, the check-in, and how it compares with before."""

    on: tuple[str, ...] = ()
    checkin: bool = True
    overall: bool = False
    put_off: dict[str, int] = field(default_factory=dict)  # when a form wasn't wanted


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in."""

    entry: EntryId
    part: PartId
    day: date
    made: Moment
    form: Form = field(repr=False)


class Forms:
    """Keeps what was chosen inside the journal: it tells of a person."""

    def __init__(self, journal: Journal, calendar: Calendar) -> None:
        self._journal = journal
        self._calendar = calendar

    def chosen(self) -> Reply[Chosen]:
        """Ask what is wanted."""
        return self._journal.ask(chosen)

    def choose(self, wanted: Chosen) -> Reply[Changed]:
        """Want this from now on; what was noted before stays."""
        now = self._calendar.clock.now().utc_ms
        return self._journal.do(_put, wanted, now)

    def put_off(self, form_id: str) -> Reply[Changed]:
        """Don't offer a form until its time comes again."""
        now = self._calendar.clock.now().utc_ms
        return self._journal.do(_put_off, form_id, now)

    def filled(self) -> Reply[tuple[Filled, ...]]:
        """Ask for all forms that were filled in, the oldest first."""
        return self._journal.ask(filled, self._calendar.today())

    def last_session(self, until: date) -> Reply[date | None]:
        """Ask for the day of the last session by a day, which a check-in may be compared with."""
        return self._journal.ask(_last_session, self._calendar.today(), until)


def instrument(form_id: str) -> Instrument | None:
    """Return a shipped form."""
    return forms.instrument(resources.text("instruments"), form_id)


def chosen(db: "Connection") -> Chosen:
    """Return what is wanted; a verb."""
    try:
        found = json.loads(storage.settings.get(db, SETTING) or "{}")
    except ValueError:
        return Chosen()
    values: dict[str, Any] = found if isinstance(found, dict) else {}
    on, put_off = values.get("on"), values.get("put_off")
    return Chosen(
        on=tuple(one for one in ALL if isinstance(on, list) and one in on),
        checkin=values.get("checkin") is not False,
        overall=values.get("overall") is True,
        put_off={name: ms for name, ms in put_off.items() if type(ms) is int}
        if isinstance(put_off, dict)
        else {},
    )


def filled(db: "Connection", today: date) -> tuple[Filled, ...]:
    """Return all forms that were filled in, the oldest first; a verb."""
    return tuple(
        Filled(one.entry, one.part, one.day, one.made, forms.read(one.body))
        for one in storage.noted.of_kind(db, Kind.FORM, today)
    )


def offered(db: "Connection", now: Moment, today: date) -> str:
    """Return a form that may be offered now, or nothing; a verb."""
    wanted = chosen(db)
    if not wanted.on:
        return ""
    done = filled(db, today)
    sessions = storage.sessions.known(db, today)
    for form_id in wanted.on:
        of = instrument(form_id)
        times = [one.made.utc_ms for one in done if one.form.instrument == form_id]
        times += [wanted.put_off[form_id]] if form_id in wanted.put_off else []
        if of is not None and forms.may_offer(of, max(times, default=None), sessions, now):
            return form_id
    return ""


def _put(db: "Connection", wanted: Chosen, at_ms: int) -> Changed:
    values = {
        "on": list(wanted.on),
        "checkin": wanted.checkin,
        "overall": wanted.overall,
        "put_off": wanted.put_off,
    }
    return storage.settings.put(db, SETTING, json.dumps(values), at_ms)


def _put_off(db: "Connection", form_id: str, at_ms: int) -> Changed:
    now = chosen(db)
    later = {**now.put_off, form_id: at_ms}
    return _put(db, Chosen(now.on, now.checkin, now.overall, later), at_ms)


def _last_session(db: "Connection", today: date, until: date) -> date | None:
    days = [one.day for one in storage.sessions.known(db, today) if one.day <= until]
    return days[-1] if days else None
