import time
from array import array
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.level import Peaks
from journal_app.domain.silences import Span, silences
from journal_app.domain.voice import PEAK_FRAMES, RATE
from tests.fakes_sound import tone

VOICE, ROOM, HUM = 40, 1, 3  # in 128ths of the loudest


def _peaks(*parts: tuple[float, int]) -> bytes:
    """Return the peaks of some seconds, each of a loudness."""
    pairs = array("b")
    for seconds, loudness in parts:
        pairs.extend([-loudness, max(0, loudness - 1)] * round(100 * seconds))
    return pairs.tobytes()


def _seconds(*spans: Span) -> list[tuple[float, float]]:
    return [(start / RATE, end / RATE) for start, end in spans]


def test_a_long_silence_is_skipped_but_for_its_edges() -> None:
    found = silences(_peaks((2, VOICE), (3, ROOM), (2, VOICE)))
    assert _seconds(*found) == [(2.3, 4.7)]


@pytest.mark.parametrize(("seconds", "count"), [(1.19, 0), (1.2, 1)])
def test_a_pause_for_breath_is_part_of_what_is_said(seconds: float, count: int) -> None:
    assert len(silences(_peaks((2, VOICE), (seconds, ROOM), (2, VOICE)))) == count


def test_a_gap_without_any_sound_is_silence_too() -> None:
    assert _seconds(*silences(_peaks((2, VOICE), (5, 0), (2, VOICE)))) == [(2.3, 6.7)]


def test_a_humming_room_is_silent_when_nobody_speaks() -> None:
    found = silences(_peaks((8, VOICE), (5, HUM), (8, VOICE)))
    assert _seconds(*found) == [(8.3, 12.7)]


def test_a_room_that_begins_to_hum_is_judged_by_itself() -> None:
    still = (10, VOICE), (10, ROOM)
    humming = (10, VOICE), (10, HUM)
    found = _seconds(*silences(_peaks(*still, *still, *humming * 3)))
    assert (70.3, 79.7) in found
    assert (10.3, 19.7) in found


def test_a_quiet_voice_is_not_taken_for_silence() -> None:
    assert silences(_peaks((10, 3), (5, ROOM), (10, 3))) == ()
    assert silences(_peaks((10, VOICE), (10, 6), (10, VOICE))) == ()


def test_of_a_whole_silence_hardly_anything_is_left() -> None:
    assert _seconds(*silences(_peaks((60, 0)))) == [(0.3, 59.7)]


def test_two_minutes_of_words_in_four_hours_are_found() -> None:
    peaks = _peaks((7_000, ROOM), (120, VOICE), (7_280, ROOM))
    began = time.process_time()
    found = silences(peaks)
    assert time.process_time() - began < 0.3
    assert _seconds(*found) == [(0.3, 6_999.7), (7_120.3, 14_399.7)]


def test_a_click_is_no_voice() -> None:
    found = silences(_peaks((20, 2), (0.02, 120), (20, 2)))
    assert found == ()  # the room is all there is to hear, and it is nearly as loud as a whisper


def test_real_sound_is_judged_by_its_own_peaks() -> None:
    noise = np.random.default_rng(0).normal(0, 50, 4 * RATE).astype("<i2").tobytes()
    said = tone(2.0) + noise + tone(2.0)
    ((start, end),) = silences(Peaks().hear(array("h", said)))
    assert (start / RATE, end / RATE) == (2.3, 5.7)


loudnesses = st.sampled_from([0, 1, 1, 2, 3, 8, VOICE, 120])
parts = st.lists(st.tuples(st.floats(0.01, 8.0), loudnesses), max_size=12)


@given(parts)
def test_spans_are_apart_in_order_and_inside(sound: list[tuple[float, int]]) -> None:
    peaks = _peaks(*sound)
    found = silences(peaks)
    length = len(peaks) // 2 * PEAK_FRAMES
    for start, end in found:
        assert 0.3 * RATE <= start < end <= length - 0.3 * RATE
        assert end - start >= 0.6 * RATE
    assert all(two[0] - one[1] >= 0.6 * RATE for one, two in pairwise(found))


@given(parts)
def test_nothing_loud_is_ever_skipped(sound: list[tuple[float, int]]) -> None:
    peaks = _peaks(*sound)
    lows = np.frombuffer(peaks, np.int8)[0::2]
    for start, end in silences(peaks):
        assert (lows[start // PEAK_FRAMES : end // PEAK_FRAMES] >= -4).all()


@given(st.binary(max_size=2_000))
def test_no_peaks_are_an_error(peaks: bytes) -> None:
    for start, end in silences(peaks):
        assert start < end
