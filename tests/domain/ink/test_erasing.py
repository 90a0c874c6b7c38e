"""The precise rubber: nothing under it stays, nothing else goes, and a pass is one step."""

from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.erasing import CRUMB, Cut, Way
from journal_app.domain.ink.history import History
from journal_app.domain.ink.marks import Extent, Sample, Stroke, radius
from journal_app.domain.ink.records import Add, Change, InkRecord

PAGE = Extent(400, 300)
NUMBERS = st.floats(0, 120)
LINES = st.lists(st.builds(Sample, NUMBERS, NUMBERS, st.floats(0, 1)), min_size=1, max_size=20)
WAYS = st.lists(st.tuples(st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS)), max_size=4)


def line(id_: int, *places: tuple[float, float], tool: str = "pen", width: float = 4.0) -> Stroke:
    samples = [Sample(x, y, t_ms=8.0 * n) for n, (x, y) in enumerate(places)]
    return Stroke.of(id_, tool, "sage", width, 1_000, samples)


def passed(drawing: Drawing, *ways: Way, reach: float = 5.0) -> Change | None:
    cut = Cut(drawing)
    for way in ways:
        drawing.apply(cut.rub(way, reach))
    return cut.record(PAGE)


def spans(drawing: Drawing) -> list[tuple[float, float]]:
    return [(mark.samples[0].x, mark.samples[-1].x) for mark in drawing.visible()]


def test_a_line_rubbed_in_its_middle_falls_into_two() -> None:
    drawing = Drawing([Add(line(1, (0, 50), (100, 50)))])
    passed(drawing, ((50, 50), (50, 50)))
    assert spans(drawing) == [
        (0, pytest.approx(50 - 5 - 2, abs=0.3)),
        (pytest.approx(57, abs=0.3), 100),
    ]


def test_a_whole_pass_is_one_record_that_says_what_the_eye_saw() -> None:
    log: list[InkRecord] = [Add(line(1, (0, 50), (100, 50))), Add(line(2, (0, 60), (100, 60)))]
    drawing = Drawing(log)
    record = passed(drawing, ((20, 40), (20, 70)), ((20, 70), (70, 70)), ((70, 70), (70, 40)))
    assert record is not None
    assert record.hide == (1, 2)
    again = Drawing([*log, codec.unpack(codec.pack(record))])
    assert [mark.id for mark in again.visible()] == [mark.id for mark in drawing.visible()]
    for one, other in zip(again.visible(), drawing.visible(), strict=True):
        assert np.allclose(one.points, other.points, atol=1e-3)


def test_a_pass_can_be_taken_back_and_again_in_one_step() -> None:
    drawing, history = Drawing([Add(line(1, (0, 50), (100, 50)))]), History()
    record = passed(drawing, ((50, 50), (50, 50)))
    assert record is not None
    history.note(record)
    for step in (history.undo(), history.redo(), history.undo()):
        assert step is not None
        drawing.apply(step)
    assert spans(drawing) == [(0, 100)]


def test_a_pass_that_was_a_mistake_leaves_everything_as_it_was() -> None:
    drawing = Drawing([Add(line(1, (0, 50), (100, 50)))])
    cut = Cut(drawing)
    drawing.apply(cut.rub(((50, 50), (50, 50)), 5))
    drawing.apply(cut.rub(((20, 50), (20, 50)), 5))
    drawing.apply(cut.undone())
    assert spans(drawing) == [(0, 100)]


def test_a_pass_that_touched_nothing_is_no_record() -> None:
    assert passed(Drawing([Add(line(1, (0, 50), (100, 50)))]), ((50, 90), (90, 90))) is None


def test_pieces_keep_their_place_in_the_order_of_painting() -> None:
    drawing = Drawing([Add(line(1, (0, 50), (100, 50))), Add(line(2, (30, 0), (30, 100)))])
    passed(drawing, ((80, 50), (80, 50)))
    assert [mark.points[0, 0] for mark in drawing.visible()][-1] == 30


def test_crumbs_do_not_stay() -> None:
    drawing = Drawing([Add(line(1, (0, 50), (20, 50)))])
    passed(drawing, ((1 + 5 + 2 - CRUMB, 50), (19.4 - 7, 50)))
    assert len(drawing) == 0


