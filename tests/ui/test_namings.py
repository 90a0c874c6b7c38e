"""Naming a phrase while one writes: in place, by keys, and back to the caret."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton

from journal_app.domain.entry import Kind
from journal_app.domain.spot import Phrase, Spot
from journal_app.ui.namings import chosen
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.naming import Naming
from journal_app.ui.widgets.page import Page
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer

__all__ = ["enter", "fakes", "keychain"]

TEXT = "It was 🌊 late. Slow water over stones."


@pytest.fixture
def namer(enter: Enter) -> Namer:
    made = Namer(enter())
    made.guest.wait_until_open()
    return made


def write(namer: Namer, text: str = TEXT) -> Page:
    """Write in a new entry."""
    namer.guest.press("1")
    page = namer.guest.see(SittingPage).findChildren(Page)[0]
    page.insertPlainText(text)
    return page


def choose(page: Page, words: str) -> None:
    document = page.document()
    page.setTextCursor(document.find(words))
    assert page.textCursor().selectedText() == words


def test_a_phrase_gets_a_name_and_one_writes_on(namer: Namer) -> None:
    page = write(namer)
    choose(page, "Slow water")
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    assert "“Slow water”" in namer.reads(naming)
    namer.type("the stream")
    namer.key(Qt.Key.Key_Return)
    namer.wait_to_hear("Named “the stream”.")
    assert not naming.isVisible()
    namer.wait(page.hasFocus)
    (met,) = namer.thread("the stream").returns
    start = TEXT.index("Slow")
    assert (met.place, met.mark.quote) == (Phrase(start, start + 10), "Slow water")
    assert page.textCursor().selectedText() == "Slow water"
    assert page.text() == TEXT


def test_with_nothing_chosen_the_sentence_is_named(namer: Namer) -> None:
    page = write(namer)
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    assert "“Slow water over stones.”" in namer.reads(naming)
    page.moveCursor(QTextCursor.MoveOperation.Start)
    at = chosen(page, page.text())
    assert at is not None
    assert page.text()[at.start : at.stop] == "It was 🌊 late."


def test_on_an_empty_page_there_is_nothing_to_name(namer: Namer) -> None:
    write(namer, "")
    namer.press("Ctrl+Shift+T")
    assert not namer.guest.house.window.findChildren(Naming)
    write(namer, " \n ")
    namer.press("Ctrl+Shift+T")
    assert not namer.guest.house.window.findChildren(Naming)


def test_escape_is_a_step_back_from_naming_and_not_from_the_page(namer: Namer) -> None:
    page = write(namer)
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    namer.type("wat")
    namer.key(Qt.Key.Key_Escape)
    namer.wait(page.hasFocus)
    assert not naming.isVisible()
    assert page.isVisible()
    assert namer.known() == []


def test_names_there_are_stand_ready_the_last_used_first(namer: Namer) -> None:
    entry = namer.write(3)
    for name in ("door", "water", "stones & sand"):
        namer.give(name, Spot(entry.id))
    page = write(namer)
    choose(page, "water")
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    namer.wait(lambda: len(offered(naming)) == 3)
    assert [b.text() for b in naming._offers[:3]] == ["stones && sand", "water", "door"]
    namer.type("ST")
    assert offered(naming) == ["Name it “stones & sand”"]
    namer.key(Qt.Key.Key_Backspace)
    namer.key(Qt.Key.Key_Backspace)
    (button,) = (b for b in naming._offers if b.text() == "water")
    button.click()
    namer.wait_to_hear("Named “water”.")
    assert dict(namer.known())["water"] == 2


def offered(naming: Naming) -> list[str]:
    return [offer.accessibleName() for offer in naming._offers if offer.isVisible()]


def test_a_naming_is_taken_back_from_the_strip(namer: Namer) -> None:
    write(namer)
    namer.press("Ctrl+Shift+T")
    namer.asked()
    namer.type("watre")
    namer.key(Qt.Key.Key_Return)
    namer.wait_to_hear("Named “watre”.")
    namer.undo()
    assert namer.known() == []


def test_what_is_typed_stays_when_it_could_not_be_kept(namer: Namer) -> None:
    write(namer)
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    namer.type("water")
    namer.guest.session.journal.close()
    namer.key(Qt.Key.Key_Return)
    namer.wait(naming._note.isVisible)
    assert naming._note.text() == "The journal was closed before this could be kept."
    assert naming._line.text() == "water"
    assert naming.isEnabled()


def test_a_name_of_nothing_but_blanks_is_none(namer: Namer) -> None:
    write(namer)
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    namer.type("   ")
    assert not naming._keep.isEnabled()
    namer.key(Qt.Key.Key_Return)
    assert naming.isVisible()


def test_where_there_is_little_room_the_question_stands_alone(namer: Namer) -> None:
    house = namer.guest.house
    house.use(house.preferences.with_text_size(2.0))
    page = write(namer)
    namer.press("Ctrl+Shift+T")
    naming = namer.asked()
    assert not page.isVisible()
    for button in naming.findChildren(QPushButton):
        if button.isVisible():
            assert naming.rect().contains(button.mapTo(naming, button.rect().bottomRight()))
    namer.key(Qt.Key.Key_Escape)
    namer.wait(page.hasFocus)
    assert page.text() == TEXT


def test_a_phrase_is_known_by_its_kind_of_place(namer: Namer) -> None:
    entry = namer.write(1, (Kind.WORDS, TEXT))
    page = namer.sit_down(entry.id, entry.parts[0].id)
    choose(page.findChildren(Page)[0], "stones")
    namer.press("Ctrl+Shift+T")
    namer.asked()
    namer.type("stones")
    namer.press("Return")
    namer.wait_to_hear("Named")
    (met,) = namer.thread("stones").returns
    assert met.mark.part == entry.parts[0].id
    assert met.passage is not None
    assert met.passage.words == "stones"
