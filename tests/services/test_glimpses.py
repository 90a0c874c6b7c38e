"""Glimpses are made of what a part is made of, a little at a time, and kept with it."""

import threading
from pathlib import Path
from typing import Any

import pytest

from journal_app import storage
from journal_app.domain import glimpse, voice
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record
from journal_app.domain.errors import JournalError, NotKept
from journal_app.domain.ink import codec as inkcodec
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.lines import Piece, Wanted
from journal_app.services import glimpses as making
from journal_app.services.glimpses import Glimpses
from journal_app.services.lines import Lines
from journal_app.services.session import Session
from journal_app.storage import entries, parts
from tests.fakes import SUNDAY_EVENING, FakeClock, Post
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

ONE = EntryId("one")


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    opened = opener.open(folder)
    opened.journal.do(entries.begin, Entry(ONE, SUNDAY_EVENING)).result(20)
    return opened


def make(session: Session, kind: Kind, *records: bytes, body: bytes = b"") -> None:
    """Make the part of the entry, with these records."""
    part = Part(PartId("part"), kind, 0, SUNDAY_EVENING, body=body)
    session.journal.do(parts.begin, ONE, part).result(20)
    for seq, record in enumerate(records):
        session.journal.do(parts.append, part.id, Record(seq, 0, record)).result(20)


def piece(session: Session) -> Piece:
    """Return the part as a line has it."""
    told = Lines(session.journal, Calendar(FakeClock())).first(Wanted(), 1).result(20)
    ((one,),) = (each.pieces for each in told.values())
    return one


def strokes(count: int) -> list[bytes]:
    return [
        inkcodec.pack(
            Add(
                Stroke.of(n, "pen", "sage", 4.0, 0, (Sample(n, 0), Sample(9 * n, 50), Sample(0, n)))
            )
        )
        for n in range(1, count + 1)
    ]


def spoken(pages: int, loud: int = 60) -> list[bytes]:
    sound = b"as long as sound is" * 500
    peaks = bytes((256 - loud, loud)) * 100
    said = [voice.Page(0, n * voice.RATE, (n + 1) * voice.RATE, sound, peaks) for n in range(pages)]
    return [voice.pack(voice.Header(0, 0, 0, sound)), *map(voice.pack, said)]


def never(_what: object) -> bytes:
    raise AssertionError("nothing here is a photo")


def test_a_drawing_of_many_records_is_read_a_little_at_a_time_and_kept_as_a_sketch(
    session: Session,
) -> None:
    count = 2 * making.PIECE + 3
    make(session, Kind.INK, *strokes(count), b"\x7fof a newer version")
    Glimpses(session, never).make(piece(session)).result(20)
    sketch = glimpse.read_ink(piece(session).glimpse or b"")
    assert sketch is not None
    assert len(sketch.lines) == count


def test_a_voice_is_kept_as_bars_without_any_sound(session: Session) -> None:
    make(session, Kind.VOICE, *spoken(7))
    Glimpses(session, never).make(piece(session)).result(20)
    assert glimpse.read_voice(piece(session).glimpse or b"") == (1.0,) * glimpse.BARS


def test_of_a_voice_only_what_one_sees_is_read(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    real = storage.glimpses.records

    def look(*args: Any) -> tuple[tuple[int, bytes], ...]:
        found = real(*args)
        read.extend(body for _seq, body in found)
        return found

    make(session, Kind.VOICE, *spoken(7))
    monkeypatch.setattr(storage.glimpses, "records", look)
    Glimpses(session, never).make(piece(session)).result(20)
    assert len(read) == 8
    assert max(map(len, read)) <= voice.LEAD_BYTES


def test_what_is_empty_has_an_empty_glimpse_and_is_not_made_again(session: Session) -> None:
    make(session, Kind.INK)
    assert piece(session).glimpse is None
    Glimpses(session, never).make(piece(session)).result(20)
    assert piece(session).glimpse == b""


def test_a_photo_is_made_small_by_whoever_can_and_not_on_the_callers_thread(
    session: Session,
) -> None:
    where: list[str] = []

    def shrink(body: bytes) -> bytes:
        where.append(threading.current_thread().name)
        return body[:5]

    make(session, Kind.PHOTO, body=b"small and a lot more")
    Glimpses(session, shrink).make(piece(session)).result(20)
    assert piece(session).glimpse == b"small"
    assert where[0].startswith("work")


def test_after_something_was_added_the_next_glimpse_shows_that_too(session: Session) -> None:
    make(session, Kind.INK, *strokes(2))
    made = Glimpses(session, never)
    made.make(piece(session)).result(20)
    more = Record(2, 0, strokes(3)[-1])
    session.journal.do(parts.append, PartId("part"), more).result(20)
    assert piece(session).glimpse is None
    made.make(piece(session)).result(20)
    sketch = glimpse.read_ink(piece(session).glimpse or b"")
    assert sketch is not None
    assert len(sketch.lines) == 3


def test_a_journal_that_is_closed_ends_it_with_a_sentence(session: Session, post: Post) -> None:
    make(session, Kind.INK, *strokes(2))
    known = piece(session)
    session.close()
    done: list[None] = []
    refused: list[JournalError] = []
    Glimpses(session, never).make(known).then(done.append, refused.append)
    post.run_until(lambda: bool(refused))
    assert isinstance(refused[0], NotKept)
    assert not done
