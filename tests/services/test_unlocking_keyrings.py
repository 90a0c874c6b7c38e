"""Keyrings that say nothing, and real ones: what unlocking makes of them.

What a keyring can do to a journal, and the test that shows what we make of it. Those without a
folder are here.

    open                       devices/test_keychain: a_key_comes_back_as_it_was_kept
                               on_a_real_keyring_a_journal_begins_and_opens_again
    closed, nobody can ask     on_a_real_keyring_a_lost_key_is_never_replaced
                               a_locked_real_keyring_offers_a_passphrase_on_the_first_start
                               devices/test_keychain: a_locked_keyring_is_not_an_empty_one
    prompt declined            a_real_prompt_that_is_declined_is_a_closed_keyring
                               desktop/test_keyring_states: a_declined_keyring_prompt_leaves
    wrong password typed       a_real_prompt_that_is_declined_is_a_closed_keyring
    prompt ignored, answered   a_real_prompt_may_stay_open_for_as_long_as_it_likes
                               desktop/test_keyring_states: while_a_keyring_prompt_is_ignored
    none made yet              somebody_who_has_no_keyring_yet_is_offered_a_passphrase
    told a wrong password      a_keyring_that_was_told_a_wrong_password_is_a_closed_one
    key deleted                on_a_real_keyring_a_lost_key_is_never_replaced
                               a_key_the_real_keyring_lost_is_given_back_after_the_passphrase
                               desktop/test_keyring_states: a_deleted_key_is_said_to_be_missing
    another journal's key      on_a_real_keyring_a_lost_key_is_never_replaced
    another key in our place   devices/test_keychain: another_key_is_never_overwritten
    no session bus             devices/test_keychain: no_session_bus_is_no_keyring
                               without_a_bus_no_configured_store_stands_in
                               desktop/test_keyring_states: without_a_keyring_a_passphrase_is_off
    a bus, nobody on it        devices/test_keychain: a_bus_without_a_secret_service_is_no_keyring
    bare D-Bus errors          devices/test_keychain: a_keyring_that_answers_with_bare_errors
    plain store, no bus        devices/test_keychain: no_plain_or_null_store_stands_in_for_a_miss
    plain store, chained       devices/test_keychain: no_plain_or_null_store_is_taken_beside_a_key
                               devices/test_keychain: beside_a_plain_store_the_keyring_package_ch
    null store, by environment devices/test_keychain: no_plain_or_null_store_stands_in_for_a_miss
    or by keyringrc.cfg        devices/test_keychain: these_traps_do_catch_who_leaves_the_choice
    forgets what it is given   devices/test_keychain: a_keyring_that_keeps_nothing_is_found_out
    frozen, no entry points    devices/test_keychain: in_a_frozen_program_no_entry_point_is_needed
    KeePassXC, a group shown   devices/test_keepassxc: keepassxc_keeps_finds_and_forgets_a_key
    KeePassXC, closed          devices/test_keepassxc: a_database_that_is_closed_is_not_an_empty
    KeePassXC, no group shown  devices/test_keepassxc: a_database_that_shows_no_group_is_not_an_e
    KeePassXC, access denied   devices/test_keepassxc: a_key_that_keepassxc_may_not_show_is_not

Not run anywhere yet: KWallet, a Flatpak's filtered bus, macOS, Windows.
"""

import re
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
from journal_app.services.keys.unlocking import (
    AskPassphrase,
    OfferPassphrase,
    Opened,
    Outcome,
    Unlocking,
    Waiting,
)
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith
from tests.desktop.waiting import until
from tests.keyrings import (
    PASSWORD,
    FakeKeychain,
    RealKeyring,
    Screen,
    SilentKeychain,
    keyring_daemon,
    real_keyring,
    screen,
    session_bus,
)
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


def test_every_row_above_has_its_test() -> None:
    tests = Path(__file__).parents[1]
    rows = re.findall(r"^ {4}.{27}(?:(\S+): )?(\w+)$", __doc__ or "", re.MULTILINE)
    assert len(rows) == 33
    for file, name in rows:
        place = tests / f"{file}.py" if file else Path(__file__)
        assert f"def test_{name}" in place.read_text(encoding="utf-8")


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


# A real keyring that asks for its password


@pytest.fixture
def glass() -> Iterator[Screen]:
    with screen() as there:
        yield there


@pytest.fixture
def asking(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, glass: Screen
) -> Iterator[RealKeyring]:
    with real_keyring(tmp_path_factory.mktemp("ring"), glass.display) as keyring:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
        yield keyring


def test_a_real_prompt_may_stay_open_for_as_long_as_it_likes(
    folder: Path, start: Start, asking: RealKeyring, glass: Screen
) -> None:
    journal(folder, start, OsKeychain())
    before = contents(folder)
    asking.lock()
    attempt = start(OsKeychain(), patience=SOON_S)
    attempt.hears(Waiting)
    until(glass.windows, "the prompt")
    assert (contents(folder), attempt.told.empty()) == (before, True)
    glass.answer(PASSWORD)
    make(folder, attempt.hears(Opened))
    attempt.hears_nothing_more()


@pytest.mark.parametrize("tries", [0, 1])
def test_a_real_prompt_that_is_declined_is_a_closed_keyring(
    folder: Path, start: Start, asking: RealKeyring, glass: Screen, tries: int
) -> None:
    journal(folder, start, OsKeychain())
    before = contents(folder)
    asking.lock()
    attempt = start(OsKeychain())
    for _ in range(tries):
        glass.answer("another password")
    glass.dismiss()
    attempt.hears_trouble(KeyringLocked)
    assert contents(folder) == before


def test_a_keyring_that_was_told_a_wrong_password_is_a_closed_one(
    folder: Path,
    start: Start,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is heard of it: the daemon runs, and its collection just stays closed."""
    home = tmp_path_factory.mktemp("ring")
    with session_bus(home) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with keyring_daemon(home, address) as ring:
            until(ring.answers, "the keyring to open")
            journal(folder, start, OsKeychain())
        with keyring_daemon(home, address, "another password"):
            start(OsKeychain()).hears_trouble(KeyringLocked)
        with keyring_daemon(home, address) as ring:
            until(ring.answers, "the keyring to open")
            make(folder, start(OsKeychain()).hears(Opened))


def test_somebody_who_has_no_keyring_yet_is_offered_a_passphrase(
    folder: Path,
    start: Start,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A keyring would have to be made first, and nothing here can ask for its password."""
    home = tmp_path_factory.mktemp("ring")
    with session_bus(home) as address, keyring_daemon(home, address, None):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert type(start(OsKeychain()).hears(OfferPassphrase).reason) is KeyringLocked
        assert contents(folder) == {}
        OsKeychain().forget("0" * 32)  # nothing is there, and that is fine
