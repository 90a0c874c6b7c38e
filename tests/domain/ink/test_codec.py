"""The bytes of a drawing: what goes in comes out, and no bytes can do harm."""

import zlib
from math import cos, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.codec import pack, unpack
from journal_app.domain.ink.marks import EVEN, Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Show, Unknown

PLACES = st.integers(-64_000_000, 64_000_000).map(lambda n: n / 64)
PRESSURES = st.integers(0, 255).map(lambda n: n / 255)
TIMES = st.integers(0, 100_000_000).map(float)
IDS = st.integers(0, 2**40)
PRESSED = st.lists(st.builds(Sample, PLACES, PLACES, PRESSURES, TIMES), min_size=1, max_size=60)
EVENLY = st.lists(st.builds(Sample, PLACES, PLACES, st.just(EVEN), TIMES), min_size=1, max_size=60)
STROKES = st.builds(
    Stroke.of,
    id_=IDS,
    tool=st.sampled_from(["pen", "Füller"]),
    colour=st.sampled_from(["text", "#a1b2c3"]),
    width=st.integers(1, 64_000).map(lambda n: n / 64),
    made_ms=st.integers(-(2**50), 2**50),
    samples=(PRESSED | EVENLY).map(tuple),
)
PAGES = st.builds(Extent, st.integers(0, 10_000), st.integers(0, 10_000))
SOME_IDS = st.lists(IDS, max_size=20).map(tuple)
RECORDS = st.builds(Add, STROKES, PAGES) | st.builds(Hide, SOME_IDS) | st.builds(Show, SOME_IDS)


def written(points: int, *, pressed: bool = True) -> Add:
    """Return a stroke as a hand makes them: smooth, at 200 samples a second."""
    samples = tuple(
        Sample(
            400 + 2 * n + 60 * cos(n / 9),
            300 + 60 * sin(n / 7),
            0.5 + 0.3 * sin(n / 31) if pressed else EVEN,
            5.0 * n,
        )
        for n in range(points)
    )
    return Add(Stroke.of(3, "pen", "sage", 4.0, 1_795_375_800_000, samples), Extent(1000, 600))


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: InkRecord) -> None:
    assert unpack(pack(record)) == record


@given(st.floats(-1e6, 1e6), st.floats(0, 1), st.floats(0, 1e8))
def test_what_falls_between_the_steps_of_the_grid_moves_less_than_one_can_see(
    place: float, pressure: float, at: float
) -> None:
    sample = Sample(place, -place, pressure, at)
    back = unpack(pack(Add(Stroke.of(1, "pen", "text", 4.0, 0, (sample,)))))
    assert isinstance(back, Add)
    x, y, pressed, t_ms = back.stroke.samples[0]
    assert abs(x - place) <= 1 / 128
    assert abs(y + place) <= 1 / 128
    assert abs(pressed - pressure) <= 1 / 500
    assert abs(t_ms - at) <= 0.5


@given(RECORDS, st.data())
def test_a_record_that_ends_too_soon_is_kept_and_not_drawn(
    record: InkRecord, data: st.DataObject
) -> None:
    blob = pack(record)
    part = blob[: data.draw(st.integers(0, len(blob) - 1))]
    assert unpack(part) == Unknown(part)


@given(RECORDS, st.data())
def test_damaged_bytes_never_raise(record: InkRecord, data: st.DataObject) -> None:
    blob = bytearray(pack(record))
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    found = unpack(bytes(blob))
    assert not isinstance(found, Unknown) or found.blob == blob


@given(st.binary(max_size=200))
def test_no_bytes_at_all_raise(blob: bytes) -> None:
    found = unpack(blob)
    assert not isinstance(found, Unknown) or found.blob == blob


@given(RECORDS, st.binary(min_size=1, max_size=5))
def test_a_record_with_something_after_it_is_of_another_kind(
    record: InkRecord, more: bytes
) -> None:
    assert isinstance(unpack(pack(record) + more), Unknown)


def _with(blob: bytes, offset: int, value: int) -> bytes:
    return blob[:offset] + bytes((value,)) + blob[offset + 1 :]


@pytest.mark.parametrize(
    ("offset", "value"),
    [(0, 2), (1, 2 | 4), (1, 2 | 8), (1, 2 | 16), (1, 2 | 64), (2, 1), (3, 17), (4, 0)],
    ids=["version", "tilt", "affine", "symmetry", "flag 64", "style", "grid", "count"],
)
def test_a_payload_of_a_later_version_is_kept_untouched(offset: int, value: int) -> None:
    add = Add(Stroke.of(1, "pen", "text", 4.0, 0, (Sample(1, 1),)))
    blob = pack(add)
    start = blob.index(bytes((1, 2, 0, 6, 1)), 5)
    later = _with(blob, start + offset, value)
    found = unpack(later)
    assert found == Unknown(later)
    assert pack(found) == later


def test_a_record_of_a_later_kind_is_kept_untouched() -> None:
    assert pack(unpack(b"\x09whatever")) == b"\x09whatever"


def test_a_small_blob_cannot_unpack_into_a_huge_stroke() -> None:
    bomb = zlib.compressobj(9, wbits=-15)
    zeros = bomb.compress(bytes(50_000_000)) + bomb.flush()
    head = pack(Add(Stroke.of(1, "pen", "text", 4.0, 0, (Sample(1, 1),))))
    start = head.index(bytes((1, 2, 0, 6, 1)), 5)
    blob = head[:start] + bytes((1, 2 | 32, 0, 6, 100)) + zeros
    assert unpack(blob) == Unknown(blob)


def test_a_line_of_a_hand_takes_few_bytes() -> None:
    assert len(pack(written(1000))) < 3_200
    assert len(pack(written(1000, pressed=False))) < 2_500


def test_known_bytes_mean_the_same_in_every_version() -> None:
    add = Add(
        Stroke.of(7, "pen", "sage", 4.0, 1_000, (Sample(1, 2), Sample(3, 2.5, t_ms=8))),
        Extent(300, 2),
    )
    known = bytes.fromhex("0107d00fac02020370656e047361676580020102000602800180028002400010")
    assert pack(add) == known
    assert unpack(known) == add
    assert pack(Hide((1, 300))) == bytes.fromhex("020201ac02")
    assert pack(Show((5,))) == bytes.fromhex("030105")
