"""The bare page: a calm column, the caret in the middle, and nothing lost while composing."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journal_app.domain.settings import Preferences
from journal_app.media import words
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.page import LINE_CHARACTERS, LINE_HEIGHT_PERCENT, Page
from journal_app.ui.widgets.writing.menu import menu


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
    assert page.text() == "warm "
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日")
    QApplication.sendEvent(page, commit)
    assert page.text() == "warm 日"


@given(st.text(st.characters(codec=None, exclude_categories=())))
@example("a\r\nb\rc\u2028d\u2029e\x00f\u00a0g\ufdd0h\ud800i\ufeffj\ufffek\U0001f30a")
@example("\ufeff\ufffehello")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_what_stands_on_the_page_is_what_was_written_there(page: Page, text: str) -> None:
    page.write(text)
    assert page.text() == words.settle(text)


def test_showing_a_text_is_no_edit(page: Page, qtbot: QtBot) -> None:
    edits: list[None] = []
    page.edited.connect(lambda: edits.append(None))
    page.write("# loaded\n*softly*")
    page._theme.use(Preferences(theme="afterglow").with_text_size(2.0))
    page.resize(700, 500)
    page.go_on_only(on=True)
    assert not edits
    qtbot.keyClicks(page, "a")
    qtbot.waitUntil(lambda: len(edits) == 1, timeout=20_000)
    page._theme.use(Preferences())


def test_the_keys_of_the_app_do_what_they_do_there(page: Page) -> None:
    page.write("warm")
    page.moveCursor(QTextCursor.MoveOperation.Start)
    here, elsewhere = (QShortcut(QKeySequence("Ctrl+K"), at) for at in (page, page.viewport()))
    pressed: list[str] = []
    here.activated.connect(lambda: pressed.append("here"))
    elsewhere.activated.connect(lambda: pressed.append("elsewhere"))
    for letter in "DKUEBH":
        key = getattr(Qt.Key, f"Key_{letter}")
        # as it comes on a desktop where the key is an editor's
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
        page.keyPressEvent(event)
        assert event.isAccepted() == (letter == "K")
    assert page.text() == "warm"
    assert pressed == ["here"]


def test_what_was_edited_is_told_before_the_page_is_left(page: Page) -> None:
    page.write("")
    edits: list[str] = []
    page.edited.connect(lambda: edits.append(page.text()))
    QTest.keyClicks(page, "a")
    page.settle()
    page.settle()
    assert edits == ["a"]


def test_a_line_break_is_a_line_end(page: Page) -> None:
    QTest.keyClicks(page, "a")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(page, "b")
    assert page.text() == "a\nb"
    assert page.document().blockCount() == 2


def test_every_line_stands_as_far_from_the_next_as_the_first_ones(page: Page) -> None:
    page.write("one")
    for _line in range(3):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.text() == "one\n\n\n"
    document = page.document()
    heights = {
        document.findBlockByNumber(number).blockFormat().lineHeight()
        for number in range(document.blockCount())
    }
    assert heights == {LINE_HEIGHT_PERCENT}


def test_the_faint_line_makes_room_for_what_is_composed(page: Page) -> None:
    page.write("")
    with_faint = page.grab().toImage()
    QApplication.sendEvent(page, QInputMethodEvent(" ", []))
    assert page.grab().toImage() != with_faint


def test_writing_at_both_ends_of_a_very_long_text_keeps_all_of_it(page: Page) -> None:
    long = "slow water over *stones*, and the river went on\n" * 25_000
    page.write(long)
    QTest.keyClicks(page, "end")
    page.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(page, "start")
    assert page.text() == f"start{long}end"


def test_a_line_begins_on_the_side_its_words_begin(page: Page) -> None:
    page.write("- \u05e9\u05dc\u05d5\u05dd\nwarm")
    first = page.document().begin()
    assert first.textDirection() == Qt.LayoutDirection.RightToLeft
    assert first.next().textDirection() == Qt.LayoutDirection.LeftToRight


def test_the_menu_has_what_the_keys_do(page: Page, qtbot: QtBot) -> None:
    page.write("warm")
    page.selectAll()
    shown = menu(page, page._formatting.actions)
    names = [action.text() for action in shown.actions() if not action.isSeparator()]
    assert names == [
        *("Undo", "Redo", "Cut", "Copy", "Paste"),
        *("Emphasis", "Strong", "Heading", "List", "Quote"),
    ]
    next(action for action in shown.actions() if action.text() == "Emphasis").trigger()
    assert page.text() == "*warm*"
    shown.deleteLater()


def test_a_right_click_opens_the_menu_and_esc_closes_it(page: Page, qtbot: QtBot) -> None:
    place = page.viewport().rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, page.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(page.viewport(), event)
    shown = page.findChildren(QMenu)[0]
    qtbot.waitUntil(shown.isVisible, timeout=20_000)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(QMenu), timeout=20_000)


def test_the_spacing_outlives_whatever_stood_there(page: Page) -> None:
    page.write("one\ntwo")
    page.selectAll()
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    QTest.keyClicks(page, "new")
    assert page.document().begin().blockFormat().lineHeight() == LINE_HEIGHT_PERCENT
