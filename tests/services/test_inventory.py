"""Every file we made is listed with what it is for, and nothing else is touched."""

import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from journal_app import storage
from journal_app.domain.rotation import Occasion
from journal_app.services import savedfiles, secondfolder
from journal_app.services.access import IN_KEYRING
from journal_app.services.privacy import ours, proof
from journal_app.services.privacy.inventory import Inventory, Modes
from journal_app.services.privacy.ours import What
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.savedfiles import Saved
from journal_app.services.session import Session
from journal_app.services.surroundings import Place, Surroundings
from journal_app.storage import ballast, elsewhere, exchange, files
from journal_app.storage.exchange import End
from journal_app.storage.keys import header
from journal_app.storage.keys.header import DATABASE
from tests.fakes import KEY, FakeClock
from tests.services.around import VAULT_ID, around, keychain, notes_of, session, stock, write

__all__ = ["around", "keychain", "session"]


def every_file(*places: Path) -> set[Path]:
    return {path for place in places for path in place.rglob("*") if not path.is_dir()}


def make_everything(session: Session) -> None:
    """Let the app make one of each file it can make."""
    folder = session.folder
    safekeeping = Safekeeping(session)
    made = safekeeping.back_up().result(20)
    safekeeping.prepare(made).result(20)
    place = folder / End.ASIDE
    place.rename(folder / f"replaced-{files.stamp(0)}")
    ballast.lay(folder)
    (folder / ".lock").write_text("1", "utf-8")
    exchange.prepare(folder, End.ERASE)
    (folder / End.ERASE / DATABASE).write_bytes(b"half")
    (folder / f"{DATABASE}.new").write_bytes(b"half")
    (made.file.parent / f"{files.stamp(0)}-{Occasion.DAILY}.db.part").write_bytes(b"half")


def test_every_file_the_app_made_is_listed_once_with_its_size(
    session: Session, around: Surroundings
) -> None:
    make_everything(session)
    found = stock(session, around).found
    assert around.settings is not None
    assert around.cache is not None
    assert around.models is not None
    listed = [kept.path for kept in found.ours]
    assert len(listed) == len(set(listed))
    assert set(listed) == every_file(session.folder, around.settings, around.cache, around.models)
    assert found.foreign == ()
    assert {kept.what for kept in found.ours} == set(What)
    assert all(kept.size == kept.path.stat().st_size for kept in found.ours)


def test_what_others_put_between_our_files_is_named_and_left_as_it_is(
    session: Session, around: Surroundings, folder: Path, tmp_path: Path
) -> None:
    Safekeeping(session).back_up().result(20)
    strangers = [folder / "holiday.jpg", folder / "backups" / "notes.txt", folder / "photos"]
    strangers[2].mkdir()
    (strangers[2] / "journal.db").write_bytes(b"theirs")
    for stranger in strangers[:2]:
        stranger.write_bytes(b"theirs")
        stranger.chmod(0o644)
    link = folder / "backups" / f"{files.stamp(0)}-daily.db"
    link.symlink_to(tmp_path / "elsewhere")
    found = stock(session, around).found
    assert set(found.foreign) == {*strangers, link}
    assert all(stat.S_IMODE(stranger.stat().st_mode) == 0o644 for stranger in strangers[:2])
    assert not {kept.path for kept in found.ours} & set(found.foreign)


def test_what_a_throw_away_journal_left_behind_is_found(
    session: Session, around: Surroundings
) -> None:
    left = session.folder.with_name(f"temp-{uuid4().hex}")
    left.mkdir()
    (left / DATABASE).write_bytes(b"thrown")
    (left / "mine.txt").write_bytes(b"theirs")
    found = stock(session, around).found
    assert [kept.path for kept in found.of(What.UNFINISHED)] == [left / DATABASE]
    (left / ".lock").write_text(f"{os.getpid()}\nafterpage\n", "utf-8")
    assert stock(session, around).found.of(What.UNFINISHED) == (), "somebody has it open"


def test_settings_beside_a_journal_are_ours_only_where_the_app_puts_them(
    session: Session, around: Surroundings
) -> None:
    theirs = session.folder / "settings.json"
    theirs.write_text("{}", "utf-8")
    assert theirs in stock(session, around).found.foreign
    thrown_away = replace(around, settings=session.folder)
    assert [kept.path for kept in stock(session, thrown_away).found.of(What.SETTINGS)] == [theirs]


