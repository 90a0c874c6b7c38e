"""Times are said as they were written, wherever the journal is opened later."""

from datetime import date

import pytest

from journal_app.domain import day
from journal_app.domain.clock import Moment
from tests.fakes import SUNDAY_EVENING

SUNDAY = date(2026, 11, 22)


def test_a_sunday_evening_stays_one() -> None:
    assert day.weekday_and_part(SUNDAY, SUNDAY_EVENING) == "Sunday evening"
    assert day.date_and_part(SUNDAY, SUNDAY_EVENING) == "Sunday 22 November, evening"
    assert (day.short_date(SUNDAY), day.month(SUNDAY)) == (
        "22 Sun",
        "November 2026",
    )
    assert day.clock_time(SUNDAY_EVENING) == "20:30"


def test_the_same_instant_elsewhere_was_another_time_of_day() -> None:
    in_tokyo = Moment(SUNDAY_EVENING.utc_ms, 9 * 60, "JST")
    assert day.weekday_and_part(day.day_of(in_tokyo), in_tokyo) == "Monday night"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 26), "Sunday"),
        (date(2026, 11, 29), "22 November"),
        (date(2026, 11, 21), "today"),  # after flying west
    ],
)
def test_how_near_a_day_is(today: date, said: str) -> None:
    assert day.how_near(SUNDAY, today) == said
