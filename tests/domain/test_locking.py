"""When the journal locks by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import locking
from journal_app.domain.locking import AFTERGLOW_S, Instant, Situation
from journal_app.domain.settings import LOCK_AFTER, Preferences
from tests.fakes import FakeClock

MINUTE = 60.0
USUAL = Preferences()
NOON = Instant(1000.0, 1_795_000_000.0)

instants = st.builds(Instant, st.floats(0, 1e6), st.floats(1e9, 2e9))
preferences = st.builds(
    Preferences, lock_after_minutes=st.sampled_from(LOCK_AFTER), lock_in_afterglow=st.booleans()
)
situations = st.builds(
    Situation, instants, instants, st.none() | instants, st.booleans(), st.booleans()
)


def later(seconds: float, *, asleep: float = 0.0) -> Instant:
    """Return the instant so long after noon, for part of which the computer slept."""
    return Instant(NOON.steady + seconds - asleep, NOON.wall + seconds)


def untouched(seconds: float, *, asleep: float = 0.0) -> Situation:
    return Situation(later(seconds, asleep=asleep), NOON, None, recording=False)


def test_it_locks_after_ten_minutes_without_a_touch_and_not_before() -> None:
    assert not locking.is_due(untouched(10 * MINUTE - 1), USUAL)
    assert locking.is_due(untouched(10 * MINUTE), USUAL)


@pytest.mark.parametrize("minutes", [number for number in LOCK_AFTER if number])
def test_it_locks_after_as_long_as_was_chosen(minutes: int) -> None:
    chosen = replace(USUAL, lock_after_minutes=minutes)
    assert not locking.is_due(untouched(minutes * MINUTE - 1), chosen)
    assert locking.is_due(untouched(minutes * MINUTE), chosen)


def test_never_means_never_but_a_locked_screen_still_counts() -> None:
    never = replace(USUAL, lock_after_minutes=0)
    assert not locking.is_due(untouched(1e6), never)
    assert locking.is_due(replace(untouched(0), wished=True), never)


def test_time_counts_while_the_computer_sleeps() -> None:
    assert locking.is_due(untouched(11 * MINUTE, asleep=10 * MINUTE), USUAL)


def test_a_clock_set_back_delays_nothing() -> None:
    set_back = Instant(NOON.steady + 10 * MINUTE, NOON.wall - 3600)
    assert locking.is_due(Situation(set_back, NOON, None, recording=False), USUAL)


def test_the_first_half_hour_of_afterglow_is_left_alone_unless_asked() -> None:
    asked = replace(USUAL, lock_in_afterglow=True)
    fresh = replace(untouched(AFTERGLOW_S - 1), dimmed=NOON)
    over = replace(untouched(AFTERGLOW_S), dimmed=NOON)
    assert not locking.is_due(fresh, USUAL)
    assert locking.is_due(fresh, asked)
    assert locking.is_due(over, USUAL)


@given(situations, preferences)
def test_it_never_locks_while_recording(situation: Situation, chosen: Preferences) -> None:
    assert not locking.is_due(replace(situation, recording=True), chosen)


@given(situations, preferences)
def test_what_is_held_back_is_not_due_and_a_wish_that_is_not_is(
    situation: Situation, chosen: Preferences
) -> None:
    wished = replace(situation, wished=True)
    assert locking.is_due(wished, chosen) is not locking.is_held_back(wished, chosen)


@given(situations, preferences)
def test_a_touch_just_now_puts_an_idle_lock_off(situation: Situation, chosen: Preferences) -> None:
    touched = replace(situation, touched=situation.now, wished=False)
    assert not locking.is_due(touched, chosen)


def test_an_instant_is_read_from_both_clocks(clock: FakeClock) -> None:
    before = locking.instant(clock)
    clock.go_on(90)
    assert locking.instant(clock).since(before) == pytest.approx(90)
