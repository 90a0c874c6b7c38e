"""What versions are called: by when they were kept, and by having come first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from journal_app.domain import day
from journal_app.domain.clock import Moment
from journal_app.domain.day import Calendar
from journal_app.domain.versions import MINUTE_MS, History, Version

_WEEK = timedelta(days=7)


def names(history: History, versions: Sequence[Version | None], calendar: Calendar) -> list[str]:
    """Return what versions are called, and (None) what stands there now.

    Those of one minute are told apart by their seconds.
    """
    minutes = Counter(one.kept_ms // MINUTE_MS for one in versions if one is not None)
    say = QCoreApplication.translate
    named: list[str] = []
    for one in versions:
        if one is None:
            named.append(say("versions", "Now"))
        elif one.first:  # on the clock of its day; others, on the one that hangs here
            when = _day_part(replace(history.made, utc_ms=one.kept_ms), calendar)
            named.append(say("versions", "As it came · {when}").format(when=when))
        else:
            clock = "%H:%M" if minutes[one.kept_ms // MINUTE_MS] == 1 else "%H:%M:%S"
            moment = replace(calendar.clock.now(), utc_ms=one.kept_ms)
            near = _near(moment, calendar)
            named.append(f"{near[0].upper()}{near[1:]}, {moment.civil:{clock}}")
    return named


def _day_part(moment: Moment, calendar: Calendar) -> str:
    """Return the likes of "Sunday evening", or "22 November, evening"."""
    on = day.day_of(moment, calendar.begins)
    if calendar.today() - on < _WEEK:
        return day.weekday_and_part(on, moment)
    return f"{_near(moment, calendar)}, {day.part_of_day(moment)}"


def _near(moment: Moment, calendar: Calendar) -> str:
    on, today = day.day_of(moment, calendar.begins), calendar.today()
    near = day.how_near(on, today)
    return f"{near} {on.year}" if near[0].isdigit() and on.year != today.year else near
