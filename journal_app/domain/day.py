"""How a time is said: "Sunday evening", "22 November", "Friday"."""

from datetime import date

from journal_app.domain.clock import Moment

_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (24, "night"))


def part_of_day(moment: Moment) -> str:
    """Return morning, afternoon, evening or night."""
    return next(name for until, name in _PARTS if moment.civil.hour < until)


def weekday_and_part(moment: Moment) -> str:
    """Return the likes of "Sunday evening"."""
    return f"{moment.civil:%A} {part_of_day(moment)}"


def date_and_part(moment: Moment) -> str:
    """Return the likes of "Sunday 22 November, evening"."""
    civil = moment.civil
    return f"{civil:%A} {civil.day} {civil:%B}, {part_of_day(moment)}"


def date_and_time(moment: Moment) -> str:
    """Return the likes of "Sunday 22 November 2026, 14:05"."""
    civil = moment.civil
    return f"{civil:%A} {civil.day} {civil:%B} {civil.year}, {civil:%H:%M}"


def short_date(moment: Moment) -> str:
    """Return the likes of "22 Sun"."""
    return f"{moment.civil.day} {moment.civil:%a}"


def month(moment: Moment) -> str:
    """Return the likes of "November 2026"."""
    return f"{moment.civil:%B %Y}"


def clock_time(moment: Moment) -> str:
    """Return the likes of "14:05"."""
    return f"{moment.civil:%H:%M}"


def how_near(moment: Moment, today: date) -> str:
    """Return "today", "yesterday", a weekday within the week, or a date."""
    days = (today - moment.day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 7:  # noqa: PLR2004 - a week
        return f"{moment.civil:%A}"
    return f"{moment.civil.day} {moment.civil:%B}"
