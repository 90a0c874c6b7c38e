"""A damaged journal in the whole house: what is offered, what comes over, what is said of it."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from journal_app import storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.errors import VaultDamaged
from journal_app.domain.rotation import Occasion
from journal_app.storage import backup
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from journal_app.ui.errand import Errand
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.widgets.page import Page
from tests.fakes import KEY, SUNDAY_EVENING
from tests.guest import Enter, Guest, enter, fakes, kept, keychain
from tests.keyrings import SlowKeychain
from tests.services.attempts import threads_named
from tests.storage import damaging
from tests.storage.damaging import cut, flip

__all__ = ["enter", "fakes", "keychain"]

COUNT = 60
VAULT_ID = "5" * 32
MADE = "Sunday 22 November 2026, 20:30"


@pytest.fixture
def journal_db(folder: Path, keychain: MemoryKeychain) -> Path:
    """A journal that is there already, its key in the keychain."""
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(folder, Header(VAULT_ID, 0, mark, OpensWith.KEYRING, State.READY))
    keychain.write(VAULT_ID, KEY)
    damaging.make(folder, COUNT)
    return folder / "journal.db"


def _root(file: Path, name: str) -> int:
    opened = storage.vault.look(file, KEY)
    with opened.reading() as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        root = int(db.exec_driver_sql(query, (name,)).scalar_one())
    opened.close()
    return root


def _shown(guest: Guest) -> list[str]:
    locked = guest.see(LockedPage)
    buttons = [button for button in locked.findChildren(QPushButton) if button.isVisible()]
    return [button.text() for button in buttons if button.text()]


def _wait_to_be_told(guest: Guest, text: str) -> str:
    guest.qtbot.waitUntil(
        lambda: (
            guest.house.threshold.workspace is not None and text in guest.workspace.notices.text
        ),
        timeout=30_000,
    )
    return guest.workspace.notices.text


def _rescue(guest: Guest) -> None:
    guest.wait_for(LockedPage)
    page = guest.see(LockedPage)
    guest.qtbot.waitUntil(lambda: "Rescue what can be read" in _shown(guest), timeout=20_000)
    guest.button(page, "Rescue what can be read").click()


def test_what_can_be_read_comes_over_and_that_is_said(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    before = kept(folder, keychain)
    damaged = damaging.to(journal_db, flip(_root(journal_db, "entry")))

    guest = enter()
    guest.wait_for(LockedPage)
    assert "untouched" in guest.see(LockedPage).sentence or "safe" in guest.see(LockedPage).sentence
    assert journal_db.read_bytes() == damaged
    _rescue(guest)
    told = _wait_to_be_told(guest, "Rescued")
    assert told == (
        f"Rescued: all entries are whole, {COUNT} of them."
        " The damaged file is kept beside the journal, unchanged."
    )
    guest.see(HomePage)
    guest.leave()
    assert kept(folder, keychain) == before
    (aside,) = folder.glob("replaced-*")
    assert (aside / "journal.db").read_bytes() == damaged


def test_what_was_lost_is_said_too(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    damaging.to(journal_db, cut(0.5))
    guest = enter()
    _rescue(guest)
    told = _wait_to_be_told(guest, "Rescued")
    assert " of " in told
    assert "Something is missing in" in told
    guest.leave()
    assert kept(folder, keychain)


def test_the_copy_comes_first_then_the_rescue_then_another_try(
    enter: Enter, folder: Path, journal_db: Path
) -> None:
    backup.make(folder, KEY, Occasion.BY_HAND, SUNDAY_EVENING.utc_ms)
    damaging.to(journal_db, cut(0.5))
    guest = enter()
    guest.wait_for(LockedPage)
    guest.qtbot.waitUntil(lambda: MADE in guest.see(LockedPage).sentence, timeout=20_000)
    shown = [text for text in _shown(guest) if text not in {"Hide", "Support"}]
    assert shown == ["Open that copy", "Rescue what can be read", "Try again"]
    focused = guest.house.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Open that copy"


def test_words_typed_before_the_damage_was_found_are_kept_in_what_was_rescued(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    damaging.to(journal_db, flip(_root(journal_db, "entry")))
    slow = SlowKeychain(keychain)
    guest = enter(slow)
    guest.press("1")
    guest.type("meanwhile")
    slow.go_on.set()
    workspace = guest.workspace
    guest.qtbot.waitUntil(lambda: bool(workspace.notices.text), timeout=20_000)
    assert guest.see(Page).toPlainText() == "meanwhile"
    guest.button(workspace.notices, "Open the journal").click()
    _rescue(guest)
    _wait_to_be_told(guest, "Rescued")
    assert guest.workspace is workspace
    assert guest.see(Page).toPlainText() == "meanwhile"
    guest.wait_until_kept()
    guest.leave()
    entries = kept(folder, keychain)
    assert len(entries) == COUNT + 1
    assert b"meanwhile" in {part.body for entry in entries for part in entry.parts}


def test_where_nothing_can_be_read_everything_stays_as_it_is(
    enter: Enter, folder: Path, journal_db: Path
) -> None:
    damaged = damaging.to(journal_db, damaging.salt)
    guest = enter()
    _rescue(guest)
    guest.qtbot.waitUntil(
        lambda: "Nothing in this file could be read" in guest.see(LockedPage).sentence,
        timeout=20_000,
    )
    assert "Try again" in _shown(guest)
    assert journal_db.read_bytes() == damaged
    assert not list(folder.glob("re*"))


def test_a_missing_file_is_looked_for_with_its_key_and_the_copy_offered(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    before = kept(folder, keychain)
    backup.make(folder, KEY, Occasion.BY_HAND, SUNDAY_EVENING.utc_ms)
    for file in folder.glob("journal.db*"):
        file.unlink()
    guest = enter()
    guest.wait_for(LockedPage)
    guest.qtbot.waitUntil(lambda: MADE in guest.see(LockedPage).sentence, timeout=20_000)
    assert "isn’t where we left it" in guest.see(LockedPage).sentence
    assert "Rescue what can be read" not in _shown(guest)
    assert not journal_db.exists()
    guest.button(guest.see(LockedPage), "Open that copy").click()
    guest.wait_for(HomePage)
    guest.wait_until_open()
    guest.leave()
    assert kept(folder, keychain) == before


@pytest.mark.parametrize("left", [None, b"half a head"], ids=["missing", "damaged"])
def test_a_lost_header_is_taken_from_the_backups_only_if_somebody_says_so(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path, left: bytes | None
) -> None:
    backup.make(folder, KEY, Occasion.BY_HAND, SUNDAY_EVENING.utc_ms)
    whole = header.load(folder)
    (folder / "vault.json").unlink()
    if left is not None:
        (folder / "vault.json").write_bytes(left)

    guest = enter()
    guest.wait_for(LockedPage)
    assert MADE in guest.see(LockedPage).sentence
    assert "untouched" in guest.see(LockedPage).sentence
    guest.button(guest.see(LockedPage), "Use that copy").click()
    guest.wait_for(HomePage)
    guest.wait_until_open()
    guest.leave()
    assert header.load(folder) == whole
    asides = [file.read_bytes() for file in folder.glob("replaced-*/*")]
    assert asides == ([] if left is None else [left])
    assert len(kept(folder, keychain)) == COUNT


def test_damage_met_while_writing_costs_no_word(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    """One unreadable page shuts the connection for all others; so it is made anew."""
    long = next(entry for entry in kept(folder, keychain) if len(entry.parts[0].body) > 10_000)
    content = journal_db.read_bytes()
    guest = enter()
    guest.wait_until_open()
    for page in range(len(content) // damaging.PAGE, 40, -1):
        journal_db.write_bytes(flip(page)(bytearray(content)))
        _forget_what_was_read(guest)
        reply = guest.session.journal.ask(storage.entries.load, long.id)
        if isinstance(reply._future.exception(20), VaultDamaged):
            break
    told = _wait_to_be_told(guest, "Everything else in it is safe")
    assert "what is on screen stays there" in told
    guest.press("1")
    guest.type("going on")
    guest.press("Ctrl+Return")
    guest.wait_until_kept()
    lines = guest.session.journal.ask(storage.entries.newest, 1).result(20)
    assert len(lines) == 1
    guest.leave()


def _forget_what_was_read(guest: Guest) -> None:
    def forget(db: object) -> None:
        assert hasattr(db, "exec_driver_sql")
        db.exec_driver_sql("PRAGMA shrink_memory")

    guest.session.journal.ask(forget).result(20)


def test_a_check_finds_damage_in_an_open_journal_says_it_once_and_offers_ways_on(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    damaging.to(journal_db, flip(_root(journal_db, "sqlite_autoindex_part_1")))
    guest = enter()
    guest.wait_until_open()
    _look(guest)()
    told = _wait_to_be_told(guest, "can’t be read")
    assert "othing was changed" in told
    notices = guest.workspace.notices
    names = [button.text() for button in notices.findChildren(QPushButton) if button.isVisible()]
    assert names == ["Rescue it", "Backups", "Close"]
    guest.button(notices, "Rescue it").click()
    told = _wait_to_be_told(guest, "Rescued")
    assert f"all entries are whole, {COUNT} of them" in told
    guest.wait_until_open()
    guest.leave()
    assert len(kept(folder, keychain)) == COUNT


def _look(guest: Guest) -> Callable[[], None]:
    upkeep = guest.house.threshold._upkeep
    assert upkeep is not None
    return upkeep._look


def test_nothing_opens_the_journal_while_its_files_are_changed(
    enter: Enter, folder: Path, journal_db: Path
) -> None:
    guest = enter()
    guest.wait_until_open()
    go_on, began = Event(), Event()

    def change() -> str:
        began.set()
        assert go_on.wait(20)
        return "Changed."

    guest.workspace.errand.emit(Errand(change, "One thing is being changed."))
    guest.qtbot.waitUntil(began.is_set, timeout=20_000)
    guest.press("Ctrl+L")
    assert "Unlock" not in _shown(guest)
    assert guest.see(LockedPage).sentence == "One thing is being changed."
    go_on.set()
    assert _wait_to_be_told(guest, "Changed.") == "Changed."
    guest.leave()


def test_what_was_rescued_after_the_journal_was_locked_opens_with_the_next_press(
    enter: Enter, folder: Path, keychain: MemoryKeychain, journal_db: Path
) -> None:
    damaging.to(journal_db, damaging.salt)
    guest = enter()
    guest.wait_for(LockedPage)
    mending = guest.house.threshold._mending
    assert mending is not None
    go_on, ended = Event(), Event()

    def change() -> None:
        assert go_on.wait(20)
        ended.set()

    mending.errand.emit(Errand(change, "One thing is being changed."))
    guest.press("Ctrl+L")
    guest.qtbot.waitUntil(lambda: "Unlock" in _shown(guest), timeout=20_000)
    go_on.set()
    guest.qtbot.waitUntil(ended.is_set, timeout=20_000)
    guest.qtbot.waitUntil(lambda: not threads_named("keys", "unlocking"), timeout=20_000)
    QApplication.processEvents()
    assert guest.house.threshold._session is None
    assert "Unlock" in _shown(guest)
