"""Patterns: gaps stay gaps, days since a session are civil days, and nothing is worked out."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import patterns
from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.patterns import Reading, Scale, Window
from journal_app.domain.sessionlog import About, Logged, SessionLog

MOOD, EASE = Scale("mood", 1, 5, 7), Scale("ease", 1, 5, 7)
BERLIN = ZoneInfo("Europe/Berlin")
BACK = datetime(2026, 10, 25, tzinfo=BERLIN)  # the clocks go back in its night
EARLY, LATE = datetime(2026, 3, 20), datetime(2026, 11, 10)  # noqa: DTZ001 - without, here

some_moments = st.datetimes(min_value=EARLY, max_value=LATE, timezones=st.just(UTC)).map(
    lambda when: at(when.astimezone(BERLIN))
)
some_values = st.none() | st.integers(1, 5)
some_readings = st.lists(st.tuples(some_moments, some_values), max_size=25).map(
    lambda pairs: [reading(when, value, n) for n, (when, value) in enumerate(pairs)]
)
some_sessions = st.lists(
    st.tuples(some_moments, st.booleans()).map(
        lambda pair: session(day_of(pair[0]), pair[0] if pair[1] else None)
    ),
    max_size=5,
    unique_by=lambda one: one.part,
)


def at(when: datetime) -> Moment:
    offset = when.utcoffset()
    assert offset is not None
    return Moment(round(when.timestamp() * 1000), round(offset.total_seconds() / 60), "Here")


def reading(when: Moment, value: int | None, number: int = 0) -> Reading:
    return Reading(PartId(str(number)), day_of(when), when, value)


def session(day: date, begins: Moment | None = None) -> Logged:
    log = SessionLog(day=day, begins=None if begins is None else About(begins))
    return Logged(EntryId(f"{day}"), PartId(f"{day}"), day, log)


def on(day: date, value: int | None, hour: int = 12, number: int | None = None) -> Reading:
    when = at(datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN))
    return Reading(PartId(str(number or f"{day}{hour}")), day, when, value)


def november(day: int) -> date:
    return date(2026, 11, day)


def test_a_line_breaks_where_an_answer_was_left_out() -> None:
    made = [on(november(1), 4), on(november(2), None), on(november(3), 2), on(november(4), 3)]
    joined = patterns.runs(made, 7)
    assert [[one.value for one in run] for run in joined] == [[4], [2, 3]]


def test_a_line_breaks_where_more_days_than_that_lie_between() -> None:
    made = [on(november(1), 4), on(november(8), 5), on(november(16), 2)]
    joined = patterns.runs(made, 7)
    assert [[one.value for one in run] for run in joined] == [[4, 5], [2]]


@settings(max_examples=60)
@given(some_readings)
def test_every_value_is_a_dot_once_and_nothing_else_is(readings: list[Reading]) -> None:
    made = patterns.series(MOOD, readings)
    dots = [one for run in patterns.runs(made.readings, MOOD.apart) for one in run]
    assert dots == list(made.given)
    assert sorted(one.part for one in dots) == sorted(
        one.part for one in readings if one.value is not None
    )
    assert all(run for run in patterns.runs(made.readings, MOOD.apart))


@settings(max_examples=60)
@given(some_readings)
def test_every_dot_stands_in_its_own_day_and_lines_never_run_back(readings: list[Reading]) -> None:
    made = patterns.series(MOOD, readings)
    assert all(int(one.x) == one.day.toordinal() for one in made.readings)
    xs = [one.x for one in made.readings]
    assert xs == sorted(xs)


def test_the_small_hours_stand_at_the_end_of_the_day_they_belong_to() -> None:
    day = november(3)
    late = Reading(PartId("late"), day, at(datetime(2026, 11, 4, 2, tzinfo=BERLIN)), 3)
    early = Reading(PartId("early"), day, at(datetime(2026, 11, 3, 0, 10, tzinfo=BERLIN)), 3)
    assert early.x < on(day, 3).x < late.x < on(november(4), 3, hour=1).x


def test_an_evening_stands_where_evenings_do_on_both_sides_of_a_change_of_the_clocks() -> None:
    evenings = [BACK.replace(hour=19) + timedelta(days=n) for n in (-2, -1, 0, 1)]
    xs = [reading(at(when), 3).x for when in evenings]
    assert {round(after - before, 9) for before, after in pairwise(xs)} == {1}


@settings(max_examples=80)
@given(some_sessions, some_readings)
def test_days_since_are_civil_days_and_every_answer_follows_one_session_at_most(
    sessions: list[Logged], readings: list[Reading]
) -> None:
    aligned = patterns.align(sessions, readings)
    assert {after.session for after in aligned.afters} == set(sessions)
    placed = [(after, days, one) for after in aligned.afters for days, one in after.answers]
    for after, days, one in placed:
        assert days == (one.day - after.session.day).days
        assert 0 <= days <= patterns.FARTHEST
        assert not [s for s in sessions if after.session.day < s.day < one.day]
    values = [one for one in readings if one.value is not None]
    assert sum(aligned.counts) + aligned.apart == len(values)
    assert len({one.part for _after, _days, one in placed}) == len(placed)


def test_the_day_after_is_day_one_though_the_night_had_an_hour_more() -> None:
    saturday = session(date(2026, 10, 24), at(datetime(2026, 10, 24, 16, tzinfo=BERLIN)))
    made = [
        reading(at(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)), 2, 1),  # still that night
        reading(at(datetime(2026, 10, 25, 16, tzinfo=BERLIN)), 3, 2),  # 25 hours later
        reading(at(datetime(2026, 10, 26, 3, 59, tzinfo=BERLIN)), 4, 3),
        reading(at(datetime(2026, 10, 26, 4, tzinfo=BERLIN)), 5, 4),
    ]
    (after,) = patterns.align([saturday], made).afters
    assert [days for days, _one in after.answers] == [0, 1, 1, 2]


def test_what_was_answered_on_the_morning_of_a_session_does_not_follow_it() -> None:
    noon = at(datetime(2026, 11, 20, 12, tzinfo=BERLIN))
    day = november(20)
    made = [on(day, 1, hour=8), on(day, 2, hour=15), on(november(21), 3)]
    timed = patterns.align([session(day, noon)], made)
    assert [one.value for _days, one in timed.afters[0].answers] == [2, 3]
    assert timed.apart == 1
    assert timed.counts == (1, 1)
    untimed = patterns.align([session(day)], made)
    assert untimed.counts == (2, 1)


def test_days_without_an_answer_are_named_and_left_out_ones_count_for_nothing() -> None:
    made = [on(november(1), 3), on(november(2), None), on(november(4), 2), on(november(4), 1, 20)]
    aligned = patterns.align([session(november(1))], made)
    assert aligned.counts == (1, 0, 0, 2)
    assert patterns.empty([aligned]) == (1, 2)
    assert patterns.empty([aligned, patterns.align([], made)]) == (1, 2)


@settings(max_examples=40)
@given(some_readings, some_sessions)
def test_the_table_holds_the_same_as_the_chart(
    readings: list[Reading], sessions: list[Logged]
) -> None:
    ease = [Reading(one.part, one.day, one.at, 3) for one in readings[::2]]
    many = [patterns.series(MOOD, readings), patterns.series(EASE, ease)]
    table = patterns.rows(many, sessions)
    for one in many:
        told = [row.value for row in reversed(table) if row.scale == one.scale]
        assert told == [dot.value for dot in one.readings]
    assert sum(row.scale is None for row in table) == len(sessions)
    days = [row.day for row in table]
    assert days == sorted(days, reverse=True)


@settings(max_examples=40)
@given(some_readings, some_sessions)
def test_the_table_by_days_since_holds_the_same_as_that_chart(
    readings: list[Reading], sessions: list[Logged]
) -> None:
    aligned = patterns.align(sessions, readings)
    table = patterns.rows_since([(MOOD, aligned)])
    on = Counter(row.since for row in table if row.value is not None)
    assert tuple(on[day] for day in range(len(aligned.counts))) == aligned.counts
    assert [row.since for row in table] == sorted(row.since or 0 for row in table)


def test_a_value_no_scale_has_is_not_drawn() -> None:
    made = patterns.series(MOOD, [on(november(1), 9), on(november(2), 5)])
    assert [one.value for one in made.readings] == [None, 5]


def test_words_are_counted_as_they_were_typed_last() -> None:
    assert patterns.chosen(["Water", "heavy", " water ", "", "okay", "okay", "wáter"]) == (
        ("okay", 2), ("water", 2), ("heavy", 1), ("wáter", 1),
    )  # fmt: skip


def test_a_window_ends_today_and_holds_all_where_that_is_wanted() -> None:
    today = november(28)
    assert patterns.window(14, today, []) == Window(november(15), today)
    assert patterns.window(None, today, [date(2025, 2, 3)]) == Window(date(2025, 2, 3), today)
    assert patterns.window(None, today, []) == Window(today, today)


@settings(max_examples=60)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.integers(2, 12))
def test_the_axis_names_few_days_and_none_outside(first: date, days: int, most: int) -> None:
    shown = Window(first, first + timedelta(days=days))
    marks = patterns.marked(shown, most)
    assert len(marks) <= most
    assert all(map(shown.holds, marks))
    assert list(marks) == sorted(set(marks))


def test_weeks_are_named_by_their_mondays() -> None:
    marks = patterns.marked(Window(date(2026, 10, 18), november(28)), 6)
    assert [mark.weekday() for mark in marks] == [0] * len(marks)
