"""Versions through the door: compared beside the writing, brought back, thinned now and then."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, update

from journal_app.domain.changes import Changed
from journal_app.domain.comparing import Fate, Piece
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId
from journal_app.domain.versions import History
from journal_app.services.session import Session
from journal_app.services.versions import REST_S, Versions
from journal_app.storage import entries, parts
from journal_app.storage.schema import version
from tests.fakes import FakeClock
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

PART = PartId("p")


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    made = opener.open(folder)
    now = made.clock.now()
    made.journal.do(entries.begin, Entry(EntryId("e"), now)).result(20)
    made.journal.do(parts.begin, EntryId("e"), Part(PART, Kind.WORDS, 0, now)).result(20)
    return made


def put(session: Session, clock: FakeClock, *texts: str) -> None:
    for text in texts:
        clock.go_on(60)
        session.journal.do(parts.put, PART, text.encode(), clock.now().utc_ms).result(20)


def history(session: Session) -> History:
    found = Versions(session).of(PART).result(20)
    assert found is not None
    return found


def count(db: Connection) -> int:
    return db.execute(select(func.count()).select_from(version)).scalar_one()


def test_a_version_is_compared_word_by_word_without_its_marks(
    session: Session, clock: FakeClock
) -> None:
    put(session, clock, "# the river\n*slow* water", "# the river\nslow **warm** water")
    now = history(session)
    found = Versions(session).compare(now, now.versions[0]).result(20)
    assert found.body == b"# the river\n*slow* water"
    assert found.pieces == (
        Piece("the river\nslow ", Fate.STAYED),
        Piece("warm ", Fate.CAME),
        Piece("water", Fate.STAYED),
    )
    assert "river" not in repr(found) + repr(now)


def test_a_version_that_cant_be_read_says_so_and_compares_with_nothing(
    session: Session, clock: FakeClock
) -> None:
    put(session, clock, "slow", "slow water")

    def spoil(db: Connection) -> Changed:
        db.execute(update(version).values(body=b"spoiled"))
        return Changed(None)

    session.journal.do(spoil).result(20)
    now = history(session)
    found = Versions(session).compare(now, now.versions[0]).result(20)
    assert (found.body, found.pieces) == (None, ())


def test_what_is_brought_back_replaces_nothing_for_good(session: Session, clock: FakeClock) -> None:
    put(session, clock, "slow", "slow water")
    Versions(session).bring_back(PART, b"slow").result(20)
    now = history(session)
    assert now.body == b"slow"
    versions = Versions(session)
    bodies = [versions.compare(now, one).result(20).body for one in now.versions]
    assert bodies == [b"slow water", b"slow"]


def test_thinning_is_done_at_most_once_in_some_minutes(session: Session, clock: FakeClock) -> None:
    versions = Versions(session)
    put(session, clock, "a", "b", "c", "d")
    clock.go_on(3 * 24 * 3600)
    versions.thin()
    assert session.journal.ask(count).result(20) == 1
    put(session, clock, "e", "f", "g")
    clock.moment = clock.moment.__class__(clock.moment.utc_ms + 10**9, 60, "CET")
    versions.thin()
    assert session.journal.ask(count).result(20) == 4
    clock.seconds += REST_S
    versions.thin()
    assert session.journal.ask(count).result(20) == 2
