"""What is missing of a recording, where, and why."""

from journal_app.domain.voice import (
    PEAK_FRAMES,
    RATE,
    Cause,
    Event,
    EventKind,
    Gap,
    Header,
    Page,
    VoiceNote,
    VoiceRecord,
    fold,
    gaps,
    numbered,
    pack,
)


def _note(*records: VoiceRecord) -> VoiceNote:
    return fold(numbered(map(pack, records)))


def _segment(number: int, start: float, end: float) -> tuple[Header, Page]:
    first, last = round(start * RATE), round(end * RATE)
    return Header(number, first, 0, b"h"), Page(number, first, last, b"p")


def _lost(at: float, missing_ms: int) -> tuple[Event, Event]:
    frame = round(at * RATE)
    return (
        Event(frame, EventKind.DEVICE_LOST),
        Event(frame, EventKind.GAP, missing_ms),
    )


def test_a_microphone_that_was_away_leaves_a_hole() -> None:
    note = _note(*_segment(1, 0, 4), *_lost(4, 7_000), *_segment(2, 5, 9))
    assert gaps(note) == (Gap(4 * RATE, 5 * RATE, 7.0, Cause.AWAY),)


def test_the_hole_is_found_where_a_stretch_ends_within_a_peak() -> None:
    short = Page(1, 0, 4 * RATE - 100, b"p")
    note = _note(Header(1, 0, 0, b"h"), short, *_lost(4, 1_000), *_segment(2, 5, 9))
    assert gaps(note) == (Gap(4 * RATE, 5 * RATE, 1.0, Cause.AWAY),)


def test_sound_that_never_came_is_missing_without_a_hole() -> None:
    note = _note(*_segment(1, 0, 4), Event(4 * RATE, EventKind.GAP, 2_500), *_segment(2, 4, 6))
    assert gaps(note) == (Gap(4 * RATE, 4 * RATE, 2.5, Cause.UNHEARD),)


def test_a_page_that_is_gone_is_a_piece_that_cannot_be_read() -> None:
    header, first = _segment(1, 0, 1)
    note = _note(header, first, Page(1, 2 * RATE, 3 * RATE, b"p"))
    assert gaps(note) == (Gap(RATE, 2 * RATE, 1.0, Cause.UNREADABLE),)


def test_how_much_is_missing_at_the_end_nobody_knows() -> None:
    note = _note(*_segment(1, 0, 4), Event(4 * RATE, EventKind.DEVICE_LOST))
    assert gaps(note) == (Gap(4 * RATE, 4 * RATE, None, Cause.AWAY),)


def test_a_pause_and_the_end_of_a_peak_are_no_gaps() -> None:
    ends = 4 * RATE - 100
    pause = Event(4 * RATE, EventKind.PAUSE)
    note = _note(Header(1, 0, 0, b"h"), Page(1, 0, ends, b"p"), pause, *_segment(2, 4, 6))
    assert note.stretches[1].start - note.stretches[0].end < PEAK_FRAMES
    assert gaps(note) == ()
