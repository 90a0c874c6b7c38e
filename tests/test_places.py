"""The ways between the places: back leads to where one was, and what was done can be undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from sqlalchemy import Connection

from journal_app import storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.entry import EntryLine, Kind
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.search import SearchPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.sealing import Sealing
from tests.guest import Enter, Guest, enter, fakes, kept, keychain
from tests.pictures import saved, scene

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def guest(enter: Enter) -> Guest:
    """Somebody who has written a little and set it aside."""
    made = enter()
    made.wait_until_open()
    made.press("1")
    made.type("slow water over stones")
    made.press("Ctrl+Return")
    made.wait_until_kept()
    return made


def _lines(guest: Guest) -> tuple[EntryLine, ...]:
    return guest.session.journal.ask(storage.entries.newest, 10).result(20)


def _sealed(db: Connection) -> int:
    return int(db.exec_driver_sql("SELECT count(*) FROM entry WHERE sealed").scalar_one())


def _press_notice(guest: Guest, name: str) -> None:
    guest.button(guest.workspace.notices, name).click()


def test_what_was_set_aside_is_taken_up_again(guest: Guest) -> None:
    assert guest.workspace.notices.text.startswith("Set aside.")
    _press_notice(guest, "Undo")
    guest.wait_for(EntryPage)


def test_one_word_is_an_entry(guest: Guest, folder: Path, keychain: MemoryKeychain) -> None:
    guest.button(guest.see(HomePage), "One word").click()
    line = guest.house.window.focusWidget()
    assert isinstance(line, QLineEdit)
    guest.qtbot.keyClicks(line, "apricot")
    guest.qtbot.keyClick(line, Qt.Key.Key_Return)
    guest.see(HomePage)
    guest.leave()
    assert [entry.parts[0].body for entry in kept(folder, keychain)] == [
        b"apricot",
        b"slow water over stones",
    ]


def test_an_entry_goes_into_the_bin_and_comes_back(guest: Guest) -> None:
    guest.workspace.show_entry(_lines(guest)[0].id)
    guest.wait_for(EntryPage)
    guest.see(EntryPage).bin_asked.emit()
    guest.qtbot.waitUntil(lambda: "bin" in guest.workspace.notices.text, timeout=20_000)
    guest.see(HomePage)
    assert _lines(guest) == ()
    _press_notice(guest, "Undo")
    guest.qtbot.waitUntil(lambda: len(_lines(guest)) == 1, timeout=20_000)


def test_an_entry_is_sealed_while_it_is_written(guest: Guest) -> None:
    guest.press("1")
    guest.type("for later")
    guest.press("Ctrl+Shift+A")
    guest.wait_for(Sealing)
    guest.button(guest.see(Sealing), "Until I open it").click()
    guest.qtbot.waitUntil(
        lambda: guest.workspace.notices.text == "Sealed until you open it.", timeout=20_000
    )
    assert [line.first_words for line in _lines(guest)] == ["slow water over stones"]
    _press_notice(guest, "Undo")
    guest.qtbot.waitUntil(lambda: not guest.session.journal.ask(_sealed).result(20), timeout=20_000)


def test_what_is_being_written_can_be_set_to_share(guest: Guest) -> None:
    guest.press("1")
    guest.type("for Friday")
    guest.press("Ctrl+Shift+S")
    assert guest.workspace.notices.text == "Set to share."
    guest.wait_until_kept()
    assert [line.shared for line in _lines(guest)] == [True, False]
    guest.press("Ctrl+Shift+S")
    assert guest.workspace.notices.text == "Not set to share any more."


def test_a_hit_opens_its_entry_and_back_leads_to_the_same_search(guest: Guest) -> None:
    guest.press("Ctrl+F")
    page = guest.see(SearchPage)
    line = page.findChildren(QLineEdit)[0]
    guest.qtbot.keyClicks(line, "ston")
    guest.qtbot.waitUntil(lambda: bool(page._list.model().rowCount()), timeout=20_000)
    guest.qtbot.keyClick(line, Qt.Key.Key_Return)
    guest.wait_for(EntryPage)
    guest.press("Esc")
    assert guest.see(SearchPage) is page
    assert line.text() == "ston"
    guest.press("Esc")
    guest.press("Esc")
    guest.see(HomePage)


def test_back_from_a_drawing_leads_to_the_words_and_their_caret(guest: Guest) -> None:
    guest.press("1")
    guest.type("before and after")
    page = guest.see(Page)
    guest.press("Home")
    at = page.textCursor().position()
    guest.press("Ctrl+2")
    guest.see(InkCanvas)
    guest.press("Esc")
    assert guest.see(Page) is page
    assert page.textCursor().position() == at
    guest.press("Esc")
    guest.see(HomePage)


def test_a_pasted_file_becomes_a_part_and_stays_where_it_was(
    guest: Guest, folder: Path, keychain: MemoryKeychain
) -> None:
    file = folder.parent / "page.jpg"
    file.write_bytes(saved(scene()))
    was = file.read_bytes()
    guest.press("1")
    guest.type("with a page")
    guest.see(Page).pictured.emit((str(file),))
    guest.qtbot.waitUntil(
        lambda: "stays where it is" in guest.workspace.notices.text, timeout=20_000
    )
    assert file.read_bytes() == was
    guest.leave()
    entry = kept(folder, keychain)[0]
    assert [part.kind for part in entry.parts] == [Kind.WORDS, Kind.PHOTO]


def test_a_file_that_is_no_picture_is_refused_calmly(guest: Guest, tmp_path: Path) -> None:
    file = tmp_path / "page.jpg"
    file.write_text("not a picture", "utf-8")
    guest.press("1")
    guest.type("with a page")
    guest.see(Page).pictured.emit((str(file),))
    guest.qtbot.waitUntil(
        lambda: guest.workspace.notices.text not in {"", "Reading it…"}, timeout=20_000
    )
    assert guest.see(Page).toPlainText() == "with a page"
    assert str(tmp_path) not in guest.workspace.notices.text


def test_a_paper_page_in_afterglow_is_not_offered(guest: Guest) -> None:
    guest.see(HomePage)
    names = {button.text() for button in guest.see(HomePage).findChildren(QPushButton)}
    assert {"Journal", "One word", "A paper page"} <= names
    guest.press("Ctrl+D")
    shown = [b.text() for b in guest.see(HomePage).findChildren(QPushButton) if b.isVisible()]
    assert "A paper page" not in shown
    assert {"Journal", "One word"} <= set(shown)
