"""Filling: what is enclosed around a place, and the outline of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from journal_app.domain.ink.filling import flood, nearest_free, region
from journal_app.domain.ink.lasso import contains
from journal_app.domain.ink.tracing import Polygon, rings_of, simplified, smoothed, surface, traced

Mask = NDArray[np.bool_]

masks = arrays(bool, st.tuples(st.integers(1, 14), st.integers(1, 14)))


def middles(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the middle of every pixel."""
    rows, columns = np.indices(shape)
    return np.column_stack((columns.ravel() + 0.5, rows.ravel() + 0.5))


def filled(ring: Polygon, shape: tuple[int, ...]) -> Mask:
    inside: Mask = np.reshape(contains(ring, middles(shape)), shape)
    return inside


def ring_of(size: int, radius: float, thick: float = 3.0) -> Mask:
    """Return a picture of a circle around the middle."""
    rows, columns = np.indices((size, size))
    far = np.hypot(rows + 0.5 - size / 2, columns + 0.5 - size / 2)
    walls: Mask = np.abs(far - radius) <= thick / 2
    return walls


@given(masks, st.data())
def test_a_flood_reaches_what_one_can_step_to(free: Mask, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, free.shape[0] - 1))
    column = data.draw(st.integers(0, free.shape[1] - 1))
    free[row, column] = True
    reached, waiting = np.zeros_like(free), [(row, column)]
    while waiting:
        y, x = waiting.pop()
        if 0 <= y < free.shape[0] and 0 <= x < free.shape[1] and free[y, x] and not reached[y, x]:
            reached[y, x] = True
            waiting += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    assert np.array_equal(flood(~free, row, column), reached)


@given(masks)
def test_the_rings_go_around_exactly_the_area(area: Mask) -> None:
    rings = rings_of(area)
    assert sum(len(ring) for ring in rings) == np.diff(np.pad(area, 1), axis=0).sum() + (
        np.diff(np.pad(area, 1), axis=1).sum()
    )
    # Ways from middle to middle cut each corner off by an eighth of a pixel.
    corners = sum(len(ring) for ring in rings) / 8
    assert abs(sum(map(surface, rings)) - area.sum()) <= corners + 1e-9
    odd = np.zeros(area.shape, bool)
    for ring in rings:
        odd ^= filled(ring, area.shape)
    assert np.array_equal(odd, area)


@given(arrays(float, st.tuples(st.integers(3, 60), st.just(2)), elements=st.floats(-50, 50)))
def test_a_simpler_ring_stays_near_the_one_it_was(ring: Polygon) -> None:
    simple = simplified(ring, 0.5)
    ends = np.roll(simple, -1, axis=0)
    for place in ring:
        way, to = ends - simple, place - simple
        length = np.maximum((way * way).sum(axis=1), 1e-12)
        along = np.clip((way * to).sum(axis=1) / length, 0, 1)[:, None]
        assert np.hypot(*(to - along * way).T).min() <= 0.5 + 1e-9


@given(st.floats(12, 60))
def test_a_circle_is_filled_up_to_under_its_line(radius: float) -> None:
    size = 150
    found = region(ring_of(size, radius), size // 2, size // 2)
    assert found is not None
    reach = np.hypot(*(found - size / 2).T)
    assert reach.min() > radius - 1.5
    assert reach.max() < radius + 1.5
    assert len(found) < 80


def test_what_lies_inside_is_left_out_whatever_the_rule_of_filling() -> None:
    size = 200
    found = region(ring_of(size, 80) | ring_of(size, 30), size // 2, size // 2 + 55)
    assert found is not None
    far = np.hypot(*(middles((size, size)) - size / 2).T).reshape(size, size)
    inside = filled(found, (size, size))
    assert inside[(far > 33) & (far < 77)].all()
    assert not inside[(far < 27) | (far > 83)].any()
    assert surface(found) == pytest.approx(np.pi * (79.3**2 - 30.7**2), rel=0.02)


def test_a_start_on_a_wall_or_in_the_open_finds_nothing() -> None:
    walls = ring_of(100, 30)
    assert region(walls, 50, 80) is None
    assert region(walls, 2, 2) is None
    assert region(np.zeros((9, 9), bool), 4, 4) is None
    assert region(np.ones((9, 9), bool), 4, 4) is None


def test_a_small_opening_can_be_closed() -> None:
    walls = ring_of(120, 40)
    walls[57:63, 60:] = False
    assert region(walls, 60, 60) is None
    found = region(walls, 60, 60, gap=4)
    assert found is not None
    reach = np.hypot(*(found - 60).T)
    assert reach.min() > 34
    assert reach.max() < 46


def test_a_press_on_a_line_means_what_is_beside_it() -> None:
    walls = ring_of(100, 30, 5)
    assert nearest_free(walls, 50, 79, 6) == (50, 76)
    assert nearest_free(walls, 50, 50, 6) == (50, 50)
    assert nearest_free(np.ones((9, 9), bool), 4, 4, 20) is None


@given(masks)
def test_any_area_that_can_be_seen_has_an_outline(area: Mask) -> None:
    found = traced(np.kron(area, np.ones((3, 3), bool)))
    assert (found is None) == (not area.any())
    assert found is None or np.isfinite(found).all()


def test_smoothing_keeps_a_ring_where_it_is() -> None:
    disc = np.hypot(*(np.indices((80, 80)) - 39.5)) < 30
    (ring,) = rings_of(disc)
    assert surface(smoothed(ring)) == pytest.approx(surface(ring), rel=0.01)
