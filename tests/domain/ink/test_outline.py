"""The outline of a stroke: whole, without holes, and growing only at its end."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.ink.marks import Sample
from journal_app.domain.ink.outline import Ring, Trace, scaled

unhurried = settings(deadline=None, max_examples=60)
PLACES = st.floats(0, 300)
SCRIBBLES = st.lists(st.builds(Sample, PLACES, PLACES, st.floats(0, 1)), min_size=1, max_size=40)
WIDTHS = st.sampled_from([1.0, 4.0, 12.0, 40.0])


def turns(ring: Ring, x: float, y: float) -> int:
    """Return how often a ring turns around a place."""
    count = 0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if ay <= y < by and side > 0:
            count += 1
        elif by <= y < ay and side < 0:
            count -= 1
    return count


def inked(rings: list[Ring], x: float, y: float) -> bool:
    return sum(turns(ring, x, y) for ring in rings) != 0


def area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def straight(width: float, length: float, pressure: float = 0.5) -> list[Ring]:
    samples = [Sample(10 + n, 50, pressure) for n in range(int(length) + 1)]
    return Trace(width, samples).rings()


def test_nothing_has_no_outline() -> None:
    assert Trace(4.0).rings() == []


@pytest.mark.parametrize("y", [44.2, 47, 50, 53, 55.8])
def test_a_straight_line_is_as_wide_as_its_nib(y: float) -> None:
    rings = straight(12.0, 100)
    assert inked(rings, 60.03, y)
    assert not inked(rings, 60.03, 43.8)
    assert not inked(rings, 60.03, 56.2)


def test_the_ends_of_a_line_are_round() -> None:
    rings = straight(12.0, 100)
    assert inked(rings, 115.8, 50.01)
    assert not inked(rings, 115.2, 54.9)
    assert inked(rings, 4.2, 50.01)
    assert not inked(rings, 4.8, 45.1)


def test_a_harder_press_makes_a_wider_line() -> None:
    light, firm = straight(12.0, 100, 0.1), straight(12.0, 100, 0.9)
    assert not inked(light, 60.03, 54)
    assert inked(firm, 60.03, 58)


@pytest.mark.parametrize("pressure", [0.0, 0.5, 1.0])
def test_a_tap_leaves_a_dot_one_can_see_however_light(pressure: float) -> None:
    for samples in ([Sample(50, 50, pressure)], [Sample(50, 50, pressure), Sample(51, 50, 0)]):
        rings = Trace(4.0, samples).rings()
        assert inked(rings, 51.9, 50.01)
        assert inked(rings, 48.9, 50.01)


def test_pressing_harder_in_place_makes_the_dot_grow() -> None:
    rings = Trace(12.0, [Sample(50, 50, 0.3), Sample(50, 50, 1.0)]).rings()
    assert inked(rings, 58, 50.01)


def test_a_turn_back_on_itself_has_a_round_end_and_no_hole() -> None:
    there = [Sample(10 + 5 * n, 50) for n in range(11)]
    rings = Trace(12.0, [*there, *reversed(there)]).rings()
    for x in (20.3, 40.3, 55.3):
        for y in (45.2, 50.1, 54.8):
            assert inked(rings, x, y)


@unhurried
@given(SCRIBBLES, WIDTHS)
def test_every_ring_turns_the_same_way_so_that_no_ink_cancels_other_ink(
    samples: list[Sample], width: float
) -> None:
    assert all(area(ring) < 1e-6 for ring in Trace(width, samples).rings())


@unhurried
@given(SCRIBBLES, WIDTHS)
def test_there_is_ink_all_along_the_line(samples: list[Sample], width: float) -> None:
    trace = Trace(width, samples)
    rings = trace.rings()
    for x, y, r in trace._spine:
        inside = 0.3 * min(r, 1.0)
        assert inked(rings, x + inside * 0.37, y + inside * 0.61) or r < 0.3


@unhurried
@given(SCRIBBLES, WIDTHS)
def test_there_is_no_ink_away_from_the_line(samples: list[Sample], width: float) -> None:
    for ring in (trace := Trace(width, samples)).rings():
        for x, y in ring:
            near = min(
                hypot(x - p.x, y - p.y) - hypot(q.x - p.x, q.y - p.y)
                for p, q in zip(samples, [*samples[1:], samples[-1]], strict=True)
            )
            assert near <= width * 0.9
    assert trace.rings()


@unhurried
@given(SCRIBBLES, WIDTHS)
def test_what_was_outlined_once_never_changes(samples: list[Sample], width: float) -> None:
    trace = Trace(width)
    for n, sample in enumerate(samples, 1):
        before = list(trace.chunks)
        trace.add(sample)
        assert trace.chunks[: len(before)] == before
        assert trace.rings() == Trace(width, samples[:n]).rings()


@unhurried
@given(SCRIBBLES)
def test_a_small_line_begins_and_ends_where_the_large_one_did(samples: list[Sample]) -> None:
    few = scaled(samples, 0.5, 20)
    assert few[0][:2] == (samples[0].x / 2, samples[0].y / 2)
    assert few[-1][:2] == (samples[-1].x / 2, samples[-1].y / 2)
    assert len(few) <= len(samples)


def test_a_small_line_keeps_what_is_far_apart() -> None:
    samples = [Sample(x, 0) for x in (0, 2, 4, 20, 22, 60, 62)]
    assert [sample.x for sample in scaled(samples, 0.5, 5)] == [0, 10, 30, 31]
