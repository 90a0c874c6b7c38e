"""Making a recovery kit on a journal that is open, and what it leaves behind."""

import stat
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from journal_app.domain.errors import JournalError, KeyMissing, KeyringLocked, NotKept
from journal_app.services.journal import Journal
from journal_app.services.kit import Kit, NewKit, save_page, three_numbers
from journal_app.storage import header, slots, ways
from journal_app.storage.header import Header, OpensWith
from journal_app.storage.slots import UnknownSlot
from tests.fakes import KEY, Post
from tests.keyrings import FakeKeychain, SilentKeychain
from tests.services.attempts import QUICK, WORDS


@pytest.fixture
def found(folder: Path) -> Header:
    name = uuid4().hex
    made = Header(name, 0, header.fingerprint(KEY, name), OpensWith.KEYRING)
    header.save(folder, made)
    return made


@pytest.fixture
def keychain(found: Header) -> FakeKeychain:
    made = FakeKeychain()
    made.keys[found.vault_id] = KEY
    return made


@pytest.fixture
def kit(folder: Path, keychain: FakeKeychain, journal: Journal, post: Post) -> Kit:
    return Kit(folder, keychain, journal, post.deliver)


def load(folder: Path) -> Header:
    found = header.load(folder)
    assert found is not None
    return found


def make(kit: Kit, post: Post, passphrase: str = "") -> NewKit | JournalError:
    told: list[NewKit | JournalError] = []
    kit.make(passphrase, told.append, told.append)
    post.run_until(lambda: bool(told))
    return told[0]


def made(kit: Kit, post: Post, passphrase: str = "") -> NewKit:
    new = make(kit, post, passphrase)
    assert isinstance(new, NewKit)
    return new


def opens(folder: Path, new: NewKit) -> bool:
    try:
        return ways.by_words(load(folder), " ".join(new.words)) == KEY
    except JournalError:
        return False


def test_a_new_kit_opens_the_journal_and_is_written_nowhere(
    folder: Path, kit: Kit, post: Post
) -> None:
    assert not kit.look().result(10).has_kit
    new = made(kit, post)
    assert opens(folder, new)
    assert kit.look().result(10).has_kit
    assert new.name == load(folder).vault_id[:8]
    assert not any(word in repr(new) for word in new.words)
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert " ".join(new.words).encode() not in kept


def test_an_older_kit_opens_the_journal_until_the_newer_one_was_checked(
    folder: Path, kit: Kit, post: Post
) -> None:
    older, newer = made(kit, post), made(kit, post)
    assert opens(folder, older)
    assert opens(folder, newer)
    kit.settle(newer).result(10)
    assert opens(folder, newer)
    assert not opens(folder, older)


def test_a_kit_that_is_gone_takes_no_other_with_it(folder: Path, kit: Kit, post: Post) -> None:
    first, second = made(kit, post), made(kit, post)
    kit.settle(first).result(10)
    kit.settle(second).result(10)
    assert opens(folder, first)


def test_other_ways_in_stay_as_they_were(folder: Path, kit: Kit, post: Post, found: Header) -> None:
    others = (slots.wrap(KEY, WORDS, found.vault_id, QUICK), UnknownSlot('{"kind": "card"}'))
    header.save(folder, replace(found, slots=others))
    for _ in range(2):
        kit.settle(made(kit, post)).result(10)
    left = load(folder)
    assert left.slots[:2] == others
    assert len(left.slots) == 3
    assert replace(left, slots=()) == found


def test_a_journal_with_a_passphrase_asks_for_it(
    folder: Path, kit: Kit, post: Post, found: Header, keychain: FakeKeychain
) -> None:
    slot = slots.wrap(KEY, WORDS, found.vault_id, QUICK)
    asking = replace(found, opens_with=OpensWith.PASSPHRASE, slots=(slot,))
    header.save(folder, asking)
    assert kit.look().result(10).asks_passphrase
    assert "didn’t open it" in str(make(kit, post, "something else"))
    assert load(folder) == asking
    assert opens(folder, made(kit, post, WORDS))
    assert keychain.asked == 0


@pytest.mark.parametrize("held", [None, bytes(32)])
def test_without_the_right_key_no_kit_is_made(
    folder: Path, kit: Kit, post: Post, found: Header, keychain: FakeKeychain, held: bytes | None
) -> None:
    keychain.keys = {} if held is None else {found.vault_id: held}
    assert isinstance(make(kit, post), KeyMissing)
    keychain.trouble = KeyringLocked("locked.")
    assert make(kit, post) is keychain.trouble
    assert load(folder) == found


def test_nobody_is_told_who_has_left(
    folder: Path, journal: Journal, post: Post, keychain: FakeKeychain
) -> None:
    silent = SilentKeychain()
    silent.keys = keychain.keys
    kit = Kit(folder, silent, journal, post.deliver)
    told: list[object] = []
    kit.make("", told.append, told.append)
    kit.forget()
    silent.answer()
    post.queue.get(timeout=10)()
    assert told == []


def test_a_journal_that_closes_meanwhile_gets_no_kit(
    folder: Path, kit: Kit, journal: Journal, post: Post, found: Header
) -> None:
    journal.close()
    assert isinstance(make(kit, post), NotKept)
    assert load(folder) == found


def test_the_journal_itself_is_not_touched(folder: Path, kit: Kit, post: Post) -> None:
    kit.look().result(10)
    before = (folder / "journal.db").read_bytes()
    kit.settle(made(kit, post)).result(10)
    assert (folder / "journal.db").read_bytes() == before


def test_three_different_words_are_asked_for_in_order() -> None:
    asked = three_numbers()
    assert list(asked) == sorted(set(asked))
    assert len(asked) == 3
    assert set(asked) <= set(range(1, 13))
    assert len({three_numbers() for _ in range(50)}) > 1


def test_a_word_is_recognised_with_capitals_and_spaces(kit: Kit, post: Post) -> None:
    new = made(kit, post)
    assert new.is_word(4, f"  {new.words[3].upper()} ")
    assert not new.is_word(4, "")
    assert not new.is_word(4, f"{new.words[3]} {new.words[3]}")


def test_a_saved_page_is_for_one_pair_of_eyes(tmp_path: Path) -> None:
    save_page(tmp_path / "kit.pdf", b"%PDF")
    assert (tmp_path / "kit.pdf").read_bytes() == b"%PDF"
    assert stat.S_IMODE((tmp_path / "kit.pdf").stat().st_mode) == 0o600
    with pytest.raises(NotKept, match="another place"):
        save_page(tmp_path / "nowhere" / "kit.pdf", b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["kit.pdf"]
