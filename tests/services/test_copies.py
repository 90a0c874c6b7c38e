"""Copies: here and in the second folder, under this key and earlier ones."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from journal_app import storage
from journal_app.domain.entry import Kind
from journal_app.domain.errors import JournalError, KeyMissing, WrongPassphrase, WrongWords
from journal_app.services.copies import Copies, Overview
from journal_app.services.rekeying import Rekeying
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.storage import backup, elsewhere, exchange, upgrade, vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.desktop.waiting import until
from tests.fakes import KEY, FakeClock
from tests.services.sessions import (
    PASSPHRASE,
    VAULT_ID,
    WORDS,
    Opener,
    key_of,
    kit_slot,
    opener,
    passphrase_slot,
    read,
    there,
    write,
)
from tests.vaults import sample

__all__ = ["opener"]

DAY_S = 86_400


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def session(folder: Path, opener: Opener) -> Session:
    opener.begin(folder, kit_slot(), passphrase_slot())
    made = opener.open(folder)
    write(made, "then")
    return made


def _look(session: Session) -> Overview:
    return Copies(session, Safekeeping(session).second).look().result(20)


def _rotated(session: Session, opener: Opener) -> Session:
    """Give the journal another key, keeping the older copies, and open it again."""
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    session.close()
    plan.carry_out()
    return opener.open(session.folder, key_of(session.folder, opener.keychain))


def test_each_backup_is_in_the_second_folder_too_and_said_once(
    session: Session, stick: Path, clock: FakeClock
) -> None:
    safekeeping = Safekeeping(session)
    first = safekeeping.back_up().result(20)
    assert _look(session).second.folder is None
    safekeeping.second.choose(stick).result(20)
    clock.go_on(DAY_S)
    write(session, "since")
    second = safekeeping.daily().result(20)
    assert second is not None

    place = stick / "Afterpage backups"
    assert {one.name for one in place.iterdir()} == {
        name for one in (first, second) for name in (one.file.name, f"{one.file.stem}.json")
    }
    for one in (first, second):
        assert (place / one.file.name).read_bytes() == one.file.read_bytes()
    found = _look(session)
    assert [(copy.backup, copy.is_here, copy.is_there) for copy in found.copies] == [
        (second, True, True),
        (first, True, True),
    ]
    assert found.second.folder == stick
    assert found.second.is_there
    assert found.second.copied_ms == second.made_ms


def test_a_stick_that_is_not_plugged_in_is_no_trouble_and_nothing_is_made_in_its_place(
    session: Session, stick: Path, clock: FakeClock
) -> None:
    safekeeping = Safekeeping(session)
    safekeeping.second.choose(stick).result(20)
    safekeeping.back_up().result(20)
    away = stick.with_name("unplugged")
    for mount_point_stays in (False, True):
        stick.rename(away)
        if mount_point_stays:
            stick.mkdir()
        clock.go_on(DAY_S)
        write(session, "since")
        assert safekeeping.daily().result(20) is not None
        second = _look(session).second
        assert not second.is_there
        assert second.trouble == ""
        assert second.copied_ms is not None
        assert list(stick.iterdir() if mount_point_stays else ()) == []
        if mount_point_stays:
            stick.rmdir()
        away.rename(stick)
    assert safekeeping.daily().result(20) is None, "one of today is there"
    newest = backup.every(session.folder)[0]
    assert elsewhere.within(stick)[0] == newest, "the stick is back, so it gets what it missed"


def test_the_second_folder_has_a_rotation_of_its_own_and_leaves_other_files(
    session: Session, stick: Path, clock: FakeClock
) -> None:
    safekeeping = Safekeeping(session)
    safekeeping.second.choose(stick).result(20)
    place = stick / elsewhere.FOLDER
    others = {"notes.txt", "2026-11-22T080000Z-by-hand.db", "2026-11-22T080000Z-by-hand.json"}
    for name in others:
        (place / name).write_bytes(b"of another journal")
    for _time in range(7):
        clock.go_on(60)
        safekeeping.back_up().result(20)
    names = {one.name for one in place.iterdir()}
    assert others <= names
    assert len(names - others) == 10, "five copies, each with its header"
    assert len(_look(session).copies) == 5, "what is another journal's is not shown"


def test_what_goes_wrong_there_is_said_and_does_no_harm_here(session: Session, stick: Path) -> None:
    safekeeping = Safekeeping(session)
    safekeeping.second.choose(stick).result(20)
    place = stick / elsewhere.FOLDER
    made = safekeeping.back_up().result(20)
    beside = place / f"{made.file.name}.part"
    for one in place.iterdir():
        one.unlink()
    beside.mkdir()  # nothing can be written under that name
    again = safekeeping.daily().result(20)
    assert again is None
    assert "as they were" in safekeeping.second.look().result(20).trouble
    beside.rmdir()
    safekeeping.daily().result(20)
    assert safekeeping.second.look().result(20).trouble == ""
    assert [one.file.name for one in elsewhere.within(stick)] == [made.file.name]


def test_a_folder_of_the_journal_itself_is_no_second_one(session: Session) -> None:
    safekeeping = Safekeeping(session)
    for wrong in (session.folder, session.folder / "backups"):
        with pytest.raises(JournalError, match="somewhere else"):
            safekeeping.second.choose(wrong).result(20)
    with pytest.raises(JournalError, match="choose another"):
        safekeeping.second.choose(session.folder.parent / "gone").result(20)
    assert _look(session).second.folder is None


def test_a_forgotten_folder_keeps_its_copies_and_gets_no_more(
    session: Session, stick: Path, clock: FakeClock
) -> None:
    safekeeping = Safekeeping(session)
    safekeeping.back_up().result(20)
    safekeeping.second.choose(stick).result(20)
    before = there(stick)
    assert len(before) == 2
    assert safekeeping.second.forget().result(20).folder is None
    clock.go_on(60)
    safekeeping.back_up().result(20)
    assert there(stick) == before


def test_a_copy_that_is_only_in_the_second_folder_can_be_put_in_place(
    session: Session, stick: Path
) -> None:
    safekeeping = Safekeeping(session)
    made = safekeeping.back_up().result(20)
    safekeeping.second.choose(stick).result(20)
    write(session, "since")
    backup.remove([made])
    copies = Copies(session, safekeeping.second)
    (copy,) = copies.look().result(20).copies
    assert (copy.is_here, copy.is_there) == (False, True)
    assert copies.unlock(copy).result(20)
    assert [line.first_words for line in copies.look_inside(copy, 9).result(20)] == ["then"]
    copies.prepare(copy).result(20)
    session.close()
    exchange.put_in_place(session.folder)
    assert read(session.folder, key_of(session.folder, session.keychain)) == ["then"]


def test_a_copy_under_an_earlier_key_opens_with_the_key_in_the_keyring(
    session: Session, opener: Opener
) -> None:
    Safekeeping(session).back_up().result(20)
    write(session, "since")
    again = _rotated(session, opener)
    copies = Copies(again, Safekeeping(again).second)
    newer, older = copies.look().result(20).copies
    assert (newer.earlier, older.earlier) == (False, True)
    assert copies.unlock(older).result(20)
    assert [line.first_words for line in copies.look_inside(older, 9).result(20)] == ["then"]
    copies.prepare(older).result(20)
    copies.forget()
    assert copies._keys == {}
    again.close()
    exchange.put_in_place(again.folder)
    assert read(again.folder, key_of(again.folder, opener.keychain)) == ["then"]


@pytest.mark.parametrize("typed", [PASSPHRASE, WORDS])
def test_otherwise_its_passphrase_or_its_kit_is_asked_for(
    session: Session, opener: Opener, typed: str
) -> None:
    Safekeeping(session).back_up().result(20)
    again = _rotated(session, opener)
    opener.keychain.forget(VAULT_ID)
    copies = Copies(again, Safekeeping(again).second)
    (older,) = (copy for copy in copies.look().result(20).copies if copy.earlier)
    assert not copies.unlock(older).result(20)
    with pytest.raises(WrongPassphrase):
        copies.unlock(older, "another").result(20)
    with pytest.raises(WrongWords):
        copies.unlock(older, "zoo " * 11 + "wrong").result(20)
    with pytest.raises(JournalError):
        copies.prepare(older).result(20)
    assert copies.unlock(older, typed).result(20)
    assert len(copies.look_inside(older, 9).result(20)) == 1
    copies.prepare(older).result(20)


@pytest.mark.parametrize("version", upgrade.EARLIER)
def test_a_copy_made_by_an_earlier_version_is_looked_into_as_it_is(
    version: str, tmp_path: Path
) -> None:
    file = tmp_path / "journal.db"
    shutil.copy(sample.HERE / version / "journal.db", file)
    was = file.read_bytes()
    with closing(vault.look(file, KEY)) as copy, copy.reading() as db:
        lines = storage.earlier.newest(db, 2)
    assert [line.title for line in lines] == ["the third", "the second"]
    assert all(line.first_words.startswith("warm. slow water") for line in lines)
    assert all(line.kinds == (Kind.WORDS, Kind.INK, Kind.VOICE) for line in lines)
    assert file.read_bytes() == was


def test_earlier_copies_are_removed_here_and_there_only_when_asked(
    session: Session, opener: Opener, stick: Path, clock: FakeClock
) -> None:
    safekeeping = Safekeeping(session)
    safekeeping.back_up().result(20)
    safekeeping.second.choose(stick).result(20)
    again = _rotated(session, opener)
    clock.go_on(DAY_S)
    Safekeeping(again).back_up().result(20)
    assert [copy.is_there for copy in _look(again).copies if copy.earlier] == [True]
    assert VAULT_ID in opener.keychain.keys
    theirs = stick / elsewhere.FOLDER / "2020-01-01T080000Z-daily.db"
    theirs.write_bytes(b"of another journal that shares the stick")
    mark = header.fingerprint(KEY, "7" * 32)
    header.save(theirs.parent, Header("7" * 32, 0, mark, OpensWith.KEYRING, State.READY))
    (theirs.parent / header.FILE).rename(theirs.with_suffix(".json"))
    copies = Copies(again, Safekeeping(again).second)
    copies.remove_earlier().result(20)
    assert not any(copy.earlier for copy in copies.look().result(20).copies)
    assert [one.file for one in elsewhere.within(stick)][1:] == [theirs]
    assert len(backup.present(again.folder)) == 2
    until(lambda: VAULT_ID not in opener.keychain.keys, "the key to go", patience=10)


def test_a_copy_with_no_way_in_says_so(session: Session, opener: Opener) -> None:
    again = _rotated(session, opener)  # its new header has no kit and no passphrase
    twice = _rotated(again, opener)
    for vault_id in set(opener.keychain.keys) - {VAULT_ID}:
        if key_of(twice.folder, opener.keychain) != opener.keychain.keys[vault_id]:
            opener.keychain.forget(vault_id)
    copies = Copies(twice, Safekeeping(twice).second)
    (older,) = (copy for copy in copies.look().result(20).copies if copy.earlier)
    with pytest.raises(KeyMissing, match="Nothing was changed"):
        copies.unlock(older).result(20)
