"""Where somebody may be speaking: silence is never among it."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import speech
from journal_app.domain.speech import windows
from journal_app.domain.voice import RATE


def heard(*levels: int) -> bytes:
    """Return peaks of a fifth of a second for each level."""
    return b"".join(bytes([255 - level, level]) * 20 for level in levels)


def long(peaks: bytes) -> int:
    """Return how many frames peaks stand for."""
    return len(peaks) // 2 * 480


def seconds(peaks: bytes) -> list[tuple[float, float]]:
    return [(start / RATE, stop / RATE) for start, stop in windows(peaks, 0, long(peaks))]


def test_in_silence_nobody_speaks() -> None:
    assert windows(b"", 0, 0) == ()
    assert seconds(bytes(2 * 100 * 60)) == []
    assert seconds(heard(*[0] * 300)) == []  # the noise of a quiet room


def test_what_is_said_is_given_with_a_breath_around_it() -> None:
    assert seconds(heard(*[0] * 10, *[40] * 5, *[0] * 30)) == [(1.7, 3.3)]


def test_a_click_is_no_word() -> None:
    click = bytes([200, 90]) + heard(0)[2:]
    assert seconds(heard(*[0] * 10) + click + heard(*[0] * 10)) == []


def test_a_short_word_is_heard() -> None:
    assert seconds(heard(*[0] * 10, 30, 20, 20, *[0] * 10)) == [(1.7, 2.9)]
    assert seconds(heard(0, 30, 20, 0)) == [(0.0, 0.8)]


def test_a_word_in_twenty_minutes_of_silence_is_heard_without_most_of_it() -> None:
    (found,) = seconds(heard(*[0] * 3000, 30, 20, *[0] * 3000))
    assert found[0] < 600.2 < found[1]
    assert found[1] - found[0] <= 30


def test_the_hum_of_a_room_is_no_speech() -> None:
    assert seconds(heard(*[2] * 50, *[60] * 5, *[2] * 50)) == [(9.7, 11.3)]


def test_short_pauses_stay_within_a_window_and_long_ones_end_it() -> None:
    peaks = heard(*[40] * 5, *[0] * 10, *[40] * 5, *[0] * 50, *[40] * 5)
    assert seconds(peaks) == [(0.0, 4.3), (13.7, 15.0)]


def test_who_never_pauses_is_cut_where_it_is_quietest() -> None:
    levels = [60] * 400
    levels[130] = 40
    first, *rest = seconds(heard(*levels))
    assert first == (0.0, 26.1)
    assert rest[-1][1] == 80.0


def test_only_what_is_to_be_heard_is_given() -> None:
    peaks = heard(*[40] * 100)
    (found,) = windows(peaks, 5 * RATE + 7, 10 * RATE - 7)
    assert found == (5 * RATE + 7, 10 * RATE - 7)
    assert windows(heard(*[40] * 5, *[0] * 50), 3 * RATE, 11 * RATE) == ()


@given(st.lists(st.sampled_from([0, 0, 50]), max_size=600))
def test_windows_hold_all_that_is_said_in_order_and_none_is_too_long(levels: list[int]) -> None:
    peaks = heard(*levels)
    found = windows(peaks, 0, long(peaks))
    flat = [frame for window in found for frame in window]
    assert flat == sorted(flat)
    assert all(0 < stop - start <= speech.LONGEST_S * RATE for start, stop in found)
    for place in range(len(levels) - 2):
        if all(levels[place : place + 3]):
            frame = round((place + 1.5) * 0.2 * RATE)
            assert any(start <= frame < stop for start, stop in found)
