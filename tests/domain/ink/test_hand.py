"""How calm a line is, how hard a hand without pressure presses, and how a line ends."""

from itertools import pairwise
from math import cos, hypot, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.hand import STEADIEST, Hand, HandSettings, Steady, Touch
from journal_app.domain.ink.marks import Points
from journal_app.domain.ink.settling import settled, tapered
from journal_app.domain.ink.tools import FOUNTAIN, HIGHLIGHTER, PENCIL, PENS, Tool

ANY = st.floats(-1e5, 1e5)
TOUCHES = st.lists(
    st.builds(Touch, ANY, ANY, st.floats(0, 1e6), st.none() | st.floats(0, 1), st.floats(0, 1)),
    min_size=1,
    max_size=30,
)


def wobble(steady: Steady, speed: float) -> float:
    """Return how far a line drawn along y = 0 with a tremor of 3 px strays, at 200 samples/s."""
    furthest = 0.0
    for n in range(1, 400):
        at = 5.0 * n
        steady.move(speed * at / 1000, 3 * sin(at * 0.05), at)
        if n > 50:
            furthest = max(furthest, abs(steady.y))
    return furthest


def test_a_tremble_gets_calmer_the_slower_the_line() -> None:
    assert wobble(Steady(0, 0, 0), 30) < wobble(Steady(0, 0, 0), 900) < 3.0


def test_a_fast_line_does_not_lag() -> None:
    steady = Steady(0, 0, 0)
    for n in range(1, 200):
        steady.move(7.5 * n, 0, 5.0 * n)  # 1500 px/s
    assert 7.5 * 199 - steady.x < 6


def test_the_closing_sample_is_where_the_pen_left_the_page() -> None:
    hand = Hand(Touch(0, 0, 1000))
    hand.move(Touch(50, 0, 1008))
    points = hand.lift()
    assert points[-1, :2].tolist() == [50, 0]
    assert len(points) == len(hand.samples) == 3
    assert len(hand.lift()) == 3


def test_a_dot_needs_no_closing_sample() -> None:
    assert Hand(Touch(3, 4, 0)).lift()[:, :2].tolist() == [[3, 4]]


def test_time_counts_from_the_first_touch_and_never_runs_back() -> None:
    hand = Hand(Touch(0, 0, 5000, 0.4))
    for at in (5008, 5004, 5020):
        hand.move(Touch(at - 5000, 0, at, 0.4))
    assert [sample.t_ms for sample in hand.samples] == [0, 8, 8, 20]


def test_pressure_that_is_felt_is_kept_as_it_is() -> None:
    hand = Hand(Touch(0, 0, 0, 0.25))
    hand.move(Touch(10, 0, 8, 0.75))
    assert [sample.pressure for sample in hand.samples] == [0.25, 0.75]


@pytest.mark.parametrize("rate", [125, 1000])
def test_a_slow_line_is_fuller_than_a_fast_one_at_any_rate(rate: int) -> None:
    def pressed(speed: float) -> float:
        hand = Hand(Touch(0, 0, 0))
        for n in range(1, rate + 1):
            hand.move(Touch(speed * n / rate, 0, 1000 * n / rate))
        return hand.samples[-1].pressure

    slow, fast = pressed(80), pressed(2000)
    assert slow == pytest.approx(0.62, abs=0.03)
    assert fast == pytest.approx(0.34, abs=0.03)


def test_width_never_jumps() -> None:
    hand = Hand(Touch(0, 0, 0))
    for n in range(1, 100):
        hand.move(Touch(0 if n < 50 else 40 * (n - 50), 0, 8.0 * n))
    steps = [abs(b.pressure - a.pressure) for a, b in pairwise(hand.samples)]
    assert max(steps) < 0.08


def test_the_filter_stays_near_the_hand() -> None:
    steady = Steady(0, 0, 0)
    for n in range(200):
        x, y = 300 * sin(n / 20), 200 * sin(n / 13)
        steady.move(x, y, 8.0 * (n + 1))
        assert hypot(steady.x - x, steady.y - y) < 25


