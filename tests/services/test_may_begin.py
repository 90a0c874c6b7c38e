"""Where no journal may begin, none begins; and one that is there opens all the same."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from journal_app.devices.clock import SystemClock
from journal_app.domain.errors import NotKept
from journal_app.services.keys.unlocking import Opened, Outcome, Trouble, Unlocking
from journal_app.storage.keys import slots
from tests.keyrings import FakeKeychain
from tests.services.attempts import DEADLINE_S, QUICK, WORDS, starting
from tests.services.attempts import journal as begin

Start = Callable[[FakeKeychain], tuple[Unlocking, "SimpleQueue[Outcome]"]]


def on_a_share() -> None:
    raise NotKept("Nothing was begun there.")


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start on a folder where no journal may begin."""
    made: list[Unlocking] = []

    def start_there(keychain: FakeKeychain) -> tuple[Unlocking, "SimpleQueue[Outcome]"]:
        told: SimpleQueue[Outcome] = SimpleQueue()
        made.append(
            Unlocking(folder, keychain, SystemClock(), told.put, cost=QUICK, may_begin=on_a_share)
        )
        made[-1].start()
        return made[-1], told

    yield start_there
    for unlocking in made:
        unlocking.close()


def test_no_journal_begins_and_the_keyring_is_not_asked(start: Start, folder: Path) -> None:
    keychain = FakeKeychain()
    unlocking, told = start(keychain)
    for ask in (lambda: None, unlocking.again, lambda: unlocking.choose_passphrase(WORDS)):
        ask()
        outcome = told.get(timeout=DEADLINE_S)
        assert isinstance(outcome, Trouble)
        assert outcome.can_retry
        assert str(outcome.error) == "Nothing was begun there."
    assert keychain.asked == 0
    assert list(folder.iterdir()) == []


def test_a_journal_that_is_there_opens(start: Start, folder: Path) -> None:
    keychain = FakeKeychain()
    with starting(folder) as elsewhere:
        begin(folder, elsewhere, keychain)
    _unlocking, told = start(keychain)
    outcome = told.get(timeout=DEADLINE_S)
    assert isinstance(outcome, Opened)
    slots.wipe(outcome.key)
