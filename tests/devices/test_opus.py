import math
from array import array
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
import soundfile
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal_app.devices.opus import BITS_PER_SECOND, OpusReader, OpusStream
from journal_app.domain.errors import SoundUnreadable
from journal_app.domain.voice import RATE

WHOLE = 1_000_000_000


def _voice_like(seconds: float) -> bytes:
    count = round(seconds * RATE)
    wave = (9_000 * math.sin(n * 0.02) * math.sin(n * 0.0003) for n in range(count))
    return array("h", [round(value) for value in wave]).tobytes()


def _encode(pcm: bytes, step: int = 7_200) -> tuple[bytes, list[tuple[int, bytes]]]:
    stream = OpusStream()
    pages = []
    for at in range(0, len(pcm), 2 * step):
        pages += stream.write(pcm[at : at + 2 * step])
    pages += stream.close()
    return stream.header, pages


def _decode(stream: bytes) -> bytes:
    reader = OpusReader(BytesIO(stream))
    try:
        return reader.read(0, WHOLE)
    finally:
        reader.close()


def test_sound_comes_back_at_its_place_and_length() -> None:
    pcm = _voice_like(4.3)
    header, pages = _encode(pcm)
    heard = _decode(header + b"".join(page for _, page in pages))
    assert len(heard) == len(pcm)
    one, two = (np.frombuffer(sound, "<i2").astype(float) for sound in (pcm, heard))
    assert np.corrcoef(one, two)[0, 1] > 0.98


def test_a_page_is_complete_more_than_twice_a_second() -> None:
    stream = OpusStream()
    ends = [end for _ in range(40) for end, _ in stream.write(_voice_like(0.1))]
    stream.close()
    assert ends[0] <= 0.5 * RATE
    assert {after - before for before, after in pairwise(ends)} == {round(0.4 * RATE)}
    assert 4 * RATE - ends[-1] < 0.66 * RATE


def test_a_stream_cut_after_any_page_decodes_to_that_page_s_end() -> None:
    header, pages = _encode(_voice_like(3.2))
    whole = _decode(header + b"".join(page for _, page in pages))
    for count in range(1, len(pages) + 1):
        beginning = _decode(header + b"".join(page for _, page in pages[:count]))
        assert len(beginning) == 2 * pages[count - 1][0]
        assert whole.startswith(beginning)


def _uncut(pcm: bytes) -> bytes:
    """Return what an encoder makes that hands over a whole file in the end."""
    file = BytesIO()
    bits = 1 - (BITS_PER_SECOND - 6_000) / 250_000
    form = {"format": "OGG", "subtype": "OPUS", "compression_level": bits}
    with soundfile.SoundFile(file, "w", RATE, 1, **form) as whole:
        whole.write(np.frombuffer(pcm, "<i2"))
    return file.getvalue()


@settings(max_examples=12, deadline=None)
@example([36_000, 1, 90_000, 777, 24_000], 6)
@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=8), st.integers(0, 999))
def test_pages_sound_exactly_as_a_file_that_was_never_cut(sizes: list[int], seed: int) -> None:
    pcm = np.random.default_rng(seed).normal(0, 3_000, sum(sizes)).astype("<i2").tobytes()
    stream, at, pages = OpusStream(), 0, []
    for size in sizes:
        pages += stream.write(pcm[2 * at : 2 * (at + size)])
        at += size
    pages += stream.close()
    heard = _decode(stream.header + b"".join(page for _, page in pages))
    assert len(heard) == len(pcm)
    assert pages[-1][0] == sum(sizes)
    assert heard == _decode(_uncut(pcm))


def test_where_pages_meet_sounds_as_anywhere_else() -> None:
    pcm = _voice_like(12.0)
    header, pages = _encode(pcm)
    heard = _decode(header + b"".join(page for _, page in pages))
    one, two = (np.frombuffer(sound, "<i2").astype(float) for sound in (pcm, heard))
    error = np.abs(one - two)
    around = RATE // 200
    joints = [error[end - around : end + around].max() for end, _ in pages[:-1]]
    elsewhere = [
        block.max() for block in np.split(error, range(2 * around, len(error), 2 * around))
    ]
    assert len(joints) > 20
    assert max(joints) <= max(elsewhere)
    assert np.median(joints) <= 1.5 * np.median(elsewhere)


def test_what_follows_a_damaged_page_keeps_its_place() -> None:
    header, pages = _encode(_voice_like(4.0))
    whole = np.frombuffer(_decode(header + b"".join(p for _, p in pages)), "<i2").astype(float)
    rest = np.frombuffer(_decode(header + b"".join(p for _, p in pages[4:])), "<i2").astype(float)
    start = pages[3][0]
    settled = RATE // 5
    one, two = whole[start + settled : start + RATE], rest[settled:RATE]
    assert np.corrcoef(one, two)[0, 1] > 0.99


def test_any_place_can_be_read_by_itself() -> None:
    header, pages = _encode(_voice_like(2.0))
    reader = OpusReader(BytesIO(header + b"".join(page for _, page in pages)))
    whole = reader.read(0, WHOLE)
    for start, count in ((50_000, 480), (7, 4_800), (95_990, 480), (96_000, 1), (200_000, 1)):
        assert reader.read(start, count) == whole[2 * start : 2 * (start + count)]
    reader.close()


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3_000), st.integers(1, 1_500))
def test_no_sound_is_too_short(frames: int, step: int) -> None:
    header, pages = _encode(bytes(2 * frames), step)
    assert pages[-1][0] == frames
    assert len(_decode(header + b"".join(page for _, page in pages))) == 2 * frames


def test_nothing_spoken_is_nothing_kept() -> None:
    stream = OpusStream()
    assert stream.close() == []


def test_what_is_no_recording_is_said_calmly() -> None:
    with pytest.raises(SoundUnreadable, match="stays kept"):
        OpusReader(BytesIO(b"not a recording"))
    with pytest.raises(SoundUnreadable):
        OpusReader(BytesIO(_encode(_voice_like(1.0))[0]))
