from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.level import FLOOR_DB, Hearing, Meter, Peaks
from journal_app.domain.voice import PEAK_FRAMES, RATE


def _steady(value: int, seconds: float) -> "array[int]":
    return array("h", [value, -value] * round(seconds * RATE / 2))


def _meter(*sounds: "array[int]") -> Meter:
    meter = Meter()
    for sound in sounds:
        for at in range(0, len(sound), 1_920):
            meter.hear(sound[at : at + 1_920])
    return meter


def test_before_any_sound_nothing_is_said() -> None:
    assert Meter().hearing is Hearing.NOTHING_YET
    assert Meter().level.rms_db == FLOOR_DB


def test_a_level_is_told_in_decibels_below_the_loudest() -> None:
    meter = _meter(_steady(16_384, 0.5))
    assert meter.level.rms_db == pytest.approx(-6.02, abs=0.01)
    assert meter.level.peak_db == pytest.approx(-6.02, abs=0.01)
    assert meter.hearing is Hearing.HEARD


def test_two_seconds_of_exact_silence_are_no_sound() -> None:
    assert _meter(_steady(0, 1.8)).hearing is Hearing.NOTHING_YET
    assert _meter(_steady(0, 2.1)).hearing is Hearing.NO_SOUND
    assert _meter(_steady(0, 2.1), _steady(900, 0.2)).hearing is Hearing.HEARD
    assert _meter(_steady(900, 0.2), _steady(0, 2.1)).hearing is Hearing.NO_SOUND


def test_a_muted_headset_is_told_from_a_quiet_room() -> None:
    assert _meter(_steady(33, 5.2)).hearing is Hearing.NO_SOUND
    assert _meter(_steady(560, 0.3), _steady(33, 6.0)).hearing is Hearing.HEARD


def test_too_loud_is_said_for_a_moment() -> None:
    assert _meter(_steady(32_767, 0.1)).hearing is Hearing.TOO_LOUD
    assert _meter(_steady(32_767, 0.1), _steady(900, 1.3)).hearing is Hearing.TOO_LOUD
    assert _meter(_steady(32_767, 0.1), _steady(900, 1.8)).hearing is Hearing.HEARD


@given(st.lists(st.integers(-32_768, 32_767), max_size=3_000), st.integers(1, 700))
def test_peaks_do_not_depend_on_how_sound_arrives(samples: list[int], step: int) -> None:
    whole, pieces = Peaks(), Peaks()
    at_once = whole.hear(array("h", samples)) + whole.rest()
    bit_by_bit = b"".join(
        pieces.hear(array("h", samples[at : at + step])) for at in range(0, len(samples), step)
    )
    assert at_once == bit_by_bit + pieces.rest()
    assert len(at_once) == 2 * -(-len(samples) // PEAK_FRAMES)
