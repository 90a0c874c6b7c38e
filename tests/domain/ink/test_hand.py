"""Who may draw, how calm the line is, and how hard a hand without pressure presses."""

from itertools import pairwise
from math import hypot, sin

import pytest

from journal_app.domain.ink.hand import Hand, Source, Steady, Turn


def test_only_one_thing_draws_at_a_time() -> None:
    turn = Turn()
    assert turn.take(Source.PEN, 0)
    assert not turn.take(Source.MOUSE, 5)
    turn.give()
    assert turn.take(Source.MOUSE, 10)


def test_a_hand_resting_beside_the_pen_does_not_draw() -> None:
    turn = Turn()
    turn.pen_seen(1000)
    assert not turn.take(Source.FINGER, 1700)
    assert turn.take(Source.FINGER, 1701)


def test_the_mouse_may_draw_right_after_the_pen() -> None:
    turn = Turn()
    turn.pen_seen(1000)
    assert turn.take(Source.MOUSE, 1001)


def test_a_stroke_is_young_for_a_moment_only() -> None:
    turn = Turn()
    turn.take(Source.FINGER, 100)
    assert turn.young(250)
    assert not turn.young(251)


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
    hand = Hand(0, 0, 1000)
    hand.move(50, 0, 1008)
    last = hand.lift()
    assert last is not None
    assert last[:2] == (50, 0)
    assert hand.samples[-1] == last
    assert hand.lift() is None


def test_a_dot_needs_no_closing_sample() -> None:
    assert Hand(3, 4, 0).lift() is None


def test_time_counts_from_the_first_touch_and_never_runs_back() -> None:
    hand = Hand(0, 0, 5000, 0.4)
    for at in (5008, 5004, 5020):
        hand.move(at - 5000, 0, at, 0.4)
    assert [sample.t_ms for sample in hand.samples] == [0, 8, 8, 20]


def test_pressure_that_is_felt_is_kept_as_it_is() -> None:
    hand = Hand(0, 0, 0, 0.25)
    hand.move(10, 0, 8, 0.75)
    assert [sample.pressure for sample in hand.samples] == [0.25, 0.75]


@pytest.mark.parametrize("rate", [125, 1000])
def test_a_slow_line_is_fuller_than_a_fast_one_at_any_rate(rate: int) -> None:
    def pressed(speed: float) -> float:
        hand = Hand(0, 0, 0)
        for n in range(1, rate + 1):
            hand.move(speed * n / rate, 0, 1000 * n / rate)
        return hand.samples[-1].pressure

    slow, fast = pressed(80), pressed(2000)
    assert slow == pytest.approx(0.62, abs=0.03)
    assert fast == pytest.approx(0.34, abs=0.03)


def test_width_never_jumps() -> None:
    hand = Hand(0, 0, 0)
    for n in range(1, 100):
        hand.move(0 if n < 50 else 40 * (n - 50), 0, 8.0 * n)
    steps = [abs(b.pressure - a.pressure) for a, b in pairwise(hand.samples)]
    assert max(steps) < 0.08


def test_the_filter_stays_near_the_hand() -> None:
    steady = Steady(0, 0, 0)
    for n in range(200):
        x, y = 300 * sin(n / 20), 200 * sin(n / 13)
        steady.move(x, y, 8.0 * (n + 1))
        assert hypot(steady.x - x, steady.y - y) < 25
