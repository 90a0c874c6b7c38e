"""The outlines of many strokes at once: as whole as those made one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from journal_app.domain.ink.marks import FAR, Points, Sample, Stroke, points_of, radius
from journal_app.domain.ink.outline import Trace
from journal_app.domain.ink.outlines import SMALL, Line, Outline, outlines, skins, thinned
from journal_app.domain.ink.tools import TOOLS
from tests.domain.ink.test_outline import PLACES, SCRIBBLES, WIDTHS, inked

unhurried = settings(deadline=None, max_examples=25)
SCALES = st.sampled_from([0.1, 0.25, 0.5, 1.0, 2.0, 7.3])
ROWS = st.tuples(PLACES, PLACES, st.floats(0, 1), st.floats(0, 1e6))
LINES = st.lists(st.lists(ROWS, min_size=1, max_size=25), min_size=1, max_size=6)


def areas(outline: Outline) -> list[float]:
    """Return the areas of the rings; those that turn the right way have negative ones."""
    found = []
    for ring in outline.rings():
        x, y = (ring - ring[0]).astype(float).T
        found.append(float(x @ np.roll(y, -1) - np.roll(x, -1) @ y) / 2)
    return found


def away(outline: Outline, points: Points) -> NDArray[np.float64]:
    """Return how far each vertex is from the way through the points."""
    start, way = points[:, :2], np.diff(points[:, :2], axis=0, append=points[-1:, :2])
    apart = outline.vertices.astype(float)[:, None] - start
    length = np.maximum((way * way).sum(axis=1), 1e-12)
    along = np.clip((apart * way).sum(axis=2) / length, 0.0, 1.0)
    distance: NDArray[np.float64] = np.hypot(*(apart - along[..., None] * way).T).min(axis=0)
    return distance


@unhurried
@given(LINES, WIDTHS, SCALES)
def test_each_line_has_ink_of_its_own_and_none_cancels_other_ink(
    rows: list[list[tuple[float, float, float, float]]], width: float, scale: float
) -> None:
    lines = [Line(np.array(some), width) for some in rows]
    together = outlines(lines, scale)
    assert len(together) == len(lines)
    for line, outline in zip(lines, together, strict=True):
        assert sum(outline.lengths) == len(outline.vertices) > 0
        assert np.isfinite(outline.vertices).all()
        assert max(areas(outline)) < 0.05 * max(1.0, width)
        (alone,) = outlines([line], scale)
        assert scale <= SMALL or np.array_equal(outline.vertices, alone.vertices)


@unhurried
@given(SCRIBBLES, WIDTHS)
def test_there_is_no_ink_further_than_the_radius_from_the_line(
    samples: list[Sample], width: float
) -> None:
    (outline,) = outlines([Line(np.array(samples), width)])
    trace = Trace(width, samples)
    way = np.array([*trace._spine, trace._last])
    assert away(outline, way).max() <= radius(width, 1.0) * 1.12 + 0.3


@pytest.mark.parametrize("scale", [0.2, 1.0, 4.0])
def test_there_is_ink_all_along_a_line_that_swells_and_turns(scale: float) -> None:
    t = np.linspace(0, 1, 80)
    x, y = 100 + 60 * np.sin(9 * t), 100 + 60 * np.sin(14 * t + 1)
    points = np.stack((x, y, 0.2 + 0.7 * np.sin(3 * t), 500 * t), axis=1)
    (outline,) = outlines([Line(points, 12.0)], scale)
    rings = [list(map(tuple, ring.tolist())) for ring in outline.rings()]
    for x, y in points[5:-5:3, :2]:
        assert inked(rings, x + 0.013, y + 0.017)


@pytest.mark.parametrize("count", [1, 2, 100_000])
def test_a_pen_that_stays_where_it_is_leaves_one_dot(count: int) -> None:
    points = np.tile((50.0, 60.0, 0.5, 0.0), (count, 1))
    (outline,) = outlines([Line(points, 4.0)])
    assert len(outline.lengths) == 1
    assert np.hypot(*(outline.vertices - (50, 60)).T) == pytest.approx(2.4, abs=0.01)


def test_a_hundred_thousand_points_back_and_forth_are_outlined() -> None:
    n = np.arange(100_000)
    points = np.stack((n % 7 * 9.0, n % 3 * 9.0, n % 2 * 1.0, n * 1.0), axis=1)
    (outline,) = outlines([Line(points, 2.0)])
    assert np.isfinite(outline.vertices).all()


def test_what_no_number_is_becomes_one() -> None:
    points = np.array([(np.nan, np.inf, np.nan, 0), (-np.inf, 3.0, 9.0, 0), (FAR, -FAR, 0.1, 0)])
    (outline,) = outlines([Line(points, 4.0)])
    assert np.isfinite(outline.vertices).all()


def test_a_mark_has_an_outline_for_each_skin_of_its_tool() -> None:
    points = points_of([Sample(0, 0), Sample(50, 0), Sample(50, 50)])
    for name, tool in TOOLS.items():
        (made,) = skins([Stroke(1, name, "text", 9.0, 0, points, text="a")], 1.0)
        assert len(made) == (0 if name == "label" else len(tool.skins))
        assert all(outline.lengths for outline in made)


def test_small_lines_have_fewer_vertices() -> None:
    t = np.linspace(0, 1, 400)
    points = np.stack((300 * t, 90 * np.sin(9 * t), 0.5 + 0 * t, 900 * t), axis=1)
    sizes = [len(outlines([Line(points, 4.0)], scale)[0].vertices) for scale in (0.1, 0.5, 1.0)]
    assert sizes[0] < sizes[1] / 2
    assert sizes[1] < sizes[2]


def test_a_thinned_line_ends_where_it_ended() -> None:
    points = np.array([(x, 0.0, 0.5, 0.0) for x in (0, 1, 2, 9, 10, 30, 31)])
    kept = thinned(points, 5.0)
    assert kept[0, 0] == 0
    assert kept[-1, 0] == 31
    assert len(kept) < len(points)
