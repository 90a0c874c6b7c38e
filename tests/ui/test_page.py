"""The bare page: a calm column, the caret in the middle, and nothing lost while composing."""

import pytest
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.page import LINE_CHARACTERS, Page


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    made = Page("Begin anywhere.", Theme(qapp, Preferences()))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.write("")
    made.setFocus()
    return made


def test_a_line_holds_about_sixty_characters(page: Page) -> None:
    text = "the quick brown fox jumps over the lazy dog and rests a while " * 3
    page.write(text)
    layout = page.document().begin().layout()
    longest = max(layout.lineAt(row).textLength() for row in range(layout.lineCount()))
    assert LINE_CHARACTERS - 12 <= longest <= LINE_CHARACTERS + 2


def test_lines_stand_about_a_letter_and_two_thirds_apart(page: Page) -> None:
    page.write("one\ntwo")
    first = page.document().begin()
    top = page.document().documentLayout().blockBoundingRect(first).top()
    below = page.document().documentLayout().blockBoundingRect(first.next()).top()
    assert (below - top) / page.font().pixelSize() == pytest.approx(1.65, abs=0.1)


def test_the_caret_stays_out_of_the_lowest_third(page: Page, qtbot: QtBot) -> None:
    page.write("\n".join(str(line) for line in range(300)))
    page.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(page, "and on")
    third = page.viewport().height() / 3
    assert third <= page.cursorRect().bottom() <= 2 * third + QFontMetricsF(page.font()).height()


def test_undo_goes_back_to_what_was_loaded_and_no_further(page: Page, qtbot: QtBot) -> None:
    page.write("loaded")
    qtbot.keyClicks(page, " typed")
    page.resize(900, 500)
    for _time in range(5):
        page.undo()
    assert page.toPlainText() == "loaded"


def test_what_is_being_composed_survives_being_read_for_keeping(page: Page) -> None:
    page.write("warm ")
    QApplication.sendEvent(page, QInputMethodEvent("に", []))
    assert page.toPlainText() == "warm "
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日")
    QApplication.sendEvent(page, commit)
    assert page.toPlainText() == "warm 日"


def test_pasted_text_loses_its_clothes(page: Page) -> None:
    QApplication.clipboard().setText("plain")
    page.paste()
    assert page.toPlainText() == "plain"
    assert not page.acceptRichText()
