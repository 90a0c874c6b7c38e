"""A session is read back as it was noted, and its times go where its day goes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import noted, sessionlog
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.noted import Noted
from journal_app.domain.sessionlog import About, Felt, Logged, SessionLog
from tests.fakes import SUNDAY_EVENING
from tests.zones import ZONES, Wall

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
DATES = st.dates(date(1972, 1, 1), date(2190, 1, 1))
MOMENTS = st.builds(
    Moment, st.integers(0, 2**42), st.integers(-1439, 1439), st.sampled_from(("CET", ""))
)
ABOUTS = st.none() | st.builds(About, MOMENTS, st.booleans())
LOGS = st.builds(
    SessionLog,
    day=st.none() | DATES,
    begins=ABOUTS,
    ends=ABOUTS,
    back=ABOUTS,
    route=st.sampled_from(("", *sessionlog.ROUTES)),
    place=st.sampled_from(("", *sessionlog.PLACES)),
    setting=st.sets(st.sampled_from(sessionlog.SETTING)).map(
        lambda some: tuple(one for one in sessionlog.SETTING if one in some)
    ),
    company=st.sampled_from(("", *sessionlog.COMPANY)),
    number=st.none() | st.integers(1, 9999),
    intention=st.none() | st.just(EntryId("e1")),
    qualities=st.sets(st.sampled_from(sessionlog.QUALITIES)).map(
        lambda some: tuple(one for one in sessionlog.QUALITIES if one in some)
    ),
    hard=st.none() | st.integers(1, 5),
    meaningful=st.none() | st.integers(1, 5),
    felt=st.dictionaries(st.sampled_from(sessionlog.EFFECTS), st.text(max_size=9)).map(
        lambda some: tuple(Felt(one, some[one]) for one in sessionlog.EFFECTS if one in some)
    ),
    **{name: st.text(max_size=9) for name in sessionlog.TEXTS},
)


@settings(max_examples=60)
@given(LOGS)
def test_what_was_noted_is_read_back(log: SessionLog) -> None:
    assert sessionlog.read(sessionlog.body(log)) == log


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([*SessionLog.__dataclass_fields__]),
        st.text()
        | st.lists(st.integers() | st.text() | st.lists(st.none() | st.integers() | st.booleans())),
    )
)
def test_what_makes_no_sense_is_as_if_it_had_never_been_said(kept: dict[str, object]) -> None:
    log = sessionlog.read(noted.pack(kept))
    assert sessionlog.read(sessionlog.body(log)) == log


def test_a_session_of_which_nothing_is_said_takes_no_room() -> None:
    assert sessionlog.read(sessionlog.body(SessionLog())) == SessionLog()
    assert sessionlog.body(SessionLog()) == b"{}"
    assert sessionlog.read(b"") == SessionLog()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:00", (time(14), False)),
        ("about 14:00", (time(14), True)),
        ("around 2 pm", (time(14), True)),
        ("~ 9.30", (time(9, 30), True)),
        ("ca. 9", (time(9), True)),
        ("about", None),
        ("afternoon", None),
    ],
)
def test_a_time_may_be_about(typed: str, meant: tuple[time, bool] | None) -> None:
    assert sessionlog.read_time(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Friday", FRIDAY),
        ("20 Nov", FRIDAY),
        ("next Friday", date(2026, 11, 27)),
        ("Next monday", date(2026, 11, 30)),
        ("coming 1 December", date(2026, 12, 1)),
        ("tomorrow", date(2026, 11, 24)),
        ("4 dec 2026", date(2026, 12, 4)),
        ("next", None),
    ],
)
def test_a_day_may_be_to_come(typed: str, meant: date | None) -> None:
    assert sessionlog.read_day(typed, MONDAY) == meant


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=40)
@given(on=DATES, begins=st.times(), ends=st.times(), from_hour=st.integers(0, 6))
def test_a_session_ends_after_it_begins_and_within_a_day(
    zone: str, on: date, begins: time, ends: time, from_hour: int
) -> None:
    wall = Wall(zone).at
    begun = sessionlog.begin_at(on, begins, wall, from_hour)
    ended = sessionlog.end_at(on, ends, begun, wall, from_hour)
    assert begun.utc_ms < ended.utc_ms <= begun.utc_ms + 26 * 3_600_000  # clocks are put back
    assert (begun.civil - timedelta(hours=from_hour, minutes=60)).date() <= on
    assert on <= begun.civil.date() <= on + timedelta(days=1)


def test_a_session_over_midnight_ends_on_the_next_date() -> None:
    wall = Wall("Europe/Berlin").at
    begun = sessionlog.begin_at(FRIDAY, time(23, 0), wall, 4)
    ended = sessionlog.end_at(FRIDAY, time(1, 30), begun, wall, 4)
    assert (begun.civil.date(), ended.civil.date()) == (FRIDAY, FRIDAY + timedelta(days=1))
    assert ended.utc_ms - begun.utc_ms == 2.5 * 3_600_000


def test_the_small_hours_of_a_day_are_those_of_its_night() -> None:
    wall = Wall("Europe/Berlin").at
    assert sessionlog.begin_at(FRIDAY, time(1), wall, 4).civil.date() == FRIDAY + timedelta(days=1)
    assert sessionlog.end_at(FRIDAY, time(5), None, wall, 4).civil.date() == FRIDAY


def test_the_times_of_a_session_that_is_backdated_go_with_it() -> None:
    at = Moment(SUNDAY_EVENING.utc_ms, 60, "CET")
    log = SessionLog(day=at.day, begins=About(at))
    found = Noted(
        entry=EntryId("e"),
        part=PartId("p"),
        kind=Kind.SESSION,
        happened=at,
        day=FRIDAY,
        made=at,
        body=sessionlog.body(log),
    )
    session = sessionlog.logged(found)
    assert session.begins is not None
    assert session.begins.civil == at.civil - timedelta(days=2)
    assert session.over == session.begins
    assert session.ends is None


def test_a_session_is_to_come_until_it_begins() -> None:
    now = SUNDAY_EVENING
    later = Moment(now.utc_ms + 1, now.offset_minutes, now.zone)
    today = now.day
    sessions = [
        (today - timedelta(days=1), None, False),
        (today, None, False),
        (today, About(now), False),
        (today, About(later), True),
        (today + timedelta(days=1), None, True),
    ]
    for on, begins, planned in sessions:
        session = Logged(EntryId("e"), PartId("p"), on, SessionLog(begins=begins))
        assert session.planned(now, today) is planned


def test_the_clock_of_the_tests_tells_what_hangs_on_the_wall() -> None:
    moment = Wall("Europe/Berlin").at(datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001 - a wall has none
    assert datetime.fromtimestamp(moment.utc_ms / 1000, UTC).hour == 10
    assert moment.civil.astimezone(ZoneInfo("Europe/Berlin")).hour == 12
