"""What fits the days after a session: just after, the next day, two days on, a week later.

Each is offered while it lasts, unless somebody didn't want it or has done it. When the last one is
over nothing more is said.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from journal_app.domain.clock import Moment
from journal_app.domain.insights import Round
from journal_app.domain.noted import Values, number
from journal_app.domain.sessionlog import DAY_MS, About, Logged, SessionLog, in_order

HOUR_MS = 3_600_000
_DAY = 24  # hours


class Phase(StrEnum):
    """What may be offered. Those that are sets of questions have the id of theirs."""

    JUST_BACK = "just_back"
    JUST_AFTER = "just_after"
    DAY_ONE = "day_one"
    DAY_TWO = "day_two"
    WEEK = "one_week"
    PREPARING = "preparing"
    LOOK = "look"
    FORM = "form"


# The hours after a session from which each lasts, until when unless one chooses otherwise, and what
# one may choose; 0 is not at all.
BEGINS = {Phase.JUST_AFTER: 0, Phase.DAY_ONE: 12, Phase.DAY_TWO: 36, Phase.WEEK: 6 * _DAY}
USUAL = {Phase.JUST_AFTER: 12, Phase.DAY_ONE: 36, Phase.DAY_TWO: 84, Phase.WEEK: 10 * _DAY}
CHOICES = {
    Phase.JUST_AFTER: (0, 6, 12, 18),
    Phase.DAY_ONE: (0, 24, 36, 48),
    Phase.DAY_TWO: (0, 60, 84, 120),
    Phase.WEEK: (0, 8 * _DAY, 10 * _DAY, 14 * _DAY),
}
GUIDED = tuple(BEGINS)

Lengths = Mapping[Phase, int]
Settled = Mapping[str, Collection[str]]  # by session, or insight: what was done or isn't wanted


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that fits now.

    ``about`` is the part of the session it is about, or that of an insight, which has a ``round``;
    of a form, it is its name.
    """

    phase: Phase
    about: str
    session: Logged | None = None
    round: Round | None = None

    @property
    def answer(self) -> str:
        """What is remembered of it, once it is done or isn't wanted."""
        return self.phase.value if self.round is None else self.round.value


def lengths(values: Values) -> dict[Phase, int]:
    """Return until how many hours after a session each phase lasts, as it was chosen."""
    chosen = {phase: number(values, phase.value, 0, 100 * _DAY) for phase in GUIDED}
    return {phase: USUAL[phase] if (at := chosen[phase]) is None else at for phase in GUIDED}


def last(sessions: Sequence[Logged], now: Moment, today: date) -> Logged | None:
    """Return the session that was last, or goes on: its days are those that count."""
    been = [one for one in in_order(sessions) if not one.planned(now, today)]
    return been[-1] if been else None


def offer(
    sessions: Sequence[Logged],
    now: Moment,
    today: date,
    settled: Settled,
    lasting: Lengths,
    ahead: Collection[str] = (),
) -> Offer | None:
    """Return what fits now: of the session that is nearest, and of that at most one thing.

    ``ahead`` are the sessions that were noted before their day came: without a time of it, one of
    today may still be to come.
    """
    fitting: list[Offer] = []
    been = last(sessions, now, today)
    if been is not None:
        if been.part in ahead and been.over is None and been.day == today:
            fitting.append(Offer(Phase.PREPARING, been.part, been))
        fitting += _after(been, now, today, lasting)
    coming = [one for one in in_order(sessions) if one.planned(now, today) and one.day == today]
    fitting += [Offer(Phase.PREPARING, one.part, one) for one in coming]
    return next((one for one in fitting if one.phase not in settled.get(one.about, ())), None)


def came_back(session: Logged | None, now: Moment, today: date) -> SessionLog:
    """Return what is noted of a session of today that somebody has just had.

    What was noted of it already stays, but for a beginning that would still be to come.
    """
    if session is None:
        return SessionLog(day=today, ends=About(now, about=True))
    log = session.log
    days = 0 if log.day is None else (session.day - log.day).days
    begins, ends, back = (_moved(one, days) for one in (log.begins, log.ends, log.back))
    if ends is None or ends.moment.utc_ms > now.utc_ms:
        ends = About(now, about=True)
    if begins is not None and begins.moment.utc_ms > now.utc_ms:
        begins = None
    return replace(log, day=session.day, begins=begins, ends=ends, back=back)


def hours_after(session: Logged, now: Moment, today: date) -> int:
    """Return how many hours have gone by since a session.

    Without a time of it, they are those of the calendar's days; so they are if the clocks have
    gone back behind its end.
    """
    if session.over is None:
        return _DAY * (today - session.day).days
    return max(0, (now.utc_ms - session.over.utc_ms) // HOUR_MS)


def _after(session: Logged, now: Moment, today: date, lasting: Lengths) -> Iterator[Offer]:
    """Yield what fits the time after a session: the word of the same day, then the latest phase."""
    hours = hours_after(session, now, today)
    if session.day == today and hours < _DAY:
        yield Offer(Phase.JUST_BACK, session.part, session)
    fits = [phase for phase in GUIDED if BEGINS[phase] <= hours < lasting[phase]]
    if fits:
        yield Offer(fits[-1], session.part, session)


def _moved(one: About | None, days: int) -> About | None:
    if one is None:
        return None
    return replace(one, moment=replace(one.moment, utc_ms=one.moment.utc_ms + days * DAY_MS))
