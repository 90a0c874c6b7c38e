"""Which day a time belongs to, and how it is said: "Sunday evening", "22 November", "Friday"."""

from dataclasses import dataclass
from datetime import date, timedelta

from journal_app.domain.clock import Clock, Moment

BEGINS = 4  # o'clock

_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (24, "night"))


@dataclass
class Calendar:
    """Tells what day it is for someone whose day begins at ``begins`` o'clock."""

    clock: Clock
    begins: int = BEGINS

    def today(self) -> date:
        """Return the day it is now."""
        return day_of(self.clock.now(), self.begins)


def day_of(moment: Moment, begins: int = BEGINS) -> date:
    """Return the day a moment belongs to: in the small hours, still the day before."""
    return (moment.civil - timedelta(hours=begins)).date()


def part_of_day(moment: Moment) -> str:
    """Return morning, afternoon, evening or night."""
    return next(name for until, name in _PARTS if moment.civil.hour < until)


def weekday_and_part(on: date, moment: Moment) -> str:
    """Return the likes of "Sunday evening"."""
    return f"{on:%A} {part_of_day(moment)}"


def date_and_part(on: date, moment: Moment) -> str:
    """Return the likes of "Sunday 22 November, evening"."""
    return f"{on:%A} {on.day} {on:%B}, {part_of_day(moment)}"


def date_and_time(moment: Moment) -> str:
    """Return the likes of "Sunday 22 November 2026, 14:05"."""
    civil = moment.civil
    return f"{civil:%A} {civil.day} {civil:%B} {civil.year}, {civil:%H:%M}"


def full_date(on: date) -> str:
    """Return the likes of "Sunday 22 November 2026"."""
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def short_date(on: date) -> str:
    """Return the likes of "22 Sun"."""
    return f"{on.day} {on:%a}"


def month(on: date) -> str:
    """Return the likes of "November 2026"."""
    return f"{on:%B %Y}"


def clock_time(moment: Moment) -> str:
    """Return the likes of "14:05"."""
    return f"{moment.civil:%H:%M}"


def how_near(on: date, today: date) -> str:
    """Return "today", "yesterday", a weekday within the week, or a date."""
    days = (today - on).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 7:  # noqa: PLR2004 - a week
        return f"{on:%A}"
    return f"{on.day} {on:%B}"
