"""Which part of the page is seen: places there and back, sizes, and never being lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.marks import NO_PAGE, Box, Extent
from journal_app.ui.ink.view import LARGEST, SMALLEST, View

PAGE = Extent(600, 400)
ways = st.floats(-1e5, 1e5)
ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0])


def a_view(ratio: float = 1.0, ink: Box | None = None) -> View:
    view = View()
    view.resize(600, 400, ratio)
    view.show(PAGE, ink, 1.0)
    return view


def test_at_first_a_page_is_shown_as_it_is_or_as_large_as_fits() -> None:
    view = a_view()
    assert (view.zoom, view.left, view.top) == (1.0, 0, 0)
    view.resize(300, 400, 1.0)
    view.show(PAGE, None, 1.0)
    assert view.zoom == 0.5
    view.show(Extent(60, 40), None, 2.0)
    assert view.zoom == 2.0


def test_ink_beyond_the_page_is_shown_as_well() -> None:
    view = a_view(ink=Box(-300, 20, 500, 300))
    assert view.seen.left == pytest.approx(-300, abs=2)
    assert view.seen.right >= 600


@given(ratios, st.lists(st.tuples(ways, ways, st.floats(0.01, 50.0)), max_size=6))
def test_one_never_gets_lost_and_places_are_found_again(
    ratio: float, steps: list[tuple[float, float, float]]
) -> None:
    view = a_view(ratio)
    for dx, dy, zoom in steps:
        view.pan_by(dx, dy)
        view.zoom_to(zoom, 300, 200)
    assert SMALLEST <= view.zoom <= LARGEST
    assert view.seen.grown(2.0 / view.scale).meets(Box(0, 0, *PAGE))
    x, y = view.page_at(123.0, 45.0)
    assert view.place_of(x, y) == pytest.approx((123.0, 45.0), abs=1e-6)


@given(ratios, st.floats(0.1, 10.0))
def test_what_one_zooms_at_stays_where_it_is(ratio: float, zoom: float) -> None:
    view = a_view(ratio)
    at = view.page_at(300, 200)
    view.zoom_to(zoom, 300, 200)
    assert view.place_of(*at) == pytest.approx((300, 200), abs=1.0 / ratio)


def test_one_can_look_half_a_view_beyond_the_page() -> None:
    view = a_view()
    view.pan_by(5000, -5000)
    assert view.seen[:2] == (300, -200)


def test_what_was_chosen_stays_until_the_whole_page_is_asked_for() -> None:
    view = a_view()
    view.zoom_to(3.0, 0, 0)
    view.resize(500, 300, 1.0)
    view.show(PAGE, None, 1.0)
    assert view.zoom == 3.0
    view.home()
    assert view.zoom == 0.75


def test_a_page_grows_where_ink_goes_and_no_further() -> None:
    view = a_view()
    inside, over = Box(0, 0, 500, 300), Box(500, 0, 610, 300)
    assert view.page_with(NO_PAGE, inside) == PAGE
    assert view.page_with(PAGE, inside) == PAGE
    assert view.page_with(PAGE, over) == PAGE  # a line that is half over the edge
    view.pan_by(300, 0)
    assert view.page_with(PAGE, over) == Extent(658, 400)
    assert view.page_with(PAGE, inside) == PAGE
