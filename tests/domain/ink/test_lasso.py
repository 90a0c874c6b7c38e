"""Choosing marks, and what is done to those that are chosen."""

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink import lasso
from journal_app.domain.ink.affine import mirror, shift, stretch, together, turn
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Affine, Box, Sample, Stroke, moved
from journal_app.domain.ink.records import Add, Hide

RING = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)])
NUMBERS = st.floats(-1000, 1000)
PLACES = st.tuples(NUMBERS, NUMBERS)
MAPS = st.one_of(
    st.builds(shift, NUMBERS, NUMBERS),
    st.builds(stretch, PLACES, st.floats(0.1, 10)),
    st.builds(turn, PLACES, st.floats(-7, 7)),
    st.builds(mirror, PLACES),
)


def line(id_: int, *places: tuple[float, float]) -> Stroke:
    return Stroke.of(id_, "pen", "sage", 4.0, 0, [Sample(x, y) for x, y in places])


@pytest.fixture
def drawing() -> Drawing:
    marks = line(1, (10, 10), (50, 50)), line(2, (50, 50), (300, 50)), line(3, (90, 10), (120, 10))
    return Drawing(map(Add, marks))


def test_what_lies_mostly_inside_is_chosen(drawing: Drawing) -> None:
    drawing.apply(Add(line(4, (20, 80), (60, 80), (80, 80), (99, 80), (180, 80))))
    assert lasso.inside(drawing, RING) == (1, 4)


def test_what_is_hidden_is_not_chosen(drawing: Drawing) -> None:
    drawing.apply(Hide((1,)))
    assert lasso.inside(drawing, RING) == ()


@pytest.mark.parametrize("ring", [RING[:2], np.full((5, 2), np.nan), np.zeros((0, 2)), RING * 0])
def test_a_ring_around_nothing_chooses_nothing(ring: lasso.Ring, drawing: Drawing) -> None:
    assert lasso.inside(drawing, ring) == ()


def test_a_ring_of_any_way_round_and_shape_contains_what_is_within() -> None:
    bay = np.array([(0, 0), (10, 0), (10, 10), (6, 10), (6, 4), (4, 4), (4, 10), (0, 10)], float)
    places = np.array([(2, 8), (5, 8), (8, 8), (5, 2), (11, 5)], float)
    for ring in (bay, bay[::-1]):
        assert lasso.contains(ring, places).tolist() == [True, False, True, True, False]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30),
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20),
)
def test_a_ring_goes_around_what_has_an_odd_number_of_its_edges_to_the_right(
    corners: list[tuple[int, int]], places: list[tuple[float, float]]
) -> None:
    ring, near = np.array(corners, float), [(x % 10 + 0.3, y % 10 + 0.3) for x, y in places]
    for (x, y), found in zip(near, lasso.contains(ring, np.array(near)), strict=True):
        edges = [
            x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True)
            if (y0 <= y) != (y1 <= y)
        ]
        assert found == (sum(edges) % 2 == 1)


def test_moved_marks_are_where_they_were_moved_to_and_stay_chosen(drawing: Drawing) -> None:
    change = lasso.transformed(drawing, (1, 2), shift(5, 7))
    drawing.apply(change)
    assert not drawing.sees(1)
    chosen = lasso.made_by(change)
    assert lasso.around(drawing, chosen) == Box(15, 17, 305, 57).grown(3.2)


def test_a_copy_lies_on_top_and_the_original_stays(drawing: Drawing) -> None:
    change = lasso.duplicated(drawing, (1,), shift(20, 20))
    drawing.apply(change)
    assert [mark.id for mark in drawing.visible()] == [1, 2, 3, *lasso.made_by(change)]


def test_recolouring_changes_nothing_else(drawing: Drawing) -> None:
    drawing.apply(lasso.recoloured(drawing, (2,), "plum"))
    first, second, _third = drawing.visible()
    assert (first.colour, second.colour, second.rank) == ("sage", "plum", 2)
    assert np.array_equal(second.points, drawing.mark(2).points)


def test_what_cannot_be_seen_is_left_alone(drawing: Drawing) -> None:
    drawing.apply(Hide((1,)))
    assert lasso.removed(drawing, (1, 2, 77)) == Hide((2,))
    assert lasso.transformed(drawing, (1,), shift(1, 1)).derived == ()
    assert lasso.around(drawing, (1, 77)) is None


@given(MAPS, MAPS, PLACES)
def test_two_maps_together_do_one_and_then_the_other(
    first: Affine, then: Affine, place: tuple[float, float]
) -> None:
    points = np.array([(*place, 0.5, 0.0)])
    step_by_step = moved(moved(points, first), then)
    assert np.allclose(moved(points, together(first, then)), step_by_step, atol=1e-5, rtol=1e-9)


@given(PLACES, st.floats(0.1, 10), st.floats(-7, 7))
def test_the_place_a_map_is_about_stays(
    about: tuple[float, float], factor: float, angle: float
) -> None:
    points = np.array([(*about, 0.5, 0.0)])
    for by in (stretch(about, factor), turn(about, angle), mirror(about)):
        assert np.allclose(moved(points, by), points, atol=1e-6)


def test_a_quarter_turn_goes_clockwise_on_the_screen() -> None:
    points = np.array([(10.0, 0.0, 0.5, 0.0)])
    assert np.allclose(moved(points, turn((0, 0), pi / 2))[0, :2], (0, 10))
