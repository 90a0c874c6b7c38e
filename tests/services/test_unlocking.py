"""From a folder to a key: first starts, passphrases, lost keys, and half a journal."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journal_app.domain.errors import (
    JournalError,
    KeyMissing,
    KeyringAbsent,
    KeyringLocked,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from journal_app.services.keys.unlocking import (
    AskPassphrase,
    OfferHeader,
    OfferPassphrase,
    Opened,
    Trouble,
)
from journal_app.storage import vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.keyrings import FakeKeychain
from tests.services.attempts import (
    WORDS,
    Attempt,
    Mishap,
    Start,
    contents,
    journal,
    lock,
    lose,
    make,
    remove,
    starting,
    swap,
    with_both,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "journal"
    place.mkdir(mode=0o700)
    return place


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    with starting(folder) as start:
        yield start


# The first start


def test_the_first_start_begins_a_journal_whose_key_is_in_the_keyring(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain()
    opened = start(keychain).hears(Opened)
    assert keychain.keys == {opened.header.vault_id: bytes(opened.key)}
    assert opened.make
    assert opened.header == header.load(folder)
    assert (opened.header.state, opened.header.opens_with) == (State.NEW, OpensWith.KEYRING)


def test_the_header_is_written_after_the_keyring_has_the_key(folder: Path, start: Start) -> None:
    class Watching(FakeKeychain):
        def write(self, vault_id: str, key: bytes) -> None:
            assert header.load(folder) is None
            super().write(vault_id, key)

    start(Watching()).hears(Opened)


def test_no_two_journals_share_a_key(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Attempt(tmp_path / name, keychain).hears(Opened)
    assert len(set(keychain.keys.values())) == 2
    assert all(len(key) == 32 for key in keychain.keys.values())


def test_the_second_start_opens_what_the_first_began(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    begun = journal(folder, start, keychain)
    opened = start(keychain).hears(Opened)
    assert (opened.header, opened.make) == (begun, False)
    assert bytes(opened.key) == keychain.keys[begun.vault_id]
    make(folder, opened)


def test_a_crash_before_the_file_was_made_is_resumed_with_the_same_key(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain()
    first = start(keychain).hears(Opened)
    second = start(keychain).hears(Opened)
    assert (second.header, second.key, second.make) == (first.header, first.key, True)


def test_a_crash_after_the_file_was_made_never_makes_it_again(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    first = start(keychain).hears(Opened)
    vault.create(folder, first.key).close()
    second = start(keychain).hears(Opened)
    assert (second.key, second.make) == (first.key, False)


@pytest.mark.parametrize("mishap", [lose, swap])
def test_a_cut_short_start_whose_key_is_lost_begins_again(
    folder: Path, start: Start, mishap: Mishap
) -> None:
    keychain = FakeKeychain()
    first = start(keychain).hears(Opened)
    mishap(keychain, first.header)
    second = start(keychain).hears(Opened)
    assert second.make
    assert second.header.vault_id != first.header.vault_id
    assert header.load(folder) == second.header


@pytest.mark.parametrize("trouble", [KeyringAbsent("absent."), KeyringLocked("locked.")])
def test_without_a_usable_keyring_a_passphrase_is_offered_and_nothing_is_written(
    folder: Path, start: Start, trouble: JournalError
) -> None:
    attempt = start(FakeKeychain(trouble))
    assert attempt.hears(OfferPassphrase).reason is trouble
    assert contents(folder) == {}


def test_a_cut_short_start_with_a_closed_keyring_is_offered_a_passphrase(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain()
    start(keychain).hears(Opened)
    keychain.trouble = KeyringLocked("locked.")
    attempt = start(keychain)
    attempt.hears(OfferPassphrase)
    assert keychain.asked == 2, "a person who declined is not asked a second time"
    attempt.unlocking.choose_passphrase(WORDS)
    make(folder, attempt.hears(Opened))


def test_an_opened_keyring_is_used_when_asked_again(folder: Path, start: Start) -> None:
    keychain = FakeKeychain(KeyringLocked("locked."))
    attempt = start(keychain)
    attempt.hears(OfferPassphrase)
    keychain.trouble = None
    attempt.unlocking.again()
    make(folder, attempt.hears(Opened))
    attempt.hears_nothing_more()


def test_a_folder_that_cannot_be_written_is_said_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    folder, keychain = tmp_path / "later", FakeKeychain()
    attempt = Attempt(folder, keychain)
    assert attempt.hears(Trouble).can_retry
    folder.mkdir()
    attempt.unlocking.again()
    attempt.hears(Opened)
    assert len(keychain.keys) == 1


# A passphrase instead of a keyring


def test_a_chosen_passphrase_begins_a_journal_and_leaves_nothing_in_the_keyring(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain(KeyringAbsent("absent."))
    attempt = start(keychain)
    attempt.hears(OfferPassphrase)
    attempt.unlocking.choose_passphrase(WORDS)
    begun = make(folder, attempt.hears(Opened))
    assert begun.opens_with is OpensWith.PASSPHRASE
    assert keychain.keys == {}
    written = (folder / "vault.json").read_text()
    assert WORDS not in written


def test_a_passphrase_journal_asks_for_it_and_not_the_keyring(folder: Path, start: Start) -> None:
    begun = start(FakeKeychain(KeyringAbsent("absent.")))
    begun.hears(OfferPassphrase)
    begun.unlocking.choose_passphrase(WORDS)
    first = begun.hears(Opened)
    key = bytes(first.key)
    make(folder, first)
    keychain = FakeKeychain()
    attempt = start(keychain)
    assert attempt.hears(AskPassphrase).reason is None
    attempt.unlocking.try_passphrase("something else")
    assert type(attempt.hears(AskPassphrase).reason) is WrongPassphrase
    attempt.unlocking.try_passphrase(WORDS)
    opened = attempt.hears(Opened)
    assert opened.key == key
    assert not opened.make
    assert keychain.asked == 0
    make(folder, opened)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_passphrase_begins_nothing(folder: Path, start: Start, text: str) -> None:
    attempt = start(FakeKeychain(KeyringAbsent("absent.")))
    attempt.hears(OfferPassphrase)
    attempt.unlocking.choose_passphrase(text)
    assert "word or two" in str(attempt.hears(OfferPassphrase).reason)
    assert contents(folder) == {}


def test_a_passphrase_is_never_chosen_over_a_journal_that_is_there(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain()
    journal(folder, start, keychain)
    keychain.trouble = KeyringLocked("locked.")
    before = contents(folder)
    attempt = start(keychain)
    attempt.hears_trouble(KeyringLocked)
    attempt.unlocking.choose_passphrase(WORDS)
    attempt.hears_trouble(JournalError)
    assert contents(folder) == before


def test_a_passphrase_tried_where_nothing_is_opens_nothing(folder: Path, start: Start) -> None:
    attempt = start(FakeKeychain(KeyringAbsent("absent.")))
    attempt.hears(OfferPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    attempt.hears_trouble(VaultMissing)


def test_a_header_edited_to_another_key_is_damage(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    both = with_both(folder, start, keychain)
    header.save(folder, replace(both, fingerprint=bytes(16), opens_with=OpensWith.PASSPHRASE))
    attempt = start(keychain)
    attempt.hears(AskPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    assert not attempt.hears_trouble(VaultDamaged).can_retry


def test_a_passphrase_journal_without_its_slot_is_damage(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    found = journal(folder, start, keychain)
    header.save(folder, replace(found, opens_with=OpensWith.PASSPHRASE))
    attempt = start(keychain)
    attempt.hears(AskPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    attempt.hears_trouble(VaultDamaged)


# A journal is there, and its key isn't


mishaps = pytest.mark.parametrize("mishap", [lose, swap, lock, remove])


@mishaps
def test_a_journal_without_its_key_stays_as_it_is(
    folder: Path, start: Start, mishap: Mishap
) -> None:
    keychain = FakeKeychain()
    expected = mishap(keychain, journal(folder, start, keychain))
    kept, before = dict(keychain.keys), contents(folder)
    attempt = start(keychain)
    assert attempt.hears_trouble(expected).can_retry
    attempt.unlocking.again()
    attempt.hears_trouble(expected)
    assert contents(folder) == before
    assert keychain.keys == kept


@mishaps
def test_a_passphrase_opens_what_the_keyring_does_not(
    folder: Path, start: Start, mishap: Mishap
) -> None:
    keychain = FakeKeychain()
    both = with_both(folder, start, keychain)
    key = keychain.keys[both.vault_id]
    expected = mishap(keychain, both)
    attempt = start(keychain)
    assert type(attempt.hears(AskPassphrase).reason) is expected
    attempt.unlocking.try_passphrase("something else")
    attempt.hears(AskPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    opened = attempt.hears(Opened)
    assert opened.key == key
    attempt.hears_nothing_more()
    assert keychain.keys == {both.vault_id: bytes(32) if mishap is swap else key}


def test_a_keyring_that_will_not_take_the_key_back_is_no_obstacle(
    folder: Path, start: Start
) -> None:
    class Full(FakeKeychain):
        def write(self, vault_id: str, key: bytes) -> None:
            raise KeyringLocked("full.")

    with_both(folder, start, FakeKeychain())
    attempt = start(Full())
    attempt.hears(AskPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    attempt.hears(Opened)
    attempt.hears_nothing_more()


def test_a_key_that_comes_back_opens_the_journal(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    journal(folder, start, keychain)
    kept, keychain.keys = keychain.keys, {}
    attempt = start(keychain)
    attempt.hears_trouble(KeyMissing)
    keychain.keys = kept
    attempt.unlocking.again()
    make(folder, attempt.hears(Opened))


# Half a journal


@pytest.mark.parametrize("left", ["journal.db", "journal.db-wal"])
def test_a_file_without_its_header_is_never_begun_over(
    folder: Path, start: Start, left: str
) -> None:
    (folder / left).write_bytes(b"somebody's journal")
    before, keychain = contents(folder), FakeKeychain()
    attempt = start(keychain)
    assert attempt.hears_trouble(VaultMissing).can_retry
    attempt.unlocking.choose_passphrase(WORDS)
    attempt.hears_trouble(VaultMissing)
    assert contents(folder) == before
    assert keychain.asked == 0


@pytest.mark.parametrize("state", list(State))
def test_the_key_of_a_journal_whose_file_went_away_is_found_and_no_new_file_made(
    folder: Path, start: Start, state: State
) -> None:
    """Its backups can only be opened with the key."""
    keychain = FakeKeychain()
    ready = journal(folder, start, keychain)
    header.save(folder, replace(ready, state=state))
    (folder / "journal.db").rename(folder / "journal.db-wal")
    before = contents(folder)
    attempt = start(keychain)
    opened = attempt.hears(Opened)
    assert bytes(opened.key) == keychain.keys[ready.vault_id]
    assert not opened.make
    with pytest.raises(VaultMissing):
        vault.unlock(folder, opened.key)
    assert contents(folder) == before


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("mishap", [lose, swap, lock, remove])
def test_a_journal_whose_file_and_key_went_away_is_never_begun_over(
    folder: Path, start: Start, state: State, mishap: Mishap
) -> None:
    keychain = FakeKeychain()
    ready = journal(folder, start, keychain)
    header.save(folder, replace(ready, state=state))
    (folder / "journal.db").rename(folder / "journal.db-wal")
    kind = mishap(keychain, ready)
    before, keys = contents(folder), dict(keychain.keys)
    attempt = start(keychain)
    assert attempt.hears_trouble(kind).can_retry
    attempt.unlocking.choose_passphrase(WORDS)
    attempt.hears_trouble(JournalError)
    assert contents(folder) == before
    assert keychain.keys == keys


def test_a_file_put_back_is_found_again(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    journal(folder, start, keychain)
    (folder / "journal.db").rename(folder / "elsewhere")
    with pytest.raises(VaultMissing):
        vault.unlock(folder, start(keychain).hears(Opened).key)
    (folder / "elsewhere").rename(folder / "journal.db")
    make(folder, start(keychain).hears(Opened))


# The header's copies beside the backups


def _copy_header(folder: Path, found: Header, name: str = "2026-11-22T193000Z-daily") -> None:
    place = folder / "backups"
    place.mkdir(exist_ok=True)
    header.save(place, found)
    (place / "vault.json").rename(place / f"{name}.json")


half = pytest.mark.parametrize("left", [None, b"", b"{}", b"\0" * 9], ids=str)


@half
def test_a_copy_of_the_header_is_offered_and_used_when_somebody_says_so(
    folder: Path, start: Start, left: bytes | None
) -> None:
    keychain = FakeKeychain()
    found = journal(folder, start, keychain)
    _copy_header(folder, replace(found, created=1), "2026-11-01T193000Z-daily")
    _copy_header(folder, found)
    (folder / "vault.json").unlink()
    if left is not None:
        (folder / "vault.json").write_bytes(left)
    before = contents(folder)

    attempt = start(keychain)
    offered = attempt.hears(OfferHeader)
    assert offered.made_ms == 1_795_375_800_000
    assert contents(folder) == before
    attempt.unlocking.use_copy()
    opened = attempt.hears(Opened)
    assert opened.header == found == header.load(folder)
    asides = [file.read_bytes() for file in folder.glob("replaced-*/vault.json")]
    assert asides == ([] if left is None else [left])
    make(folder, opened)


def test_a_header_copy_of_another_journal_is_not_put_in_place(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    found = journal(folder, start, keychain)
    other = "6" * 32
    keychain.keys[other] = bytes(range(32))
    mark = header.fingerprint(bytes(range(32)), other)
    _copy_header(folder, replace(found, vault_id=other, fingerprint=mark))
    (folder / "vault.json").write_bytes(b"nothing of ours")
    before = contents(folder)
    attempt = start(keychain)
    attempt.hears(OfferHeader)
    attempt.unlocking.use_copy()
    assert "doesn’t open" in str(attempt.hears_trouble(VaultDamaged).error)
    assert contents(folder) == before


def test_a_header_copy_can_ask_for_its_passphrase(folder: Path, start: Start) -> None:
    keychain = FakeKeychain()
    both = with_both(folder, start, keychain)
    _copy_header(folder, replace(both, opens_with=OpensWith.PASSPHRASE))
    (folder / "vault.json").unlink()
    attempt = start(keychain)
    attempt.hears(OfferHeader)
    attempt.unlocking.use_copy()
    assert attempt.hears(AskPassphrase).reason is None
    attempt.unlocking.try_passphrase("something else")
    attempt.hears(AskPassphrase)
    assert not (folder / "vault.json").exists()
    attempt.unlocking.try_passphrase(WORDS)
    make(folder, attempt.hears(Opened))


def test_without_a_journal_or_without_a_copy_no_header_is_offered(
    folder: Path, start: Start
) -> None:
    keychain = FakeKeychain()
    found = journal(folder, start, keychain)
    (folder / "vault.json").unlink()
    start(keychain).hears_trouble(VaultMissing)
    _copy_header(folder, found)
    (folder / "backups" / "2026-11-23T193000Z-daily.json").write_bytes(b"{}")
    (folder / "backups" / "of somebody else.json").write_bytes(b"{}")
    start(keychain).hears(OfferHeader)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (b"nothing of ours", VaultDamaged),
        (b'{"format": "afterpage-vault", "version": 2}', VaultTooNew),
    ],
)
def test_a_header_we_cannot_read_is_left_alone(
    folder: Path, start: Start, written: bytes, kind: type[JournalError]
) -> None:
    (folder / "vault.json").write_bytes(written)
    before, keychain = contents(folder), FakeKeychain()
    assert not start(keychain).hears_trouble(kind).can_retry
    assert contents(folder) == before
    assert keychain.asked == 0
