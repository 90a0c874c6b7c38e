"""The bin and the seals of an open journal: counted, put back, let go, cut off by a lock."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, PartId, Seal
from journal_app.domain.errors import NotKept
from journal_app.domain.shelved import Counts
from journal_app.services.session import Session
from journal_app.services.shelving import Shelving
from journal_app.services.work import Work
from journal_app.storage import binned, entries, parts
from tests.services.sessions import Opener, opener
from tests.storage import shelves

__all__ = ["opener"]

DAY = 86_400


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    return opener.open(folder)


@pytest.fixture
def shelving(session: Session) -> Shelving:
    return Shelving(session, Calendar(session.clock))


def _make(session: Session, name: str, strokes: int = 0) -> EntryId:
    def make(db: Connection) -> Changed:
        return Changed(shelves.make(db, name, "slow water", strokes))

    session.journal.do(make).result(20)
    return EntryId(name)


def _swept(session: Session) -> None:
    """Wait until all work that was asked for is done."""
    session.work.do(lambda: None).result(20)


def test_what_lies_out_of_sight_is_counted(session: Session, shelving: Shelving) -> None:
    names = [_make(session, name, 1) for name in "abcd"]
    assert shelving.counts().result(20) == Counts(0, 0)
    shelving.bin(names[0]).result(20)
    session.journal.do(parts.take_out, PartId("b drawing"), 5).result(20)
    shelving.seal(names[2], Seal()).result(20)
    shelving.seal(names[3], Seal(date(2026, 11, 22))).result(20)
    assert shelving.counts().result(20) == Counts(in_bin=2, sealed=1)
    shelving.unbin(names[0]).result(20)
    shelving.unseal(names[2]).result(20)
    assert shelving.counts().result(20) == Counts(in_bin=1, sealed=0)


def test_a_day_is_told_as_it_is_where_one_is_now(opener: Opener, session: Session) -> None:
    shelving = Shelving(session, Calendar(session.clock, 4))
    now = opener.clock.now()
    assert shelving.day(now.utc_ms) == date(2026, 11, 22)
    opener.clock.moment = replace(now, offset_minutes=60 * 9)
    assert shelving.day(now.utc_ms) == date(2026, 11, 23)
    assert shelving.day(now.utc_ms - 1000 * 60 * 31) == date(2026, 11, 22), "before four"


def test_nothing_younger_than_30_days_is_let_go(
    opener: Opener, session: Session, shelving: Shelving
) -> None:
    old, new = _make(session, "old", 30), _make(session, "new")
    shelving.bin(old).result(20)
    opener.clock.go_on(1)
    shelving.bin(new).result(20)
    opener.clock.go_on(30 * DAY - 2)
    shelving.let_go_of_old().result(20)
    assert len(shelving.in_bin().result(20)) == 2
    assert not any(map(shelving.is_old, shelving.in_bin().result(20)))
    opener.clock.go_on(1)
    assert [shelving.is_old(thing) for thing in shelving.in_bin().result(20)] == [False, True]
    shelving.let_go_of_old().result(20)
    (left,) = shelving.in_bin().result(20)
    assert left.entry == new
    _swept(session)
    assert not session.journal.ask(binned.unswept).result(20)
    with pytest.raises(NotKept):
        session.journal.ask(entries.key_of, old).result(20)


def test_emptied_it_is_empty_and_its_room_is_given_back(
    session: Session, shelving: Shelving
) -> None:
    kept = _make(session, "kept")
    shelving.bin(_make(session, "big", 400)).result(20)
    shelving.bin(_make(session, "small")).result(20)
    shelving.empty().result(20)
    assert shelving.in_bin().result(20) == ()
    _swept(session)
    assert not session.journal.ask(binned.unswept).result(20)
    assert session.journal.ask(binned.unused).result(20) == 0
    assert [line.id for line in session.journal.ask(entries.newest, 9).result(20)] == [kept]


def test_put_back_from_the_list_it_is_where_it_was(session: Session, shelving: Shelving) -> None:
    name = _make(session, "a", 1)
    session.journal.do(parts.take_out, PartId("a drawing"), 5).result(20)
    (thing,) = shelving.in_bin().result(20)
    shelving.put_back(thing).result(20)
    assert len(session.journal.ask(entries.load, name).result(20).parts) == 2
    with pytest.raises(NotKept, match="isn’t in the bin any more"):
        shelving.put_back(thing).result(20)


class CutShort(Work):
    """Lets two breaths be taken, and is closed then."""

    breaths = 0

    @override
    def breathe(self) -> None:
        self.breaths += 1
        if self.breaths > 2:
            raise NotKept("closed")


def test_what_a_lock_cuts_off_goes_another_day(session: Session, shelving: Shelving) -> None:
    name = _make(session, "big", 100)
    session.journal.do(binned.put, name, 1).result(20)
    session.journal.do(binned.let_go, None).result(20)
    work = CutShort(session.deliver)
    hasty = Shelving(replace(session, work=work), Calendar(session.clock))
    with pytest.raises(NotKept, match="closed"):
        hasty.sweep().result(20)
    work.close()
    assert session.journal.ask(binned.unswept).result(20)
    assert shelving.counts().result(20) == Counts(0, 0)
    shelving.sweep().result(20)
    assert not session.journal.ask(binned.unswept).result(20)


def test_a_lock_in_the_midst_of_it_need_not_wait_for_the_end(
    session: Session, shelving: Shelving
) -> None:
    shelving.bin(_make(session, "big", 2000)).result(20)
    shelving.empty()
    session.close()


def test_a_sweep_with_nothing_to_do_writes_nothing(
    opener: Opener, session: Session, shelving: Shelving
) -> None:
    _make(session, "a", 30)
    opener.post.run_until(lambda: bool(opener.post.changes))
    before = len(opener.post.changes)
    shelving.sweep().result(20)
    opener.post.deliver(lambda: opener.post.changes.append(opener.post.changes[0]))
    opener.post.run_until(lambda: len(opener.post.changes) > before)
    assert len(opener.post.changes) == before + 1


def test_what_cannot_be_done_says_so(shelving: Shelving) -> None:
    nobodys = EntryId("nobody's")
    for reply in (shelving.bin(nobodys), shelving.unbin(nobodys), shelving.unseal(nobodys)):
        with pytest.raises(NotKept):
            reply.result(20)