def drawn(touches: list[Touch], settings: HandSettings, tool: Tool = PENS[0]) -> Points:
    first, *rest = touches
    hand = Hand(first, tool, settings)
    for touch in rest:
        hand.move(touch)
    return hand.lift()


def trembling(count: int = 400, speed: float = 120.0, pressure: float | None = 0.5) -> list[Touch]:
    """Return a straight line drawn at 200 samples a second with a tremor of 3 px at 8 Hz."""
    return [
        Touch(speed * n / 200, 3 * sin(2 * pi * 8 * n / 200), 5.0 * n, pressure)
        for n in range(count)
    ]


def strays(points: Points) -> float:
    inside = points[len(points) // 8 : -len(points) // 8, 1]
    return float(np.sqrt((inside**2).mean()))


@given(TOUCHES, st.integers(-3, 13), st.sampled_from(PENS), st.floats(0.05, 16))
def test_whatever_a_device_says_there_is_a_line_from_its_first_place_to_its_last(
    touches: list[Touch], level: int, tool: Tool, zoom: float
) -> None:
    first, *rest = touches
    hand = Hand(first, tool, HandSettings(level), zoom)
    for touch in rest:
        hand.move(touch)
    points = hand.lift()
    assert np.isfinite(points).all()
    assert points[0, :2].tolist() == pytest.approx([first.x, first.y])
    assert points[-1, :2].tolist() == pytest.approx([touches[-1].x, touches[-1].y])
    assert ((points[:, 2] >= 0) & (points[:, 2] <= 1)).all()
    assert (np.diff(points[:, 3]) >= 0).all()


def test_the_lowest_level_leaves_every_place_as_it_was() -> None:
    touches = trembling()
    points = drawn(touches, HandSettings(0))
    assert points[:, :2].tolist() == [[touch.x, touch.y] for touch in touches]


def test_each_level_is_calmer_than_the_one_before() -> None:
    left = [
        strays(drawn(trembling(), HandSettings(level, settles=False)))
        for level in range(STEADIEST + 1)
    ]
    assert all(calmer < before + 1e-6 for before, calmer in pairwise(left))
    assert left[STEADIEST] < left[0] / 4


def test_a_line_that_settles_loses_its_tremble_and_none_of_its_length() -> None:
    touches = trembling()
    raw, calm = (drawn(touches, HandSettings(6, settles=settles)) for settles in (False, True))
    assert strays(calm) < strays(raw) / 4
    assert calm[-1, :2].tolist() == raw[-1, :2].tolist()
    assert np.array_equal(calm[:, 2:], raw[:, 2:])


def test_small_letters_stay_as_tall_as_they_were_written() -> None:
    """Loops of 20 px, five a second: what a hand does that writes."""
    n = np.arange(400.0)
    loops = np.stack(
        [40 * n / 200 * 5, 10 * np.sin(2 * pi * 5 * n / 200), n * 0 + 0.5, 5 * n], axis=1
    )
    tall = [float(np.ptp(settled(loops, level, 1.0)[100:300, 1])) for level in (3, 4, 5)]
    assert tall[0] > 16.5
    assert tall == sorted(tall, reverse=True)


def test_a_fast_curve_keeps_its_shape_when_it_settles() -> None:
    circle = np.array([(200 * cos(n / 16), 200 * sin(n / 16), 0.5, 5.0 * n) for n in range(100)])
    calm = settled(circle, STEADIEST, 1.0)
    assert abs(np.hypot(*calm[:, :2].T) - 200).max() < 4


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_line_of_few_samples_settles_to_itself_or_near_it(count: int) -> None:
    points = np.array([(10.0 * n, 0.0, 0.5, 5.0 * n) for n in range(count)])
    assert np.allclose(settled(points, 5, 1.0), points)


def test_a_very_long_line_settles_and_ends_finely() -> None:
    n = np.arange(100_000.0)
    points = np.stack([n, 50 * np.sin(n / 90), n * 0 + 0.5, 5 * n], axis=1)
    fine = tapered(settled(points, STEADIEST, 1.0), 1.0)
    assert len(fine) == len(points)
    assert fine[50_000, 2] == 0.5


def test_a_mouse_draws_fine_ends_and_a_pen_that_feels_draws_what_it_felt() -> None:
    settings = HandSettings(0)
    mouse = drawn(trembling(pressure=None), settings)
    assert mouse[0, 2] < mouse[200, 2] / 4
    assert mouse[-1, 2] < mouse[200, 2] / 4
    assert set(drawn(trembling(pressure=0.7), settings)[:, 2].tolist()) == {0.7}


def test_a_tap_is_as_full_as_it_was_pressed() -> None:
    points = np.array([(0.0, 0.0, 0.5, 0.0), (1.0, 1.0, 0.5, 9.0)])
    assert np.array_equal(tapered(points, 1.0), points)


def test_pressure_can_be_turned_off() -> None:
    settings = HandSettings(0, pressure=False)
    for pressure in (None, 0.9):
        assert set(drawn(trembling(pressure=pressure), settings)[:, 2].tolist()) == {0.5}


def test_a_highlighter_is_even_however_it_is_pressed() -> None:
    assert set(drawn(trembling(pressure=0.9), HandSettings(), HIGHLIGHTER)[:, 2].tolist()) == {0.5}


def test_a_pencil_that_leans_is_wider() -> None:
    upright, leaning = (
        drawn([Touch(5.0 * n, 0, 5.0 * n, 0.4, tilt) for n in range(9)], HandSettings(), PENCIL)
        for tilt in (0.0, 0.9)
    )
    assert leaning[4, 2] > 1.6 * upright[4, 2]


def test_a_broad_nib_is_thin_along_its_edge_and_wide_across_it() -> None:
    def pressed(angle: float) -> float:
        way = [Touch(4 * n * cos(angle), -4 * n * sin(angle), 5.0 * n, 0.5) for n in range(60)]
        return float(drawn(way, HandSettings(0), FOUNTAIN)[40, 2])

    assert pressed(40 * pi / 180) < 0.1
    assert pressed(130 * pi / 180) > 0.8
    assert pressed(220 * pi / 180) < 0.1


def test_a_string_follows_only_when_it_is_taut() -> None:
    hand = Hand(Touch(0, 0, 0, 0.5), settings=HandSettings(STEADIEST))
    for n in range(1, 9):
        assert hand.move(Touch(n % 3, n % 2, 50.0 * n, 0.5))[:2] == (0, 0)
    assert hand.move(Touch(200, 0, 2000, 0.5)).x > 100


@pytest.mark.parametrize("broken", [float("nan"), float("inf")])
@pytest.mark.parametrize("told", ["x", "y", "at", "pressure", "tilt"])
@pytest.mark.parametrize("tool", PENS)
def test_one_number_that_is_none_spoils_nothing_after_it(
    broken: float, told: str, tool: Tool
) -> None:
    way = [Touch(5.0 * n, 0.0, 5.0 * n, 0.5, 0.2) for n in range(20)]
    for nth in (0, 9, 19):
        touches = list(way)
        touches[nth] = touches[nth]._replace(**{told: broken})
        points = drawn(touches, HandSettings(5), tool)
        assert np.isfinite(points).all()
        assert (points[:, :2] >= -0.1).all()
        assert (points[:, :2] <= 96).all()
        assert points[12, 2] > 0.05


def test_a_broad_nib_leaves_no_blot_where_it_is_set_down() -> None:
    angle = 40 * pi / 180
    way = [Touch(4 * n * cos(angle), -4 * n * sin(angle), 5.0 * n, 0.5) for n in range(60)]
    assert drawn(way, HandSettings(0), FOUNTAIN)[:, 2].max() < 0.1
