"""What a pen can feel."""

import pytest

from journal_app.domain.ink.feel import TELLING, Feel


@pytest.mark.parametrize("told", [0.0, 0.5, 1.0])
def test_a_pen_that_always_tells_the_same_feels_nothing(told: float) -> None:
    feel = Feel()
    heard = [feel.pressure("pen", told) for _ in range(TELLING + 2)]
    assert heard == [told] * TELLING + [None] * 2
    assert not feel.gone("pen", told) or told > 0.0


def test_a_pen_that_tells_of_anything_else_feels() -> None:
    feel = Feel()
    for told in [0.5] * 20 + [0.4]:
        feel.pressure("pen", told)
    assert feel.pressure("pen", 0.5) == 0.5
    assert [feel.pressure("light", 0.3) for _ in range(20)] == [0.3] * 20


def test_each_pen_has_a_feel_of_its_own() -> None:
    feel = Feel()
    for _ in range(20):
        feel.pressure("numb", 1.0)
    assert feel.pressure("other", 1.0) == 1.0
    assert feel.pressure("numb", 1.0) is None


def test_a_pen_that_feels_and_tells_of_no_pressure_has_left_the_page() -> None:
    feel = Feel()
    assert not feel.gone("pen", 0.0)
    feel.pressure("pen", 0.3)
    assert feel.gone("pen", 0.0)
    assert not feel.gone("pen", 0.1)
