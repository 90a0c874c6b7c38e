"""A mandala: one stroke, and its copies all around the centre."""

import numpy as np
import pytest

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke, moved
from journal_app.domain.ink.papers import LEAST_ARMS, MOST_ARMS
from journal_app.domain.ink.records import Add, Change, Paper
from journal_app.domain.ink.symmetry import copies, repeated

CENTRE = (200.0, 150.0)
STROKE = Stroke.of(5, "pen", "plum", 4.0, 0, [Sample(210, 150), Sample(260, 150)])


@pytest.mark.parametrize("arms", range(LEAST_ARMS, MOST_ARMS + 1))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_mark_is_there_once_for_each_arm_and_again_in_the_mirror(
    arms: int, *, mirrored: bool
) -> None:
    elsewhere = copies(Paper(arms=arms, mirrored=mirrored, centre=CENTRE))
    assert len(elsewhere) == arms * (1 + mirrored) - 1
    places = {(210.0, 163.0)}
    start = np.array([(210.0, 163.0, 0.5, 0.0)])
    for copy in elsewhere:
        x, y = moved(start, copy)[0, :2].tolist()
        assert np.hypot(x - 200, y - 150) == pytest.approx(np.hypot(10, 13))
        places.add((round(x, 6), round(y, 6)))
    assert len(places) == len(elsewhere) + 1


@pytest.mark.parametrize("arms", [0, 1, 17, 4000])
def test_other_papers_repeat_nothing(arms: int) -> None:
    paper = Paper(arms=arms, mirrored=True, centre=CENTRE)
    assert copies(paper) == ()
    assert repeated(STROKE, paper, Extent(400, 300)) == Add(STROKE, Extent(400, 300))


def test_a_stroke_and_its_copies_are_one_step_of_marks_of_their_own() -> None:
    record = repeated(STROKE, Paper(arms=4, centre=CENTRE), Extent(400, 300))
    assert isinstance(record, Change)
    drawing = Drawing([record])
    assert [mark.id for mark in drawing.visible()] == [5, 6, 7, 8]
    ends = [mark.samples[-1][:2] for mark in drawing.visible()]
    assert np.allclose(ends, [(260, 150), (200, 210), (140, 150), (200, 90)], atol=1e-3)
    assert drawing.next_id == 9
