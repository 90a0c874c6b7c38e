"""The days around a session, as a journal knows them: what fits now, and what isn't wanted."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from journal_app import storage
from journal_app.domain import arc, sessionlog
from journal_app.domain.arc import GUIDED, Offer, Phase
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.day import Calendar, day_of
from journal_app.domain.entry import Entry, Kind, Part, PartState, new_entry_id, new_part_id
from journal_app.domain.noted import Noted
from journal_app.domain.sessionlog import Logged
from journal_app.services import forms
from journal_app.services.goals import open_looks
from journal_app.services.journal import Journal, Reply

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

LENGTHS, SETTLED = "arc lengths", "arc settled"
MOST_SETTLED = 400  # sessions and insights whose answers are remembered

Answers = dict[str, list[str]]


class Arc:
    """Says what fits just now, and remembers for good what somebody didn't want."""

    def __init__(self, journal: Journal, calendar: Calendar) -> None:
        self._journal = journal
        self._calendar = calendar

    def look(self) -> Reply[Offer | None]:
        """Ask what may be offered now: one thing, or nothing."""
        return self._journal.ask(_look, self._calendar.clock.now(), self._calendar.today())

    def settle(self, offer: Offer) -> Reply[Changed]:
        """Note that this needn't be offered again; a form is, when its time comes again."""
        if offer.phase is Phase.FORM:
            return forms.Forms(self._journal, self._calendar).put_off(offer.about)
        return self._write(SETTLED, partial(_with_answer, offer))

    def come_back(self) -> Reply[Changed]:
        """Note that a session of today is over by now: the one that was noted, or a new one."""
        now, today = self._calendar.clock.now(), self._calendar.today()
        return self._journal.do(_come_back, now, today)

    def lengths(self) -> Reply[dict[Phase, int]]:
        """Ask until how many hours after a session each phase lasts."""
        return self._journal.ask(lambda db: arc.lengths(_read(db, LENGTHS)))

    def last(self, phase: Phase, hours: int) -> Reply[Changed]:
        """Have a phase last until so many hours after a session; 0 is not at all."""
        return self._write(LENGTHS, lambda chosen: {**chosen, phase.value: hours})

    def _write(self, name: str, rule: Callable[[dict[str, Any]], dict[str, Any]]) -> Reply[Changed]:
        now = self._calendar.clock.now().utc_ms

        def change(db: "Connection") -> Changed:
            return storage.settings.put(db, name, json.dumps(rule(_read(db, name))), now)

        return self._journal.do(change)


def _look(db: "Connection", now: Moment, today: "date") -> Offer | None:
    noted = storage.noted.of_kind(db, Kind.SESSION, today)
    sessions = tuple(map(sessionlog.logged, noted))
    ahead = {one.part for one in noted if day_of(one.made) < one.day}
    settled: Answers = {
        about: list(answers) for about, answers in _read(db, SETTLED).items() if answers
    }
    last = arc.last(sessions, now, today)
    if last is not None:
        settled.setdefault(last.part, []).extend(_used(db, last, today))
    lasting = arc.lengths(_read(db, LENGTHS))
    found = arc.offer(sessions, now, today, settled, lasting, ahead)
    return found or _open_look(db, now, today, settled) or _form(db, now, today)


def _come_back(db: "Connection", now: Moment, today: "date") -> Changed:
    of_today = [one for one in storage.sessions.known(db, today) if one.day == today]
    known = of_today[-1] if of_today else None
    log = arc.came_back(known, now, today)
    if known is not None:
        if log == known.log:
            return Changed(None)
        return storage.parts.put(db, known.part, sessionlog.body(log), now.utc_ms)
    part = Part(new_part_id(), Kind.SESSION, 0, now, body=sessionlog.body(log))
    entry = Entry(new_entry_id(), now, day=today)
    storage.entries.begin(db, entry)
    storage.parts.begin(db, entry.id, part)
    storage.parts.finish(db, part.id, PartState.WHOLE)
    return storage.entries.set_aside(db, entry.id, now.utc_ms)


def _used(db: "Connection", session: Logged, today: "date") -> list[str]:
    """Return the phases whose questions were answered since a session."""
    return [
        phase.value
        for phase in GUIDED
        if any(_is_since(one, session) for one in storage.noted.of_guide(db, phase.value, today))
    ]


def _is_since(one: Noted, session: Logged) -> bool:
    if session.over is None:
        return one.day >= session.day
    return one.happened.utc_ms >= session.over.utc_ms


def _open_look(
    db: "Connection", now: Moment, today: "date", settled: Mapping[str, list[str]]
) -> Offer | None:
    """Return an insight that may be looked at again now, the one marked first; None for none."""
    for at in open_looks(db, today, now.utc_ms):
        if at.round.value not in settled.get(at.part, ()):
            return Offer(Phase.LOOK, at.part, round=at.round)
    return None


def _form(db: "Connection", now: Moment, today: "date") -> Offer | None:
    """Return a form whose time has come, for who switched it on."""
    form_id = forms.offered(db, now, today)
    return Offer(Phase.FORM, form_id) if form_id else None


def _with_answer(offer: Offer, settled: dict[str, Any]) -> dict[str, Any]:
    answers = list(dict.fromkeys([*settled.pop(offer.about, []), offer.answer]))
    kept = dict(list(settled.items())[1 - MOST_SETTLED :])
    return {**kept, offer.about: answers}


def _read(db: "Connection", name: str) -> dict[str, Any]:
    try:
        found = json.loads(storage.settings.get(db, name) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
