"""A day that is named: reckoned, read from what somebody typed, and said."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import someday

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2900, 1, 1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27 November", date(2026, 11, 27)),
        ("Friday, the 27th of November", date(2026, 11, 27)),
        ("nov 27 2031", date(2031, 11, 27)),
        ("22 November", date(2027, 11, 22)),
        ("1 march", date(2027, 3, 1)),
        ("29 February", date(2028, 2, 29)),
        ("2027-02-03", date(2027, 2, 3)),
        ("3.2.", date(2027, 2, 3)),
        ("3.2.27", date(2027, 2, 3)),
        ("2/13/2027", date(2027, 2, 13)),
        ("21 November 2026", date(2026, 11, 21)),
    ],
)
def test_a_day_is_read_from_plain_words(typed: str, meant: date) -> None:
    assert someday.read(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "27", "November", "31 November", "30 2 2027", "2027-13-01", "0.0.", "9" * 5000],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert someday.read(typed, TODAY) is None


def test_two_numbers_are_read_as_they_are_where_one_is() -> None:
    assert someday.read("3/2/2027", TODAY, day_first=False) == date(2027, 3, 2)
    assert someday.read("13/2/2027", TODAY, day_first=False) == date(2027, 2, 13)


@given(st.text(), DAYS, st.booleans())
def test_nothing_that_is_typed_does_any_harm(typed: str, today: date, day_first: bool) -> None:  # noqa: FBT001 - drawn
    someday.read(typed, today, day_first=day_first)


@given(DAYS, DAYS)
def test_what_is_said_is_read_as_the_same_day(on: date, today: date) -> None:
    said = someday.said(on, today)
    if on > today or on.year != today.year:
        assert someday.read(said, today) == on
    assert someday.read(f"{on}", today) == on


@given(DAYS, st.integers(-200, 200))
def test_months_on_it_is_the_same_day_or_the_last_of_its_month(today: date, months: int) -> None:
    then = someday.in_months(today, months)
    assert 12 * (then.year - today.year) + then.month - today.month == months
    assert then.day == min(today.day, monthrange(then.year, then.month)[1])
