"""A session as somebody notes it: all of it may be left out but the day, which is its entry's.

Nothing here reckons with what is noted: it is kept, shown, and found again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from journal_app.domain import happened, noted, someday
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.noted import Noted, Values

ROUTES = (
    "iv",
    "im",
    "under_skin",
    "lozenge",
    "nasal_esketamine",
    "nasal",
    "swallowed",
    "other",
    "unsaid",
)
PLACES = ("clinic", "home", "other")
SETTING = ("dim", "daylight", "eye_mask", "own_room", "shared_room")
COMPANY = ("yes", "no", "unsaid")
QUALITIES = (
    "peaceful",
    "strange",
    "hard",
    "joyful",
    "blank",
    "vivid",
    "frightening",
    "floating",
    "close",
    "far",
    "nothing_much",
)
EFFECTS = (
    "nausea",
    "vomiting",
    "dizzy",
    "headache",
    "vision",
    "heart",
    "tired",
    "unsteady",
    "anxious",
    "low",
    "sleep",
    "bladder",
    "other",
)
STEPS = 5  # from not at all to very: how hard, how meaningful
LAST_NUMBER = 9999
JUST = "just"  # asked for a session by somebody who has just come back from one

Spoken = tuple[time, bool]  # what the clock on the wall showed, and whether only about
TIMES = ("begins", "ends", "back")

DAY_MS = 86_400_000

_ABOUT = re.compile(r"(?:about|around|ca\.?|~)\s*", re.IGNORECASE)
_NEXT = re.compile(r"(?:next|coming)\s+", re.IGNORECASE)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class About:
    """An instant that is known, or only ``about``."""

    moment: Moment
    about: bool = False


@dataclass(frozen=True, slots=True)
class Felt:
    """Something the body did, one of ``EFFECTS``, and what is said of it: when, for how long."""

    what: str = field(repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SessionLog:
    """What is noted of a session. Empty or None is what was not said.

    ``day`` is the day its times were noted for: if the session turns out to have been on another
    day, they move with it (see ``Logged``). ``intention`` is an entry that was made before it,
    ``team`` what the care team is to be told, ``back`` when somebody was back to themselves.
    """

    day: date | None = field(default=None, repr=False)
    begins: About | None = field(default=None, repr=False)
    ends: About | None = field(default=None, repr=False)
    back: About | None = field(default=None, repr=False)
    route: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    setting: tuple[str, ...] = field(default=(), repr=False)
    company: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    provider: str = field(default="", repr=False)
    course: str = field(default="", repr=False)
    number: int | None = field(default=None, repr=False)
    intention: EntryId | None = field(default=None, repr=False)
    days_before: str = field(default="", repr=False)
    music: str = field(default="", repr=False)
    qualities: tuple[str, ...] = field(default=(), repr=False)
    hard: int | None = field(default=None, repr=False)
    meaningful: int | None = field(default=None, repr=False)
    felt: tuple[Felt, ...] = field(default=(), repr=False)
    team: str = field(default="", repr=False)
    dose: str = field(default="", repr=False)
    medicines: str = field(default="", repr=False)
    vitals: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Logged:
    """A session in the journal: what is noted of it, and the day its entry is kept under."""

    entry: EntryId
    part: PartId
    day: date
    log: SessionLog

    @property
    def begins(self) -> Moment | None:
        """When it began, if that was said."""
        return self._moment(self.log.begins)

    @property
    def ends(self) -> Moment | None:
        """When it ended, if that was said."""
        return self._moment(self.log.ends)

    @property
    def over(self) -> Moment | None:
        """From when on something came after it: its end, or else its beginning."""
        return self.ends or self.begins

    def planned(self, now: Moment, today: date) -> bool:
        """Whether it is still to come."""
        if self.day != today:
            return self.day > today
        begins = self.begins
        return begins is not None and begins.utc_ms > now.utc_ms

    def _moment(self, one: About | None) -> Moment | None:
        """Return an instant on the day the session has by now, at the same time of it."""
        if one is None:
            return None
        noted_for = self.log.day or self.day
        if noted_for == self.day:
            return one.moment
        moved = (self.day - noted_for).days
        return replace(one.moment, utc_ms=one.moment.utc_ms + moved * DAY_MS)


def logged(one: Noted) -> Logged:
    """Return a session as it was found in the journal."""
    return Logged(one.entry, one.part, one.day, read(one.body))


def in_order(sessions: Sequence[Logged]) -> tuple[Logged, ...]:
    """Return sessions in the order they were in; of a day, those without a time first."""
    return tuple(sorted(sessions, key=_order))


def by_course(sessions: Sequence[Logged]) -> tuple[tuple[str, tuple[Logged, ...]], ...]:
    """Return sessions by the course they belong to, each course under its name, newest first."""
    courses: dict[str, list[Logged]] = {}
    for session in reversed(in_order(sessions)):
        courses.setdefault(session.log.course.strip(), []).append(session)
    return tuple((name, tuple(some)) for name, some in courses.items())


def read(body: bytes) -> SessionLog:
    """Return what was noted, as far as it can be read."""
    kept = noted.unpack(body)
    return SessionLog(
        day=_day(kept, "day"),
        begins=_about(kept, "begins"),
        ends=_about(kept, "ends"),
        back=_about(kept, "back"),
        route=_one_of(kept, "route", ROUTES),
        place=_one_of(kept, "place", PLACES),
        setting=_some_of(kept, "setting", SETTING),
        company=_one_of(kept, "company", COMPANY),
        number=noted.number(kept, "number", 1, LAST_NUMBER),
        intention=EntryId(noted.text(kept, "intention")) or None,
        qualities=_some_of(kept, "qualities", QUALITIES),
        hard=noted.number(kept, "hard", 1, STEPS),
        meaningful=noted.number(kept, "meaningful", 1, STEPS),
        felt=_felt(kept),
        **{name: noted.text(kept, name) for name in TEXTS},
    )


TEXTS = (
    "who",
    "provider",
    "course",
    "days_before",
    "music",
    "team",
    "dose",
    "medicines",
    "vitals",
)


def body(log: SessionLog) -> bytes:
    """Return what is kept of it; nothing where nothing was said."""
    plain = {one.name: _plain(getattr(log, one.name)) for one in fields(log)}
    return noted.pack(plain)


def read_time(typed: str) -> Spoken | None:
    """Return the time that is meant by "14:00", and whether it is only "about 2 pm"."""
    typed = typed.strip()
    about = _ABOUT.match(typed)
    at = happened.read_time(typed[about.end() :] if about else typed)
    return None if at is None else (at, about is not None)


def read_day(typed: str, today: date, *, day_first: bool = True) -> date | None:
    """Return the day that is meant; unlike elsewhere, "next Friday" is one that may be said."""
    coming = _NEXT.match(typed.strip())
    if coming is None:
        return happened.read_day(typed, today, day_first=day_first)
    rest = typed.strip()[coming.end() :]
    named = happened.read_day(rest, today, day_first=day_first)
    if named is not None and rest.strip().isalpha():
        return named if named > today else named + timedelta(days=_WEEK)
    return someday.read(rest, today, day_first=day_first)


def with_value(log: SessionLog, name: str, value: Any) -> SessionLog:  # noqa: ANN401 - of any field
    """Return it with one thing noted, which is kept as ``name``."""
    return replace(log, **{name: value})


def times(log: SessionLog) -> dict[str, Spoken | None]:
    """Return what the clock on the wall showed at each of its times."""
    return {name: _spoken(getattr(log, name)) for name in TIMES}


def placed_on(
    log: SessionLog,
    on: date,
    spoken: Mapping[str, Spoken | None],
    wall: Callable[[datetime], Moment],
    begins: int,
) -> SessionLog:
    """Return it for a day, with these times; the others are the first such after it began."""
    found: dict[str, About] = {}
    for name in TIMES:
        said, begun = spoken.get(name), found.get("begins")
        if said is not None:
            after = None if begun is None else begun.moment
            found[name] = About(end_at(on, said[0], after, wall, begins), said[1])
    return replace(
        log, day=on, begins=found.get("begins"), ends=found.get("ends"), back=found.get("back")
    )


def begin_at(on: date, at: time, wall: Callable[[datetime], Moment], begins: int) -> Moment:
    """Return when it began on a day: in the small hours, that is the night after it.

    ``wall`` tells the instant at which the clock on the wall shows something; a day begins at
    ``begins`` o'clock.
    """
    late = timedelta(days=1 if at.hour < begins else 0)
    return wall(datetime.combine(on + late, at))


def end_at(
    on: date, at: time, after: Moment | None, wall: Callable[[datetime], Moment], begins: int
) -> Moment:
    """Return when it ended: the first such time ``after`` it began, also if that is past midnight.

    If nobody said when it began, it is a time of the day itself.
    """
    found = begin_at(on, at, wall, begins)
    if after is None:
        return found
    begun = after.civil.date()
    days = (wall(datetime.combine(begun + timedelta(days=n), at)) for n in range(3))
    return next((one for one in days if one.utc_ms > after.utc_ms), found)


def _order(session: Logged) -> tuple[date, int]:
    begins = session.begins or session.over
    return session.day, 0 if begins is None else begins.utc_ms


def _spoken(one: About | None) -> Spoken | None:
    if one is None:
        return None
    return one.moment.civil.time().replace(second=0, microsecond=0), one.about


def _plain(value: Any) -> Any:  # noqa: ANN401 - the value of any field
    match value:
        case About(moment, about):
            return [noted.of_moment(moment), about]
        case date():
            return f"{value}"
        case (Felt(), *_):
            return [[one.what, one.note] for one in value]
    return value


def _about(kept: Values, name: str) -> About | None:
    match kept.get(name):
        case [list(moment), bool(about)]:
            found = noted.moment({name: moment}, name)
            return None if found is None else About(found, about)
    return None


def _day(kept: Values, name: str) -> date | None:
    try:
        return date.fromisoformat(noted.text(kept, name))
    except ValueError:
        return None


def _one_of(kept: Values, name: str, known: Sequence[str]) -> str:
    found = noted.text(kept, name)
    return found if found in known else ""


def _some_of(kept: Values, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return those that were chosen, in the order in which they are asked for."""
    chosen = noted.texts(kept, name)
    return tuple(one for one in known if one in chosen)


def _felt(kept: Values) -> tuple[Felt, ...]:
    found = kept.get("felt")
    notes: dict[str, str] = {}
    for one in found if isinstance(found, list) else ():
        match one:
            case [str(what), str(note)]:
                notes[what] = note
    return tuple(Felt(what, notes[what]) for what in EFFECTS if what in notes)
