"""Starts of the program on a folder, as the window sees them, for the tests of unlocking."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

import pytest

from journal_app.devices.clock import SystemClock
from journal_app.domain.errors import (
    JournalError,
    KeyMismatch,
    KeyMissing,
    KeyringAbsent,
    KeyringLocked,
)
from journal_app.services.keys.unlocking import Keychain, Opened, Outcome, Trouble, Unlocking
from journal_app.storage import vault
from journal_app.storage.keys import header, slots
from journal_app.storage.keys.header import Header
from journal_app.storage.keys.slots import Cost
from tests.desktop.waiting import until
from tests.keyrings import FakeKeychain

QUICK = Cost(memory_kib=64 * 1024, iterations=1, lanes=4)
WORDS = "long grass, late light"
DEADLINE_S = 20.0
SOON_S = 0.02

T = TypeVar("T", bound=Outcome)


class Attempt:
    """One start of the program on a folder, as seen from the window."""

    def __init__(self, folder: Path, keychain: Keychain, patience: float = DEADLINE_S) -> None:
        self.told: SimpleQueue[Outcome] = SimpleQueue()
        self.told_on: set[str] = set()
        self.unlocking = Unlocking(
            folder, keychain, SystemClock(), self._hear, cost=QUICK, patience=patience
        )
        self.unlocking.start()

    def hears(self, kind: type[T]) -> T:
        outcome = self.told.get(timeout=DEADLINE_S)
        assert isinstance(outcome, kind)
        return outcome

    def hears_trouble(self, kind: type[JournalError]) -> Trouble:
        trouble = self.hears(Trouble)
        assert type(trouble.error) is kind
        return trouble

    def hears_nothing_more(self) -> None:
        until(lambda: not threads_named("unlocking", "keys"), "the threads to end")
        with pytest.raises(Empty):
            self.told.get_nowait()

    def _hear(self, outcome: Outcome) -> None:
        self.told_on.add(threading.current_thread().name)
        self.told.put(outcome)


Start = Callable[..., Attempt]


def threads_named(*names: str) -> int:
    return sum(thread.name in names for thread in threading.enumerate())


@contextmanager
def starting(folder: Path) -> Iterator[Start]:
    """Give a way to start on the folder; whatever is still running is closed afterwards."""
    attempts: list[Attempt] = []

    def start(keychain: Keychain, patience: float = DEADLINE_S) -> Attempt:
        attempts.append(Attempt(folder, keychain, patience))
        return attempts[-1]

    yield start
    for attempt in attempts:
        attempt.unlocking.close()
    until(lambda: not threads_named("unlocking", "keys"), "the threads to end")


def make(folder: Path, opened: Opened) -> Header:
    """Do what follows on ``Opened``: make or open the encrypted file, and put the key away."""
    door = vault.create if opened.make else vault.unlock
    door(folder, opened.key).close()
    slots.wipe(opened.key)
    return header.ready(folder)


def journal(folder: Path, start: Start, keychain: Keychain) -> Header:
    """Begin a journal in the folder, its key in ``keychain``."""
    return make(folder, start(keychain).hears(Opened))


def add_passphrase(folder: Path, found: Header, key: bytes) -> Header:
    slot = slots.wrap(key, WORDS, found.vault_id, QUICK)
    header.save(folder, replace(found, slots=(slot,)))
    return replace(found, slots=(slot,))


def with_both(folder: Path, start: Start, keychain: FakeKeychain) -> Header:
    """Begin a journal whose key is in ``keychain`` and in a passphrase slot."""
    found = journal(folder, start, keychain)
    return add_passphrase(folder, found, keychain.keys[found.vault_id])


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def lose(keychain: FakeKeychain, found: Header) -> type[JournalError]:
    keychain.keys.clear()
    return KeyMissing


def swap(keychain: FakeKeychain, found: Header) -> type[JournalError]:
    keychain.keys[found.vault_id] = bytes(32)
    return KeyMismatch


def lock(keychain: FakeKeychain, found: Header) -> type[JournalError]:
    keychain.trouble = KeyringLocked("locked.")
    return KeyringLocked


def remove(keychain: FakeKeychain, found: Header) -> type[JournalError]:
    keychain.trouble = KeyringAbsent("absent.")
    return KeyringAbsent


Mishap = Callable[[FakeKeychain, Header], type[JournalError]]
