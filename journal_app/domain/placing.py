"""Where something lies around a session: "3 h after Friday’s session", "day 2 after", "before".

Hours are those that went by; days are those of the calendar, each as it was written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, EntryLine
from journal_app.domain.sessionlog import Logged, in_order

BEFORE = "before"  # the guide of what is made ahead of a session

AHEAD = 28  # days: what was made longer before a session was not made for it
NEAR = 14  # days that are said one by one
FAR = 56  # days: then it no longer lies around a session, in so many words

_HOUR_MS = 3_600_000
_NIGHT = 12  # hours that are still said after midnight
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Since:
    """Something came after a session: so many whole hours, if its time is known, and days.

    ``during`` says that it came while the session went on.
    """

    session: Logged
    hours: int | None
    days: int
    during: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """Something was made ahead of a session, so many days before."""

    session: Logged
    days: int


Placed = Since | Before


@dataclass(frozen=True, slots=True)
class Around:
    """A session, and what lies before and after it, in the order it was made."""

    session: Logged
    before: tuple[EntryLine, ...] = ()
    after: tuple[tuple[Since, EntryLine], ...] = ()


def around(session: Logged, sessions: Sequence[Logged], lines: Sequence[EntryLine]) -> Around:
    """Return which of some entries lie around a session, rather than around another one."""
    before: list[EntryLine] = []
    after: list[tuple[Since, EntryLine]] = []
    for line in lines:
        where = placed(sessions, line.id, line.guide, line.made, line.day)
        if where is None or where.session.entry != session.entry:
            continue
        if isinstance(where, Since):
            after.append((where, line))
        else:
            before.append(line)
    return Around(session, tuple(before), tuple(after))


def placed(
    sessions: Sequence[Logged], entry: EntryId, guide: str, happened: Moment, day: date
) -> Placed | None:
    """Return where an entry lies; a session itself lies nowhere.

    What was made with the questions of before lies before the session that took it as its
    intention, or else before the next one.
    """
    if any(session.entry == entry for session in sessions):
        return None
    if guide == BEFORE:
        meant = next((one for one in sessions if one.log.intention == entry), None)
        coming = meant or upcoming(sessions, happened, day)
        return None if coming is None else Before(coming, (coming.day - day).days)
    return since(sessions, happened, day)


def since(sessions: Sequence[Logged], happened: Moment, day: date) -> Since | None:
    """Return how long after the last session something happened; None if there was none before."""
    been = (one for one in reversed(in_order(sessions)) if _begun(one, happened, day))
    last = next(been, None)
    if last is None:
        return None
    days = max(0, (day - last.day).days)
    if last.over is None:
        return Since(last, None, days)
    if last.over.utc_ms > happened.utc_ms:
        return Since(last, 0, days, during=True)
    return Since(last, (happened.utc_ms - last.over.utc_ms) // _HOUR_MS, days)


def upcoming(sessions: Sequence[Logged], happened: Moment, day: date) -> Logged | None:
    """Return the next session something was made ahead of, if that is not too far away."""
    coming = (one for one in in_order(sessions) if _ahead(one, happened, day))
    first = next(coming, None)
    return first if first is not None and (first.day - day).days <= AHEAD else None


def said(where: Placed | None, day: date) -> str:
    """Return how the place of something of a day is said; nothing where there is none."""
    if where is None:
        return ""
    how = "before" if isinstance(where, Before) else _how_long(where)
    return f"{how} {name(where.session, day)}" if how else ""


def how_far(where: Placed) -> str:
    """Return it without the session's name: "3 h after", "day 2 after", "before"."""
    return "before" if isinstance(where, Before) else _how_long(where).replace("day of", "same day")


def stretch(since: Since) -> str:
    """Return which days it lies in: "The same day", "Day 2", "3 weeks after"."""
    far = {
        True: f"{since.days // _WEEK} weeks after",
        since.days < NEAR: f"Day {since.days}",
        since.days == 0: "The same day",
    }
    return far[True]


def name(session: Logged, day: date) -> str:
    """Return what a session is called where the day is known: "Friday’s session"."""
    on = session.day
    if abs((day - on).days) < _WEEK:
        return f"{on:%A}’s session"
    year = "" if on.year == day.year else f" {on.year}"
    return f"the session of {on.day} {on:%B}{year}"


def _how_long(since: Since) -> str:
    """Return the likes of "3 h after", in hours while it is the same day or night."""
    if since.during:
        return "during"
    if since.hours is not None and (since.days == 0 or since.hours < _NIGHT):
        return f"{since.hours} h after" if since.hours else "just after"
    far = {
        since.days < FAR: f"{since.days // _WEEK} weeks after",
        since.days < NEAR: f"day {since.days} after",
        since.days == 0: "the day of",
    }
    return far.get(True, "")


def _begun(session: Logged, happened: Moment, day: date) -> bool:
    begins = session.begins or session.over
    if begins is None:
        return session.day <= day
    return begins.utc_ms <= happened.utc_ms


def _ahead(session: Logged, happened: Moment, day: date) -> bool:
    """Whether it had not begun yet; where its time isn't known, that of its day may be to come."""
    begins = session.begins or session.over
    if begins is None:
        return session.day >= day
    return begins.utc_ms > happened.utc_ms
