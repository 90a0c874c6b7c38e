"""A year, a month or a day, as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import daysmeant

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        (" 2026 ", date(2026, 1, 1), date(2026, 12, 31)),
        ("Nov 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("february 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("11/2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 30)),
        ("December", date(2025, 12, 1), date(2025, 12, 31)),
        ("October", date(2026, 10, 1), date(2026, 10, 31)),
        ("22 Nov 2025", date(2025, 11, 22), date(2025, 11, 22)),
        ("2025-11-22", date(2025, 11, 22), date(2025, 11, 22)),
        ("22.11.", date(2026, 11, 22), date(2026, 11, 22)),
        ("23 November", date(2025, 11, 23), date(2025, 11, 23)),
        ("3 May", date(2026, 5, 3), date(2026, 5, 3)),
    ],
)
def test_these_days_are_meant(typed: str, first: date, last: date) -> None:
    assert daysmeant.read(typed, TODAY) == (first, last)


def test_the_order_of_day_and_month_is_that_of_the_place() -> None:
    assert daysmeant.read("3/4/2025", TODAY) == (date(2025, 4, 3),) * 2
    assert daysmeant.read("3/4/2025", TODAY, day_first=False) == (date(2025, 3, 4),) * 2


@pytest.mark.parametrize("typed", ["", "2", "20", "202", "water", "32/2025", "0000", "99/99/9999"])
def test_anything_else_is_no_day(typed: str) -> None:
    assert daysmeant.read(typed, TODAY) is None


@given(st.text(max_size=20) | st.from_regex(r"[0-9 ./-]{0,12}([a-z]{3})?", fullmatch=True))
def test_nothing_typed_is_an_obstacle(typed: str) -> None:
    found = daysmeant.read(typed, TODAY)
    assert found is None or found[0] <= found[1]
