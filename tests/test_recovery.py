"""Story 8 of the whole house: the key is gone from the keyring, and twelve words bring it back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.errors import KeyringAbsent, KeyringLocked
from journal_app.storage.keys import header, words
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.pages.kit import KitPage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.pages.settings import SettingsPage
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.*") if file.is_file()}


def _make_kit(guest: Guest) -> tuple[str, ...]:
    """Make a kit as anybody does, with a look whether it was written down."""
    guest.go_aside("kit")
    page = guest.see(KitPage)
    guest.qtbot.waitUntil(lambda: guest.button(page, "Show the words").isEnabled(), timeout=20_000)
    guest.button(page, "Show the words").click()
    guest.qtbot.waitUntil(lambda: len(_numbered(page)) == words.COUNT, timeout=20_000)
    spelt = tuple(word for _number, word in sorted(_numbered(page).items()))
    guest.button(page, "Hide the words").click()
    for line in page.findChildren(QLineEdit):
        number = int(line.accessibleName().split()[1])
        guest.qtbot.keyClicks(line, spelt[number - 1])
    guest.button(page, "Done").click()
    guest.wait_for(SettingsPage)
    assert guest.workspace.notices.text.startswith("That’s right.")
    guest.qtbot.waitUntil(lambda: not guest.house.window.findChildren(KitPage))
    return spelt


def _numbered(page: KitPage) -> dict[int, str]:
    names = [label.accessibleName().split() for label in page.findChildren(QLabel)]
    return {int(name[0]): name[1] for name in names if len(name) == 2 and name[0].isdigit()}


def _begin(enter: Enter) -> tuple[MemoryKeychain, tuple[str, ...]]:
    """Write something, make a kit, and leave."""
    keychain = MemoryKeychain()
    guest = enter(keychain)
    guest.press("1")
    guest.type("older")
    spelt = _make_kit(guest)
    guest.leave()
    return keychain, spelt


def _type(guest: Guest, text: str) -> None:
    locked = guest.see(LockedPage)
    line = next(line for line in locked.findChildren(QLineEdit) if line.isVisible())
    guest.qtbot.waitUntil(line.hasFocus, timeout=20_000)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_an_emptied_keyring_is_filled_again_by_the_recovery_kit(enter: Enter, folder: Path) -> None:
    keychain, spelt = _begin(enter)
    found = header.load(folder)
    assert found is not None
    key = keychain.read(found.vault_id)
    before, empty = _contents(folder), MemoryKeychain()

    guest = enter(empty)
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    assert locked.sentence.startswith("The key isn’t where we left it.")
    assert "your recovery kit" in locked.sentence
    for way in ("Use the recovery kit", "Try again", "Support"):
        assert guest.button(locked, way).isEnabled()
    guest.button(locked, "Use the recovery kit").click()
    _type(guest, "abandon " * 12)
    guest.qtbot.waitUntil(lambda: "fit together" in locked.sentence, timeout=20_000)
    assert _contents(folder) == before
    assert empty.read(found.vault_id) is None

    _type(guest, " ".join(word[:4] for word in spelt) + " ")
    guest.wait_for(HomePage)
    guest.qtbot.waitUntil(lambda: empty.read(found.vault_id) == key, timeout=20_000)
    assert header.load(folder) == found
    guest.press("Ctrl+J")
    journal = guest.see(JournalPage)
    guest.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)
    assert all(not line.text() for line in locked.findChildren(QLineEdit))
    guest.leave()

    enter(empty).wait_for(HomePage)


class _Refusing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, vault_id: str) -> bytes | None:
        raise self.error

    def write(self, vault_id: str, key: bytes) -> None:
        raise self.error

    def forget(self, vault_id: str) -> None:
        raise self.error


@pytest.mark.parametrize("error", [KeyringLocked("It is locked."), KeyringAbsent("None is here.")])
def test_a_keyring_that_does_not_answer_is_no_obstacle_to_the_kit(
    enter: Enter, folder: Path, error: Exception
) -> None:
    _keychain, spelt = _begin(enter)
    before = _contents(folder)
    guest = enter(_Refusing(error))
    guest.wait_for(LockedPage)
    assert guest.see(LockedPage).sentence == str(error)
    assert _contents(folder) == before
    guest.button(guest.see(LockedPage), "Use the recovery kit").click()
    _type(guest, " ".join(spelt))
    guest.wait_for(HomePage)
    guest.press("Ctrl+J")
    journal = guest.see(JournalPage)
    guest.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)
