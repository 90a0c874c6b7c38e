"""Safekeeping: backups by the day, each on the thread "work", and no key left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.domain.entry import Entry, new_entry_id
from journal_app.domain.errors import NotKept
from journal_app.domain.rotation import Occasion
from journal_app.services.journal import Journal
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage import backup, entries
from journal_app.storage.exchange import End
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock, Post
from tests.keyrings import FakeKeychain

VAULT_ID = "5" * 32


@pytest.fixture
def session(folder: Path, journal: Journal, clock: FakeClock, post: Post) -> Iterator[Session]:
    """An open journal with an entry."""
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(folder, Header(VAULT_ID, 0, mark, OpensWith.KEYRING, State.READY))
    _write(journal)
    work = Work(post.deliver)
    made = Session(folder, FakeKeychain(), clock, post.deliver, journal, work)
    made.key.trust(bytearray(KEY))
    yield made
    made.close()


@pytest.fixture
def safekeeping(session: Session) -> Safekeeping:
    return Safekeeping(session)


def _write(journal: Journal) -> None:
    journal.do(entries.begin, Entry(new_entry_id(), SUNDAY_EVENING)).result(20)


def test_a_day_gets_one_backup_and_only_if_something_was_written(
    safekeeping: Safekeeping, journal: Journal, clock: FakeClock
) -> None:
    first = safekeeping.daily().result(20)
    assert first is not None
    assert first.occasion is Occasion.WEEKLY
    _write(journal)
    assert safekeeping.daily().result(20) is None, "one of today is there"
    clock.go_on(86_400)
    second = safekeeping.daily().result(20)
    assert second is not None
    clock.go_on(86_400)
    assert safekeeping.daily().result(20) is None, "nothing was written since"
    assert safekeeping.every().result(20) == (second, first)


def test_a_backup_made_by_hand_is_listed_and_ready_to_be_put_in_place(
    safekeeping: Safekeeping, folder: Path
) -> None:
    made = safekeeping.back_up().result(20)
    assert made.occasion is Occasion.BY_HAND
    assert safekeeping.every().result(20) == (made,)
    assert safekeeping.last_good().result(20) == made
    assert safekeeping.when(made) == SUNDAY_EVENING
    safekeeping.prepare(made).result(20)
    assert (folder / End.ASIDE / "journal.db").read_bytes() == made.file.read_bytes()


def test_after_closing_there_is_no_key_and_none_is_taken(
    safekeeping: Safekeeping, session: Session, folder: Path
) -> None:
    reply = safekeeping.back_up()
    session.close()
    with pytest.raises(NotKept):
        safekeeping.before_migration()
    assert reply._future.done()
    assert all(one.verified for one in backup.every(folder))


def test_before_the_journal_is_open_there_is_nothing_to_copy(
    folder: Path, clock: FakeClock, post: Post
) -> None:
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    work = Work(post.deliver)
    session = Session(folder, FakeKeychain(), clock, post.deliver, door, work)
    early = Safekeeping(session)
    with pytest.raises(NotKept, match="isn’t open just now"):
        early.back_up().result(20)
    session.close()
    heard: list[object] = []
    early.every().then(heard.append, heard.append)
    post.run_until(lambda: bool(heard))
    assert isinstance(heard[0], NotKept)
