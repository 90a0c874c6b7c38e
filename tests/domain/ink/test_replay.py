"""Replaying: the order and speed a drawing was made in, whatever was kept of it."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.entry import Record
from journal_app.domain.ink import replay
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Derived, Sample, Stroke
from journal_app.domain.ink.records import Add, Block, Change, Hide, InkRecord, Paper
from journal_app.domain.ink.replay import MOMENT_MS, PAUSE_MS, Replay


def line(id_: int, points: int = 11, every: float = 10.0) -> Stroke:
    samples = (Sample(10.0 * n, 0.0, 0.5, every * n) for n in range(points))
    return Stroke.of(id_, "pen", "text", 4.0, 0, samples)


def test_a_stroke_grows_as_it_was_drawn() -> None:
    made = Replay([Add(line(1))], [1000])
    assert made.duration_ms == 100
    assert [made.at(ms).points for ms in (0, 9, 10, 55)] == [0, 1, 2, 6]
    assert made.at(50).growing == (line(1),)
    assert (made.at(100).done, made.at(100).growing) == (1, ())


def test_long_pauses_are_shortened_and_short_ones_are_kept() -> None:
    made = Replay([Add(line(1)), Add(line(2)), Add(line(3))], [0, 300, 90_000])
    assert made.duration_ms == 100 + 200 + 100 + PAUSE_MS + 100
    assert made.at(299).done == 1
    assert made.at(299).growing == ()
    assert made.at(301).growing == (line(2),)


def test_what_takes_no_time_is_given_a_moment() -> None:
    made = Replay([Add(line(1)), Hide((1,)), Paper("dots")], [0, 100, 100])
    assert made.duration_ms == 100 + 2 * MOMENT_MS
    assert made.at(101).done == 1
    assert made.at(100 + MOMENT_MS).done == 2


def test_a_line_without_times_is_drawn_at_a_steady_pace() -> None:
    made = Replay([Add(line(1, every=0.0))], [0])
    assert made.duration_ms == 100 / replay.STEADY
    assert made.at(made.duration_ms / 2).points == 6


def test_the_copies_of_a_mandala_grow_together() -> None:
    copy = Derived(2, 1, in_place=False, affine=(-1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    made = Replay([Change(added=(line(1),), derived=(copy,))], [0])
    seen = made.at(50)
    assert [mark.id for mark in seen.growing] == [1, 2]
    assert seen.points == 6


def test_one_goes_step_by_step() -> None:
    made = Replay([Add(line(1)), Hide((1,)), Add(line(2))], [0, 100, 350])
    ends = [made.onward(0.0)]
    while ends[-1] < made.duration_ms:
        ends.append(made.onward(ends[-1]))
    assert [made.at(ms).done for ms in ends] == [1, 2, 3]
    assert made.at(made.back(made.duration_ms)).done == 2
    assert made.back(0.0) == 0.0


def test_what_was_put_together_is_taken_apart_with_its_times() -> None:
    parts = ((0, 5, pack(Add(line(1)))), (1, 300, pack(Add(line(2)))))
    kept = (Record(1, 300, pack(Block(parts))), Record(2, 9000, pack(Hide((1,)))))
    made = replay.of(kept)
    assert [type(record) for record in made.records] == [Add, Add, Hide]
    assert made.duration_ms == 100 + 195 + 100 + PAUSE_MS + MOMENT_MS


def test_an_empty_drawing_is_over_at_once() -> None:
    made = Replay([], [])
    assert (made.duration_ms, made.at(0).done, made.onward(0), made.back(9)) == (0, 0, 0, 0)


def test_in_real_time_pauses_stay_and_what_took_no_time_takes_none() -> None:
    made = Replay([Add(line(1)), Hide((1,)), Add(line(2))], [1000, 91_000, 91_500], real=True)
    assert made.duration_ms == 90_500 + 100
    assert made.begun_at() == [1000, 91_000, 91_500]
    assert [made.at_wall(ms).done for ms in (999, 1099, 1100, 90_999, 91_000)] == [0, 0, 1, 1, 2]
    assert made.at_wall(1055).growing == (line(1),)
    assert made.at_wall(1055).points == 6


def test_in_real_time_a_mandala_grows_from_when_the_pen_touched() -> None:
    stroke = dataclasses.replace(line(1), made_ms=5000)  # the record was kept when it lifted
    copy = Derived(2, 1, in_place=False, affine=(-1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    made = Replay([Change(added=(stroke,), derived=(copy,))], [5100], real=True)
    assert made.began_ms == 5000
    assert [made.at_wall(ms).points for ms in (5000, 5050, 5099)] == [0, 6, 10]
    assert made.at_wall(5100).done == 1


def test_in_real_time_a_clock_that_was_set_back_takes_nothing_away() -> None:
    made = Replay([Add(line(1)), Add(line(2)), Hide((1,))], [9000, 2000, 9500], real=True)
    assert made.begun_at() == [9000, 9000, 9500]
    assert [made.at_wall(ms).done for ms in (2000, 9200, 9500)] == [0, 2, 3]


STROKES = st.builds(line, st.integers(1, 99), st.integers(1, 30), st.floats(0, 1e6))
RECORDS: st.SearchStrategy[InkRecord] = st.one_of(
    STROKES.map(Add), st.builds(Hide, st.tuples(st.integers(1, 99)))
)


@given(st.lists(st.tuples(RECORDS, st.integers(-(10**12), 10**12)), max_size=12))
def test_time_only_goes_on_and_everything_is_there_in_the_end(
    made: list[tuple[InkRecord, int]],
) -> None:
    course = Replay([record for record, _ in made], [at for _, at in made])
    seen = [course.at(course.duration_ms * n / 40) for n in range(40)]
    seen.append(course.at(course.duration_ms))
    steps = [(one.done, one.points if one.growing else 0) for one in seen]
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1] == (len(made), 0)
