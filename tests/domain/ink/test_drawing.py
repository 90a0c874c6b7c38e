"""What a drawing's records add up to, and the way back and again."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.history import History
from journal_app.domain.ink.marks import Box, Derived, Extent, Sample, Stroke, derive
from journal_app.domain.ink.records import (
    Add,
    Block,
    Change,
    Hide,
    InkRecord,
    Paper,
    Show,
    Unknown,
)


def stroke(id_: int, *places: tuple[float, float], width: float = 4.0) -> Stroke:
    samples = tuple(Sample(x, y, t_ms=8.0 * n) for n, (x, y) in enumerate(places or [(5, 5)]))
    return Stroke.of(id_, "pen", "text", width, 1_795_375_800_000, samples)


def ids(drawing: Drawing) -> list[int]:
    return [stroke.id for stroke in drawing.visible()]


def test_a_sample_holds_only_what_can_be_drawn() -> None:
    assert Sample(1, 2, 7.5, -3) == (1, 2, 1, 0)
    assert Sample(inf, -inf, -1, inf) == (1e6, -1e6, 0, 1e8)
    assert Sample(nan, nan, nan, nan) == (-1e6, -1e6, 0, 0)


@pytest.mark.parametrize(("width", "samples"), [(4.0, ()), (0.0, (Sample(1, 1),))])
def test_a_stroke_nobody_could_see_is_refused(width: float, samples: tuple[Sample, ...]) -> None:
    with pytest.raises(ValueError, match="a stroke needs"):
        Stroke.of(1, "pen", "text", width, 0, samples)


def test_what_was_drawn_is_not_in_the_words_a_program_says_of_it() -> None:
    assert "123" not in repr(stroke(1, (123, 123)))
    assert "123" not in repr(Unknown(b"123"))


def test_a_drawing_shows_its_strokes_in_the_order_they_were_made() -> None:
    drawing = Drawing([Add(stroke(1)), Add(stroke(2)), Hide((1,)), Add(stroke(7)), Show((1,))])
    assert ids(drawing) == [1, 2, 7]
    assert len(drawing) == 3


def test_a_hidden_stroke_is_gone_from_sight_touch_and_bounds() -> None:
    drawing = Drawing([Add(stroke(1, (10, 10))), Add(stroke(2, (300, 10)))])
    drawing.apply(Hide((2,)))
    assert drawing.touched(300, 10, 5) == ()
    assert drawing.bounds is not None
    assert drawing.bounds.right < 20


def test_a_record_says_which_part_of_the_page_it_changed() -> None:
    drawing = Drawing()
    added = drawing.apply(Add(stroke(1, (10, 20), (30, 20))))
    assert added == Box(10, 20, 30, 20).grown(3.2)
    assert drawing.apply(Hide((1,))) == added
    assert drawing.apply(Hide((1,))) is None
    assert drawing.apply(Show((1, 99))) == added
    assert drawing.apply(Unknown(b"?")) is None


def test_a_second_stroke_with_the_same_id_changes_nothing() -> None:
    drawing = Drawing([Add(stroke(1, (1, 1)))])
    assert drawing.apply(Add(stroke(1, (500, 500)))) is None
    assert drawing.touched(1, 1, 2) == (1,)


def test_a_new_id_is_free_even_of_hidden_strokes() -> None:
    assert Drawing().next_id == 1
    assert Drawing([Add(stroke(4)), Hide((4,))]).next_id == 5


def test_the_page_is_as_large_as_it_ever_was() -> None:
    drawing = Drawing([Add(stroke(1), Extent(800, 300)), Add(stroke(2), Extent(400, 600))])
    assert drawing.page == Extent(800, 600)


def test_a_page_of_unknown_size_reaches_as_far_as_its_ink() -> None:
    assert Drawing([Add(stroke(1, (100, 50)))]).page == Extent(104, 54)


def test_a_rubber_touches_a_line_between_its_samples_and_within_its_width() -> None:
    drawing = Drawing([Add(stroke(1, (0, 0), (100, 0), width=12.0))])
    assert drawing.touched(50, 10, 5) == (1,)
    assert drawing.touched(50, 12, 5) == ()
    assert drawing.touched(-20, 0, 5) == ()


def test_an_empty_drawing_has_no_bounds() -> None:
    assert Drawing().bounds is None
    assert Drawing([Add(stroke(1)), Hide((1,))]).bounds is None


def test_undo_hides_a_stroke_and_redo_shows_it_again() -> None:
    history = History()
    history.note(Add(stroke(1)))
    assert history.undo() == Hide((1,))
    assert history.undo() is None
    assert history.redo() == Show((1,))
    assert history.redo() is None


def test_undo_of_an_erasure_shows_the_strokes_again() -> None:
    history = History()
    history.note(Hide((1, 2)))
    assert history.undo() == Show((1, 2))
    assert history.redo() == Hide((1, 2))


def test_something_new_leaves_what_was_undone_behind() -> None:
    history = History()
    history.note(Add(stroke(1)))
    history.undo()
    history.note(Add(stroke(2)))
    assert not history.can_redo
    assert history.undo() == Hide((2,))


def test_an_unknown_record_is_no_step() -> None:
    history = History([Unknown(b"?")])
    history.note(Unknown(b"?"))
    assert not history.can_undo


def test_undo_goes_on_where_an_earlier_sitting_left_off() -> None:
    log: list[InkRecord] = [Add(stroke(1)), Add(stroke(2)), Hide((2,))]
    history = History(log)
    assert history.can_redo
    assert history.undo() == Hide((1,))
    assert history.redo() == Show((1,))
    assert history.redo() == Show((2,))


STEPS = st.lists(st.sampled_from(["draw", "erase", "undo", "redo"]), max_size=40)


def live(steps: list[str]) -> tuple[list[InkRecord], Drawing, History]:
    log: list[InkRecord] = []
    drawing, history = Drawing(), History()
    for step in steps:
        record: InkRecord | None
        if step == "draw":
            record = Add(stroke(drawing.next_id))
            history.note(record)
        elif step == "erase":
            record = Hide(tuple(ids(drawing)[-1:])) if len(drawing) else None
            if record is not None:
                history.note(record)
        else:
            record = history.undo() if step == "undo" else history.redo()
        if record is not None:
            log.append(record)
            drawing.apply(record)
    return log, drawing, history


@given(STEPS)
def test_a_drawing_read_back_is_the_drawing_that_was_made(steps: list[str]) -> None:
    log, drawing, _ = live(steps)
    assert ids(Drawing(log)) == ids(drawing)


@given(STEPS)
def test_every_undo_brings_back_exactly_what_was_there_before(steps: list[str]) -> None:
    _, drawing, history = live(steps)
    before = ids(drawing)
    undone = 0
    while (record := history.undo()) is not None:
        drawing.apply(record)
        undone += 1
    assert ids(drawing) == []
    for _ in range(undone):
        record = history.redo()
        assert record is not None
        drawing.apply(record)
    assert ids(drawing) == before


@given(STEPS)
def test_after_reopening_every_step_can_still_be_gone_back_and_again(steps: list[str]) -> None:
    log, drawing, _ = live(steps)
    drawing, history = Drawing(log), History(log)
    seen = set(ids(drawing))
    while (record := history.redo()) is not None:
        drawing.apply(record)
        seen |= set(ids(drawing))
    while (record := history.undo()) is not None:
        drawing.apply(record)
        seen |= set(ids(drawing))
    assert ids(drawing) == []
    assert seen <= set(range(1, drawing.next_id))


def test_a_mark_made_from_another_takes_its_place_in_the_order_of_painting() -> None:
    drawing = Drawing([Add(stroke(1)), Add(stroke(2))])
    drawing.apply(Change(hide=(1,), derived=(Derived(3, 1, colour="plum"),)))
    assert ids(drawing) == [3, 2]
    drawing.apply(Change(derived=(Derived(4, 3, in_place=False),)))
    assert ids(drawing) == [3, 2, 4]
    assert drawing.mark(4).colour == "plum"


def test_a_moved_mark_lies_where_it_was_moved_to_and_its_width_follows() -> None:
    drawing = Drawing([Add(stroke(1, (10, 10), (20, 10)))])
    box = drawing.apply(Change((1,), derived=(Derived(2, 1, affine=(2, 0, 0, 2, 100, 0)),)))
    assert drawing.mark(2).width == 8.0
    assert [sample[:2] for sample in drawing.mark(2).samples] == [(120, 20), (140, 20)]
    assert box == Box(120, 20, 140, 20).grown(6.4).united(Box(10, 10, 20, 10).grown(3.2))


def test_a_piece_of_a_line_ends_exactly_where_it_was_cut() -> None:
    line = stroke(1, (0, 0), (10, 0), (20, 0), (30, 0))
    drawing = Drawing([Add(line), Change((1,), derived=(Derived(2, 1, span=(0.5, 2.25)),))])
    assert [sample.x for sample in drawing.mark(2).samples] == [5, 10, 20, 22.5]
    assert [sample.t_ms for sample in drawing.mark(2).samples] == [4, 8, 16, 18]


@given(st.tuples(st.floats(-5, 50), st.floats(-5, 50)), st.integers(1, 12))
def test_no_span_breaks_a_line(span: tuple[float, float], count: int) -> None:
    line = stroke(1, *((float(n), 0.0) for n in range(count)))
    piece = derive(line, Derived(2, 1, span=span))
    assert 1 <= len(piece.points) <= count + 1
    assert 0 <= piece.points[:, 0].min() <= piece.points[:, 0].max() <= count - 1


def test_what_is_made_from_a_mark_that_is_not_there_is_not_there() -> None:
    drawing = Drawing([Change(derived=(Derived(2, 1),))])
    assert len(drawing) == 0


def test_a_change_is_one_step_back_and_one_again() -> None:
    history = History()
    history.note(Add(stroke(1)))
    history.note(Change((1,), added=(stroke(2),), derived=(Derived(3, 1),)))
    assert history.undo() == Change((2, 3), (1,))
    assert history.redo() == Change((1,), (2, 3))


def test_a_change_of_nothing_and_a_paper_are_no_steps() -> None:
    history = History([Change(), Paper("dots")])
    assert not history.can_undo


def test_a_drawing_knows_its_newest_paper() -> None:
    assert Drawing([Paper("dots"), Paper("lines", arms=6)]).paper == Paper("lines", arms=6)


def test_a_mark_can_be_asked_for_also_while_it_is_hidden() -> None:
    drawing = Drawing([Add(stroke(1)), Hide((1,))])
    assert drawing.mark(1) == stroke(1)
    assert not drawing.sees(1)
    assert not drawing.sees(2)
    with pytest.raises(KeyError):
        drawing.mark(2)


def test_a_block_is_never_applied_as_it_is() -> None:
    with pytest.raises(TypeError):
        Drawing([Block(())])
