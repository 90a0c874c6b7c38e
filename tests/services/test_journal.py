"""The door: everything in order, every failure heard, nothing kept waiting in vain."""

from pathlib import Path
from threading import Event, current_thread

import pytest
from sqlalchemy import Connection

from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, EntryId, new_entry_id
from journal_app.domain.errors import DiskFull, JournalError, NotKept, VaultMissing
from journal_app.services.journal import Journal
from journal_app.storage import entries, vault
from tests.fakes import KEY, SUNDAY_EVENING, Post


def _entry() -> Entry:
    return Entry(new_entry_id(), SUNDAY_EVENING)


def _refuse(db: Connection) -> Changed:
    raise NotKept("Not kept yet.")


def _break(db: Connection) -> Changed:
    raise KeyError("ours")


def test_verbs_run_on_one_thread_of_their_own(journal: Journal) -> None:
    def thread(db: Connection) -> str:
        return current_thread().name

    names = {journal.ask(thread).result(10) for _time in range(5)}
    assert names == {"vault_0"}


def test_what_was_asked_before_the_vault_opens_happens_afterwards_in_order(
    folder: Path, post: Post
) -> None:
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    first, second = _entry(), _entry()
    door.do(entries.begin, first)
    door.do(entries.begin, second)
    lines = door.ask(entries.newest, 10)
    door.open(lambda: vault.create(folder, KEY))
    assert {line.id for line in lines.result(20)} == {first.id, second.id}
    door.close()


def test_a_committed_write_is_told_and_a_refused_one_too(journal: Journal, post: Post) -> None:
    entry = _entry()
    journal.do(entries.begin, entry)
    journal.do(_refuse)
    post.run_until(lambda: bool(post.changes and post.failures))
    assert post.changes == [Changed(entry.id, line=True)]
    assert [str(failure) for failure in post.failures] == ["Not kept yet."]


def test_a_refused_verb_calls_the_otherwise_of_its_reply(journal: Journal, post: Post) -> None:
    heard: list[JournalError] = []
    journal.do(_refuse).then(lambda changed: None, heard.append)
    post.run_until(lambda: bool(heard))
    assert isinstance(heard[0], NotKept)


def test_a_bug_counts_as_not_kept_and_is_not_swallowed(journal: Journal, post: Post) -> None:
    journal.do(_break)
    with pytest.raises(KeyError):
        post.run_until(lambda: False)
    assert [type(failure) for failure in post.failures] == [NotKept]


def test_closing_finishes_what_was_asked(folder: Path, post: Post) -> None:
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    door.open(lambda: vault.create(folder, KEY)).result(20)
    hold = Event()

    def slow(db: Connection) -> Changed:
        assert hold.wait(10)
        return entries.begin(db, _entry())

    reply = door.do(slow)
    hold.set()
    door.close()
    assert isinstance(reply.result(0), Changed)


def test_closing_a_journal_that_never_opened_gives_every_verb_its_no(post: Post) -> None:
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    door.do(entries.begin, _entry())
    door.close()
    post.run_until(lambda: bool(post.failures))
    assert isinstance(post.failures[0], NotKept)


def test_a_verb_after_closing_gets_its_no(journal: Journal, post: Post) -> None:
    journal.close()
    journal.do(entries.begin, _entry())
    post.run_until(lambda: bool(post.failures))


def test_verbs_go_on_waiting_when_opening_fails_and_run_when_it_succeeds(
    folder: Path, post: Post
) -> None:
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    entry = _entry()
    kept = door.do(entries.begin, entry)
    with pytest.raises(VaultMissing):
        door.open(lambda: vault.unlock(folder, KEY)).result(20)
    door.open(lambda: vault.create(folder, KEY)).result(20)
    assert kept.result(20).entry == EntryId(entry.id)
    door.close()


class _Disk:
    """A disk as a verb finds it: full so many times, with so much ballast to throw out."""

    def __init__(self, *, full: int, ballast: int = 0) -> None:
        self.full = full
        self.ballast = ballast
        self.asked = 0

    def make_room(self) -> bool:
        self.asked += 1
        self.ballast -= 1
        return self.ballast >= 0

    def begin(self, db: Connection, entry: Entry) -> Changed:
        changed = entries.begin(db, entry)
        self.full -= 1
        if self.full >= 0:
            raise DiskFull("Not kept yet — disk is full.")
        return changed


def _door(folder: Path, post: Post, disk: _Disk) -> Journal:
    door = Journal(post.deliver, post.failures.append, post.changes.append, disk.make_room)
    door.open(lambda: vault.create(folder, KEY)).result(20)
    return door


def test_a_full_disk_that_can_be_given_room_costs_nobody_anything(folder: Path, post: Post) -> None:
    disk = _Disk(full=1, ballast=1)
    door, entry = _door(folder, post, disk), _entry()
    assert door.do(disk.begin, entry).result(20) == Changed(entry.id, line=True)
    assert [line.id for line in door.ask(entries.newest, 9).result(20)] == [entry.id]
    door.do(disk.begin, _entry()).result(20)
    assert disk.asked == 1
    door.close()
    assert post.failures == []


@pytest.mark.parametrize("ballast", [0, 1])
def test_a_disk_that_stays_full_is_said_and_the_same_file_goes_on(
    folder: Path, post: Post, ballast: int
) -> None:
    disk = _Disk(full=1 + ballast, ballast=ballast)
    door, entry = _door(folder, post, disk), _entry()
    with pytest.raises(DiskFull):
        door.do(disk.begin, entry).result(20)
    assert door.ask(entries.newest, 9).result(20) == ()
    door.do(disk.begin, entry).result(20)
    door.close()
    assert disk.asked == 1


def test_nothing_is_thrown_out_for_another_refusal(folder: Path, post: Post) -> None:
    disk = _Disk(full=0, ballast=1)
    door = _door(folder, post, disk)
    with pytest.raises(NotKept):
        door.do(_refuse).result(20)
    assert disk.asked == 0
    door.close()
