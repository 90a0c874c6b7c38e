"""A journal in one file, carried to another computer by someone at the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from journal_app.devices.memory import MemoryKeychain
from journal_app.storage.keys import header
from journal_app.ui.pages.arrival import ArrivalPage
from journal_app.ui.pages.backups import BackupsPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.portable import PortablePage
from journal_app.ui.pages.settings import SettingsPage
from tests.fakes import Unhurried
from tests.guest import Enter, Guest, enter, fakes, kept, keychain

__all__ = ["enter", "fakes", "keychain"]

CARRIED = "a stick in a pocket"


def _write(guest: Guest, text: str) -> None:
    guest.press("Ctrl+1")
    guest.type(text)
    guest.press("Ctrl+Return")
    guest.wait_until_kept()


def _choose(page: QWidget, file: Path) -> None:
    (dialog,) = page.findChildren(QFileDialog)
    dialog.selectFile(str(file))
    dialog.accept()


def _lines(page: QWidget) -> list[QLineEdit]:
    return [line for line in page.findChildren(QLineEdit) if line.isVisible()]


def _read(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _make(guest: Guest, file: Path) -> None:
    backups = guest.go_aside("backups")
    guest.button(backups, "Make a portable copy").click()
    page = guest.see(PortablePage)
    guest.button(page, "With a passphrase").click()
    first, second = _lines(page)
    guest.qtbot.keyClicks(first, CARRIED)
    guest.qtbot.keyClicks(second, "another")
    guest.button(page, "Choose where to save it…").click()
    assert "aren’t the same yet" in _read(page)
    assert not page.findChildren(QFileDialog)
    second.clear()
    guest.qtbot.keyClicks(second, CARRIED)
    guest.button(page, "Choose where to save it…").click()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Afterpage 2026-11-22.afterpage")
    _choose(page, file)
    guest.wait_for(SettingsPage)
    assert "Saved and read back" in guest.workspace.notices.text
    guest.qtbot.waitUntil(lambda: not guest.house.window.findChildren(PortablePage))


def _words(folder: Path, keychain: MemoryKeychain) -> list[str]:
    return sorted(part.body.decode() for entry in kept(folder, keychain) for part in entry.parts)


def _bring(guest: Guest, file: Path) -> ArrivalPage:
    """Choose a file to open, up to being asked what opens it."""
    backups = guest.go_aside("backups")
    guest.button(backups, "Open a copy from a file").click()
    page = guest.see(ArrivalPage)
    guest.button(page, "Choose the file…").click()
    _choose(page, file)
    guest.qtbot.waitUntil(lambda: bool(_lines(page)), timeout=20_000)
    return page


def _answer(guest: Guest, page: ArrivalPage, text: str, said: str) -> None:
    (line,) = _lines(page)
    line.clear()
    guest.qtbot.keyClicks(line, text)
    guest.button(page, "Open it").click()
    guest.qtbot.waitUntil(lambda: said in _read(page), timeout=20_000)


@pytest.mark.parametrize("clock", [Unhurried()], ids=["unhurried"])
def test_a_journal_moves_to_another_computer_in_one_file(
    enter: Enter, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "Afterpage.afterpage"
    guest = enter()
    _write(guest, "slow water")
    _make(guest, file)
    guest.leave()
    assert b"slow" not in file.read_bytes()

    away, chain = folder.with_name("elsewhere"), MemoryKeychain()
    away.mkdir()
    there = enter(chain, away)
    _write(there, "begun there")
    page = _bring(there, file)
    _answer(there, page, "another", "nothing is deleted")
    _answer(there, page, CARRIED, "What will happen")
    assert "Sunday 22 November 2026, 20:30" in _read(page)
    assert not _lines(page)

    before, threshold = there.workspace, there.house.threshold
    there.button(page, "Yes, put it in place").click()
    there.qtbot.waitUntil(lambda: threshold.workspace not in {None, before}, timeout=20_000)
    there.wait_for(HomePage)
    there.wait_until_open()
    there.qtbot.waitUntil(lambda: "kept in a folder" in there.workspace.notices.text)
    there.leave()

    assert _words(away, chain) == ["slow water"]
    (aside,) = away.glob("replaced-*")
    assert _words(aside, chain) == ["begun there"]
    assert QSettings(QSettings.Scope.UserScope, "QtProject").allKeys() == []
    enter(chain, away).wait_for(HomePage)


def test_another_file_is_refused_and_everything_stays_as_it_was(
    enter: Enter, folder: Path, tmp_path: Path
) -> None:
    strange = tmp_path / "page.afterpage"
    strange.write_bytes(b"%PDF-1.7")
    guest = enter()
    _write(guest, "warm")
    header_before = (folder / header.FILE).read_bytes()
    backups = guest.go_aside("backups")
    guest.button(backups, "Open a copy from a file").click()
    page = guest.see(ArrivalPage)
    guest.button(page, "Choose the file…").click()
    _choose(page, strange)
    guest.qtbot.waitUntil(lambda: "isn’t a copy of a journal" in _read(page), timeout=20_000)
    assert guest.button(page, "Choose the file…").isEnabled()
    assert (folder / header.FILE).read_bytes() == header_before
    guest.house.window.activateWindow()
    guest.qtbot.waitUntil(guest.house.window.isActiveWindow, timeout=20_000)
    guest.press("Esc")
    guest.see(SettingsPage)


def test_a_page_that_is_left_keeps_nothing_that_was_typed(enter: Enter) -> None:
    guest = enter()
    guest.wait_until_open()
    page = guest.go_aside("backups")
    assert isinstance(page, BackupsPage)
    guest.button(page, "Make a portable copy").click()
    making = guest.see(PortablePage)
    guest.button(making, "With a passphrase").click()
    QTest.keyClicks(_lines(making)[0], CARRIED)
    guest.press("Esc")
    assert not _lines(making), "one step back"
    guest.press("Esc")
    guest.see(SettingsPage)
    guest.qtbot.waitUntil(lambda: not guest.house.window.findChildren(PortablePage))
