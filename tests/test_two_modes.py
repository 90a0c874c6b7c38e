"""A whole house that opens with the keyring, is made to ask each time, and back again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.errors import KeyringLocked
from journal_app.storage.keys import header
from journal_app.storage.keys.header import OpensWith
from journal_app.ui.pages.access import AccessPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.pages.locked import LockedPage
from tests.fakes import FakeClock, Unhurried
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]

PASSPHRASE = "tea and stones"  # noqa: S105 - of a journal that lives as long as a test
WHAT_IT_CANNOT = "Whoever is signed in as you can press Unlock"


@pytest.fixture
def clock() -> FakeClock:
    return Unhurried()


def _mode(folder: Path) -> OpensWith:
    found = header.load(folder)
    assert found is not None
    return found.opens_with


def _reads(page: QWidget, said: str) -> bool:
    return any(said in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _wait_to_read(guest: Guest, page: QWidget, said: str) -> None:
    guest.qtbot.waitUntil(lambda: _reads(page, said), timeout=40_000)


def _lines(page: QWidget) -> list[QLineEdit]:
    return [line for line in page.findChildren(QLineEdit) if line.isVisible()]


def _have_it_ask(guest: Guest) -> None:
    """Choose "Asks each time", as anybody does."""
    page = guest.see(AccessPage)
    guest.qtbot.waitUntil(lambda: _reads(page, "Asks each time"), timeout=20_000)
    guest.button(page, "Ask me each time").click()
    for line in _lines(page):
        guest.qtbot.keyClicks(line, PASSPHRASE)
    guest.button(page, "Use this passphrase").click()
    _wait_to_read(guest, page, "It asks each time now. Nothing is in the keyring.")


def _give_passphrase(guest: Guest, text: str = PASSPHRASE) -> None:
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    guest.qtbot.waitUntil(lambda: bool(_lines(locked)), timeout=20_000)
    (line,) = _lines(locked)
    guest.qtbot.waitUntil(line.isEnabled, timeout=40_000)
    guest.qtbot.keyClicks(line, text)
    guest.qtbot.keyClick(line, Qt.Key.Key_Return)


def _wait_for_the_entry(guest: Guest) -> None:
    guest.press("Ctrl+J")
    journal = guest.see(JournalPage)
    guest.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)


def test_a_journal_that_asks_each_time_is_really_locked(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("private")
    guest.go_aside("access")
    _have_it_ask(guest)
    assert (_mode(folder), keychain._keys) == (OpensWith.PASSPHRASE, {})

    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    assert not _reads(locked, WHAT_IT_CANNOT)
    guest.button(locked, "Unlock").click()
    _give_passphrase(guest, "not this")
    guest.qtbot.waitUntil(lambda: "didn’t open it" in locked.sentence, timeout=40_000)
    _give_passphrase(guest)
    guest.wait_for(HomePage)
    _wait_for_the_entry(guest)
    guest.leave()

    again = enter()
    _give_passphrase(again)
    again.wait_for(HomePage)
    _wait_for_the_entry(again)
    assert keychain._keys == {}


def test_in_keyring_mode_the_locked_page_says_what_it_cannot_do_and_offers_what_can(
    enter: Enter, folder: Path
) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    assert _reads(guest.see(LockedPage), WHAT_IT_CANNOT)
    guest.button(guest.see(LockedPage), "Ask each time instead").click()
    guest.wait_for(AccessPage)
    _have_it_ask(guest)
    assert _mode(folder) is OpensWith.PASSPHRASE

    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    assert not _reads(guest.see(LockedPage), WHAT_IT_CANNOT)
    guest.button(guest.see(LockedPage), "Unlock").click()
    _give_passphrase(guest)
    guest.wait_for(HomePage)


def test_what_the_locked_page_says_of_a_lock_is_gone_with_it(enter: Enter) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    locked.trouble("Something else.", again=True)
    assert not _reads(locked, WHAT_IT_CANNOT)
    assert not any(
        button.isVisible() and button.text() == "Ask each time instead"
        for button in locked.findChildren(type(guest.button(locked, "Try again")))
    )


class _Clinging(MemoryKeychain):
    """Won't let go of a key while it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = True

    def forget(self, vault_id: str) -> None:
        if self.closed:
            raise KeyringLocked("Your computer’s keyring is closed.")
        super().forget(vault_id)


def test_a_key_left_in_the_keyring_is_remembered_over_a_restart(enter: Enter) -> None:
    clinging = _Clinging()
    guest = enter(clinging)
    guest.wait_until_open()
    page = guest.go_aside("access")
    guest.qtbot.waitUntil(lambda: _reads(page, "Asks each time"), timeout=20_000)
    guest.button(page, "Ask me each time").click()
    for line in _lines(page):
        guest.qtbot.keyClicks(line, PASSPHRASE)
    guest.button(page, "Use this passphrase").click()
    _wait_to_read(guest, page, "The key may still be in this computer’s keyring.")
    guest.leave()

    again = enter(clinging)
    _give_passphrase(again)
    again.wait_for(HomePage)
    again.wait_until_open()
    page = again.go_aside("access")
    _wait_to_read(again, page, "The key may still be in this computer’s keyring.")
    clinging.closed = False
    again.button(page, "Take it out").click()
    _wait_to_read(again, page, "Nothing is in the keyring.")
    assert clinging._keys == {}


def test_back_to_the_keyring_it_opens_by_itself_again(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("private")
    guest.go_aside("access")
    _have_it_ask(guest)
    page = guest.see(AccessPage)
    guest.button(page, "Open while I’m signed in").click()
    (line,) = _lines(page)
    guest.qtbot.keyClicks(line, PASSPHRASE)
    guest.button(page, "Open while I’m signed in").click()
    _wait_to_read(guest, page, "It opens while you’re signed in now.")
    assert _mode(folder) is OpensWith.KEYRING
    assert len(keychain._keys) == 1
    guest.leave()

    again = enter()
    again.wait_until_open()
    _wait_for_the_entry(again)


def test_when_it_locks_is_chosen_there_and_kept(enter: Enter) -> None:
    guest = enter()
    guest.wait_until_open()
    page = guest.go_aside("access")
    guest.qtbot.waitUntil(lambda: _reads(page, "Lock by itself"), timeout=20_000)
    guest.button(page, "Lock after 5 minutes").click()
    guest.button(page, "When the screen locks or the computer sleeps").click()
    assert guest.house.preferences.lock_after_minutes == 5
    guest.leave()
    again = enter()
    assert again.house.preferences.lock_after_minutes == 5
    assert not again.house.preferences.lock_with_screen
