"""Where somebody may be speaking: silence is never among it."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import speech
from journal_app.domain.speech import windows
from journal_app.domain.voice import RATE

STEP_S = 0.2


def heard(*levels: int) -> bytes:
    """Return peaks of a fifth of a second for each level."""
    return b"".join(bytes([level, 255 - level]) + bytes([0, 255]) * 19 for level in levels)


def long(peaks: bytes) -> int:
    """Return how many frames peaks stand for."""
    return len(peaks) // 2 * 480


def seconds(peaks: bytes) -> list[tuple[float, float]]:
    return [(start / RATE, stop / RATE) for start, stop in windows(peaks, 0, long(peaks))]


def test_in_silence_nobody_speaks() -> None:
    assert windows(b"", 0, 0) == ()
    assert seconds(bytes(2 * 100 * 60)) == []
    assert seconds(bytes([0, 255]) * 100 * 60) == []  # the noise of a quiet room


def test_what_is_said_is_given_with_a_little_around_it() -> None:
    assert seconds(heard(*[0] * 10, *[40] * 5, *[0] * 30)) == [(1.6, 3.4)]


def test_a_click_is_no_word() -> None:
    assert seconds(heard(*[0] * 10, 90, *[0] * 10)) == []


def test_a_noisy_room_does_not_speak() -> None:
    assert seconds(heard(*[6] * 50, *[60] * 5, *[6] * 50)) == [(9.6, 11.4)]


def test_soft_speech_in_a_quiet_room_is_heard() -> None:
    assert seconds(heard(*[0] * 20, *[2] * 5, *[0] * 20)) == [(3.6, 5.4)]


def test_short_pauses_stay_within_a_window_and_long_ones_end_it() -> None:
    peaks = heard(*[40] * 5, *[0] * 10, *[40] * 5, *[0] * 50, *[40] * 5)
    assert seconds(peaks) == [(0.0, 4.4), (13.6, 15.0)]


def test_who_never_pauses_is_cut_where_it_is_quietest() -> None:
    levels = [60] * 400
    levels[130] = 40
    first, *rest = seconds(heard(*levels))
    assert first == (0.0, 26.2)
    assert rest[-1][1] == 80.0


def test_only_what_is_to_be_heard_is_given() -> None:
    peaks = heard(*[40] * 100)
    (found,) = windows(peaks, 5 * RATE + 7, 10 * RATE - 7)
    assert found == (5 * RATE + 7, 10 * RATE - 7)


@given(st.lists(st.sampled_from([0, 0, 50]), max_size=600))
def test_windows_hold_all_that_is_said_in_order_and_none_is_too_long(levels: list[int]) -> None:
    peaks = heard(*levels)
    found = windows(peaks, 0, long(peaks))
    flat = [frame for window in found for frame in window]
    assert flat == sorted(flat)
    assert all(0 < stop - start <= speech.LONGEST_S * RATE for start, stop in found)
    for place in range(len(levels) - 1):
        if levels[place] and levels[place + 1]:
            frame = round((place + 0.5) * STEP_S * RATE)
            assert any(start <= frame < stop for start, stop in found)
