"""Making a recovery kit on a journal that is open, and what it leaves behind."""

import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from journal_app import storage
from journal_app.domain.entry import Entry, new_entry_id
from journal_app.domain.errors import JournalError, KeyringLocked, NotKept, WrongWords
from journal_app.domain.rehearsal import WEEK_MS, Advice
from journal_app.services.journal import Journal
from journal_app.services.kit import Kit, NewKit, save_page, three_numbers
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import UnknownSlot
from journal_app.storage.keys.ways import LastWay
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock, Post
from tests.keyrings import FakeKeychain
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
def session(
    folder: Path, keychain: FakeKeychain, journal: Journal, post: Post, clock: FakeClock
) -> Iterator[Session]:
    work = Work(post.deliver)
    made = Session(folder, keychain, clock, post.deliver, journal, work)
    made.key.trust(KEY)
    yield made
    work.close()


@pytest.fixture
def kit(session: Session) -> Kit:
    return Kit(session)


def load(folder: Path) -> Header:
    found = header.load(folder)
    assert found is not None
    return found


def make(kit: Kit, post: Post, passphrase: str = "") -> NewKit | JournalError:
    told: list[NewKit | JournalError] = []
    kit.make(passphrase).then(told.append, told.append)
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


def test_making_a_kit_asks_no_keyring(kit: Kit, post: Post, keychain: FakeKeychain) -> None:
    keychain.trouble = KeyringLocked("locked.")
    kit.settle(made(kit, post)).result(10)
    assert keychain.asked == 0


def test_without_the_right_key_no_kit_is_made(
    folder: Path, kit: Kit, post: Post, found: Header, session: Session
) -> None:
    session.key.trust(bytes(31) + b"x")
    assert "isn’t as it was" in str(make(kit, post))
    session.key.wipe()
    assert "isn’t open just now" in str(make(kit, post))
    assert load(folder) == found


def test_a_journal_that_closes_meanwhile_gets_no_kit(
    folder: Path, kit: Kit, journal: Journal, post: Post, found: Header
) -> None:
    journal.close()
    assert isinstance(make(kit, post), NotKept)
    assert load(folder) == found


def test_the_journal_itself_is_not_touched_until_the_kit_was_checked(
    folder: Path, kit: Kit, post: Post
) -> None:
    kit.look().result(10)
    before = {file.name: file.read_bytes() for file in folder.glob("journal.db*")}
    made(kit, post)
    assert {file.name: file.read_bytes() for file in folder.glob("journal.db*")} == before


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


# A week later


def spelt(new: NewKit) -> str:
    return " ".join(new.words)


def test_a_kit_that_was_checked_is_spoken_of_after_a_week_and_once_more_after_another(
    kit: Kit, post: Post, clock: FakeClock
) -> None:
    kit.settle(made(kit, post)).result(10)
    heard = [kit.advice().result(10)]
    for _week in range(4):
        clock.go_on(WEEK_MS / 1000)
        heard.append(kit.advice().result(10))
        if heard[-1] is Advice.TRY:
            kit.put_off(Advice.TRY).result(10)
            assert kit.advice().result(10) is Advice.NOTHING
    assert heard == [Advice.NOTHING, Advice.TRY, Advice.TRY, Advice.NOTHING, Advice.NOTHING]


def test_a_kit_that_was_tried_is_not_spoken_of_again_until_a_newer_one_was_checked(
    kit: Kit, post: Post, clock: FakeClock
) -> None:
    new = made(kit, post)
    kit.settle(new).result(10)
    clock.go_on(WEEK_MS / 1000)
    kit.rehearse(spelt(new)).result(10)
    assert kit.advice().result(10) is Advice.NOTHING
    clock.go_on(1)
    kit.settle(made(kit, post)).result(10)
    assert kit.advice().result(10) is Advice.NOTHING
    clock.go_on(WEEK_MS / 1000)
    assert kit.advice().result(10) is Advice.TRY


def test_a_newer_kit_is_spoken_of_although_the_older_one_was_put_off(
    kit: Kit, post: Post, clock: FakeClock
) -> None:
    kit.settle(made(kit, post)).result(10)
    for _time in range(2):
        kit.put_off(Advice.TRY).result(10)
    kit.settle(made(kit, post)).result(10)
    clock.go_on(WEEK_MS / 1000)
    assert kit.advice().result(10) is Advice.TRY


def test_the_words_that_were_typed_are_nowhere_afterwards(
    folder: Path, kit: Kit, post: Post, session: Session
) -> None:
    new = made(kit, post)
    kit.rehearse(f" 1. {spelt(new).upper()} ").result(10)
    everything = session.journal.ask(_dump).result(10)
    assert "kit_rehearsed_ms" in everything
    assert not any(word in everything for word in new.words if len(word) > 3)
    assert load(folder).slots == (new.slot,)


def _dump(db: Connection) -> str:
    return " ".join(map(str, db.exec_driver_sql("SELECT * FROM setting").all()))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "A kit has twelve words; here are 0."),
        ("abandon " * 11, "here are 11."),
        ("abandon " * 11 + "abouz", "Word 12 isn’t on the list of words. Is it “about”?"),
        ("abandon " * 12, "they don’t fit together"),
        ("abandon " * 11 + "about", "they don’t open this journal"),
    ],
)
def test_each_wrong_kit_is_told_apart(kit: Kit, post: Post, typed: str, said: str) -> None:
    made(kit, post)
    with pytest.raises(WrongWords, match=re.escape(said)):
        kit.rehearse(typed).result(10)


def test_a_kit_that_was_let_go_of_opens_nothing_and_is_not_offered_again(
    folder: Path, kit: Kit, post: Post, session: Session, found: Header
) -> None:
    session.journal.do(storage.entries.begin, Entry(new_entry_id(), SUNDAY_EVENING)).result(10)
    assert kit.advice().result(10) is Advice.MAKE
    new = made(kit, post)
    kit.settle(new).result(10)
    kit.let_go().result(10)
    assert load(folder) == found
    assert kit.advice().result(10) is Advice.NOTHING
    with pytest.raises(WrongWords, match="No recovery kit was made"):
        kit.rehearse(spelt(new)).result(10)


@pytest.mark.parametrize("held", [None, bytes(32)])
def test_the_last_way_in_is_not_let_go_of(
    folder: Path, kit: Kit, post: Post, keychain: FakeKeychain, held: bytes | None
) -> None:
    new = made(kit, post)
    keychain.keys = {} if held is None else {load(folder).vault_id: held}
    with pytest.raises(LastWay, match="the only way into your journal"):
        kit.let_go().result(10)
    keychain.trouble = KeyringLocked("locked.")
    with pytest.raises(KeyringLocked):
        kit.let_go().result(10)
    assert opens(folder, new)


def test_not_now_is_remembered(kit: Kit, session: Session) -> None:
    assert kit.advice().result(10) is Advice.NOTHING
    session.journal.do(storage.entries.begin, Entry(new_entry_id(), SUNDAY_EVENING)).result(10)
    assert kit.advice().result(10) is Advice.MAKE
    kit.put_off(Advice.MAKE).result(10)
    assert kit.advice().result(10) is Advice.NOTHING