@pytest.mark.parametrize("tool", ["fill", "label"])
def test_what_is_no_line_goes_whole_when_it_is_touched(tool: str) -> None:
    shape = line(1, (0, 0), (100, 0), (100, 100), (0, 100), tool=tool)
    inside, edge, outside = ((50.0, 50.0),) * 2, ((104.0, 50.0),) * 2, ((110.0, 50.0),) * 2
    for way, left in ((inside, 0), (edge, 0), (outside, 1)):
        drawing = Drawing([Add(shape)])
        passed(drawing, way)
        assert len(drawing) == left


@given(LINES, WAYS, st.sampled_from([2.0, 8.0]))
def test_nothing_under_the_rubber_stays_and_nothing_else_goes(
    samples: list[Sample], ways: list[Way], width: float
) -> None:
    drawing = Drawing([Add(Stroke.of(1, "pen", "text", width, 0, samples))])
    before = _places(drawing)
    record = passed(drawing, *ways)
    after = _places(drawing)
    reach = {place: 5.0 + radius(width, place[2]) for place in {*before, *after}}
    for place in after:
        if record is not None:
            assert all(_far(place, way) >= reach[place] - 0.6 for way in ways)
    left = np.array([place[:2] for place in after] or [(1e9, 1e9)])
    for place in before:
        if all(_far(place, way) > reach[place] + 2 * CRUMB for way in ways):
            assert np.hypot(*(left - place[:2]).T).min() <= 2.0


@given(LINES, WAYS)
def test_rubbing_never_breaks_what_is_kept(samples: list[Sample], ways: list[Way]) -> None:
    log: list[InkRecord] = [Add(Stroke.of(1, "pen", "text", 4.0, 0, samples))]
    record = passed(Drawing(log), *ways)
    if record is not None:
        assert codec.unpack(codec.pack(record)) == record


def test_a_very_long_line_can_be_cut() -> None:
    n = np.arange(100_000.0)
    points = np.stack([n % 1000, n / 300, n * 0 + 0.5, n], axis=1)
    drawing = Drawing([Add(Stroke(1, "pen", "text", 1.0, 0, points))])
    record = passed(drawing, ((500, 0), (500, 400)))
    assert record is not None
    assert len(record.derived) > 90


@pytest.mark.parametrize("x", [17.0, 333.0, 1_001.0, 2_999.0])
@pytest.mark.parametrize("tool", ["pen", "label"])
def test_a_small_rubber_misses_no_long_straight_line(x: float, tool: str) -> None:
    corners = (0, 50), (4_000, 50), (4_000, 400), (0, 400)
    drawing = Drawing([Add(line(1, *corners[: 2 if tool == "pen" else 4], tool=tool))])
    assert passed(drawing, ((x, 46), (x, 49)), reach=2.0) is not None


def test_pieces_beside_the_rubber_stay_the_marks_they_are() -> None:
    drawing = Drawing([Add(line(1, (0, 50), (100, 50)))])
    cut = Cut(drawing)
    drawing.apply(cut.rub(((50, 50), (50, 50)), 5))
    first = [mark.id for mark in drawing.visible()]
    assert not cut.rub(((50, 50), (50, 50)), 5).hide
    change = cut.rub(((20, 50), (20, 50)), 5)
    assert change.hide == (first[0],)
    assert len(change.derived) == 2


def _places(drawing: Drawing) -> list[tuple[float, float, float]]:
    """Return places all along the lines, a page unit apart, with the pressure there."""
    found = []
    for mark in drawing.visible():
        for one, other in zip(mark.samples, (*mark.samples[1:], mark.samples[-1]), strict=True):
            steps = max(1, int(hypot(other.x - one.x, other.y - one.y)))
            for step in range(steps + 1):
                t = step / steps
                found.append(
                    (
                        one.x + t * (other.x - one.x),
                        one.y + t * (other.y - one.y),
                        one.pressure + t * (other.pressure - one.pressure),
                    )
                )
    return found


def _far(place: tuple[float, float, float], way: Way) -> float:
    (x0, y0), (x1, y1) = way
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy
    along = ((place[0] - x0) * dx + (place[1] - y0) * dy) / square if square > 1e-12 else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(place[0] - x0 - along * dx, place[1] - y0 - along * dy)
