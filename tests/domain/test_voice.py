import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import voice
from journal_app.domain.entry import Record
from journal_app.domain.voice import (
    RATE,
    Bookmark,
    Event,
    EventKind,
    Header,
    Page,
    Piece,
    Tick,
    Trim,
    Unknown,
    VoiceNote,
    fold,
    numbered,
    pack,
    shape,
    unpack,
)
from journal_app.domain.voice.records import page_head

frames = st.integers(0, 2**60)
small = st.integers(0, 2**32 - 1)
blobs = st.binary(max_size=200)

headers = st.builds(
    Header,
    small,
    frames,
    st.integers(-(2**60), 2**60),
    blobs,
    small,
    st.integers(1, 255),
    st.text(st.characters(codec="ascii"), max_size=30),
)
pages = st.builds(Page, small, frames, frames, blobs, blobs)
events = st.builds(Event, frames, st.text(max_size=20) | st.sampled_from(EventKind), small)


def _page(segment: int, start: int, end: int, data: bytes = b"p") -> bytes:
    peaks = b"\xff\x01" * (end // voice.PEAK_FRAMES - start // voice.PEAK_FRAMES)
    return pack(Page(segment, start, end, data, peaks))


def _header(segment: int, start: int = 0, utc_ms: int = 1_000) -> bytes:
    return pack(Header(segment, start, utc_ms, b"h%d" % segment))


@given(pages)
def test_the_head_of_a_page_is_what_all_of_it_says(page: Page) -> None:
    assert page_head(pack(page)) == (page.segment, page.start, page.end, page.peaks)


others = (
    st.builds(Bookmark, small, frames, st.text(max_size=20), st.booleans())
    | st.builds(Trim, frames, frames)
    | st.builds(Tick, frames, st.integers(-(2**60), 2**60))
)


@given(headers | events | others | st.builds(Unknown, blobs.filter(lambda b: b[:2] != b"\x02\x01")))
def test_nothing_else_has_the_head_of_a_page(record: voice.VoiceRecord) -> None:
    assert page_head(pack(record)) is None
    assert page_head(pack(Page(1, 0, 480, b"", b""))[:-1]) is None


@given(headers | pages | events | others)
def test_a_record_comes_back_as_it_was(record: voice.VoiceRecord) -> None:
    assert unpack(pack(record)) == record


@given(blobs)
def test_no_bytes_are_an_error_and_none_are_changed(body: bytes) -> None:
    record = unpack(body)
    if isinstance(record, Unknown):
        assert pack(record) == body


@pytest.mark.parametrize("lead", [b"\x01\x02", b"\x09\x01"], ids=["version", "kind"])
def test_a_record_of_a_later_release_is_kept_and_left_out(lead: bytes) -> None:
    later = lead + b"what we can't know"
    assert unpack(later) == Unknown(later)
    assert fold(numbered([_header(1), later, _page(1, 0, RATE)])).seconds == 1.0


def test_a_note_is_its_pages_in_order() -> None:
    note = fold(numbered([_header(1), _page(1, 0, 480, b"a"), _page(1, 480, 960, b"b")]))
    assert [one.pieces for one in note.stretches] == [(Piece(0, 2), Piece(1, 1), Piece(2, 1))]
    assert note.frames == 960
    assert note.peaks == b"\xff\x01\xff\x01"


@given(st.integers(0, 9))
def test_any_beginning_of_a_note_is_a_note(count: int) -> None:
    bodies = [_header(1)]
    bodies += [_page(1, n * 480, (n + 1) * 480) for n in range(4)]
    bodies += [pack(Event(1920, EventKind.PAUSE)), _header(2, 1920)]
    bodies += [_page(2, 1920, 2400)]
    note = fold(numbered(bodies[:count]))
    assert note.frames == 480 * sum(isinstance(unpack(body), Page) for body in bodies[:count])
    assert len(note.peaks) == 2 * note.frames // 480


def test_a_damaged_page_costs_itself_and_moves_nothing() -> None:
    bodies = [_header(1), *(_page(1, n * RATE, (n + 1) * RATE, b"%d" % n) for n in range(4))]
    del bodies[2]
    note = fold(numbered(bodies))
    assert [(s.start, s.end, [p.seq for p in s.pieces]) for s in note.stretches] == [
        (0, RATE, [0, 1]),
        (2 * RATE, 4 * RATE, [0, 2, 3]),
    ]
    assert note.peaks[200:400] == bytes(200)
    assert len(note.peaks) == 800
    assert note.utc_ms_at(3 * RATE) == 4_000


def test_a_segment_whose_beginning_is_damaged_is_left_out() -> None:
    assert fold(numbered([_page(1, 0, 480)])) == VoiceNote()


def test_each_segment_has_its_own_place_on_the_clock() -> None:
    bodies = [_header(1, 0, 10_000), _page(1, 0, RATE)]
    bodies += [_header(2, RATE, 70_000), _page(2, RATE, 3 * RATE)]
    note = fold(numbered(bodies))
    assert note.utc_ms_at(RATE // 2) == 10_500
    assert note.utc_ms_at(2 * RATE) == 71_000
    assert VoiceNote().utc_ms_at(0) is None


def test_what_happened_is_told() -> None:
    event = Event(480, EventKind.GAP, 700)
    assert fold(numbered([pack(event)])).events == (event,)


def test_nothing_spoken_is_shown_by_printing_a_note() -> None:
    note = fold(numbered([_header(1), _page(1, 0, 480, b"spoken")]))
    assert "spoken" not in repr(note)
    assert "spoken" not in repr(unpack(_page(1, 0, 480, b"spoken")))


@given(
    st.lists(st.tuples(st.integers(-128, 0), st.integers(0, 127)), min_size=1), st.integers(1, 50)
)
def test_a_waveform_keeps_its_highest_and_lowest(
    pairs: list[tuple[int, int]], columns: int
) -> None:
    peaks = array("b", [value for pair in pairs for value in pair]).tobytes()
    drawn = shape(peaks, columns)
    assert len(drawn) == columns
    if columns <= len(pairs):
        assert min(low for low, _ in drawn) == min(low for low, _ in pairs)
        assert max(high for _, high in drawn) == max(high for _, high in pairs)
    assert set(drawn) <= {(low, high) for low, _ in pairs for _, high in pairs}


def test_no_sound_has_no_shape() -> None:
    assert shape(b"", 10) == []
    assert shape(b"\x01\x02", 0) == []


@pytest.mark.parametrize(
    ("seconds", "face"), [(0, "0:00"), (42.9, "0:42"), (725, "12:05"), (3723, "1:02:03")]
)
def test_a_time_is_shown_as_people_read_it(seconds: float, face: str) -> None:
    assert voice.clock_face(seconds) == face


def test_the_format_of_a_page_is_what_older_journals_hold() -> None:
    page = Page(1, 2, 3, b"data", b"pk")
    assert pack(page) == b"\x02\x01" + struct.pack("<IQQI", 1, 2, 3, 2) + b"pkdata"


def test_the_beginnings_of_its_records_are_enough_for_a_note() -> None:
    whole = numbered([_header(1), pack(Page(1, 0, 480, bytes(4_000), b"\xff\x01"))])
    cut = [Record(one.seq, 0, one.body[:40], len(one.body) - len(one.body[:40])) for one in whole]
    assert fold(cut) == fold(whole)


def test_a_place_is_named_again_and_taken_back() -> None:
    first, again = Bookmark(1, 480, "river"), Bookmark(1, 480, "slow river")
    other, gone = Bookmark(2, 0, "door"), Bookmark(2, 0, gone=True)
    marked = [pack(one) for one in (first, other, again)]
    assert fold(numbered(marked)).bookmarks == (other, again)
    assert fold(numbered([*marked, pack(gone)])).bookmarks == (again,)
    assert "river" not in repr(again)


def test_what_is_trimmed_is_still_there() -> None:
    bodies = [_header(1), _page(1, 0, 960), pack(Trim(480, 720))]
    note = fold(numbered(bodies))
    assert (note.begins, note.ends, note.frames) == (480, 720, 960)
    whole = fold(numbered([*bodies, pack(Trim(0, 0))]))
    assert (whole.begins, whole.ends, whole.trim) == (0, 960, None)
    assert fold(numbered([*bodies, pack(Trim(5_000, 9_000))])).begins == 960


def test_a_sound_card_that_drifts_is_followed_by_ticks() -> None:
    fast = [Tick(n * 60 * RATE, 1_000 + n * 60_006) for n in range(11)]  # 100 ppm
    bodies = [_header(1), _page(1, 0, 600 * RATE), *map(pack, fast[1:])]
    note = fold(numbered(bodies))
    assert note.utc_ms_at(600 * RATE) == 601_060
    assert note.utc_ms_at(90 * RATE) == 91_009
    assert note.frame_at(91_009) == 90 * RATE
    for second in range(0, 601, 7):
        at = note.utc_ms_at(second * RATE)
        assert at is not None
        assert abs(note.frame_at(at) - second * RATE) <= RATE // 1000


def test_a_tick_behind_a_pause_says_nothing_of_what_was_before() -> None:
    bodies = [_header(1, 0, 10_000), _page(1, 0, 20 * RATE), pack(Tick(20 * RATE, 30_005))]
    bodies += [_header(2, 20 * RATE, 90_000), _page(2, 20 * RATE, 40 * RATE)]
    note = fold(numbered(bodies))
    assert [note.utc_ms_at(s * RATE) for s in (10, 20, 21)] == [20_000, 90_000, 91_000]
    note = fold(numbered([*bodies, pack(Tick(20 * RATE, 89_990))]))
    assert [note.utc_ms_at(s * RATE) for s in (10, 20, 21)] == [20_000, 89_990, 90_990]
    assert note.frame_at(20_000) == 10 * RATE


def test_a_moment_in_a_pause_is_the_end_of_what_was_said() -> None:
    bodies = [_header(1, 0, 10_000), _page(1, 0, RATE)]
    bodies += [_header(2, RATE, 70_000), _page(2, RATE, 3 * RATE)]
    note = fold(numbered(bodies))
    moments = (0, 10_000, 10_500, 30_000, 70_000, 71_000, 99_000)
    seconds = [note.frame_at(utc_ms) / RATE for utc_ms in moments]
    assert seconds == [0, 0, 0.5, 1, 1, 2, 3]
    assert VoiceNote().frame_at(5) == 0
