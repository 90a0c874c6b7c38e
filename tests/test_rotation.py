"""Someone may have the key: the journal gets another one, by someone at the keyboard."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.errors import KeyringLocked
from journal_app.storage import backup
from journal_app.storage.keys import header
from journal_app.ui.pages.backups import BackupsPage
from journal_app.ui.pages.kit import KitPage
from journal_app.ui.pages.rotation import RotationPage
from journal_app.ui.pages.settings import SettingsPage
from journal_app.ui.widgets.backupcard import BackupCard
from tests.guest import Enter, Guest, enter, fakes, kept, keychain

__all__ = ["enter", "fakes", "keychain"]


def _write(guest: Guest, text: str) -> None:
    guest.press("Ctrl+1")
    guest.type(text)
    guest.press("Ctrl+Return")
    guest.wait_until_kept()


def _back_up(guest: Guest) -> None:
    page = guest.go_aside("backups")
    assert isinstance(page, BackupsPage)
    guest.qtbot.waitUntil(page._now.isEnabled, timeout=20_000)
    guest.button(page, "Back up now").click()
    guest.qtbot.waitUntil(lambda: "right" in page._said.text(), timeout=20_000)


def _id(folder: Path) -> str:
    found = header.load(folder)
    assert found is not None
    return found.vault_id


def _words(folder: Path, keychain: MemoryKeychain) -> list[str]:
    return sorted(part.body.decode() for entry in kept(folder, keychain) for part in entry.parts)


def _read(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _go_to_rotation(guest: Guest) -> RotationPage:
    guest.workspace.show_aside("rotation")
    page = guest.see(RotationPage)
    guest.qtbot.waitUntil(lambda: "What a new key can’t do" in _read(page), timeout=20_000)
    return page


def _make_new_key(guest: Guest, page: RotationPage) -> None:
    before, threshold = guest.workspace, guest.house.threshold
    guest.button(page, "Make a new key").click()
    guest.qtbot.waitUntil(lambda: threshold.workspace not in {None, before}, timeout=30_000)
    guest.wait_for(KitPage)
    guest.wait_until_open()
    guest.qtbot.waitUntil(lambda: "has a new key" in guest.workspace.notices.text)


def test_the_journal_gets_a_new_key_and_a_new_kit_is_offered(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    _write(guest, "slow water")
    _back_up(guest)
    old = _id(folder)
    old_key = keychain.read(old)
    page = _go_to_rotation(guest)
    said = _read(page)
    assert "One backup here" in said
    assert "an old copy of the journal can still read" in said
    assert guest.button(page, "Keep them").isChecked(), "nothing goes unless somebody says so"

    _make_new_key(guest, page)

    assert _id(folder) != old
    guest.leave()
    assert _words(folder, keychain) == ["slow water"]
    assert keychain.read(old) == old_key, "the older backup still opens with it"
    assert [one.opens_with == old for one in backup.every(folder)] == [False, True]


def test_a_backup_under_the_earlier_key_is_put_in_place_under_the_new_one(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    _write(guest, "then")
    _back_up(guest)
    _write(guest, "since")
    _make_new_key(guest, _go_to_rotation(guest))
    new = _id(folder)

    page = guest.go_aside("backups")
    guest.qtbot.waitUntil(lambda: len(page.findChildren(BackupCard)) == 2, timeout=20_000)
    older = page.findChildren(BackupCard)[1]
    assert "under an earlier key" in _read(older)
    guest.button(older, "Put this one in place…").click()
    before, threshold = guest.workspace, guest.house.threshold
    guest.button(older, "Yes, put it in place").click()
    guest.qtbot.waitUntil(lambda: threshold.workspace not in {None, before}, timeout=20_000)
    guest.wait_until_open()
    guest.leave()
    assert _id(folder) == new
    assert _words(folder, keychain) == ["then"]


def test_older_backups_go_when_that_is_chosen(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    _write(guest, "slow water")
    _back_up(guest)
    old = _id(folder)
    page = _go_to_rotation(guest)
    guest.button(page, "Remove them once a new backup is checked").click()
    assert not guest.button(page, "Keep them").isChecked()
    _make_new_key(guest, page)
    guest.leave()
    (first,) = backup.every(folder)
    assert first.opens_with == _id(folder)
    guest.qtbot.waitUntil(lambda: keychain.read(old) is None, timeout=20_000)
    assert _words(folder, keychain) == ["slow water"]


class _Locked(MemoryKeychain):
    """Has the keys it has, and takes no other."""

    locked = False

    def write(self, vault_id: str, key: bytes) -> None:
        if self.locked:
            raise KeyringLocked("Your keyring is closed. Nothing is lost.")
        super().write(vault_id, key)


def test_a_closed_keyring_leaves_everything_as_it_was(enter: Enter, folder: Path) -> None:
    chain = _Locked()
    guest = enter(chain)
    _write(guest, "slow water")
    old = _id(folder)
    chain.locked = True
    page = _go_to_rotation(guest)
    guest.button(page, "Make a new key").click()
    guest.qtbot.waitUntil(lambda: "Nothing is lost" in _read(page), timeout=20_000)
    assert guest.button(page, "Make a new key").isEnabled()
    assert _id(folder) == old
    guest.button(page, "Not now").click()
    guest.see(SettingsPage)
