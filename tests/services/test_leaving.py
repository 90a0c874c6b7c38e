"""Leaving takes everything the app made, and only that; cut short, it can be finished."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from journal_app import storage
from journal_app.domain.errors import JournalError, KeyringLocked, NotKept
from journal_app.services import secondfolder
from journal_app.services.keys.unlocking import AskPassphrase, Opened
from journal_app.services.privacy.inventory import Notes
from journal_app.services.privacy.leaving import leave
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.services.surroundings import Surroundings
from journal_app.storage import ballast, elsewhere, files, vault
from journal_app.storage.keys import header, slots
from journal_app.storage.keys.header import DATABASE, OpensWith, State
from tests.fakes import KEY
from tests.keyrings import FakeKeychain
from tests.services.around import VAULT_ID, around, keychain, notes_of, session
from tests.services.attempts import QUICK, Attempt

__all__ = ["around", "keychain", "session"]

EARLIER = "6" * 32


@pytest.fixture
def second(session: Session, tmp_path: Path) -> Path:
    """A second folder with a copy in it."""
    chosen = tmp_path / "stick"
    (chosen / elsewhere.FOLDER).mkdir(parents=True)
    made = Safekeeping(session).back_up().result(20)
    for file in (made.file, made.file.with_suffix(".json")):
        shutil.copy(file, chosen / elsewhere.FOLDER)
    session.journal.do(storage.settings.put, secondfolder.FOLDER, str(chosen), 0).result(20)
    return chosen


@pytest.fixture
def notes(session: Session, second: Path, keychain: FakeKeychain) -> Notes:
    """The notes of a journal with everything, that is closed now."""
    keychain.keys[EARLIER] = KEY
    session.journal.do(storage.settings.put, secondfolder.EARLIER, EARLIER, 0).result(20)
    aside = session.folder / f"replaced-{files.stamp(0)}"
    aside.mkdir()
    shutil.copy(session.folder / header.FILE, aside)
    (aside / DATABASE).write_bytes(b"older")
    (session.folder / ballast.FILE).write_bytes(b"room")
    (session.folder / ".lock").write_text("1", "utf-8")
    found = notes_of(session)
    session.close()
    return found


def left(*places: Path | None) -> list[str]:
    """Return what is left in these places."""
    there = [path for place in places if place is not None for path in place.rglob("*")]
    return sorted(path.name for path in there)


def test_everything_the_app_made_is_gone_and_the_lock_goes_with_the_window(
    notes: Notes, folder: Path, keychain: FakeKeychain, around: Surroundings, second: Path
) -> None:
    leave(folder, keychain, around, notes)
    assert left(folder) == [".lock"]
    assert left(second) == []
    assert keychain.keys == {}
    assert around.settings is not None
    assert around.cache is not None
    assert not around.settings.exists()
    assert not around.cache.exists()


def test_the_next_start_begins_as_the_first_one_did(
    notes: Notes, folder: Path, keychain: FakeKeychain, around: Surroundings
) -> None:
    leave(folder, keychain, around, notes)
    begun = Attempt(folder, keychain).hears(Opened)
    assert begun.make
    assert begun.header.vault_id != VAULT_ID
    slots.wipe(begun.key)


def test_files_of_others_stay_where_they_are_and_so_do_their_folders(
    notes: Notes, folder: Path, keychain: FakeKeychain, around: Surroundings, second: Path
) -> None:
    assert around.settings is not None
    another = second / elsewhere.FOLDER / "2026-11-01T100000Z-daily.db"
    strangers = (folder / "backups" / "mine.txt", around.settings / "mine.txt", another)
    for stranger in strangers:
        stranger.write_text("theirs", "utf-8")
    leave(folder, keychain, around, notes)
    assert all(stranger.read_text("utf-8") == "theirs" for stranger in strangers)
    assert left(folder) == [".lock", "backups", "mine.txt"]


def test_a_second_folder_that_is_unplugged_is_left_alone(
    notes: Notes, folder: Path, keychain: FakeKeychain, around: Surroundings, second: Path
) -> None:
    second.rename(second.with_name("unplugged"))
    leave(folder, keychain, around, notes)
    assert left(folder) == [".lock"]
    assert len(left(second.with_name("unplugged"))) == 3


def test_what_could_not_be_removed_is_named(
    notes: Notes,
    folder: Path,
    keychain: FakeKeychain,
    around: Surroundings,
    second: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unlink = Path.unlink

    def read_only(path: Path, *, missing_ok: bool = False) -> None:
        if second in path.parents:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", read_only)
        with pytest.raises(JournalError, match="still there") as told:
            leave(folder, keychain, around, notes)
    assert str(second / elsewhere.FOLDER) in str(told.value)
    assert left(folder) == [".lock"]


def test_with_a_closed_keyring_the_files_go_and_the_key_that_stays_is_named(
    notes: Notes, folder: Path, keychain: FakeKeychain, around: Surroundings
) -> None:
    keychain.trouble = KeyringLocked("closed")
    with pytest.raises(JournalError, match="keyring didn’t open") as told:
        leave(folder, keychain, around, notes)
    assert f"org.afterpage.Afterpage / vault-{VAULT_ID}" in str(told.value)
    assert left(folder) == [".lock"]
    assert keychain.asked == 1, "nobody is asked again after saying no"


def test_a_keyring_that_never_had_the_key_is_not_asked(
    session: Session, folder: Path, keychain: FakeKeychain, around: Surroundings
) -> None:
    there = header.load(folder)
    assert there is not None
    header.save(folder, replace(there, opens_with=OpensWith.PASSPHRASE))
    notes = notes_of(session)
    session.close()
    leave(folder, keychain, around, notes)
    assert keychain.asked == 0
    assert left(folder) == []


def test_a_key_that_may_be_in_the_keyring_against_the_headers_word_goes_as_well(
    session: Session, folder: Path, keychain: FakeKeychain, around: Surroundings
) -> None:
    there = header.load(folder)
    assert there is not None
    header.save(folder, replace(there, opens_with=OpensWith.PASSPHRASE))
    notes = replace(notes_of(session), in_keyring=True)
    session.close()
    leave(folder, keychain, around, notes)
    assert keychain.keys == {}


class _Cut(Exception):
    """The power goes."""


def cut_short(step: Callable[[], None], at: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run ``step`` until it is about to remove or write its file number ``at``; tell whether."""
    done = 0
    unlink, replaced, rmdir = Path.unlink, Path.replace, Path.rmdir

    def count() -> None:
        nonlocal done
        done += 1
        if done == at:
            raise _Cut

    def counted_unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path.exists():
            count()
        unlink(path, missing_ok=missing_ok)

    def counted_replace(path: Path, target: Path) -> Path:
        count()
        return replaced(path, target)

    def counted_rmdir(path: Path) -> None:
        count()
        rmdir(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", counted_unlink)
        patched.setattr(Path, "rmdir", counted_rmdir)
        patched.setattr(Path, "replace", counted_replace)
        try:
            step()
        except _Cut:
            return True
    return False


@pytest.mark.parametrize("opens_with", OpensWith)
def test_cut_short_anywhere_there_is_a_journal_that_opens_or_a_first_start(
    notes: Notes,
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    opens_with: OpensWith,
) -> None:
    there = header.load(folder)
    assert there is not None
    wrapped = slots.wrap(KEY, "long grass", VAULT_ID, QUICK)
    header.save(folder, replace(there, opens_with=opens_with, slots=(wrapped,)))
    whole, kept = folder.parent, tmp_path_factory.mktemp("kept")
    shutil.copytree(whole, kept, dirs_exist_ok=True)
    opened, first, at = 0, 0, 0
    while True:
        at += 1
        shutil.rmtree(whole)
        shutil.copytree(kept, whole)
        keychain = FakeKeychain()
        keychain.keys = {VAULT_ID: KEY, EARLIER: KEY}
        if not cut_short(partial(leave, folder, keychain, around, notes), at, monkeypatch):
            break
        if _opens_afterwards(folder, keychain):
            opened += 1
        else:
            first += 1
            begin_again(folder, keychain, around)
    assert opened > 5
    assert first > 2


def _opens_afterwards(folder: Path, keychain: FakeKeychain) -> bool:
    """Start again; tell whether the journal is there with its entry. Anything else begins anew."""
    attempt = Attempt(folder, keychain)
    outcome = attempt.told.get(timeout=20)
    if isinstance(outcome, AskPassphrase):
        attempt.unlocking.try_passphrase("long grass")
        outcome = attempt.told.get(timeout=20)
    assert isinstance(outcome, Opened), outcome
    if outcome.make:
        made = vault.create(folder, outcome.key)
        made.close()
        header.ready(folder)
        slots.wipe(outcome.key)
        return False
    there = vault.unlock(folder, outcome.key)
    with there.reading() as db:
        assert len(storage.entries.newest(db, 10)) == 1
    there.close()
    slots.wipe(outcome.key)
    return True


def begin_again(folder: Path, keychain: FakeKeychain, around: Surroundings) -> None:
    """Remove what the new start made, as its page would: that finishes what was cut short."""
    leave(folder, keychain, around, Notes())
    assert left(folder) in ([".lock"], [])
    assert VAULT_ID not in keychain.keys


def test_a_journal_whose_file_is_busy_is_left_working(
    notes: Notes,
    folder: Path,
    keychain: FakeKeychain,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == DATABASE and path.parent == folder:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(NotKept, match="unharmed"):
            leave(folder, keychain, around, notes)
    assert keychain.keys[VAULT_ID] == KEY
    assert _opens_afterwards(folder, keychain)
    header.ready(folder)
    there = header.load(folder)
    assert there is not None
    assert there.state is State.READY
