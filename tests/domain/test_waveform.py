"""A sound seen from near and afar."""

import hashlib
import time
from itertools import pairwise

import pytest

from journal_app.domain.voice import PEAK_FRAMES, Outline, shape

HOURS = 4
PAIRS = HOURS * 360_000
END = PAIRS * PEAK_FRAMES
COLUMNS = 120


@pytest.fixture(scope="module")
def peaks() -> bytes:
    return hashlib.shake_256(b"6").digest(2 * PAIRS)


def test_a_short_sound_is_drawn_as_it_is() -> None:
    short = hashlib.shake_256(b"7").digest(2 * 3_000)
    assert Outline(short).shape(0, 3_000 * PEAK_FRAMES, 100) == shape(short, 100)
    seconds = Outline(short).shape(1_000 * PEAK_FRAMES, 2_000 * PEAK_FRAMES, 50)
    assert seconds == shape(short[2_000:4_000], 50)


def test_nothing_is_drawn_of_nothing() -> None:
    assert Outline(b"").shape(0, 0, 100) == []


def test_no_peak_is_lost_from_afar_and_each_stands_where_it_was() -> None:
    quiet = bytearray(2 * PAIRS)
    loud = [PAIRS // 5, PAIRS // 2, PAIRS - 1]
    for at in loud:
        quiet[2 * at : 2 * at + 2] = b"\x9c\x64"  # -100 and 100
    drawn = Outline(bytes(quiet)).shape(0, END, COLUMNS)
    found = [number for number, pair in enumerate(drawn) if pair == (-100, 100)]
    expected = [at * COLUMNS // PAIRS for at in loud]
    assert len(drawn) == COLUMNS
    assert all(abs(one - two) <= 1 for one, two in zip(found, expected, strict=True))


def test_minutes_within_hours_are_drawn_from_what_lies_in_them() -> None:
    rising = b"".join(bytes([0, n // 12_000]) for n in range(PAIRS))
    drawn = Outline(rising).shape(END // 4, END // 2, 60)
    highs = [high for _low, high in drawn]
    assert highs[0] == pytest.approx(30, abs=1)
    assert highs[-1] == pytest.approx(60, abs=1)
    assert all(one <= two for one, two in pairwise(highs))


def test_four_hours_are_drawn_quickly(peaks: bytes) -> None:
    outline = Outline(peaks)
    outline.shape(0, END, COLUMNS)
    took = []
    for _ in range(5):
        began = time.process_time()
        outline.shape(0, END, COLUMNS)
        took.append(time.process_time() - began)
    assert min(took) < 0.002
