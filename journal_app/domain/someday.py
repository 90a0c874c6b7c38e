"""A day that somebody names: reckoned in months, read from what was typed, and said."""

import re
from calendar import month_name, monthrange
from contextlib import suppress
from datetime import date

_MONTHS = 12
_LEAST = 3  # letters of a month's name
_FULL_YEAR = 1000
_CENTURY = 2000
_LEAP_YEARS = 8  # the 29th of February comes at least once in so many
_PIECES = re.compile(r"\d{1,4}|[^\W\d_]+")


def in_months(today: date, months: int) -> date:
    """Return the same day some months on (or back); the month's last one if there is no such."""
    year, month = divmod(12 * today.year + today.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def said(on: date, today: date) -> str:
    """Return the likes of "Friday 27 November", with the year if it is another one."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on:%A} {on.day} {on:%B}{year}"


def read(typed: str, today: date, *, day_first: bool = True) -> date | None:
    """Return the day that was typed, or None where it isn't one.

    Takes "27 November", "Nov 27 2026", "27.11." and "2026-11-27". Without a year, it is the next
    such day after ``today``. ``day_first`` says which comes first in this part of the world, where
    two numbers could be either.
    """
    pieces = _PIECES.findall(typed)
    numbers = [int(piece) for piece in pieces if piece.isdecimal()]
    month = next(filter(None, map(_month, pieces)), None)
    if len(numbers) == 3 and numbers[0] >= _FULL_YEAR:  # noqa: PLR2004 - as in 2026-11-27
        return _day(*numbers)
    if month is not None:
        numbers[1:1] = [month]
    elif len(numbers) > 1 and (numbers[1] > _MONTHS or (not day_first and numbers[0] <= _MONTHS)):
        numbers[:2] = reversed(numbers[:2])
    return _dated(numbers, today)


def _month(piece: str) -> int | None:
    """Return the number of a month by its name, or the beginning of it."""
    begun = piece.casefold()
    found = (n for n, name in enumerate(month_name) if name.casefold().startswith(begun))
    return next(found, None) if len(begun) >= _LEAST else None


def _dated(numbers: list[int], today: date) -> date | None:
    """Return the day with these numbers: a day, a month, and maybe a year."""
    match numbers:
        case [day, month, year]:
            return _day(year if year >= _FULL_YEAR else _CENTURY + year, month, day)
        case [day, month]:
            coming = (_day(today.year + n, month, day) for n in range(_LEAP_YEARS + 1))
            return next((one for one in coming if one is not None and one > today), None)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError, OverflowError):
        return date(year, month, day)
    return None
