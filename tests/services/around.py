"""An open journal with something in it, and a small computer around it, for tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.domain.entry import Entry, Kind, Part, PartState, Record, new_entry_id, new_part_id
from journal_app.services.journal import Journal
from journal_app.services.privacy.inventory import Holdings, Notes, read_notes, take_stock
from journal_app.services.session import Session
from journal_app.services.surroundings import Surroundings
from journal_app.services.work import Work
from journal_app.storage import entries, parts
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock, Post
from tests.keyrings import FakeKeychain

VAULT_ID = "5" * 32
WORDS = "warm, and slow water over the stones all evening"
VOICE = bytes(range(7, 247)) * 4


def write(journal: Journal, words: str = WORDS, title: str = "") -> None:
    """Keep an entry with words, and half a second of voice."""
    made = Entry(new_entry_id(), SUNDAY_EVENING, title=title)
    journal.do(entries.begin, made).result(20)
    said, spoken = new_part_id(), new_part_id()
    for position, (name, kind) in enumerate(((said, Kind.WORDS), (spoken, Kind.VOICE))):
        part = Part(name, kind, position, SUNDAY_EVENING, PartState.OPEN)
        journal.do(parts.begin, made.id, part).result(20)
    journal.do(parts.put, said, words.encode(), SUNDAY_EVENING.utc_ms).result(20)
    journal.do(parts.append, spoken, Record(0, SUNDAY_EVENING.utc_ms, VOICE)).result(20)


@pytest.fixture
def keychain() -> FakeKeychain:
    made = FakeKeychain()
    made.keys[VAULT_ID] = KEY
    return made


@pytest.fixture
def session(
    folder: Path, keychain: FakeKeychain, journal: Journal, clock: FakeClock, post: Post
) -> Iterator[Session]:
    """An open journal with an entry."""
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(folder, Header(VAULT_ID, 0, mark, OpensWith.KEYRING, State.READY))
    write(journal)
    made = Session(folder, keychain, clock, post.deliver, journal, Work(post.deliver))
    made.key.trust(KEY)
    yield made
    made.close()


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    """Folders of the app and of others, all of them made for the test."""
    for name in ("settings", "cache", "models", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "settings" / "settings.json").write_text("{}", "utf-8")
    (tmp_path / "cache" / "shapes").mkdir()
    (tmp_path / "cache" / "shapes" / "1").write_bytes(b"shape")
    model = tmp_path / "models" / f"{'0' * 64}.bin"
    model.write_bytes(b"model")
    model.chmod(0o600)
    return Surroundings(
        settings=tmp_path / "settings",
        cache=tmp_path / "cache",
        models=tmp_path / "models",
        keyring="org.afterpage.Afterpage",
        elsewhere=(tmp_path / "elsewhere",),
    )


def notes_of(session: Session) -> Notes:
    """Return what the journal notes."""
    return session.journal.ask(read_notes).result(20)


def stock(session: Session, around: Surroundings) -> Holdings:
    """Look through everything."""
    return take_stock(session.folder, around, notes_of(session))
