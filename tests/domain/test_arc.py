"""What is offered after a session: at most one thing, while it fits, and never again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import arc
from journal_app.domain.arc import GUIDED, Offer, Phase
from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.sessionlog import About, Logged, SessionLog
from tests.zones import ZONES, Wall

FRIDAY = datetime(2026, 11, 20, 15, 30)  # noqa: DTZ001 - on the wall
USUAL = arc.lengths({})
walls = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 1))  # noqa: DTZ001 - on the wall


def session(over: Moment | None, day: date, name: str = "s") -> Logged:
    ends = None if over is None else About(over)
    return Logged(EntryId(name), PartId(name), day, SessionLog(day=day, ends=ends))


def later(moment: Moment, hours: float) -> Moment:
    return replace(moment, utc_ms=moment.utc_ms + round(hours * arc.HOUR_MS))


def offered(
    hours: float, *settled: Phase, lasting: arc.Lengths = USUAL, timed: bool = True
) -> Phase | None:
    """Return what is offered so many hours after a session on a Friday afternoon."""
    over = Wall("Europe/Berlin").at(FRIDAY)
    now = later(over, hours)
    one = session(over if timed else None, FRIDAY.date())
    found = arc.offer([one], now, day_of(now), {one.part: settled}, lasting)
    return None if found is None else found.phase


@pytest.mark.parametrize(
    ("hours", "phase"),
    [
        (1, Phase.JUST_AFTER),
        (13, Phase.DAY_ONE),
        (24, Phase.DAY_ONE),
        (46, Phase.DAY_TWO),
        (72, Phase.DAY_TWO),
        (100, None),
        (7 * 24, Phase.WEEK),
        (11 * 24, None),
        (400 * 24, None),
    ],
)
def test_each_phase_lasts_a_while_and_then_simply_ends(hours: int, phase: Phase | None) -> None:
    assert offered(hours, Phase.JUST_BACK) is phase


@pytest.mark.parametrize(
    ("days", "phase"), [(0, Phase.JUST_AFTER), (1, Phase.DAY_ONE), (2, Phase.DAY_TWO), (5, None)]
)
def test_a_session_without_a_time_goes_by_the_calendar(days: int, phase: Phase | None) -> None:
    assert offered(24 * days, Phase.JUST_BACK, timed=False) is phase


def test_the_same_day_begins_with_a_word_of_care_once() -> None:
    assert offered(1) is Phase.JUST_BACK
    assert offered(1, Phase.JUST_BACK, Phase.JUST_AFTER) is None
    assert offered(46, Phase.DAY_TWO) is None


def test_a_phase_somebody_does_without_is_not_offered() -> None:
    assert offered(46, lasting={**USUAL, Phase.DAY_TWO: 0}) is None
    assert offered(46, lasting={**USUAL, Phase.DAY_ONE: 48, Phase.DAY_TWO: 0}) is Phase.DAY_ONE


def test_a_newer_session_ends_the_arc_of_the_older_one() -> None:
    wall = Wall("Europe/Berlin")
    first, second = wall.at(FRIDAY), wall.at(FRIDAY + timedelta(days=2))
    both = [
        session(second, FRIDAY.date() + timedelta(days=2), "new"),
        session(first, FRIDAY.date()),
    ]
    now = later(second, 46)
    found = arc.offer(both, now, day_of(now), {}, USUAL)
    assert found == Offer(Phase.DAY_TWO, PartId("new"), both[0])


def test_on_the_day_of_a_session_to_come_one_can_prepare() -> None:
    begins = Wall("Europe/Berlin").at(FRIDAY)
    log = SessionLog(day=FRIDAY.date(), begins=About(begins))
    coming = Logged(EntryId("c"), PartId("c"), FRIDAY.date(), log)
    now = later(begins, -4)
    found = arc.offer([coming], now, FRIDAY.date(), {}, USUAL)
    assert found == Offer(Phase.PREPARING, PartId("c"), coming)
    assert arc.offer([coming], now, FRIDAY.date(), {"c": ["preparing"]}, USUAL) is None
    day_before = FRIDAY.date() - timedelta(days=1)
    assert arc.offer([coming], later(begins, -28), day_before, {}, USUAL) is None


@settings(max_examples=80)
@given(walls, st.sampled_from(ZONES), st.floats(0, 12 * 24), st.booleans())
def test_whatever_clocks_do_at_most_one_fits_and_none_before_its_time(
    wall: datetime,
    zone: str,
    hours: float,
    timed: bool,  # noqa: FBT001 - one of its cases
) -> None:
    clock = Wall(zone)
    over = clock.at(wall)
    now = clock.on(later(over, hours).utc_ms)
    one = session(over if timed else None, day_of(over))
    gone = arc.hours_after(one, now, day_of(now))
    found = arc.offer([one], now, day_of(now), {one.part: [Phase.JUST_BACK]}, USUAL)
    if timed:
        assert gone == int(hours) or abs(gone - hours) < 1
    else:
        assert gone % 24 == 0
        assert abs(gone - hours) <= 25  # a day is the calendar's, also one of 23 or 25 hours
    if found is None:
        assert all(not arc.BEGINS[one] <= gone < USUAL[one] for one in GUIDED)
    else:
        assert arc.BEGINS[found.phase] <= gone < USUAL[found.phase]


def test_lengths_that_make_no_sense_are_the_usual_ones() -> None:
    assert arc.lengths({"day_two": "long", "one_week": -3}) == USUAL
    assert arc.lengths({"day_two": 0})[Phase.DAY_TWO] == 0
    for phase in GUIDED:
        assert USUAL[phase] in arc.CHOICES[phase]


def test_noted_ahead_and_without_a_time_one_can_prepare_on_its_day() -> None:
    one, now = session(None, FRIDAY.date()), Wall("Europe/Berlin").at(FRIDAY)
    ahead, today = {one.part}, FRIDAY.date()
    found = arc.offer([one], now, today, {}, USUAL, ahead)
    assert found == Offer(Phase.PREPARING, one.part, one)
    settled = {str(one.part): [Phase.PREPARING.value]}
    found = arc.offer([one], now, today, settled, USUAL, ahead)
    assert found == Offer(Phase.JUST_BACK, one.part, one)
    assert arc.offer([one], now, today, {}, USUAL) == found


def test_a_backdated_session_begins_its_arc_where_it_is_by_now() -> None:
    """When it was noted says nothing; when it was, does."""
    wall = Wall("Europe/Berlin")
    old, now = session(wall.at(FRIDAY), FRIDAY.date()), later(wall.at(FRIDAY), 7 * 24)
    found = arc.offer([old], now, day_of(now), {}, USUAL)
    assert found is not None
    assert found.phase is Phase.WEEK


@settings(max_examples=60)
@given(st.lists(st.integers(-6, 12), max_size=5), st.booleans())
def test_only_the_last_session_that_was_is_spoken_of(
    days: list[int],
    timed: bool,  # noqa: FBT001 - one of its cases
) -> None:
    wall = Wall("Europe/Berlin")
    now = wall.at(FRIDAY)
    some = [
        session(wall.at(at) if timed else None, at.date(), f"{number}")
        for number, at in enumerate(FRIDAY - timedelta(days=n) for n in days)
    ]
    found = arc.offer(some, now, FRIDAY.date(), {}, USUAL)
    if found is not None and found.phase is not Phase.PREPARING:
        assert found.session is not None
        assert found.session.day == max(one.day for one in some if one.day <= FRIDAY.date())


def test_coming_back_ends_the_session_of_today_and_keeps_what_was_noted_of_it() -> None:
    wall = Wall("Europe/Berlin")
    now, today = wall.at(FRIDAY), FRIDAY.date()
    assert arc.came_back(None, now, today) == SessionLog(day=today, ends=About(now, about=True))

    noted_for = today - timedelta(days=1)  # and moved to today since
    log = SessionLog(day=noted_for, begins=About(later(now, -26)), place="home")
    known = Logged(EntryId("k"), PartId("k"), today, log)
    back = arc.came_back(known, now, today)
    assert back == SessionLog(
        day=today, begins=About(later(now, -2)), ends=About(now, about=True), place="home"
    )
    again = replace(known, log=back)
    assert arc.came_back(again, later(now, 1), today) == back

    wrong = replace(known, log=SessionLog(day=today, begins=About(later(now, 1))))
    assert arc.came_back(wrong, now, today).begins is None
