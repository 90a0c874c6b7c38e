"""What somebody works towards, the steps on the way, and what is marked to be looked at again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain import aims, goals, insights, steps
from journal_app.domain.aims import Aims
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.entry import (
    Entry,
    EntryId,
    Kind,
    Part,
    PartId,
    PartState,
    new_entry_id,
    new_part_id,
)
from journal_app.domain.errors import NotKept
from journal_app.domain.goals import Goal, GoalState
from journal_app.domain.insights import Found, OpenLook
from journal_app.domain.noted import Noted
from journal_app.domain.steps import Step, Turn
from journal_app.services.journal import Reply
from journal_app.services.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

_GONE = "That isn’t in the journal any more. Nothing was changed."

Rule = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """A write on its way, and the way back from it."""

    reply: Reply[Changed]
    undo: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that isn't in the journal yet: its entry, and the part that will hold it."""

    entry: Entry
    part: Part


class Goals:
    """Reads goals, steps and insights as they may be shown today, and changes them."""

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._journal = session.journal
        self._clock = session.clock
        self._calendar = calendar

    def known(self) -> Reply[Aims]:
        """Ask for all goals with their steps."""
        return self._journal.ask(_known, self._calendar.today())

    def looks(self) -> Reply[tuple[OpenLook, ...]]:
        """Ask for what was marked, and may be looked at again now."""
        now = self._clock.now().utc_ms
        return self._journal.ask(open_looks, self._calendar.today(), now)

    def draft(self, kind: Kind) -> Draft:
        """Return a new note in an entry of its own, of today."""
        now, today = self._clock.now(), self._calendar.today()
        part = Part(new_part_id(), kind, 0, now)
        return Draft(Entry(new_entry_id(), now, day=today), part)

    def keep(self, draft: Draft, body: bytes) -> Reply[Changed]:
        """Keep what a new note holds by now; the first time, it comes into the journal."""
        return self._journal.do(_keep, draft, body, self._clock.now().utc_ms)

    def write_goal(self, part: PartId, text: str, agreed: str) -> Reply[Changed]:
        """Keep what a goal is called by now, and with whom it was agreed on."""

        def rule(kept: bytes) -> bytes:
            return goals.body(replace(goals.read(kept), text=text, agreed=agreed))

        return self._rewrite(part, rule)

    def write_step(self, part: PartId, when: str, then: str, turn: Turn | None) -> Reply[Changed]:
        """Keep what a step says by now; ``turn`` says what became of it by that, once."""
        now = self._clock.now().utc_ms

        def rule(kept: bytes) -> bytes:
            step = replace(steps.read(kept), when=when, then=then)
            return steps.body(step if turn is None else step.turned(turn, now))

        return self._rewrite(part, rule)

    def turn(self, part: PartId, turn: Turn) -> Change:
        """Note what became of a step."""
        now = self._clock.now().utc_ms
        return self._change(part, lambda kept: steps.body(steps.read(kept).turned(turn, now)))

    def settle(self, part: PartId, state: GoalState) -> Change:
        """Note how a goal stands."""
        return self._change(part, lambda kept: goals.body(replace(goals.read(kept), state=state)))

    def put_away(self, entry: EntryId, part: PartId) -> Change:
        """Move a note to the bin, with its entry if that holds nothing else."""
        now = self._clock.now().utc_ms
        reply = self._journal.do(storage.sessions.put_away, entry, part, now)
        return Change(reply, partial(self._journal.do, storage.sessions.put_back, entry, part))

    def look(self, at: OpenLook, found: Found) -> Change:
        """Note what somebody found when they looked at something again."""
        now = self._clock.now().utc_ms

        def rule(kept: bytes) -> bytes:
            return insights.body(insights.read(kept).looked(at.round, found, now))

        return self._change(at.part, rule)

    def pass_over(self, at: OpenLook) -> Change:
        """Offer a look no more."""

        def rule(kept: bytes) -> bytes:
            return insights.body(insights.read(kept).passed_over(at.round))

        return self._change(at.part, rule)

    def _change(self, part: PartId, rule: Rule) -> Change:
        before = self._journal.ask(storage.noted.one, part, self._calendar.today())
        return Change(self._rewrite(part, rule), partial(before.then, self._put_back))

    def _rewrite(self, part: PartId, rule: Rule) -> Reply[Changed]:
        now, today = self._clock.now().utc_ms, self._calendar.today()
        return self._journal.do(_rewrite, part, rule, now, today)

    def _put_back(self, before: Noted | None) -> None:
        if before is not None:
            self._rewrite(before.part, lambda _kept: before.body)


def new_goal(text: str, agreed: str) -> bytes:
    """Return what is kept of a new goal."""
    return goals.body(Goal(text, agreed))


def new_step(when: str, then: str, goal: PartId | None) -> bytes:
    """Return what is kept of a new step."""
    return steps.body(Step(when, then, goal))


def _known(db: "Connection", today: date) -> Aims:
    of_kind = storage.noted.of_kind
    return aims.gather(of_kind(db, Kind.GOAL, today), of_kind(db, Kind.STEP, today))


def open_looks(db: "Connection", today: date, now_ms: int) -> tuple[OpenLook, ...]:
    """Return the open looks at what is still there: what was binned isn't brought back."""
    marked = storage.noted.of_kind(db, Kind.INSIGHT, today)
    found = insights.open_looks(marked, now_ms)
    return tuple(at for at in found if _is_there(db, at.insight.of, today))


def _is_there(db: "Connection", part: PartId | None, today: date) -> bool:
    return part is None or storage.noted.one(db, part, today) is not None


def _keep(db: "Connection", draft: Draft, body: bytes, now_ms: int) -> Changed:
    entry, part = draft.entry, draft.part
    if storage.noted.one(db, part.id, entry.day or entry.made.day) is None:
        storage.entries.begin(db, entry)
        storage.parts.begin(db, entry.id, part)
        storage.entries.set_aside(db, entry.id, now_ms)
    storage.parts.put(db, part.id, body, now_ms)
    storage.parts.finish(db, part.id, PartState.WHOLE)
    return Changed(entry.id, line=True)


def _rewrite(db: "Connection", part: PartId, rule: Rule, now_ms: int, today: date) -> Changed:
    kept = storage.noted.one(db, part, today)
    if kept is None:
        raise NotKept(_GONE)
    return storage.parts.put(db, part, rule(kept.body), now_ms)
