"""A glimpse is small, looks like what it is of, and is read back whatever its bytes are."""

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import glimpse
from journal_app.domain.glimpse import BARS, GRID, MOST_LINES, MOST_SPOTS, Spot, simplified
from journal_app.domain.ink.marks import PALETTE, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Show, Unknown
from journal_app.domain.voice import VoiceNote

MOST_BYTES = 4096

lengths = st.floats(-5000, 5000)
samples = st.builds(Sample, lengths, lengths, st.floats(0, 1))
strokes = st.builds(
    Stroke.of,
    st.integers(1, 40),
    st.just("pen"),
    st.sampled_from((*PALETTE, "#123456", "a\nb")),
    st.floats(0.02, 900),
    st.just(0),
    st.lists(samples, min_size=1, max_size=30).map(tuple),
)
ids = st.lists(st.integers(1, 40), max_size=3).map(tuple)
records: st.SearchStrategy[InkRecord] = st.one_of(
    strokes.map(Add), ids.map(Hide), ids.map(Show), st.binary().map(Unknown)
)
spots = st.tuples(st.integers(0, GRID), st.integers(0, GRID))


def luck(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same each time


def scribble(number: int, chance: random.Random, count: int = 60) -> Add:
    x, y, wide = chance.uniform(0, 1000), chance.uniform(0, 600), chance.uniform(2, 90)
    steps = (step / 5 for step in range(count))
    line = tuple(Sample(x + wide * math.cos(a), y + wide * math.sin(1.7 * a)) for a in steps)
    return Add(Stroke.of(number, "pen", "sage", 4.0, 0, line))


@given(st.lists(records, max_size=12))
def test_a_drawing_becomes_a_small_sketch_within_its_grid(done: list[InkRecord]) -> None:
    body = glimpse.of_ink(done)
    assert len(body) <= MOST_BYTES
    sketch = glimpse.read_ink(body)
    if sketch is None:
        assert body == b""
        return
    assert max(sketch.width, sketch.height) == GRID
    assert sketch.unit > 0
    for line in sketch.lines:
        assert line.width > 0
        assert all(0 <= x <= sketch.width and 0 <= y <= sketch.height for x, y in line.spots)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_whatever_the_bytes_are_reading_never_fails(body: bytes, more: bytes) -> None:
    for tried in (body, b"\x01" + body, b"\x02" + body, glimpse.of_ink([]) + body):
        glimpse.read_ink(tried)
        glimpse.read_voice(tried)
    whole = glimpse.of_ink([scribble(1, luck(1))])
    glimpse.read_ink(whole[: len(body)] + more)


def test_what_was_hidden_is_not_seen_and_inks_keep_their_names() -> None:
    chance = luck(2)
    plum = Stroke.of(2, "pen", "plum", 12.0, 0, (Sample(0, 0), Sample(500, 300)))
    body = glimpse.of_ink([scribble(1, chance), Add(plum), Hide((1,))])
    sketch = glimpse.read_ink(body)
    assert sketch is not None
    (line,) = sketch.lines
    assert line.ink == "plum"
    assert len(line.spots) == 2
    assert line.width * sketch.unit == pytest.approx(12.0, rel=0.1)


def test_a_dot_alone_is_seen_and_nothing_is_nothing() -> None:
    dot = Add(Stroke.of(1, "pen", "text", 4.0, 0, (Sample(9, 9),)))
    sketch = glimpse.read_ink(glimpse.of_ink([dot]))
    assert sketch is not None
    assert len(sketch.lines[0].spots) == 1
    assert glimpse.of_ink([dot, Hide((1,))]) == b""


def test_five_thousand_strokes_are_a_few_of_the_largest_and_no_more_bytes() -> None:
    chance = luck(3)
    large = Stroke.of(9999, "pen", "accent", 4.0, 0, (Sample(0, 0), Sample(1000, 600)))
    many = (scribble(number, chance, 12) for number in range(1, 5001))
    body = glimpse.of_ink([*many, Add(large)])
    sketch = glimpse.read_ink(body)
    assert sketch is not None
    assert len(body) <= MOST_BYTES
    assert len(sketch.lines) <= MOST_LINES
    assert sum(len(line.spots) for line in sketch.lines) <= MOST_SPOTS
    assert sketch.lines[-1].ink == "accent"


@given(st.lists(spots, max_size=80), st.floats(0.5, 20))
def test_a_simplified_line_keeps_its_ends_and_strays_no_further_than_it_may(
    line: list[Spot], tolerance: float
) -> None:
    few = simplified(line, tolerance)
    assert few[:1] == line[:1]
    assert few[-1:] == line[-1:]
    assert all(spot in line for spot in few)
    if len(few) > 1:
        parts = list(pairwise(few))
        for spot in line:
            assert min(glimpse._away(spot, *part) for part in parts) <= tolerance + 1e-9


@given(st.binary(max_size=600))
def test_a_voice_becomes_bars_of_which_the_loudest_is_full(peaks: bytes) -> None:
    line = bytes(
        byte for low, high in zip(peaks[::2], peaks[1::2], strict=False)
        for byte in ((256 - low // 2) % 256, high // 2)
    )  # fmt: skip
    bars = glimpse.read_voice(glimpse.of_voice(VoiceNote(peaks=line)))
    assert len(bars) == (BARS if line else 0)
    assert all(0 <= bar <= 1 for bar in bars)
    assert not any(line) or max(bars) == 1
