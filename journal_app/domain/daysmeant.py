"""Which days somebody means who types a year, a month or a day."""

import re
from calendar import monthrange
from datetime import date

from journal_app.domain import someday

Days = tuple[date, date]

_YEAR = re.compile(r"\s*([1-9]\d{3})\s*")
_HAS_YEAR_OR_MONTH = re.compile(r"\d{4}|[^\W\d_]{3}")
_WHOLE = 3  # numbers of a day: none of them is left to guess
_A_YEAR = 12  # months


def read(typed: str, today: date, *, day_first: bool = True) -> Days | None:
    """Return the first and the last day of what was typed, or None where it isn't any.

    Takes "2026", "November 2026", "11/2026", "2026-11" and a day as ``someday`` does. Where no year
    is named, it is the last such time until ``today``.
    """
    year = _YEAR.fullmatch(typed)
    if year is not None:
        return date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
    day = _until(someday.read(typed, today, day_first=day_first), typed, today)
    if day is not None:
        return day, day
    if not _HAS_YEAR_OR_MONTH.search(typed):
        return None
    first = someday.read(f"1 {typed}", today) or someday.read(f"{typed}-1", today)
    first = _until(first, typed, today)
    if first is None or first.day != 1:
        return None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _until(day: date | None, typed: str, today: date) -> date | None:
    """Return a day, a year earlier if that was a guess and it is still to come."""
    guessed = len(re.findall(r"\d+", typed)) < _WHOLE and not re.search(r"\d{4}", typed)
    if day is None or day <= today or not guessed:
        return day
    return someday.in_months(day, -_A_YEAR)
