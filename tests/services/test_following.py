"""Following a listener more closely than a player tells where it is."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.services.voice.following import WINDOW_S, Following

LOOK_S = 0.04


def told(step_s: float, late_s: list[float], speed: float = 1.0) -> Iterator[tuple[float, float]]:
    """Go through looks: what time it is, and what a player in steps says, late now and then."""
    steps = 0
    for nth in range(1, 250):
        now = nth * LOOK_S
        heard = now - 0.3 - late_s[nth % len(late_s)]  # nothing is heard for a moment
        steps = max(steps, int(max(0.0, heard) / step_s + 1e-9))
        yield now, 5.0 + speed * step_s * steps


@given(
    st.sampled_from([0.01, 0.025, 0.05]),
    st.lists(st.floats(0.0, 0.1), min_size=3, max_size=9).map(lambda late: [*late, 0.0]),
    st.sampled_from([0.75, 1.0, 2.0]),
)
def test_it_is_near_though_what_is_told_is_late(
    step_s: float, late_s: list[float], speed: float
) -> None:
    following = Following()
    for now, position in told(step_s, late_s, speed):
        found = following.at(position, now, playing=True, speed=speed)
        heard = 5.0 + speed * (now - 0.3)
        if now < 0.3:
            assert found == 5.0
        elif now > 0.3 + WINDOW_S + 0.2:
            assert -0.05 * speed - 1e-6 <= found - heard <= 1e-6


def test_at_rest_and_after_a_way_back_it_is_where_it_is_told_to_be() -> None:
    following = Following()
    assert following.at(3.0, 0.0, playing=False) == 3.0
    assert following.at(3.0, 1.0, playing=True) == 3.0
    assert following.at(3.1, 1.1, playing=True) == pytest.approx(3.1)
    assert following.at(3.1, 1.2, playing=True) == pytest.approx(3.2)
    assert following.at(1.0, 1.3, playing=True) == 1.0
    assert following.at(1.0, 1.4, playing=True) == 1.0


def test_where_the_sound_stands_still_it_goes_no_further_than_a_moment() -> None:
    following = Following()
    following.at(3.0, 0.0, playing=True)
    found = [following.at(3.1, 0.1 + LOOK_S * n, playing=True) for n in range(50)]
    assert max(found) <= 3.1 + WINDOW_S + LOOK_S


def test_a_way_forward_is_followed_at_once() -> None:
    following = Following()
    following.at(3.0, 0.0, playing=True)
    following.at(3.1, 0.1, playing=True)
    assert following.at(60.0, 0.2, playing=True) == pytest.approx(60.0)
