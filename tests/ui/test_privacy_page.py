"""What is on this computer: all is said, the proof is live, and the search says what it saw."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.entry import Kind
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.surroundings import Place, Surroundings
from journal_app.storage import ballast, files
from journal_app.storage.keys import header
from journal_app.ui.pages.privacy import PrivacyPage
from journal_app.ui.widgets.typedword import WORD, TypedWord
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]

WORDS = "slow water over the stones, and a door left open"

Visit = Callable[..., tuple[Guest, PrivacyPage]]


@pytest.fixture
def around(folder: Path) -> Surroundings:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    settings = folder.parent / "settings"
    settings.mkdir()
    return Surroundings(settings=settings, keyring="org.example", elsewhere=(elsewhere,))


@pytest.fixture
def visit(enter: Enter, around: Surroundings) -> Visit:
    """Write something, and go to the page of a journal with these surroundings."""

    def go(place: Place | None = None, words: str = WORDS) -> tuple[Guest, PrivacyPage]:
        guest = enter()
        guest.wait_until_open()
        if words:
            guest.workspace.open_door(Kind.WORDS)
            guest.type(words)
            guest.press("Ctrl+Return")
        here = replace(around, place=lambda _folder: place or Place())
        guest.workspace._beside._asides = replace(guest.workspace._beside._asides, around=here)
        return guest, show(guest)

    return go


def show(guest: Guest) -> PrivacyPage:
    page = guest.go_aside("privacy")
    assert isinstance(page, PrivacyPage)
    guest.qtbot.waitUntil(page._search.isEnabled, timeout=20_000)
    QApplication.processEvents()  # what was just laid out is shown in the next round
    return page


def said(page: QWidget) -> str:
    texts = (label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    return "\n".join(texts).replace("\u200b", "")


def look(guest: Guest, page: PrivacyPage) -> str:
    page._search.click()
    guest.qtbot.waitUntil(lambda: "Looked through" in page._result.text(), timeout=20_000)
    QApplication.processEvents()
    return page._result.text()


def test_the_page_says_what_is_here_and_where_the_key_is(
    visit: Visit, folder: Path, keychain: MemoryKeychain
) -> None:
    guest, page = visit()
    there = header.load(folder)
    assert there is not None
    text = said(page)
    for name in ("journal.db", "vault.json", "Everything you made, encrypted.", str(folder)):
        assert name in text
    assert f"org.example / vault-{there.vault_id}" in text
    assert "neither a passphrase nor a recovery kit" in text
    assert "There is none yet." in text
    Safekeeping(guest.session).back_up().result(20)
    ballast.lay(folder)
    text = said(show(guest))
    assert "found right on Sunday 22 November 2026, 20:30" in text
    assert "17 MB" in text


def test_the_proof_is_what_the_file_begins_with_now(visit: Visit, folder: Path) -> None:
    _guest, page = visit()
    first = (folder / "journal.db").read_bytes()[:16]
    text = said(page)
    assert first[:8].hex(" ") in text
    assert first[8:].hex(" ") in text
    assert b"SQLite f".hex(" ") in text
    assert "Nothing can be read in it" in text


def test_a_synced_folder_is_warned_of_here_and_nowhere_else(visit: Visit) -> None:
    guest, page = visit(Place(synced_by="Dropbox"))
    assert "Dropbox seems to sync this folder" in said(page)
    guest.press("Esc")
    assert "Dropbox" not in said(guest.house.window)


def test_a_search_that_finds_nothing_says_how_far_it_looked(visit: Visit) -> None:
    guest, page = visit()
    assert "None of your words was found outside the encrypted file." in look(guest, page)


def test_a_search_names_the_file_that_leaks_and_shows_no_word_of_it(
    visit: Visit, around: Surroundings
) -> None:
    guest, page = visit()
    leak = around.elsewhere[0] / "clipboard"
    leak.write_text(WORDS, "utf-8")
    assert "Something was found" in look(guest, page)
    text = said(page)
    assert "elsewhere/clipboard" in text
    assert not any(word in text for word in ("stones", "water over"))
    leak.unlink()
    assert "None of your words" in look(guest, page)
    assert "clipboard’s history" not in said(page)


def test_a_journal_without_a_word_says_that_there_is_nothing_to_look_for_yet(
    visit: Visit,
) -> None:
    guest, page = visit(words="")
    assert "There are no words yet" in look(guest, page)


def test_leaving_the_page_ends_the_search(visit: Visit) -> None:
    guest, page = visit()
    page._search.click()
    guest.press("Esc")
    assert page._canaries._stopped.is_set()
    guest.wait_until_kept()


def set_aside(folder: Path) -> Path:
    aside = folder / f"replaced-{files.stamp(0)}"
    aside.mkdir()
    (aside / "journal.db").write_bytes(b"older")
    return aside


def test_what_was_set_aside_goes_after_the_typed_word(visit: Visit, folder: Path) -> None:
    aside = set_aside(folder)
    guest, page = visit()
    word = page.findChild(TypedWord)
    assert word is not None
    assert not word.line.isVisible()
    guest.button(page, "Remove what was set aside…").click()
    remove = guest.button(page, "Remove what was set aside")
    guest.qtbot.keyClicks(word.line, WORD.lower())
    assert not remove.isEnabled()
    word.line.clear()
    guest.qtbot.keyClicks(word.line, WORD)
    remove.click()
    guest.qtbot.waitUntil(lambda: "is removed" in said(page), timeout=20_000)
    QApplication.processEvents()
    assert not aside.exists()
    assert "Set aside" not in said(page).splitlines()


def test_in_afterglow_nothing_can_be_taken_away(visit: Visit, folder: Path) -> None:
    aside = set_aside(folder)
    guest, page = visit()
    guest.button(page, "Remove what was set aside…").click()
    word = page.findChild(TypedWord)
    assert word is not None
    guest.qtbot.keyClicks(word.line, WORD)
    guest.press("Ctrl+D")
    assert not word.line.isVisible()
    assert "Afterglow is on" in said(page)
    word._mean()
    guest.press("Ctrl+D")
    assert word.line.isVisible()
    assert aside.exists()
