"""Folding: many records of a drawing become few, and every one of them can still be told."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, update

from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record
from journal_app.domain.errors import NotKept
from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Unknown
from journal_app.media import ink
from journal_app.services.folding import RUN, Folding
from journal_app.services.session import Session
from journal_app.storage import entries, folding, parts
from journal_app.storage.schema import glimpse, part, record
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

ENTRY, PART = EntryId("e"), PartId("p")


def made(number: int) -> InkRecord:
    if number % 10 == 9:
        return Hide((number - 1,))
    samples = [Sample(number + n, 2 * n, 0.1 * (n % 9), 8.0 * n) for n in range(30)]
    return Add(Stroke.of(number, "pen", "sage", 4.0, 1_000 * number, samples))


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    opened = opener.open(folder)
    now = opened.clock.now()
    opened.journal.do(entries.begin, Entry(ENTRY, now)).result(20)
    opened.journal.do(parts.begin, ENTRY, Part(PART, Kind.INK, 0, now)).result(20)
    return opened


def draw(session: Session, count: int, first: int = 0) -> list[Record]:
    records = [Record(n, 50 * n, codec.pack(made(n))) for n in range(first, first + count)]
    for one in records:
        session.journal.do(parts.append, PART, one).result(20)
    return records


def kept(session: Session) -> tuple[Record, ...]:
    return session.journal.ask(entries.load, ENTRY).result(20).parts[0].records


def fold(session: Session) -> None:
    Folding(session).fold().result(20)


def test_a_long_drawing_becomes_a_few_rows_and_stays_what_it_was(session: Session) -> None:
    before = draw(session, 2 * RUN + 5)
    fold(session)
    rows = kept(session)
    assert [row.seq for row in rows] == [RUN - 1, 2 * RUN - 1, *range(2 * RUN, 2 * RUN + 5)]
    told = ink.unfold(rows)
    assert [(one.seq, one.made_ms) for one in told] == [(one.seq, one.made_ms) for one in before]
    assert codec.unpack_all(one.body for one in rows) == codec.unpack_all(
        one.body for one in before
    )
    assert sum(len(row.body) for row in rows) < sum(len(one.body) for one in before) / 2


def test_a_drawing_goes_on_after_it_was_folded_and_is_folded_again(session: Session) -> None:
    draw(session, RUN)
    fold(session)
    draw(session, RUN + 1, first=RUN)
    fold(session)
    assert [row.seq for row in kept(session)] == [RUN - 1, 2 * RUN - 1, 2 * RUN]
    drawing = Drawing(codec.unpack_all(row.body for row in kept(session)))
    assert drawing.next_id == 2 * RUN + 1


def test_few_records_stay_as_they_are(session: Session) -> None:
    before = draw(session, RUN - 1)
    fold(session)
    assert list(kept(session)) == before


def test_what_cannot_be_read_is_folded_as_it_came(session: Session) -> None:
    draw(session, RUN - 1)
    odd = Record(RUN - 1, 7, b"\x7fsomething new")
    session.journal.do(parts.append, PART, odd).result(20)
    fold(session)
    assert ink.unfold(kept(session))[-1] == odd
    assert codec.unpack_all(row.body for row in kept(session))[-1] == Unknown(odd.body)


def test_a_glimpse_of_the_drawing_stays(session: Session) -> None:
    draw(session, RUN)

    def look(db: Connection) -> Changed:
        (key,) = db.execute(select(part.c.id)).scalars()
        db.execute(glimpse.insert().values(part_id=key, body=b"seen"))
        return Changed(None)

    session.journal.do(look).result(20)
    fold(session)
    counted = select(func.count()).select_from(glimpse)
    assert session.journal.ask(lambda db: db.execute(counted).scalar()).result(20) == 1


def test_a_drawing_is_looked_at_again_only_when_it_grew(session: Session) -> None:
    draw(session, RUN)
    fold(session)
    fold(session)
    assert session.journal.ask(folding.drawn_on).result(20) == ()
    draw(session, 1, first=RUN)
    assert len(session.journal.ask(folding.drawn_on).result(20)) == 1


def test_a_voice_is_never_folded(session: Session) -> None:
    draw(session, RUN)

    def speak(db: Connection) -> Changed:
        db.execute(update(part).values(kind=Kind.VOICE.value))
        return Changed(None)

    session.journal.do(speak).result(20)
    fold(session)
    assert len(session.journal.ask(lambda db: db.execute(select(record)).all()).result(20)) == RUN


def test_rows_that_changed_meanwhile_are_left_alone(session: Session) -> None:
    before = draw(session, 5)
    (key,) = session.journal.ask(folding.drawn_on).result(20)
    folded = ink.fold(before)
    with pytest.raises(NotKept):
        session.journal.do(folding.fold, key, 0, 4, folded).result(20)
    assert list(kept(session)) == before
