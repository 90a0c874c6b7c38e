"""When something happened is read from a few typed words, and kept under the day it belongs to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import day, happened
from journal_app.domain.clock import Moment
from tests.fakes import SUNDAY_EVENING

MONDAY = date(2026, 11, 23)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kathmandu")
DATES = st.dates(happened.FIRST + timedelta(days=1), happened.LAST - timedelta(days=1))


class _Wall:
    """A clock on the wall of some place."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def at(self, wall: datetime) -> Moment:
        there = wall.replace(tzinfo=self._zone).astimezone(UTC).astimezone(self._zone)
        offset = there.utcoffset() or timedelta()
        minutes = round(offset.total_seconds() / 60)
        return Moment(round(1000 * there.timestamp()), minutes, there.tzname() or "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22 November", date(2026, 11, 22)),
        ("Nov 22", date(2026, 11, 22)),
        ("24 nov", date(2025, 11, 24)),  # not to come
        ("24 nov 2026", date(2026, 11, 24)),  # said outright
        ("22.11.2025", date(2025, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("Sunday 22 November 2026", date(2026, 11, 22)),
        ("29 February", date(2024, 2, 29)),
        ("today", MONDAY),
        (" Yesterday ", date(2026, 11, 22)),
        ("Friday", date(2026, 11, 20)),
        ("mon", MONDAY),
    ],
)
def test_a_day_is_understood(typed: str, meant: date) -> None:
    assert happened.read_day(typed, MONDAY) == meant


def test_whether_the_month_comes_first_is_for_the_place_to_say() -> None:
    assert happened.read_day("3/4/2026", MONDAY) == date(2026, 4, 3)
    assert happened.read_day("3/4/2026", MONDAY, day_first=False) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "typed", ["", "x", "31 february 2026", "99 99", "1 jan 1900", "1 jan 2300", "9" * 5000]
)
def test_what_cannot_be_read_is_no_day(typed: str) -> None:
    assert happened.read_day(typed, MONDAY) is None


@given(st.text())
def test_any_text_is_a_day_that_can_be_kept_or_none(typed: str) -> None:
    found = happened.read_day(typed, MONDAY)
    assert found is None or happened.FIRST <= found <= happened.LAST
    happened.read_time(typed)


@given(DATES)
def test_a_day_said_in_full_is_understood(on: date) -> None:
    assert happened.read_day(day.full_date(on), MONDAY) == on


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20:30", time(20, 30)),
        ("8.30 pm", time(20, 30)),
        ("8pm", time(20)),
        ("12 am", time(0)),
        ("7", time(7)),
        ("24:00", None),
        ("13 pm", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_is_understood(typed: str, meant: time | None) -> None:
    assert happened.read_time(typed) == meant


def test_half_past_one_belongs_to_the_evening_before() -> None:
    wall = _Wall("Europe/Berlin")
    found = happened.when(date(2026, 11, 22), time(1, 30), SUNDAY_EVENING, wall.at, 4)
    assert found.day == date(2026, 11, 21)
    assert found.moment.civil.isoformat() == "2026-11-22T01:30:00+01:00"


def test_summer_time_is_that_of_the_date_not_of_today() -> None:
    wall = _Wall("Europe/Berlin")
    found = happened.when(date(2026, 7, 1), time(20, 30), SUNDAY_EVENING, wall.at, 4)
    assert found.moment.civil.isoformat() == "2026-07-01T20:30:00+02:00"


def test_without_a_time_the_day_is_the_one_that_was_said() -> None:
    at_night = Moment(SUNDAY_EVENING.utc_ms + 5 * 3_600_000, 60, "CET")  # 01:30 on Monday
    wall = _Wall("Europe/Berlin")
    found = happened.when(date(2026, 11, 20), None, at_night, wall.at, 4)
    assert found.day == date(2026, 11, 20)
    assert found.moment.civil.isoformat() == "2026-11-21T01:30:00+01:00", "still that night"


@given(DATES, st.times(), st.sampled_from(ZONES), st.integers(0, 8))
def test_the_day_is_that_date_or_in_the_small_hours_the_one_before(
    on: date, at: time, zone: str, begins: int
) -> None:
    found = happened.when(on, at, SUNDAY_EVENING, _Wall(zone).at, begins)
    assert found.day == day.day_of(found.moment, begins)
    assert on - found.day in {timedelta(0), timedelta(days=1)}
