"""What is made lies around a session: hours as they went by, days as the calendar has them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import day, placing
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.placing import Before, Since
from journal_app.domain.sessionlog import About, Logged, SessionLog
from tests.zones import ZONES, Wall

FRIDAY = date(2026, 11, 20)
BERLIN = Wall("Europe/Berlin")
HOUR = 3_600_000
OTHER = EntryId("other")
UTC_MS = st.integers(HOUR * 24 * 400, 2**42)


def _at(text: str, wall: Wall = BERLIN) -> Moment:
    return wall.at(datetime.fromisoformat(text))


def _session(
    on: date, begins: Moment | None = None, ends: Moment | None = None, entry: str = "session"
) -> Logged:
    log = SessionLog(day=on, begins=_about(begins), ends=_about(ends))
    return Logged(EntryId(entry), PartId("p"), on, log)


def _about(one: Moment | None) -> About | None:
    return None if one is None else About(one)


AFTERNOON = _session(FRIDAY, _at("2026-11-20 14:00"), _at("2026-11-20 15:30"))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-20 13:59", ""),
        ("2026-11-20 15:00", "during Friday’s session"),
        ("2026-11-20 15:40", "just after Friday’s session"),
        ("2026-11-20 18:45", "3 h after Friday’s session"),
        ("2026-11-21 02:00", "10 h after Friday’s session"),  # still that night
        ("2026-11-21 09:00", "day 1 after Friday’s session"),
        ("2026-11-22 20:30", "day 2 after Friday’s session"),
        ("2026-11-29 20:30", "day 9 after the session of 20 November"),
        ("2026-12-12 20:30", "3 weeks after the session of 20 November"),
        ("2027-01-05 20:30", "6 weeks after the session of 20 November 2026"),
        ("2027-03-05 20:30", ""),
    ],
)
def test_it_is_said_how_long_after_a_session_something_was_made(at: str, said: str) -> None:
    moment = _at(at)
    on = day.day_of(moment)
    assert placing.said(placing.since([AFTERNOON], moment, on), on) == said


def test_of_a_session_without_a_time_only_days_are_said() -> None:
    session, evening = _session(FRIDAY), _at("2026-11-20 20:00")
    assert placing.said(placing.since([session], evening, FRIDAY), FRIDAY) == (
        "the day of Friday’s session"
    )
    on = FRIDAY + timedelta(days=2)
    assert placing.since([session], _at("2026-11-22 20:00"), on) == Since(session, None, 2)


def test_after_a_session_over_midnight_the_small_hours_are_its_day() -> None:
    session = _session(FRIDAY, _at("2026-11-20 23:00"), _at("2026-11-21 01:30"))
    found = placing.since([session], _at("2026-11-21 03:40"), FRIDAY)
    assert found == Since(session, 2, 0)
    saturday = FRIDAY + timedelta(days=1)
    assert placing.since([session], _at("2026-11-21 15:30"), saturday) == Since(session, 14, 1)


def test_hours_are_those_that_went_by_when_the_clocks_are_changed() -> None:
    back = _session(date(2026, 10, 24), ends=_at("2026-10-25 01:30"))
    forth = _session(date(2026, 3, 28), ends=_at("2026-03-29 01:30"))
    for session, at, hours in ((back, "2026-10-25 03:30", 3), (forth, "2026-03-29 03:30", 1)):
        found = placing.since([session], _at(at), session.day)
        assert found is not None
        assert found.hours == hours


def test_a_journey_changes_neither_the_hours_nor_the_day_written_down() -> None:
    there = Wall("America/New_York").on(_at("2026-11-21 01:30").utc_ms)  # still Friday evening
    assert placing.since([AFTERNOON], there, day.day_of(there)) == Since(AFTERNOON, 10, 0)


def test_an_entry_lies_after_the_last_session_before_it() -> None:
    second = _session(FRIDAY + timedelta(days=7), _at("2026-11-27 10:00"), entry="second")
    planned = _session(FRIDAY + timedelta(days=14), entry="planned")
    sessions = [planned, second, AFTERNOON]
    noon = _at("2026-11-26 12:00")
    assert placing.since(sessions, noon, noon.day) == Since(AFTERNOON, 140, 6)
    noon = _at("2026-11-28 12:00")
    assert placing.since(sessions, noon, noon.day) == Since(second, 26, 1)
    assert placing.since([], noon, noon.day) is None


def test_what_is_made_with_the_questions_of_before_lies_before_the_next_session() -> None:
    noon = _at("2026-11-19 12:00")
    found = placing.placed([AFTERNOON], OTHER, placing.BEFORE, noon, noon.day)
    assert found == Before(AFTERNOON, 1)
    assert placing.said(found, noon.day) == "before Friday’s session"
    early = _at("2026-10-01 12:00")
    assert placing.placed([AFTERNOON], OTHER, placing.BEFORE, early, early.day) is None
    assert placing.placed([AFTERNOON], OTHER, "", noon, noon.day) is None


def test_an_intention_lies_before_the_session_that_took_it() -> None:
    taken = Logged(EntryId("x"), PartId("x"), date(2026, 12, 24), SessionLog(intention=OTHER))
    noon = _at("2026-11-19 12:00")
    found = placing.placed([AFTERNOON, taken], OTHER, placing.BEFORE, noon, noon.day)
    assert found == Before(taken, 35)


def test_a_session_itself_lies_nowhere() -> None:
    before = _session(FRIDAY - timedelta(days=3), entry="before")
    noon = _at("2026-11-20 14:00")
    assert placing.placed([before, AFTERNOON], AFTERNOON.entry, "", noon, FRIDAY) is None


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=60)
@given(over=UTC_MS, later=st.integers(0, 20 * 24 * HOUR), begins=st.integers(0, 6))
def test_hours_and_days_agree_with_the_clock_and_the_calendar_everywhere(
    zone: str, over: int, later: int, begins: int
) -> None:
    wall = Wall(zone)
    ended, moment = wall.on(over), wall.on(over + later)
    days = day.day_of(ended, begins), day.day_of(moment, begins)
    session = _session(days[0], ends=ended)
    found = placing.since([session], moment, days[1])
    assert found == Since(session, later // HOUR, max(0, (days[1] - days[0]).days))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 23)), max_size=6),
    st.integers(0, 60),
    st.integers(0, 23),
)
def test_the_session_is_the_last_that_had_begun_and_the_next_had_not(
    made: list[tuple[int, int | None]], on: int, hour: int
) -> None:
    first = date(2026, 10, 1)
    sessions = []
    for number, (days, at) in enumerate(made):
        of = first + timedelta(days=days)
        begins = None if at is None else BERLIN.at(datetime(of.year, of.month, of.day, at))  # noqa: DTZ001
        sessions.append(_session(of, begins, entry=f"{number}"))
    here = first + timedelta(days=on)
    moment = BERLIN.at(datetime(here.year, here.month, here.day, hour))  # noqa: DTZ001
    found = placing.since(sessions, moment, here)
    coming = placing.upcoming(sessions, moment, here)
    begun = [one.day for one in sessions if one.day < here]
    if begun:
        assert found is not None
        assert max(begun) <= found.session.day <= here
    ahead = [one.day for one in sessions if here < one.day <= here + timedelta(days=28)]
    if ahead:
        assert coming is not None
        assert here <= coming.day <= min(ahead)
