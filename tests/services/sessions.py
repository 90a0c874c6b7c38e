"""Open journals for tests of services: a real vault, its header, and a keychain of a dictionary."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from journal_app import storage
from journal_app.domain.entry import Entry, Kind, Part, new_entry_id, new_part_id
from journal_app.services.journal import Journal
from journal_app.services.keys.unlocking import Keychain
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage import entries, parts, vault
from journal_app.storage.keys import header, slots
from journal_app.storage.keys.header import Header, OpensWith, State
from journal_app.storage.keys.slots import Cost, PassphraseSlot, RecoverySlot, Slot
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock, Post
from tests.keyrings import FakeKeychain

VAULT_ID = "5" * 32
QUICK = Cost(64 * 1024, 1, 1)
PASSPHRASE = "slow water over stones"  # noqa: S105 - a test's
SECRET = bytes(range(16))
WORDS = "abandon amount liar amount expire adjust cage candy arch gather drum buyer"  # of SECRET


@dataclass
class Opener:
    """Opens sessions on folders, as often as one likes."""

    clock: FakeClock
    post: Post
    keychain: FakeKeychain = field(default_factory=FakeKeychain)
    opened: list[Session] = field(default_factory=list)

    def begin(self, folder: Path, *ways: Slot, opens_with: OpensWith = OpensWith.KEYRING) -> None:
        """Make a journal whose key is KEY."""
        mark = header.fingerprint(KEY, VAULT_ID)
        made_ms = self.clock.now().utc_ms
        header.save(folder, Header(VAULT_ID, made_ms, mark, opens_with, State.READY, ways))
        if opens_with is OpensWith.KEYRING:
            self.keychain.keys[VAULT_ID] = KEY
        vault.create(folder, KEY).close()

    def open(self, folder: Path, key: bytes = KEY) -> Session:
        """Open a journal with its key."""
        door = Journal(self.post.deliver, self.post.failures.append, self.post.changes.append)
        door.open(lambda: storage.vault.unlock(folder, key)).result(20)
        work = Work(self.post.deliver)
        session = Session(folder, self.keychain, self.clock, self.post.deliver, door, work)
        session.key.trust(key)
        self.opened.append(session)
        return session


@pytest.fixture
def opener(clock: FakeClock, post: Post) -> Iterator[Opener]:
    made = Opener(clock, post)
    yield made
    for session in made.opened:
        session.close()


def passphrase_slot() -> PassphraseSlot:
    return slots.wrap(KEY, PASSPHRASE, VAULT_ID, QUICK)


def kit_slot() -> RecoverySlot:
    return slots.wrap_for_words(KEY, SECRET, VAULT_ID)


def write(session: Session, text: str) -> None:
    """Keep an entry with these words."""
    entry = Entry(new_entry_id(), SUNDAY_EVENING)
    part = Part(new_part_id(), Kind.WORDS, 0, SUNDAY_EVENING, body=text.encode())
    session.journal.do(entries.begin, entry).result(20)
    session.journal.do(parts.begin, entry.id, part).result(20)


def lines(session: Session) -> list[str]:
    """Return the first words of every entry."""
    found = session.journal.ask(entries.newest, 100).result(20)
    return sorted(line.first_words for line in found)


def read(folder: Path, key: bytes) -> list[str]:
    """Return the first words of every entry of a journal that is closed."""
    with closing(vault.unlock(folder, key)) as opened, opened.reading() as db:
        return sorted(line.first_words for line in entries.newest(db, 100))


def key_of(folder: Path, keychain: Keychain) -> bytes:
    """Return the key of the journal in a folder, as the keychain has it."""
    found = header.load(folder)
    assert found is not None
    key = keychain.read(found.vault_id)
    assert key is not None
    assert header.matches(found, key)
    return key


def there(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder and what is in it."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
