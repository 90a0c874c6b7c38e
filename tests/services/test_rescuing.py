"""The weekly check, and rescues on a thread of their own that take a key and wipe it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app import storage
from journal_app.domain.errors import NotKept, VaultDamaged
from journal_app.domain.rotation import Occasion
from journal_app.services.journal import Journal
from journal_app.services.rescuing import Rescuing
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage import backup, vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, FakeClock, Post
from tests.keyrings import FakeKeychain
from tests.storage import damaging
from tests.storage.damaging import flip

DAY_S = 86_400
COUNT = 12


@pytest.fixture
def session(folder: Path, clock: FakeClock, post: Post) -> Iterator[Session]:
    """A session of a journal with entries in it, not open yet."""
    mark = header.fingerprint(KEY, "5" * 32)
    header.save(folder, Header("5" * 32, 0, mark, OpensWith.KEYRING, State.READY))
    damaging.make(folder, COUNT)
    door = Journal(post.deliver, post.failures.append, post.changes.append)
    made = Session(folder, FakeKeychain(), clock, post.deliver, door, Work(post.deliver))
    made.key.trust(KEY)
    yield made
    made.close()


def _open(session: Session) -> Rescuing:
    session.journal.open(lambda: vault.unlock(session.folder, KEY)).result(20)
    return Rescuing(session)


def test_a_journal_is_read_whole_once_a_week(session: Session, clock: FakeClock) -> None:
    rescuing = _open(session)
    assert rescuing.check_weekly().result(20)
    assert not rescuing.check_weekly().result(20)
    clock.go_on(7 * DAY_S - 1)
    assert not rescuing.check_weekly().result(20)
    clock.go_on(1)
    assert rescuing.check_weekly().result(20)


def test_a_backup_that_counts_is_a_check(session: Session, clock: FakeClock) -> None:
    rescuing = _open(session)
    backup.make(session.folder, KEY, Occasion.DAILY, clock.now().utc_ms)
    assert not rescuing.check_weekly().result(20)
    clock.go_on(8 * DAY_S)
    assert rescuing.check_weekly().result(20)


def test_a_clock_that_was_wrong_puts_the_check_off_by_no_more_than_a_week(
    session: Session, clock: FakeClock
) -> None:
    rescuing = _open(session)
    clock.go_on(400 * DAY_S)
    assert rescuing.check_weekly().result(20)
    clock.go_on(-400 * DAY_S)
    assert rescuing.check_weekly().result(20)


def test_damage_is_said_calmly_changes_nothing_and_is_looked_for_again(session: Session) -> None:
    file = session.folder / "journal.db"
    damaged = damaging.to(file, flip(file.stat().st_size // damaging.PAGE))
    rescuing = _open(session)
    for _time in range(2):
        with pytest.raises(VaultDamaged, match="Everything readable is safe; nothing was changed"):
            rescuing.check_weekly().result(20)
    session.close()
    assert file.read_bytes() == damaged


def test_a_journal_that_is_being_written_is_not_taken_for_damaged(
    session: Session, clock: FakeClock, post: Post
) -> None:
    rescuing = _open(session)
    for number in range(30):
        reply = rescuing.check_weekly()
        for key in range(20):
            name, value = f"{number} {key}", "x" * 3000
            session.journal.do(storage.settings.put, name, value, number)
        assert reply.result(20)
        clock.go_on(8 * DAY_S)
    assert not post.failures


def test_locking_ends_a_check(session: Session) -> None:
    rescuing = _open(session)
    reply = rescuing.check_weekly()
    session.close()
    try:
        assert reply.result(20)
    except NotKept as error:
        assert "checked just now" in str(error) or "closed" in str(error)  # noqa: PT017
    except BaseException as error:  # noqa: BLE001 - it never began
        assert type(error).__name__ == "CancelledError"  # noqa: PT017


def test_a_rescue_of_an_open_journal_has_its_own_key_and_wipes_it(session: Session) -> None:
    later = _open(session).later()
    before = damaging.contents(session.folder)
    session.close()
    rescued = later()
    assert rescued.whole == COUNT
    assert damaging.contents(session.folder) == before
    (taken,) = (cell.cell_contents for cell in later.__closure__ or () if _is_key(cell))
    assert not any(taken)


def _is_key(cell: object) -> bool:
    return isinstance(getattr(cell, "cell_contents", None), bytearray)


def test_a_rescue_ends_when_the_session_does(session: Session) -> None:
    rescuing = Rescuing(session)
    session.work.close()
    with pytest.raises(NotKept, match="Nothing was changed"):
        rescuing.rescue()
    assert not list(session.folder.glob("re*"))
