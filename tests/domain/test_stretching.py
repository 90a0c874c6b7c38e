import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.stretching import Stretcher
from journal_app.domain.voice import RATE
from tests.fakes_sound import tone

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
speeds = st.sampled_from(SPEEDS)
loud = st.integers(-32_768, 32_767)


def _stretched(pcm: bytes, speed: float, cuts: tuple[int, ...] = ()) -> bytes:
    """Return ``pcm`` at another speed, pushed in blocks that end at ``cuts`` (frames)."""
    stretcher = Stretcher(speed)
    edges = [0, *sorted(cuts), len(pcm) // 2]
    blocks = [pcm[2 * left : 2 * right] for left, right in pairwise(edges)]
    return b"".join(map(stretcher.push, blocks)) + stretcher.rest()


def _noise(seed: int, frames: int, loudness: float = 9_000) -> bytes:
    wave = np.random.default_rng(seed).normal(0, loudness, frames)
    return np.clip(wave, -32_768, 32_767).astype("<i2").tobytes()


def _pitch(pcm: bytes) -> float:
    """Return the strongest frequency, in hertz, to a fraction of one."""
    wave = np.frombuffer(pcm, "<i2").astype(np.float64)
    size = 8 * len(wave)
    strengths = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), size))
    return float(np.argmax(strengths)) * RATE / size


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [90, 220, 1_000, 3_500])
def test_the_pitch_is_kept_and_the_length_is_not(speed: float, hertz: float) -> None:
    said = tone(1.5, hertz=hertz)
    heard = _stretched(said, speed)
    assert len(heard) == pytest.approx(len(said) / speed, rel=0.01)
    assert _pitch(heard) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_tone_stays_a_tone_without_breaks(speed: float) -> None:
    heard = np.frombuffer(_stretched(tone(1.0, loudness=0.5), speed), "<i2").astype(np.float64)
    inside = heard[RATE // 50 : -RATE // 20]
    levels = np.sqrt((inside[: len(inside) // 480 * 480].reshape(-1, 480) ** 2).mean(axis=1))
    assert levels.min() > 0.8 * levels.max()
    assert np.abs(np.diff(inside)).max() < 1.2 * 32_767 * 0.5 * 2 * np.pi * 220 / RATE


@given(st.integers(0, 9), st.lists(st.integers(0, 30_000), max_size=9), speeds)
def test_it_does_not_matter_how_the_sound_is_cut(seed: int, cuts: list[int], speed: float) -> None:
    said = _noise(seed, 30_000)
    assert _stretched(said, speed, tuple(cuts)) == _stretched(said, speed)


def test_a_frame_at_a_time_is_the_same_too() -> None:
    said = _noise(1, 4_000)
    assert _stretched(said, 1.5, tuple(range(4_000))) == _stretched(said, 1.5)


@given(st.integers(0, 20_000), st.floats(0.5, 3.0))
def test_any_length_lasts_as_long_as_it_should(frames: int, speed: float) -> None:
    assert len(_stretched(_noise(2, frames), speed)) == 2 * round(frames / speed)


@given(st.lists(loud, max_size=5_000), speeds)
def test_nothing_gets_louder_than_it_was(samples: list[int], speed: float) -> None:
    said = np.array(samples, "<i2")
    heard = np.frombuffer(_stretched(said.tobytes(), speed), "<i2").astype(np.int64)
    most = np.abs(said.astype(np.int64)).max(initial=0)
    assert np.abs(heard).max(initial=0) <= most


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("level", [-32_768, 32_767])
def test_the_loudest_there_is_does_not_turn_over(speed: float, level: int) -> None:
    heard = np.frombuffer(_stretched(np.full(9_000, level, "<i2").tobytes(), speed), "<i2")
    assert (np.sign(heard) != -np.sign(level)).all()


@given(st.integers(0, 50_000), speeds)
def test_silence_stays_silence(frames: int, speed: float) -> None:
    heard = _stretched(bytes(2 * frames), speed)
    assert heard == bytes(2 * round(frames / speed))


@given(st.binary(max_size=3_000).map(lambda some: some[: len(some) // 2 * 2]))
def test_at_its_own_speed_it_is_what_it_was(pcm: bytes) -> None:
    assert _stretched(pcm, 1.0) == pcm


def test_what_was_said_first_is_heard_first() -> None:
    said = bytes(2 * RATE) + tone(0.2) + bytes(2 * RATE)
    heard = np.frombuffer(_stretched(said, 2.0), "<i2")
    loud_at = np.flatnonzero(np.abs(heard.astype(np.int64)) > 3_000)
    assert loud_at[0] == pytest.approx(RATE / 2, abs=RATE * 0.02)
    assert loud_at[-1] == pytest.approx(RATE * 0.6, abs=RATE * 0.02)


def test_a_speed_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        Stretcher(0)


@pytest.mark.parametrize("speed", [0.75, 1.5, 2.0])
def test_it_costs_hardly_anything(speed: float) -> None:
    said, seconds = _noise(3, 20 * RATE), 20.0
    spent = []
    for _ in range(5):
        began = time.process_time()
        _stretched(said, speed, tuple(range(0, 20 * RATE, RATE // 10)))
        spent.append(time.process_time() - began)
    assert min(spent) < 0.01 * seconds / speed  # half of that was measured
