"""A country gets its own numbers, and never another's."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app import resources
from journal_app.domain import crisis

DATA = resources.text("crisis_resources")
CHECKED = date(2026, 11, 22)


def test_every_country_has_a_number_and_lines_one_can_reach() -> None:
    for country in crisis.countries(resources.text("crisis_resources")).values():
        assert country.emergency
        for line in country.lines:
            assert line.name
            assert line.ways
            assert all(way.said for way in line.ways)


def test_a_line_says_how_to_reach_it() -> None:
    britain = crisis.countries(resources.text("crisis_resources"))["GB"]
    assert britain.emergency == "999 or 112"
    ways = (crisis.Way("call", "116 123"), crisis.Way("web", "samaritans.org"))
    assert britain.lines[0] == crisis.Line("Samaritans", ways, "24/7")
    assert crisis.numbers(britain.emergency) == ("999", "112")
    text = britain.lines[1].ways[0]
    assert (text.kind, text.said, text.number) == ("text", "SHOUT to 85258", "85258")


def test_the_month_of_the_last_check_is_said_in_words() -> None:
    assert crisis.checked("2026-11") == "November 2026"
    assert crisis.checked("lately") == "lately"


def with_row(**changed: object) -> dict[str, Any]:
    rows: list[dict[str, Any]] = DATA["rows"]  # type: ignore[assignment]
    return DATA | {"rows": [rows[0] | changed, *rows[1:]]}


def test_the_list_may_be_released_for_twelve_months() -> None:
    assert list(crisis.faults(DATA, CHECKED)) == []
    assert list(crisis.faults(DATA, date(2027, 11, 30))) == []
    (fault,) = crisis.faults(DATA, date(2027, 12, 1))
    assert "more than 12 months" in fault


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_it_is_old_once_more_than_twelve_months_are_over(checked: date, months: int) -> None:
    year, month = divmod(checked.year * 12 + checked.month - 1 + months, 12)
    data = DATA | {"as_of": f"{checked:%Y-%m}"}
    assert bool(list(crisis.faults(data, date(year, month + 1, 1)))) == (months > 12)


def test_a_list_of_a_day_to_come_or_of_none_may_not_be_released() -> None:
    assert list(crisis.faults(DATA, date(2026, 10, 31)))
    for said in ("", "soon", "2026", "2026-13", "11-2026"):
        assert list(crisis.faults(DATA | {"as_of": said}, CHECKED)), said


@pytest.mark.parametrize(
    "changed",
    [
        {"confidence": "?"},
        {"emergency": ""},
        {"lines": []},
        {"lines": [{"name": "Somebody"}]},
        {"country": "CA"},
    ],
)
def test_a_row_nobody_vouches_for_or_can_use_may_not_be_released(changed: dict[str, Any]) -> None:
    assert list(crisis.faults(with_row(**changed), CHECKED))


def test_every_line_is_named_for_looking_it_up() -> None:
    said = "\n".join(crisis.to_check(DATA))
    for country in crisis.countries(DATA).values():
        assert all(line.name in said and line.reach in said for line in country.lines)
