"""Words are kept soon after a pause, and never later than the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.saving import LIMIT_S, PAUSE_S, SaveRhythm


def test_one_change_is_kept_after_the_pause() -> None:
    assert SaveRhythm().touch(10.0) == pytest.approx(PAUSE_S)


def test_steady_typing_is_kept_at_the_limit() -> None:
    rhythm = SaveRhythm()
    waits = [(at, rhythm.touch(at)) for at in (0.0, 0.3, 0.6, 0.9)]
    assert [round(at + wait, 6) for at, wait in waits] == [0.4, 0.7, 1.0, 1.0]


def test_the_limit_counts_anew_after_a_save() -> None:
    rhythm = SaveRhythm()
    rhythm.touch(0.0)
    rhythm.saved()
    assert rhythm.touch(50.0) == pytest.approx(PAUSE_S)


@given(st.lists(st.floats(0.0, 0.6), min_size=1, max_size=50))
def test_no_change_ever_waits_longer_than_the_limit(gaps: list[float]) -> None:
    rhythm, now, due = SaveRhythm(), 0.0, float("inf")
    oldest: float | None = None
    for gap in gaps:
        now += gap
        if due <= now:
            rhythm.saved()
            oldest = None
        oldest = now if oldest is None else oldest
        due = now + rhythm.touch(now)
        assert now <= due <= oldest + LIMIT_S + 1e-9
