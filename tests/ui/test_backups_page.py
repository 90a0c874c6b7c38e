"""The page of the backups: what there is, where it is, and what opens a copy of an earlier key."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from journal_app.domain.rotation import Backup, Occasion
from journal_app.services.copies import Copy, Overview
from journal_app.services.rekeying import Rekeying
from journal_app.services.secondfolder import Second
from journal_app.storage import backup, elsewhere
from journal_app.storage.keys import header, slots
from journal_app.ui.pages.backups import AT_FIRST, BackupsPage
from journal_app.ui.pages.inside import InsidePage
from journal_app.ui.widgets.backupcard import BackupCard
from tests.fakes import SUNDAY_EVENING
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.services.sessions import QUICK

__all__ = ["enter", "fakes", "keychain"]

EARLIER = "what it was then"


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.press("Ctrl+1")
    made.type("slow water")
    made.press("Ctrl+Return")
    made.wait_until_kept()
    return made


def _page(guest: Guest) -> BackupsPage:
    page = guest.go_aside("backups")
    assert isinstance(page, BackupsPage)
    _wait(guest, lambda: bool(_cards(page)) or "There is none yet." in _read(page))
    return page


def _wait(guest: Guest, met: Callable[[], bool]) -> None:
    guest.qtbot.waitUntil(met, timeout=20_000)


def _read(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _cards(page: BackupsPage) -> list[BackupCard]:
    return [card for card in page.findChildren(BackupCard) if card.isVisible()]


def _names(page: QWidget) -> list[str]:
    return [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]


def _back_up(guest: Guest, page: BackupsPage) -> None:
    guest.button(page, "Back up now").click()
    _wait(guest, lambda: "Backed up" in page._said.text() and page._now.isEnabled())


def test_a_stick_gets_each_backup_and_may_be_unplugged(guest: Guest, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page = _page(guest)
    _back_up(guest, page)
    assert "Forget this folder" not in _names(page)
    guest.button(page, "Choose a folder…").click()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(stick))
    dialog.accept()
    _wait(guest, lambda: "Last copied there: Sunday 22 November 2026, 20:30." in _read(page))
    assert str(stick) in _read(page)
    assert "in the second folder, too" in _read(page)
    assert len(elsewhere.within(stick)) == 1

    stick.rename(tmp_path / "unplugged")
    page.begin()
    _wait(guest, lambda: "isn’t there just now" in _read(page))
    assert "Last copied there" in _read(page)
    assert not stick.exists()

    guest.button(page, "Forget this folder").click()
    _wait(guest, lambda: "stay where they are" in _read(page))
    _wait(guest, lambda: "Choose a folder…" in _names(page))
    assert len(elsewhere.within(tmp_path / "unplugged")) == 1


def test_a_few_are_shown_and_all_when_asked(guest: Guest) -> None:
    page = _page(guest)
    made = [Backup(SUNDAY_EVENING.utc_ms - at, 10_000, Occasion.DAILY) for at in range(7)]
    page._show(Overview(tuple(Copy(one, is_here=True) for one in made), Second()))
    _wait(guest, lambda: len(_cards(page)) == AT_FIRST)
    guest.button(page, "Show all 7").click()
    _wait(guest, lambda: len(_cards(page)) == 7)
    assert "Show all 7" not in _names(page)
    assert guest.house.window.focusWidget() in _cards(page)[AT_FIRST].findChildren(QPushButton)


def test_what_is_only_in_the_second_folder_or_not_finished_says_so(guest: Guest) -> None:
    page = _page(guest)
    whole = Backup(SUNDAY_EVENING.utc_ms, 10_000, Occasion.DAILY)
    there = Copy(whole, is_here=False, is_there=True)
    half = Copy(replace(whole, verified=False), is_here=True)
    page._show(Overview((there, half), Second()))
    _wait(guest, lambda: len(_cards(page)) == 2)
    first, second = _cards(page)
    assert "only in the second folder" in _read(first)
    assert _names(first) == ["Look inside", "Put this one in place…"]
    assert "Not finished" in _read(second)
    assert _names(second) == []
    assert "Remove them…" not in _names(page), "none is under an earlier key"


def _lose_the_key_of_a_copy(guest: Guest, folder: Path) -> None:
    """Make a copy that opens with EARLIER, give the journal another key, and lose the first one."""
    _back_up(guest, _page(guest))
    found = header.load(folder)
    assert found is not None
    (made,) = backup.every(folder)
    session = guest.session
    with session.key.held() as key:
        slot = slots.wrap(key, EARLIER, found.vault_id, QUICK)
    header.save(made.file.parent, replace(found, slots=(slot,)))
    (made.file.parent / header.FILE).replace(made.file.with_suffix(".json"))
    plan = Rekeying(session).prepare("", keep_older=True).result(20)
    guest.leave()
    plan.carry_out()
    session.keychain.forget(found.vault_id)


def test_an_earlier_copy_asks_for_what_opened_it_then(
    enter: Enter, guest: Guest, folder: Path
) -> None:
    _lose_the_key_of_a_copy(guest, folder)
    again = enter()
    page = _page(again)
    older, copies, inside = _cards(page)[1], page._copies, page.findChildren(InsidePage)[0]
    again.button(older, "Look inside").click()
    (line,) = older.findChildren(QLineEdit)
    _wait(again, line.isVisible)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert "isn’t in your keyring" in _read(older)
    line.setText("another")
    again.button(older, "Open it").click()
    _wait(again, lambda: "nothing is deleted" in _read(older))
    line.setText(EARLIER)
    again.button(older, "Open it").click()
    _wait(again, inside.isVisible)
    assert inside.count == 1
    assert line.text() == ""
    again.press("Esc")

    again.button(older, "Look inside").click()
    _wait(again, inside.isVisible)  # it is not asked for twice
    again.press("Esc")
    again.press("Esc")
    assert copies._keys == {}, "but it is, when the page was left"


def test_earlier_copies_go_after_a_second_press(enter: Enter, guest: Guest, folder: Path) -> None:
    _back_up(guest, _page(guest))
    plan = Rekeying(guest.session).prepare("", keep_older=True).result(20)
    guest.leave()
    plan.carry_out()
    again = enter()
    page = _page(again)
    _wait(again, lambda: len(_cards(page)) == 2)
    again.button(page, "Remove them…").click()
    again.button(page, "Keep them").click()
    again.button(page, "Remove them…").click()
    assert len(backup.every(folder)) == 2
    again.button(page, "Yes, remove them").click()
    _wait(again, lambda: len(_cards(page)) == 1)
    _wait(again, lambda: "are gone" in page._said.text())
    assert "Remove them…" not in _names(page)
    assert len(backup.every(folder)) == 1
