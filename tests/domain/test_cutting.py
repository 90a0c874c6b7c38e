"""A region of a drawing, cut out of it."""

import pytest

from journal_app.domain.cutting import MARGIN, cut
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide
from journal_app.domain.spot import Region

ROOM = Extent(200, 100)


def stroke(id_: int, colour: str, *places: tuple[float, float]) -> Add:
    samples = tuple(Sample(x, y) for x, y in places)
    return Add(Stroke.of(id_, "pen", colour, 4.0, 0, samples), Extent(800, 600))


def drawing() -> Drawing:
    return Drawing(
        [
            stroke(1, "text", (100, 100), (180, 120)),
            stroke(2, "sage", (500, 400), (600, 420)),
            stroke(3, "plum", (120, 90), (130, 160)),
            stroke(4, "accent", (140, 140), (150, 150)),
            Hide((4,)),
        ]
    )


def test_only_what_is_seen_in_the_region_is_cut_out() -> None:
    cutting = cut(drawing(), Region(90, 80, 100, 90), ROOM, 1.0)
    assert [inked.colour for inked in cutting.ink] == ["text", "plum"]


def test_its_corner_is_the_corner_of_the_region_at_the_size_it_is_shown() -> None:
    cutting = cut(drawing(), Region(90, 80, 100, 50), ROOM, 9.0)
    assert cutting.size == Extent(200, 100)
    first, _other = cutting.ink
    assert first.width == 0
    left = min(x for ring in first.shapes for x, _y in ring)
    assert left == pytest.approx(2 * (100 - 90) - 2 * 2, abs=2.5)


def test_it_is_not_enlarged_beyond_what_was_said() -> None:
    assert cut(drawing(), Region(90, 80, 20, 10), ROOM, 2.0).size == Extent(40, 20)
    assert cut(drawing(), Region(0, 0, 800, 400), ROOM, 2.0).size == Extent(200, 100)


def test_without_a_region_all_ink_is_cut_out() -> None:
    cutting = cut(drawing(), None, Extent(10_000, 10_000), 1.0)
    assert [inked.colour for inked in cutting.ink] == ["text", "sage", "plum"]
    assert cutting.size.width == pytest.approx(500 + 2 * MARGIN, abs=8)


def test_an_empty_drawing_gives_an_empty_cutting() -> None:
    assert cut(Drawing(), None, ROOM, 1.0).ink == ()


def test_what_is_thin_where_it_is_shown_is_a_line() -> None:
    thin, plum = cut(drawing(), Region(90, 80, 100, 50), Extent(40, 20), 9.0).ink
    assert thin.width == pytest.approx(1.6)
    assert thin.shapes == ([(4.0, 8.0), (36.0, 16.0)],)
    assert plum.colour == "plum"