@pytest.mark.skipif(os.name != "posix", reason="there are no such modes elsewhere")
def test_what_others_could_read_is_closed_to_them(session: Session, around: Surroundings) -> None:
    Safekeeping(session).back_up().result(20)
    assert stock(session, around).modes == Modes(put_right=1), "settings.json, by the test"
    session.folder.chmod(0o755)
    copy = next((session.folder / "backups").glob("*.db"))
    copy.chmod(0o664)
    assert stock(session, around).modes == Modes(put_right=2)
    assert stat.S_IMODE(session.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stock(session, around).modes == Modes()


def test_a_disk_that_knows_no_owners_is_told_of(
    session: Session, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", lambda _path, _mode: None)
        assert stock(session, around).modes == Modes(still_open=1)


@pytest.mark.skipif(os.name != "posix", reason="there are no such modes elsewhere")
def test_a_folder_that_holds_other_things_stays_as_open_as_it_was(
    session: Session, around: Surroundings
) -> None:
    (session.folder / "holiday.jpg").write_bytes(b"theirs")
    session.folder.chmod(0o755)
    stock(session, around)
    assert stat.S_IMODE(session.folder.stat().st_mode) == 0o755


def test_the_newest_checked_backup_is_told_and_the_ways_in(
    session: Session, around: Surroundings, clock: FakeClock
) -> None:
    assert stock(session, around).last_backup is None
    safekeeping = Safekeeping(session)
    safekeeping.back_up().result(20)
    clock.go_on(3600)
    newest = safekeeping.back_up().result(20)
    here = stock(session, around)
    assert here.last_backup == newest
    assert here.header.vault_id == VAULT_ID
    assert here.earlier_keys == 0


def test_copies_in_the_second_folder_count_if_they_are_this_journals(
    session: Session, around: Surroundings, tmp_path: Path
) -> None:
    made = Safekeeping(session).back_up().result(20)
    chosen = tmp_path / "stick"
    (chosen / elsewhere.FOLDER).mkdir(parents=True)
    session.journal.do(storage.settings.put, secondfolder.FOLDER, str(chosen), 0).result(20)
    its = header.load(made.file.parent, made.file.with_suffix(".json").name)
    assert its is not None
    names = {"ours": VAULT_ID, "earlier": "6" * 32, "another": "7" * 32}
    for day, vault_id in enumerate(names.values(), start=1):
        copy = chosen / elsewhere.FOLDER / f"2026-11-0{day}T100000Z-daily.db"
        shutil.copy(made.file, copy)
        header.save(copy.parent, replace(its, vault_id=vault_id))
        (copy.parent / header.FILE).rename(copy.with_suffix(".json"))
    session.journal.do(storage.settings.put, secondfolder.EARLIER, "6" * 32, 0).result(20)
    here = stock(session, around)
    assert here.second is not None
    assert {kept.path.name[:10] for kept in here.second.ours} == {"2026-11-01", "2026-11-02"}
    assert {path.name[:10] for path in here.second.foreign} == {"2026-11-03"}
    assert here.earlier_keys == 1
    (chosen / elsewhere.FOLDER).rename(tmp_path / "unplugged")
    assert stock(session, around).second is None


def test_files_somebody_saved_are_listed_while_they_are_there(
    session: Session, around: Surroundings, tmp_path: Path
) -> None:
    kit, copy = tmp_path / "kit.pdf", tmp_path / "journal.afterpage"
    for file in (kit, copy):
        file.write_bytes(b"saved")
    savedfiles.note(session, kit, Saved.KIT).result(20)
    savedfiles.note(session, copy, Saved.PORTABLE).result(20)
    savedfiles.note(session, kit, Saved.KIT).result(20)
    there = stock(session, around).notes.saved
    assert [saved.path for saved in there] == [kit, copy], "the newest first, each once"
    assert [saved.encrypted for saved in there] == [False, True]
    kit.unlink()
    assert [saved.path for saved in stock(session, around).notes.saved] == [copy]


def test_a_note_that_makes_no_sense_is_as_good_as_none(session: Session) -> None:
    for nonsense in ("[", "{}", '[{"path": "/x"}]', '[{"path": "/x", "what": "?", "ms": 0}]'):
        session.journal.do(storage.settings.put, savedfiles.SETTING, nonsense, 0).result(20)
        assert notes_of(session).saved == ()


def test_a_key_that_may_still_be_in_the_keyring_is_noted(session: Session) -> None:
    assert not notes_of(session).in_keyring
    session.journal.do(storage.settings.put, IN_KEYRING, "1", 0).result(20)
    assert notes_of(session).in_keyring


def test_what_was_set_aside_can_be_removed_and_nothing_else_goes(
    session: Session, around: Surroundings
) -> None:
    make_everything(session)
    stranger = session.folder / f"replaced-{files.stamp(0)}" / "mine.txt"
    stranger.write_text("theirs", "utf-8")
    before = {kept.path for kept in stock(session, around).found.ours}
    aside = stock(session, around).found.of(What.ASIDE)
    freed = Inventory(session, around).remove_aside().result(20)
    assert freed == sum(kept.size for kept in aside) > 0
    here = stock(session, around).found
    assert {kept.path for kept in here.ours} == before - {kept.path for kept in aside}
    assert here.foreign == (stranger,)
    stranger.unlink()
    assert ours.remove_aside(session.folder) == 0


def test_the_kind_of_place_is_asked_for_and_passed_on(
    session: Session, around: Surroundings
) -> None:
    synced = replace(around, place=lambda _folder: Place(synced_by="Dropbox"))
    assert stock(session, synced).place.synced_by == "Dropbox"
    assert stock(session, around).place == Place()


def test_the_journals_file_looks_like_noise_and_an_unencrypted_one_does_not(
    session: Session, tmp_path: Path
) -> None:
    import sqlite3  # noqa: PLC0415

    for _entry in range(20):
        write(session.journal)
    found = proof.read(session.folder)
    assert found.encrypted
    assert found.first == (session.folder / DATABASE).read_bytes()[:16]
    plain = sqlite3.connect(tmp_path / DATABASE)
    plain.execute("CREATE TABLE entry (words TEXT)")
    plain.commit()
    plain.close()
    open_to_all = proof.read(tmp_path)
    assert open_to_all.first == proof.PLAIN
    assert not open_to_all.encrypted


@pytest.mark.parametrize("found", [b"", b"\0" * 4096, b"some words of a page " * 500, KEY * 9])
def test_what_is_no_noise_is_not_taken_for_it(found: bytes) -> None:
    assert not proof.evenly_mixed(found)


def test_noise_is_taken_for_noise_at_every_length() -> None:
    assert all(proof.evenly_mixed(os.urandom(4096 << times)) for times in range(9))
