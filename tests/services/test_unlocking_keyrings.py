"""Keyrings that say nothing, and real ones: what unlocking makes of them."""

import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from journal_app.devices.clock import SystemClock
from journal_app.devices.keychain import OsKeychain
from journal_app.domain.clock import Moment
from journal_app.domain.errors import (
    JournalError,
    KeyMismatch,
    KeyMissing,
    KeyringAbsent,
    KeyringLocked,
)
from journal_app.services.unlocking import (
    AskPassphrase,
    OfferPassphrase,
    Opened,
    Outcome,
    Unlocking,
    Waiting,
)
from journal_app.storage import header
from journal_app.storage.header import Header, OpensWith
from tests.desktop.waiting import until
from tests.keyrings import FakeKeychain, RealKeyring, SilentKeychain, real_keyring
from tests.services.attempts import (
    DEADLINE_S,
    QUICK,
    SOON_S,
    WORDS,
    Start,
    add_passphrase,
    contents,
    journal,
    make,
    starting,
    threads_named,
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


@pytest.fixture
def silent() -> Iterator[SilentKeychain]:
    keychain = SilentKeychain()
    yield keychain
    keychain.answer()


@pytest.fixture
def ring(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RealKeyring]:
    with real_keyring(tmp_path_factory.mktemp("ring")) as keyring:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
        yield keyring


# A keyring that says nothing


def test_a_slow_keyring_is_said_once_and_awaited(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    journal(folder, start, keychain := FakeKeychain())
    silent.keys = keychain.keys
    attempt = start(silent, patience=SOON_S)
    assert attempt.hears(Waiting).instead is None
    silent.answer()
    make(folder, attempt.hears(Opened))
    attempt.hears_nothing_more()


def test_a_quick_keyring_is_not_waited_for(folder: Path, start: Start) -> None:
    attempt = start(FakeKeychain())
    attempt.hears(Opened)
    attempt.hears_nothing_more()


def test_a_passphrase_opens_a_journal_while_the_prompt_stays_open(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    with_both(folder, start, FakeKeychain())
    attempt = start(silent, patience=SOON_S)
    assert attempt.hears(Waiting).instead == AskPassphrase()
    attempt.unlocking.try_passphrase(WORDS)
    make(folder, attempt.hears(Opened))
    silent.answer()
    attempt.hears_nothing_more()


def test_a_journal_can_be_begun_while_the_prompt_stays_open(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    attempt = start(silent, patience=SOON_S)
    assert attempt.hears(Waiting).instead == OfferPassphrase()
    attempt.unlocking.choose_passphrase(WORDS)
    begun = make(folder, attempt.hears(Opened))
    silent.answer()
    attempt.hears_nothing_more()
    assert header.load(folder) == begun
    assert begun.opens_with is OpensWith.PASSPHRASE


def test_a_late_no_to_an_older_question_does_not_count(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    journal(folder, start, keychain := FakeKeychain())
    silent.keys, silent.trouble = keychain.keys, KeyringLocked("dismissed.")
    attempt = start(silent, patience=SOON_S)
    attempt.hears(Waiting)
    attempt.unlocking.again()
    attempt.hears(Waiting)
    silent.answer(0)
    until(lambda: threads_named("keys") == 1, "the no to be said")
    silent.answer(1)
    make(folder, attempt.hears(Opened))
    attempt.hears_nothing_more()


def test_a_late_yes_to_an_older_question_does_count(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    journal(folder, start, keychain := FakeKeychain())
    silent.keys = keychain.keys
    attempt = start(silent, patience=SOON_S)
    attempt.hears(Waiting)
    attempt.unlocking.again()
    attempt.hears(Waiting)
    silent.answer(0)
    make(folder, attempt.hears(Opened))
    silent.answer()
    attempt.hears_nothing_more()


def test_asking_again_offers_the_keyring_the_same_key(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    attempt = start(silent, patience=SOON_S)
    attempt.hears(Waiting)
    attempt.unlocking.again()
    attempt.hears(Waiting)
    silent.answer()
    opened = attempt.hears(Opened)
    attempt.hears_nothing_more()
    assert silent.keys == {opened.header.vault_id: bytes(opened.key)}


def test_closing_waits_for_nobody_and_nothing_is_told_afterwards(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    attempt = start(silent, patience=SOON_S)
    attempt.hears(Waiting)
    attempt.unlocking.close()
    silent.answer()
    attempt.hears_nothing_more()
    assert contents(folder) == {}


def test_a_step_that_ends_after_closing_is_not_told(folder: Path) -> None:
    """The key it brings is wiped; the next start finds the header it left."""
    asked, answer = Event(), Event()

    class SlowClock(SystemClock):
        def now(self) -> Moment:
            asked.set()
            answer.wait()
            return super().now()

    told: list[Outcome] = []
    keychain = FakeKeychain()
    unlocking = Unlocking(folder, keychain, SlowClock(), told.append, cost=QUICK)
    unlocking.choose_passphrase(WORDS)
    unlocking.start()
    assert asked.wait(DEADLINE_S)
    unlocking.close()
    answer.set()
    until(lambda: not threads_named("unlocking"), "the thread to end")
    assert told == []
    assert header.load(folder) is not None


def test_the_caller_is_never_kept_waiting_by_the_keyring(
    folder: Path, start: Start, silent: SilentKeychain
) -> None:
    asked_on: set[str] = set()

    class Noting(FakeKeychain):
        def write(self, vault_id: str, key: bytes) -> None:
            asked_on.add(threading.current_thread().name)
            super().write(vault_id, key)

    attempt = start(Noting())
    attempt.hears(Opened)
    assert (asked_on, attempt.told_on) == ({"keys"}, {"unlocking"})


def test_what_is_told_does_not_show_the_key(folder: Path, start: Start) -> None:
    opened = start(FakeKeychain()).hears(Opened)
    assert "key=" not in repr(opened)


# The real keyring


def as_text(key: bytes) -> str:
    return "v1." + urlsafe_b64encode(key).decode()


def real_deletion(ring: RealKeyring, found: Header) -> type[JournalError]:
    ring.forget_everything()
    return KeyMissing


def real_stranger(ring: RealKeyring, found: Header) -> type[JournalError]:
    ring.put(f"vault-{found.vault_id}", as_text(bytes(range(32))))
    return KeyMismatch


def real_rubbish(ring: RealKeyring, found: Header) -> type[JournalError]:
    ring.put(f"vault-{found.vault_id}", "rubbish")
    return KeyMismatch


def real_lock(ring: RealKeyring, found: Header) -> type[JournalError]:
    ring.lock()
    return KeyringLocked


@pytest.mark.parametrize("mishap", [real_deletion, real_stranger, real_rubbish, real_lock])
def test_on_a_real_keyring_a_lost_key_is_never_replaced(
    folder: Path,
    start: Start,
    ring: RealKeyring,
    mishap: Callable[[RealKeyring, Header], type[JournalError]],
) -> None:
    found = journal(folder, start, OsKeychain())
    expected = mishap(ring, found)
    before = contents(folder)
    kept = {} if mishap is real_lock else ring.texts()
    start(OsKeychain()).hears_trouble(expected)
    assert contents(folder) == before
    assert mishap is real_lock or ring.texts() == kept


def test_on_a_real_keyring_a_journal_begins_and_opens_again(
    folder: Path, start: Start, ring: RealKeyring
) -> None:
    found = journal(folder, start, OsKeychain())
    assert set(ring.texts()) == {f"vault-{found.vault_id}"}
    make(folder, start(OsKeychain()).hears(Opened))


def test_a_locked_real_keyring_offers_a_passphrase_on_the_first_start(
    folder: Path, start: Start, ring: RealKeyring
) -> None:
    ring.lock()
    assert type(start(OsKeychain()).hears(OfferPassphrase).reason) is KeyringLocked
    assert contents(folder) == {}


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"]
)
def test_without_a_bus_no_configured_store_stands_in(
    folder: Path,
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    backend: str,
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home" / "python_keyring").mkdir(parents=True)
    config = tmp_path / "home" / "python_keyring" / "keyringrc.cfg"
    config.write_text(f"[backend]\ndefault-keyring={backend}\n", encoding="utf-8")
    assert type(start(OsKeychain()).hears(OfferPassphrase).reason) is KeyringAbsent
    assert contents(folder) == {}
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == [config]
    found = with_both(folder, start, keychain := FakeKeychain())
    before = contents(folder)
    assert type(start(OsKeychain()).hears(AskPassphrase).reason) is KeyringAbsent
    assert contents(folder) == before
    assert set(keychain.keys) == {found.vault_id}


def test_a_key_the_real_keyring_lost_is_given_back_after_the_passphrase(
    folder: Path, start: Start, ring: RealKeyring
) -> None:
    first = start(OsKeychain()).hears(Opened)
    key = bytes(first.key)
    found = add_passphrase(folder, make(folder, first), key)
    ring.forget_everything()
    attempt = start(OsKeychain())
    attempt.hears(AskPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    make(folder, attempt.hears(Opened))
    attempt.hears_nothing_more()
    assert ring.texts() == {f"vault-{found.vault_id}": as_text(key)}
