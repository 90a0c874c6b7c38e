"""Damage and backups in the whole house: a file is left alone, the last good backup opens."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.rotation import Backup, Occasion
from journal_app.storage import backup
from journal_app.storage.keys import header
from journal_app.ui.pages.backups import BackupsPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.inside import InsidePage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.upkeep import Upkeep
from journal_app.ui.widgets.backupcard import BackupCard
from tests.fakes import FakeClock
from tests.guest import Enter, Guest, enter, fakes, kept, keychain
from tests.keyrings import SlowKeychain

__all__ = ["enter", "fakes", "keychain"]

MADE = "Sunday 22 November 2026, 20:30"


def _write(guest: Guest, text: str) -> None:
    guest.press("Ctrl+1")
    guest.type(text)
    guest.press("Ctrl+Return")
    guest.wait_until_kept()


def _words(folder: Path, keychain: MemoryKeychain) -> list[str]:
    entries = kept(folder, keychain)
    return [part.body.decode() for entry in reversed(entries) for part in entry.parts]


def _upkeep(guest: Guest) -> Upkeep:
    found = guest.house.threshold._upkeep
    assert found is not None
    return found


def _show_backups(guest: Guest) -> BackupsPage:
    guest.go_aside("backups")
    page = guest.see(BackupsPage)
    guest.qtbot.waitUntil(page._now.isEnabled, timeout=20_000)
    return page


def _back_up(guest: Guest) -> BackupsPage:
    page = _show_backups(guest)
    guest.button(page, "Back up now").click()
    guest.qtbot.waitUntil(lambda: "right" in page._said.text(), timeout=20_000)
    guest.qtbot.waitUntil(lambda: bool(page.findChildren(BackupCard)), timeout=20_000)
    return page


def _flip_bytes(file: Path) -> bytes:
    content = bytearray(file.read_bytes())
    for place in range(100, len(content), 1024):
        content[place] ^= 0xFF
    file.write_bytes(content)
    return bytes(content)


def _damage_after_a_backup(guest: Guest, folder: Path) -> bytes:
    """Keep "then", back it up, keep "since", leave; return the file as it is damaged now."""
    _write(guest, "then")
    _back_up(guest)
    _write(guest, "since")
    guest.leave()
    return _flip_bytes(folder / "journal.db")


def _is_offered(guest: Guest) -> bool:
    pages: Iterable[LockedPage] = guest.house.window.findChildren(LockedPage)
    return any(page.isVisible() and MADE in page.sentence for page in pages)


def test_a_damaged_file_is_left_untouched_and_the_last_good_backup_opens(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    damaged = _damage_after_a_backup(enter(), folder)

    guest = enter()
    guest.wait_for(LockedPage)
    guest.qtbot.waitUntil(lambda: _is_offered(guest), timeout=20_000)
    assert (folder / "journal.db").read_bytes() == damaged
    guest.button(guest.see(LockedPage), "Open that copy").click()
    guest.wait_for(HomePage)
    guest.wait_until_open()
    _write(guest, "after")
    guest.leave()

    assert _words(folder, keychain) == ["then", "after"]
    (aside,) = folder.glob("replaced-*")
    assert (aside / "journal.db").read_bytes() == damaged


def test_words_typed_before_the_damage_was_found_are_kept_in_the_copy(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    _damage_after_a_backup(enter(), folder)

    slow = SlowKeychain(keychain)
    guest = enter(slow)
    guest.press("1")
    guest.type("meanwhile")
    slow.go_on.set()
    workspace = guest.house.threshold.workspace
    assert workspace is not None
    guest.qtbot.waitUntil(lambda: MADE in workspace.notices.text, timeout=20_000)
    guest.button(workspace.notices, "Open the journal").click()
    guest.button(guest.see(LockedPage), "Open that copy").click()
    guest.qtbot.waitUntil(workspace.isVisible, timeout=20_000)
    guest.wait_until_kept()
    guest.leave()
    assert sorted(_words(folder, keychain)) == ["meanwhile", "then"]


def test_a_damaged_backup_is_not_offered_and_trying_again_tries_again(
    enter: Enter, folder: Path
) -> None:
    damaged = _damage_after_a_backup(enter(), folder)
    (copy,) = (folder / "backups").glob("*.db")
    whole = copy.read_bytes()
    _flip_bytes(copy)

    guest = enter()
    guest.wait_for(LockedPage)
    safekeeping = guest.house.threshold._safekeeping
    assert safekeeping is not None
    assert safekeeping.last_good().result(20) is None
    locked = guest.see(LockedPage)
    assert "untouched" in locked.sentence
    shown = [button.text() for button in locked.findChildren(QPushButton) if button.isVisible()]
    assert "Open that copy" not in shown

    copy.write_bytes(whole)
    guest.button(locked, "Try again").click()
    guest.qtbot.waitUntil(lambda: _is_offered(guest), timeout=20_000)
    assert (folder / "journal.db").read_bytes() == damaged


def test_a_backup_is_looked_into_and_put_in_place_by_a_second_press(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    _write(guest, "then")
    _back_up(guest)
    _write(guest, "since")
    page = _show_backups(guest)
    guest.qtbot.waitUntil(
        lambda: any(card.isVisible() for card in page.findChildren(BackupCard)), timeout=20_000
    )

    guest.button(page, "Look inside").click()
    inside = page.findChildren(InsidePage)[0]
    guest.qtbot.waitUntil(inside.isVisible, timeout=20_000)
    assert inside.title == f"As it was on {MADE}"
    assert inside.count == 1
    guest.press("Esc")

    guest.button(page, "Put this one in place…").click()
    guest.button(page, "Leave it as it is").click()
    guest.button(page, "Put this one in place…").click()
    before = guest.house.threshold.workspace
    guest.button(page, "Yes, put it in place").click()
    threshold = guest.house.threshold
    guest.qtbot.waitUntil(lambda: threshold.workspace not in {None, before}, timeout=20_000)
    guest.see(HomePage)
    guest.wait_until_open()
    guest.leave()
    assert _words(folder, keychain) == ["then"]
    assert len(list(folder.glob("replaced-*"))) == 1


def test_the_days_backup_is_made_once_there_is_something_to_copy(
    enter: Enter, folder: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    def back_up(guest: Guest) -> list[Occasion]:
        safekeeping = guest.house.threshold._safekeeping
        assert safekeeping is not None
        _upkeep(guest)._look()
        return [one.occasion for one in safekeeping.every().result(20)]

    guest = enter()
    guest.wait_until_open()
    assert back_up(guest) == []
    _write(guest, "warm")
    assert back_up(guest) == [Occasion.WEEKLY]
    _write(guest, "and later")
    assert back_up(guest) == [Occasion.WEEKLY]
    guest.leave()

    clock.go_on(86_400)
    tomorrow = enter()
    tomorrow.wait_until_open()
    assert len(back_up(tomorrow)) == 2
    tomorrow.leave()


def test_locking_ends_a_backup_that_is_being_made(enter: Enter, folder: Path) -> None:
    guest = enter()
    _write(guest, "warm")
    safekeeping = guest.house.threshold._safekeeping
    assert safekeeping is not None
    key = guest.session.key
    reply = safekeeping.back_up()
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    assert not any(key._key)
    whole: list[Backup] = list(backup.every(folder))
    assert all(one.verified for one in whole)
    assert reply._future.done()
    assert header.load(folder) is not None
