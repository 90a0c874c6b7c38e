"""Stamps: figures that are put on the page as ink."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.codec import pack, unpack
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.figures import through
from journal_app.domain.ink.marks import Box, Extent
from journal_app.domain.ink.records import Change, Paper
from journal_app.domain.ink.stamps import STAMPS, Ink, everywhere, placed, reach
from journal_app.domain.ink.tools import PEN

INK = Ink(PEN, "sage", 3.0)
CLOSED = ("circle", "square", "triangle", "heart", "star", "moon", "cloud", "drop", "flower", "eye")
PAGE = Extent(600, 400)

names = st.sampled_from(STAMPS)
places = st.tuples(st.floats(-500, 5000), st.floats(-500, 5000))


def test_there_are_twenty_of_them_each_with_a_name() -> None:
    assert len(set(STAMPS)) == 20
    with pytest.raises(KeyError):
        placed("anchor", (0.0, 0.0), 60.0, INK, 0, 1)


@given(names, places, st.floats(4, 900))
def test_a_stamp_is_around_its_place_and_fills_its_size(
    name: str, place: tuple[float, float], size: float
) -> None:
    points = np.concatenate([one.points for one in placed(name, place, size, INK, 0, 1).added])
    off = np.abs(points[:, :2] - place)
    assert off.max() <= 0.52 * size
    assert np.ptp(points[:, :2], axis=0).max() >= 0.8 * size
    assert np.abs(points[:, 2] - 0.5).max() < 0.2


@given(names, st.floats(4, 900), st.integers(1, 1000))
def test_its_lines_are_drawn_one_after_the_other(name: str, size: float, first: int) -> None:
    strokes = placed(name, (50.0, 50.0), size, INK, 777, first, PAGE).added
    assert [one.id for one in strokes] == list(range(first, first + len(strokes)))
    assert {(one.tool, one.colour, one.width, one.made_ms) for one in strokes} == {
        ("pen", "sage", 3.0, 777)
    }
    times = np.concatenate([one.points[:, 3] for one in strokes])
    assert times[0] == 0
    assert (np.diff(times) >= 0).all()
    assert times[-1] < 20_000


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_figure_stays_closed(name: str) -> None:
    points = placed(name, (0.0, 0.0), 400.0, INK, 0, 1).added[0].points
    assert np.hypot(*(points[0] - points[-1])[:2]) < 0.01


@pytest.mark.parametrize("name", STAMPS)
def test_no_line_has_a_gap_or_points_upon_points(name: str) -> None:
    for stroke in placed(name, (0.0, 0.0), 100.0, INK, 0, 1).added:
        steps = np.hypot(*np.diff(stroke.points[:, :2], axis=0).T)
        assert steps.min() > 0.2
        assert steps.max() < 6.0


def test_a_stamp_is_one_step_that_is_kept_as_it_is() -> None:
    record = placed("house", (200.0, 120.0), 80.0, INK, 5, 3, PAGE)
    kept = unpack(pack(record))
    assert isinstance(kept, Change)
    assert kept.page == PAGE
    for one, other in zip(record.added, kept.added, strict=True):
        assert np.abs(one.points - other.points).max() < 0.6  # times are whole milliseconds
    drawing = Drawing([kept])
    assert len(drawing) == len(record.added)


def test_on_a_mandala_it_is_there_in_every_arm() -> None:
    stamp = placed("sun", (300.0, 100.0), 40.0, INK, 0, 1)
    assert everywhere(stamp, Paper()) == stamp
    whole = everywhere(stamp, Paper(arms=4, centre=(300.0, 200.0)))
    drawing = Drawing([whole])
    assert len(drawing) == 4 * len(stamp.added)
    assert reach(whole) == pytest.approx(drawing.bounds, abs=1e-3)
    assert reach(stamp).bottom < 200 < reach(whole).bottom


def test_a_smooth_line_goes_straight_into_its_corners() -> None:
    line = through((0.0, 0.0), (1.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    assert Box(*line.min(axis=0), *line.max(axis=0)) == (0.0, 0.0, 1.0, 1.0)
