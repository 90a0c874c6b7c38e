"""What a drawing's records add up to, and the way back and again."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.history import History
from journal_app.domain.ink.marks import Box, Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Show, Unknown


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
