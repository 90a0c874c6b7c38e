"""A recording's sound, read piece by piece as it is heard."""

import io
from collections.abc import Sequence
from concurrent.futures import CancelledError
from itertools import pairwise

import pytest

from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.domain.entry import Record
from journal_app.domain.errors import SoundUnreadable
from journal_app.domain.voice import RATE, Header, Page, Tick, fold, numbered, unpack
from journal_app.services.voice.recording import AT_ONCE, Recording
from journal_app.services.voice.take import Take
from journal_app.services.voice.ticking import Ticking
from tests.fakes_sound import Shelf, decoded, tone

LONG_S = 120


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    kept = Shelf()
    take = Take(1, 0, 0, OpusStream(), kept.append)
    for _ in range(LONG_S):
        take.write(tone(1.0))
    take.close()
    return kept


class Reader:
    """Fetches records, and remembers which."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self.records = {record.seq: record for record in numbered(bodies)}
        self.asked: list[int] = []

    def fetch(self, seqs: Sequence[int]) -> list[Record]:
        self.asked += seqs
        return [self.records[seq] for seq in seqs if seq in self.records]


def test_only_what_is_heard_is_read(shelf: Shelf) -> None:
    reader = Reader(shelf)
    recording = Recording(shelf.note, reader.fetch)
    stretch = recording.note.stretches[0]
    opened = OpusReader(recording.open(stretch))
    assert opened.frames == LONG_S * RATE
    assert len(opened.read(30 * RATE, RATE)) == 2 * RATE
    assert len(set(reader.asked)) < 8 * AT_ONCE < len(shelf)


def test_what_is_read_is_the_stream(shelf: Shelf) -> None:
    tape = shelf.recording.open(shelf.note.stretches[0])
    pieces = [reader.data for reader in map(_page, shelf)]
    assert tape.read() == b"".join(pieces)
    assert tape.seek(-3, io.SEEK_END) == sum(map(len, pieces)) - 3
    assert tape.read() == pieces[-1][-3:]
    assert tape.seek(2) == 2
    assert tape.seek(3, io.SEEK_CUR) == 5
    assert tape.read(4) == pieces[0][5:9]
    assert tape.trouble is None


def _page(body: bytes) -> Header | Page:
    read = unpack(body)
    assert isinstance(read, Header | Page)
    return read


def test_a_record_that_is_gone_is_told_and_not_played_over(shelf: Shelf) -> None:
    reader = Reader(shelf)
    recording = Recording(shelf.note, reader.fetch)
    del reader.records[40]
    tape = recording.open(recording.note.stretches[0])
    opened = OpusReader(tape)
    assert len(opened.read(0, 5 * RATE)) == 10 * RATE
    assert tape.trouble is None
    opened.read(19 * RATE, 3 * RATE)
    assert isinstance(tape.trouble, SoundUnreadable)


def test_a_journal_that_was_closed_meanwhile_is_told(shelf: Shelf) -> None:
    def closed(_seqs: Sequence[int]) -> list[Record]:
        raise CancelledError

    tape = Recording(shelf.note, closed).open(shelf.note.stretches[0])
    with pytest.raises(SoundUnreadable):
        OpusReader(tape)
    assert isinstance(tape.trouble, SoundUnreadable)


def test_a_recording_is_decoded_whole(shelf: Shelf) -> None:
    assert len(decoded(shelf.recording)) == 2 * LONG_S * RATE


def _ticks(late_ms: Sequence[float], drift: float = 0.0) -> list[Tick]:
    """Hear a second of sound for each lateness, on a card that runs so much too slow."""
    ticking, start_ms = Ticking(0, 5_000 + round(late_ms[0])), 5_000
    heard = (
        ticking.hear(n * RATE, start_ms + round(1000 * n * (1 + drift) + late))
        for n, late in enumerate(late_ms, 1)
    )
    return [tick for tick in heard if tick is not None]


def test_sound_that_comes_in_time_needs_no_ticks() -> None:
    assert _ticks([0] * 60) == []
    assert _ticks([0, 300, 0, 40] * 60) == []


def test_a_beginning_that_came_late_is_put_right() -> None:
    assert _ticks([150] + [0] * 30) == [Tick(0, 5_000)]


def test_a_short_beginning_that_came_late_is_put_right_at_its_end() -> None:
    ticking = Ticking(0, 5_150)
    assert [ticking.hear(n * RATE, 5_000 + 1000 * n) for n in (1, 2)] == [None, None]
    assert ticking.rest() == Tick(0, 5_000)


def test_an_end_that_came_late_tells_nothing() -> None:
    ticking = Ticking(0, 5_000)
    assert [ticking.hear(n * RATE, 5_000 + 1000 * n) for n in range(1, 11)] == [None] * 10
    assert ticking.hear(11 * RATE, 16_300) is None
    assert ticking.rest() is None


def test_a_drifting_card_is_followed_within_some_milliseconds() -> None:
    drift = 200e-6
    found = _ticks([0] * 600, drift)
    assert found
    for tick in found:
        assert tick.utc_ms == pytest.approx(5_000 + 1000 * tick.frame / RATE * (1 + drift), abs=2)
    gaps = pairwise(found)
    assert all(later.frame - one.frame <= 60 * RATE for one, later in gaps)


def test_a_note_of_nothing_has_no_sound() -> None:
    assert decoded(Recording(fold(()), Reader(()).fetch)) == b""
