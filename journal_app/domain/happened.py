"""When something happened, as a person says it: read from a few typed words, never guessed at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from journal_app.domain import day, someday
from journal_app.domain.clock import Moment

FIRST, LAST = date(1971, 1, 1), date(2199, 12, 31)

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "yesterday": 1, "tomorrow": -1}
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h ]\s*(\d{2}))?\s*(?:([ap])\.?m?\.?)?")
_NOON = 12
_LEAST = 3  # letters of a day's name
_LONGEST = 60  # letters anybody needs
_BACK = (12, 48, 96)  # months: a 29th of February lies up to eight years back


@dataclass(frozen=True, slots=True)
class Happened:
    """An instant, with the civil day it is kept under."""

    moment: Moment
    day: date


def read_day(typed: str, today: date, *, day_first: bool = True) -> date | None:
    """Return the day that is meant by the likes of "22 Nov", "yesterday", "Friday", "2026-11-22".

    Without a year, it is the last such day that has come.
    """
    near = _near(typed.strip().casefold(), today)
    if near is not None:
        return near
    since = (someday.in_months(today, -months) for months in _BACK)
    found = [someday.read(typed[:_LONGEST], one, day_first=day_first) for one in since]
    with_year = len(set(found)) == 1
    meant = [one for one in found if one is not None and (with_year or one <= today)]
    return meant[0] if meant and FIRST <= meant[0] <= LAST else None


def read_time(typed: str) -> time | None:
    """Return the time that is meant by the likes of "20:30", "8.30 pm", "8pm"."""
    found = _TIME.fullmatch(typed.strip().casefold())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def when(
    on: date, at: time | None, before: Moment, wall: Callable[[datetime], Moment], begins: int
) -> Happened:
    """Return when it happened: on a date, at a time of it.

    A time in the small hours belongs to the day before, which begins at ``begins`` o'clock. Without
    a time the date is that day itself, and the time of day stays what it was ``before``. ``wall``
    tells the instant at which the clock on the wall shows something.
    """
    if at is not None:
        moment = wall(datetime.combine(on, at))
        return Happened(moment, day.day_of(moment, begins))
    unchanged = before.civil.time()
    late = timedelta(days=1 if unchanged.hour < begins else 0)
    return Happened(wall(datetime.combine(on + late, unchanged)), on)


def _near(word: str, today: date) -> date | None:
    if word in _NEAR:
        return today - timedelta(days=_NEAR[word])
    named = (n for n, name in enumerate(_DAYS) if len(word) >= _LEAST and name.startswith(word))
    weekday = next(named, None)
    return None if weekday is None else today - timedelta(days=(today.weekday() - weekday) % 7)
