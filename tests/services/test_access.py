"""What opens a journal is changed while it is open, and there is a way in at every moment."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from journal_app import storage
from journal_app.devices.keychain import OsKeychain
from journal_app.domain.errors import (
    JournalError,
    KeyMismatch,
    KeyringAbsent,
    KeyringLocked,
    NotKept,
    VaultDamaged,
    VaultMissing,
    WrongPassphrase,
)
from journal_app.services.access import IN_KEYRING, Access
from journal_app.services.journal import Journal, Reply
from journal_app.services.keys.unlocking import AskPassphrase, Keychain, Opened
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith, State
from journal_app.storage.keys.slots import Cost
from journal_app.storage.keys.ways import LastWay, Way
from tests.fakes import KEY, FakeClock, Post
from tests.keyrings import FakeKeychain, real_keyring
from tests.services.attempts import QUICK, WORDS, Start, make, starting

ID = "5" * 32
NEW = "a lamp in the corridor"
PLAIN = Header(ID, 0, header.fingerprint(KEY, ID), OpensWith.KEYRING, State.READY)
KIT = slots.wrap_for_words(KEY, bytes(16), ID)

Open = Callable[..., Access]


@pytest.fixture
def keychain() -> FakeKeychain:
    made = FakeKeychain()
    made.keys[ID] = KEY
    return made


@pytest.fixture
def session(
    folder: Path, keychain: FakeKeychain, journal: Journal, post: Post, clock: FakeClock
) -> Iterator[Session]:
    """An open journal that opens with the keyring, and has no other way in."""
    header.save(folder, PLAIN)
    work = Work(post.deliver)
    made = Session(folder, keychain, clock, post.deliver, journal, work)
    made.key.trust(KEY)
    yield made
    work.close()


@pytest.fixture
def access(session: Session) -> Access:
    return Access(session, QUICK)


@pytest.fixture
def asking(access: Access, folder: Path, keychain: FakeKeychain) -> Access:
    """The access of a journal that asks for its passphrase each time."""
    slot = slots.wrap(KEY, WORDS, ID, QUICK)
    header.save(folder, replace(PLAIN, opens_with=OpensWith.PASSPHRASE, slots=(slot,)))
    keychain.keys.clear()
    return access


def there(folder: Path) -> Header:
    found = header.load(folder)
    assert found is not None
    return found


def opens(folder: Path, text: str) -> bool:
    try:
        return ways.by_passphrase(there(folder), text) == KEY
    except JournalError:
        return False


def refused(reply: Reply[None]) -> str:
    with pytest.raises(JournalError) as error:
        reply.result(20)
    return str(error.value)


# A passphrase


def test_a_passphrase_is_added_changed_and_removed(access: Access, folder: Path) -> None:
    assert access.look().result(10).ways == {Way.KEYRING}
    access.choose_passphrase(WORDS).result(20)
    assert opens(folder, WORDS)
    assert access.look().result(10).has_passphrase
    access.choose_passphrase(NEW).result(20)
    assert opens(folder, NEW)
    assert not opens(folder, WORDS)
    access.remove_passphrase().result(20)
    assert there(folder) == PLAIN


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_passphrase_changes_nothing(access: Access, folder: Path, text: str) -> None:
    assert "a word or two" in refused(access.choose_passphrase(text))
    assert there(folder) == PLAIN


def test_a_new_passphrase_costs_what_was_measured(
    session: Session, folder: Path, clock: FakeClock
) -> None:
    class Slow(FakeClock):
        def monotonic(self) -> float:
            self.go_on(0.6)
            return super().monotonic()

    Access(replace(session, clock=Slow())).choose_passphrase(WORDS).result(20)
    slot = ways.passphrase_slot(there(folder))
    assert slot is not None
    assert slot.cost == Cost(64 * 1024, iterations=3, lanes=4)


def test_a_journal_that_asks_for_its_passphrase_asks_before_any_change(
    asking: Access, folder: Path, keychain: FakeKeychain
) -> None:
    before = there(folder)
    assert "didn’t open it" in refused(asking.choose_passphrase(NEW, present="not this"))
    assert "didn’t open it" in refused(asking.open_while_signed_in("not this"))
    assert there(folder) == before
    assert keychain.asked == 0
    asking.choose_passphrase(NEW, present=WORDS).result(20)
    assert opens(folder, NEW)
    assert not opens(folder, WORDS)


def test_questions_asked_at_once_are_all_answered(asking: Access) -> None:
    replies = [asking.open_while_signed_in("not this") for _ in range(3)]
    assert all("didn’t open it" in refused(reply) for reply in replies)


def test_a_kit_is_let_go_of_only_by_who_has_the_passphrase(asking: Access, folder: Path) -> None:
    both = ways.with_kit(there(folder), KIT)
    header.save(folder, both)
    with pytest.raises(WrongPassphrase):
        asking.take_away(Way.WORDS, "not this")
    assert there(folder) == both
    asking.take_away(Way.WORDS, WORDS)
    assert ways.of(there(folder)) == {Way.PASSPHRASE}


# The last way in


def test_the_passphrase_it_asks_for_stays(asking: Access, folder: Path) -> None:
    header.save(folder, ways.with_kit(there(folder), KIT))
    assert "so it needs one" in refused(asking.remove_passphrase())
    assert opens(folder, WORDS)


@pytest.mark.parametrize("held", [None, bytes(32)])
def test_the_passphrase_stays_where_the_keyring_has_no_key(
    access: Access, folder: Path, keychain: FakeKeychain, held: bytes | None
) -> None:
    access.choose_passphrase(WORDS).result(20)
    keychain.keys = {} if held is None else {ID: held}
    with pytest.raises(LastWay, match="the only way"):
        access.remove_passphrase().result(20)
    keychain.trouble = KeyringLocked("It is closed.")
    assert refused(access.remove_passphrase()) == "It is closed."
    assert opens(folder, WORDS)


def test_where_a_kit_is_left_the_keyring_is_not_asked(
    access: Access, folder: Path, keychain: FakeKeychain
) -> None:
    access.choose_passphrase(WORDS).result(20)
    header.save(folder, ways.with_kit(there(folder), KIT))
    keychain.trouble = KeyringLocked("It is closed.")
    access.remove_passphrase().result(20)
    assert ways.of(there(folder)) == {Way.KEYRING, Way.WORDS}


# The two modes


def test_asking_each_time_takes_the_key_out_of_the_keyring(
    access: Access, folder: Path, keychain: FakeKeychain
) -> None:
    access.choose_passphrase(WORDS).result(20)
    access.ask_each_time(WORDS).result(20)
    assert there(folder).opens_with is OpensWith.PASSPHRASE
    assert access.look().result(10).in_keyring, "said until it is known to be gone"
    access.leave_keyring().result(20)
    assert keychain.keys == {}
    assert not access.look().result(10).in_keyring


def test_a_passphrase_that_is_missing_or_forgotten_is_not_relied_on(
    access: Access, folder: Path
) -> None:
    assert "so it needs one" in refused(access.ask_each_time(""))
    access.choose_passphrase(WORDS).result(20)
    assert "didn’t open it" in refused(access.ask_each_time("not this"))
    assert there(folder).opens_with is OpensWith.KEYRING


def test_a_keyring_that_keeps_the_key_is_said_and_can_be_asked_again(
    access: Access, folder: Path, keychain: FakeKeychain
) -> None:
    access.choose_passphrase(WORDS).result(20)
    access.ask_each_time(WORDS).result(20)
    keychain.trouble = KeyringLocked("It is closed.")
    assert refused(access.leave_keyring()) == "It is closed."
    assert there(folder).opens_with is OpensWith.PASSPHRASE
    assert access.look().result(10).in_keyring
    keychain.trouble = None
    access.leave_keyring().result(20)
    assert not access.look().result(10).in_keyring


def test_a_key_the_journal_opens_with_is_never_taken_out(
    access: Access, keychain: FakeKeychain
) -> None:
    access.leave_keyring().result(20)
    assert keychain.keys == {ID: KEY}


def test_opening_while_signed_in_gives_the_keyring_the_key_first(
    asking: Access, folder: Path, keychain: FakeKeychain
) -> None:
    asking.open_while_signed_in(WORDS).result(20)
    assert keychain.keys == {ID: KEY}
    assert there(folder).opens_with is OpensWith.KEYRING
    assert opens(folder, WORDS), "the passphrase still opens it, too"


class _Forgetful(FakeKeychain):
    def write(self, vault_id: str, key: bytes) -> None:
        self._meet_trouble()


class _Taken(FakeKeychain):
    def write(self, vault_id: str, key: bytes) -> None:
        raise KeyMismatch("Another key is there.")


@pytest.mark.parametrize(
    ("chain", "kind"),
    [
        (FakeKeychain(KeyringAbsent("None is here.")), KeyringAbsent),
        (FakeKeychain(KeyringLocked("It is closed.")), KeyringLocked),
        (_Forgetful(), KeyringAbsent),
        (_Taken(), KeyMismatch),
    ],
)
def test_a_keyring_that_will_not_have_the_key_changes_nothing(
    asking: Access, session: Session, folder: Path, chain: Keychain, kind: type[JournalError]
) -> None:
    before = there(folder)
    with pytest.raises(kind):
        Access(replace(session, keychain=chain), QUICK).open_while_signed_in(WORDS).result(20)
    assert there(folder) == before


def test_where_there_is_no_keyring_nothing_is_said_to_be_in_it(
    asking: Access, session: Session
) -> None:
    absent = Access(replace(session, keychain=FakeKeychain(KeyringAbsent("None."))), QUICK)
    assert refused(absent.open_while_signed_in(WORDS)) == "None."
    assert not absent.look().result(10).in_keyring


class _Cut(Exception):
    """The program ends here."""


class _Cutting(FakeKeychain):
    """A keyring during whose call with that number the program is cut short, before or after."""

    def __init__(self, keys: dict[str, bytes], number: int, *, before: bool) -> None:
        super().__init__()
        self.keys = keys
        self._left = number
        self._before = before

    def read(self, vault_id: str) -> bytes | None:
        return self._call(lambda: FakeKeychain.read(self, vault_id))

    def write(self, vault_id: str, key: bytes) -> None:
        self._call(lambda: FakeKeychain.write(self, vault_id, key))

    def forget(self, vault_id: str) -> None:
        self._call(lambda: FakeKeychain.forget(self, vault_id))

    def _call(self, call: Callable[[], bytes | None]) -> bytes | None:
        self._left -= 1
        if self._left < 0 and self._before:
            raise _Cut
        found = call()
        if self._left < 0:
            raise _Cut
        return found


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("mode", OpensWith)
def test_cut_short_anywhere_what_the_header_promises_opens_the_journal(
    access: Access,
    session: Session,
    folder: Path,
    mode: OpensWith,
    number: int,
    before: bool,  # noqa: FBT001
) -> None:
    slot = slots.wrap(KEY, WORDS, ID, QUICK)
    header.save(folder, replace(PLAIN, opens_with=mode, slots=(slot,)))
    keys = {ID: KEY} if mode is OpensWith.KEYRING else {}
    cut = Access(replace(session, keychain=_Cutting(keys, number, before=before)), QUICK)
    with suppress(_Cut):
        if mode is OpensWith.KEYRING:
            cut.ask_each_time(WORDS).result(20)
            cut.leave_keyring().result(20)
        else:
            cut.open_while_signed_in(WORDS).result(20)
    promised = there(folder).opens_with
    assert opens(folder, WORDS)
    assert promised is OpensWith.PASSPHRASE or keys == {ID: KEY}
    if promised is OpensWith.PASSPHRASE and keys:
        assert access.look().result(10).in_keyring


# What may have happened to the header meanwhile


def test_a_header_that_went_away_or_was_edited_is_left_as_it_is(
    access: Access, folder: Path
) -> None:
    header.save(folder, replace(PLAIN, fingerprint=bytes(16)))
    with pytest.raises(NotKept, match="isn’t as it was"):
        access.choose_passphrase(WORDS).result(20)
    (folder / header.FILE).write_text("{}")
    with pytest.raises(VaultDamaged):
        access.choose_passphrase(WORDS).result(20)
    assert (folder / header.FILE).read_text() == "{}"
    (folder / header.FILE).unlink()
    with pytest.raises(VaultMissing):
        access.choose_passphrase(WORDS).result(20)
    assert not (folder / header.FILE).exists()


def test_another_journals_header_is_not_changed(access: Access, folder: Path) -> None:
    other = "6" * 32
    theirs = replace(PLAIN, vault_id=other, fingerprint=header.fingerprint(KEY, other))
    header.save(folder, theirs)
    with pytest.raises(NotKept, match="isn’t as it was"):
        access.change(PLAIN, lambda found: replace(found, slots=(KIT,)))
    assert there(folder) == theirs


def test_a_journal_that_closes_meanwhile_is_not_changed(
    access: Access, journal: Journal, folder: Path, post: Post
) -> None:
    journal.close()
    told: list[object] = []
    access.choose_passphrase(WORDS).then(told.append, told.append)
    post.run_until(lambda: bool(told))
    assert isinstance(told[0], NotKept)
    assert there(folder) == PLAIN


def test_nothing_typed_and_no_key_is_shown_by_what_is_answered(access: Access) -> None:
    access.choose_passphrase(WORDS).result(20)
    said = repr(access.look().result(10))
    assert WORDS not in said
    assert KEY.hex() not in said


def test_the_note_about_the_keyring_is_kept_in_the_journal_and_nowhere_else(
    access: Access, session: Session, folder: Path
) -> None:
    access.choose_passphrase(WORDS).result(20)
    access.ask_each_time(WORDS).result(20)
    assert session.journal.ask(storage.settings.get, IN_KEYRING).result(10) is not None
    assert IN_KEYRING not in (folder / header.FILE).read_text()


# On a real keyring


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    with starting(folder) as start:
        yield start


def test_on_a_real_keyring_the_mode_is_changed_there_and_back(
    session: Session,
    folder: Path,
    start: Start,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with real_keyring(tmp_path_factory.mktemp("ring")) as ring:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", ring.address)
        OsKeychain().write(ID, KEY)
        before = ring.texts()
        real = Access(replace(session, keychain=OsKeychain()), QUICK)
        real.choose_passphrase(WORDS).result(20)
        real.ask_each_time(WORDS).result(20)
        ring.lock()
        assert "keyring is closed" in refused(real.leave_keyring())
        assert real.look().result(10).in_keyring
        assert "keyring is closed" in refused(real.open_while_signed_in(WORDS))

    with real_keyring(tmp_path_factory.mktemp("again")) as ring:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", ring.address)
        OsKeychain().write(ID, KEY)
        real.leave_keyring().result(20)
        assert ring.texts() == {}
        assert not real.look().result(10).in_keyring
        real.open_while_signed_in(WORDS).result(20)
        assert ring.texts() == before
        session.journal.close()
        make(folder, start(OsKeychain()).hears(Opened))


def test_a_journal_that_asks_does_not_touch_the_keyring_when_it_opens(
    asking: Access, folder: Path, start: Start, keychain: FakeKeychain, journal: Journal
) -> None:
    journal.close()
    attempt = start(keychain)
    attempt.hears(AskPassphrase)
    attempt.unlocking.try_passphrase(WORDS)
    make(folder, attempt.hears(Opened))
    assert keychain.asked == 0
