"""The bytes of a drawing: what goes in comes out, and no bytes can do harm."""

import zlib
from dataclasses import replace
from math import cos, inf, nan, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.ink.codec import loosened, pack, stream, unpack, unpack_all
from journal_app.domain.ink.ink1 import deflate
from journal_app.domain.ink.marks import EVEN, Derived, Extent, Sample, Stroke
from journal_app.domain.ink.records import (
    Add,
    Block,
    Change,
    Hide,
    InkRecord,
    Paper,
    Show,
    Unknown,
)
from journal_app.domain.ink.varints import number

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
NUMBERS = st.floats(-1e6, 1e6, width=32)
DERIVED = st.builds(
    Derived,
    id=IDS,
    source=IDS,
    in_place=st.booleans(),
    colour=st.sampled_from(["", "sage"]),
    span=st.none() | st.tuples(NUMBERS, NUMBERS),
    affine=st.none() | st.tuples(*[NUMBERS] * 6),
)
MARKS = STROKES | st.builds(
    replace, STROKES, text=st.just("warm"), tool=st.just("label"), rank=st.integers(0, 2**40)
)
CHANGES = st.builds(
    Change,
    SOME_IDS,
    SOME_IDS,
    st.lists(MARKS, max_size=3).map(tuple),
    st.lists(DERIVED, max_size=3).map(tuple),
    PAGES,
)
PAPERS = st.builds(
    Paper,
    st.sampled_from(["plain", "dots"]),
    st.sampled_from(["", "body"]),
    st.integers(0, 16),
    st.booleans(),
    st.tuples(NUMBERS, NUMBERS),
)
BLOCKS = st.builds(
    Block,
    st.lists(
        st.tuples(st.integers(0, 2**40), st.integers(-(2**50), 2**50), st.binary(max_size=40)),
        max_size=5,
    ).map(tuple),
)
ADDS = st.builds(Add, STROKES, PAGES)
RECORDS = st.one_of(
    ADDS, st.builds(Hide, SOME_IDS), st.builds(Show, SOME_IDS), CHANGES, PAPERS, BLOCKS
)


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


LINE = Stroke.of(7, "pen", "sage", 4.0, 1_000, (Sample(1, 2), Sample(3, 2.5, t_ms=8)))
LABEL = replace(LINE, id=8, tool="label", text="warm", rank=3)
PIECE = Derived(9, 7, in_place=True, colour="plum", span=(0.5, 1.0))
COPY = Derived(10, 9, in_place=False, affine=(2, 0, 0, 2, 1.5, -3))


def test_known_changes_and_papers_mean_the_same_in_every_version() -> None:
    change = Change((1, 300), (2,), (LINE, LABEL), (PIECE, COPY), Extent(300, 2))
    known = bytes.fromhex(
        "04ac02020201ac020102020707d00f0370656e04736167658002000e01020006028001800280024000100803"
        "d00f056c6162656c04736167658002047761726d0e0102000602800180028002400010020907"
        "0704706c756d0000003f0000803f0a0908000000400000000000000000000000400000c03f000040c0"
    )
    assert pack(change) == known
    assert unpack(known) == change
    paper = Paper("dots", "body", 8, mirrored=True, centre=(150.5, 100.0))
    known = bytes.fromhex("0504646f747304626f64790801008016430000c842")
    assert pack(paper) == known
    assert unpack(known) == paper


def test_a_known_block_means_the_same_in_every_version() -> None:
    known = bytes.fromhex(
        "0603980163b8c0cfc0f4829d0588199818d999980b52f3588a13d3531b9858938a4a8b33580a724a731b"
        "d8d8391850c08505ecfc28023a0c8c60fa0484cbc408156786500d0d0d08b5fb816a61f202c886a4c159"
        "00"
    )
    dot = Stroke.of(8, "brush", "plum", 12.0, 2_000, (Sample(1, 2, 51 / 255),))
    assert unpack_all([known]) == [Add(LINE), Hide((7,)), Add(dot, Extent(300, 200))]
    block = unpack(known)
    assert isinstance(block, Block)
    assert [part[:2] for part in block.parts] == [(0, 1000), (1, 1500), (2, 2000)]


@given(st.lists(ADDS, max_size=6), st.data())
def test_a_damaged_block_never_raises(adds: list[Add], data: st.DataObject) -> None:
    blob = bytearray(pack(Block(tuple((n, n, pack(add)) for n, add in enumerate(adds)))))
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(1, len(blob) - 1))] = data.draw(st.integers(0, 255))
    found = unpack_all([bytes(blob)])
    assert len(found) <= max(1, len(adds)) or all(isinstance(one, Unknown) for one in found)


@given(st.binary(max_size=300), st.integers(0, 9))
def test_no_columns_raise_anything_but_what_is_expected(raw: bytes, count: int) -> None:
    body = number(count) + number(len(raw)) + deflate(raw)
    assert len(unpack_all([b"\x06" + body])) >= 1 or count == 0


@given(st.lists(RECORDS, max_size=6))
def test_records_read_together_are_what_they_are_one_by_one(records: list[InkRecord]) -> None:
    blobs = [pack(record) for record in records if not isinstance(record, Block)]
    alone = [unpack(blob) for blob in blobs]
    assert unpack_all(blobs) == alone
    block = pack(Block(tuple((n, 7, loosened(blob)) for n, blob in enumerate(blobs))))
    assert unpack_all([block, *blobs]) == alone * 2
    assert list(stream([*blobs, block])) == alone * 2


@given(ADDS)
def test_a_loosened_record_says_the_same_and_loosening_it_again_changes_nothing(add: Add) -> None:
    once = loosened(pack(add))
    assert unpack(once) == unpack(pack(add))
    assert loosened(once) == once


@pytest.mark.parametrize("blob", [b"", b"\x7fnew", b"\x01broken", pack(Hide((1,)))])
def test_what_is_no_stroke_is_not_loosened(blob: bytes) -> None:
    assert loosened(blob) == blob


def test_a_small_block_cannot_unpack_into_a_huge_one() -> None:
    bomb = zlib.compressobj(9, wbits=-15)
    zeros = bomb.compress(bytes(100_000_000)) + bomb.flush()
    for size in (b"\x05", b"\xff\xff\xff\xff\x0f"):
        blob = b"\x06\x01" + size + zeros
        assert unpack(blob) == Unknown(blob)
        assert unpack_all([blob]) == [Unknown(blob)]


def test_a_drawing_of_many_strokes_is_read_in_portions_and_in_order() -> None:
    blobs = [pack(Add(Stroke.of(n, "pen", "text", 4.0, n, (Sample(n, n),)))) for n in range(4100)]
    found = unpack_all(blobs)
    assert [one.stroke.id for one in found if isinstance(one, Add)] == list(range(4100))


def test_a_mark_made_in_a_way_of_a_later_version_is_kept_untouched() -> None:
    blob = pack(Change(derived=(Derived(9, 8),)))
    later = blob[:-1] + bytes((blob[-1] | 16,))
    assert unpack(later) == Unknown(later)


@pytest.mark.parametrize("none", [nan, inf])
def test_a_number_that_is_none_is_kept_and_not_drawn(none: float) -> None:
    moved = pack(Change(derived=(Derived(9, 8, affine=(none, 0, 0, 1, 0, 0)),)))
    paper = pack(Paper(centre=(none, 0.0)))
    assert [unpack(blob) for blob in (moved, paper)] == [Unknown(moved), Unknown(paper)]
