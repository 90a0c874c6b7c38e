"""The recovery words open a journal whatever became of its key, and change nothing on the way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journal_app.devices.keychain import OsKeychain
from journal_app.domain.errors import KeyringAbsent, KeyringLocked, WrongPassphrase, WrongWords
from journal_app.services.keys.unlocking import (
    AskPassphrase,
    AskWords,
    OfferPassphrase,
    Opened,
    Waiting,
)
from journal_app.storage.keys import header, slots, words
from journal_app.storage.keys.header import Header
from tests.keyrings import FakeKeychain, SilentKeychain, real_keyring
from tests.services.attempts import (
    SOON_S,
    WORDS,
    Mishap,
    Start,
    add_passphrase,
    contents,
    journal,
    lock,
    lose,
    make,
    remove,
    starting,
    swap,
)

SECRET = bytes(range(16))
SPELT = " ".join(words.spell(SECRET))
WRONG = " ".join(words.spell(bytes(16)))

mishaps = pytest.mark.parametrize("mishap", [lose, swap, lock, remove])


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    with starting(folder) as start:
        yield start


def add_kit(folder: Path, key: bytes) -> Header:
    found = header.load(folder)
    assert found is not None
    slot = slots.wrap_for_words(key, SECRET, found.vault_id)
    header.save(folder, replace(found, slots=(*found.slots, slot)))
    return replace(found, slots=(*found.slots, slot))


def with_kit(folder: Path, start: Start, keychain: FakeKeychain) -> Header:
    """Begin a journal whose key is in ``keychain`` and in a recovery slot."""
    begun = journal(folder, start, keychain)
    return add_kit(folder, keychain.keys[begun.vault_id])


@mishaps
def test_the_words_open_what_the_keyring_does_not(
    folder: Path, start: Start, mishap: Mishap
) -> None:
    keychain = FakeKeychain()
    found = with_kit(folder, start, keychain)
    key = keychain.keys[found.vault_id]
    expected, before = mishap(keychain, found), contents(folder)
    attempt = start(keychain)
    assert type(attempt.hears(AskWords).reason) is expected
    attempt.unlocking.try_words(WRONG)
    assert type(attempt.hears(AskWords).reason) is WrongWords
    assert contents(folder) == before

    attempt.unlocking.try_words(SPELT)
    opened = attempt.hears(Opened)

    assert (bytes(opened.key), opened.make) == (key, False)
    attempt.hears_nothing_more()
    assert contents(folder) == before
    assert keychain.keys == {found.vault_id: bytes(32) if mishap is swap else key}
    make(folder, opened)


def test_the_sentence_about_a_lost_key_names_the_kit_only_if_there_is_one(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain()
    with_kit(folder, start, keychain)
    keychain.keys.clear()
    assert "your recovery kit" in str(start(keychain).hears(AskWords).reason)


def test_a_keyring_that_will_not_take_the_key_back_is_no_obstacle(
    folder: Path, start: Start
) -> None:
    class Full(FakeKeychain):
        def write(self, vault_id: str, key: bytes) -> None:
            raise KeyringLocked("full.")

    with_kit(folder, start, FakeKeychain())
    attempt = start(Full())
    attempt.hears(AskWords)
    attempt.unlocking.try_words(SPELT)
    make(folder, attempt.hears(Opened))
    attempt.hears_nothing_more()


def test_the_words_open_a_journal_while_the_prompt_stays_open(folder: Path, start: Start) -> None:
    with_kit(folder, start, FakeKeychain())
    silent = SilentKeychain()
    attempt = start(silent, patience=SOON_S)
    assert attempt.hears(Waiting).instead == AskWords()
    attempt.unlocking.try_words(SPELT)
    make(folder, attempt.hears(Opened))
    silent.answer()
    attempt.hears_nothing_more()


def test_where_a_passphrase_is_asked_for_the_words_do_as_well(folder: Path, start: Start) -> None:
    absent = FakeKeychain(KeyringAbsent("absent."))
    begun = start(absent)
    begun.hears(OfferPassphrase)
    begun.unlocking.choose_passphrase(WORDS)
    first = begun.hears(Opened)
    key = bytes(first.key)
    make(folder, first)
    add_kit(folder, key)

    attempt = start(absent)
    assert attempt.hears(AskPassphrase) == AskPassphrase(or_words=True)
    attempt.unlocking.try_passphrase("something else")
    asked = attempt.hears(AskPassphrase)
    assert (type(asked.reason), asked.or_words) == (WrongPassphrase, True)
    attempt.unlocking.try_words(SPELT)
    opened = attempt.hears(Opened)
    assert opened.key == key
    make(folder, opened)
    assert absent.keys == {}


def test_both_ways_are_offered_where_there_are_both(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    begun = journal(folder, start, keychain)
    key = keychain.keys[begun.vault_id]
    add_passphrase(folder, begun, key)
    add_kit(folder, key)
    keychain.keys.clear()
    attempt = start(keychain)
    assert attempt.hears(AskPassphrase).or_words
    attempt.unlocking.try_words(SPELT)
    make(folder, attempt.hears(Opened))


def test_words_for_a_journal_without_a_kit_open_nothing(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    journal(folder, start, keychain)
    keychain.trouble = KeyringLocked("locked.")
    attempt = start(keychain)
    attempt.told.get(timeout=10)
    attempt.unlocking.try_words(SPELT)
    assert "No recovery kit" in str(attempt.hears(AskWords).reason)


def test_a_key_the_real_keyring_lost_is_given_back_after_the_words(
    folder: Path,
    start: Start,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with real_keyring(tmp_path_factory.mktemp("ring")) as ring:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", ring.address)
        first = start(OsKeychain()).hears(Opened)
        key = bytes(first.key)
        make(folder, first)
        add_kit(folder, key)
        before = ring.texts()
        ring.forget_everything()
        attempt = start(OsKeychain())
        attempt.hears(AskWords)
        assert ring.texts() == {}
        attempt.unlocking.try_words(SPELT)
        make(folder, attempt.hears(Opened))
        attempt.hears_nothing_more()
        assert ring.texts() == before
