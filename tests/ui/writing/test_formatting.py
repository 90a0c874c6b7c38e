"""Light formatting by key, on a real page: there and back, in one step of undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.page import Page


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    made = Page("Begin anywhere.", Theme(qapp, Preferences()))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    return made


def press(page: Page, *keys: str) -> None:
    for key in keys:
        QTest.keySequence(page, QKeySequence(key))


def select(page: Page, start: int, end: int) -> None:
    cursor = page.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("Ctrl+I", "a *light*"),
        ("Ctrl+Shift+I", "a **light**"),
        ("Ctrl+H", "# a light"),
        ("Ctrl+Shift+L", "- a light"),
        ("Ctrl+Shift+.", "> a light"),
        ("Ctrl+>", "> a light"),
    ],
)
def test_a_key_sets_a_mark_and_one_undo_takes_it_away(page: Page, keys: str, expected: str) -> None:
    page.write("a light")
    press(page, keys)
    assert page.text() == expected
    page.undo()
    assert page.text() == "a light"
    assert not page.document().isUndoAvailable()


@pytest.mark.parametrize("keys", ["Ctrl+I", "Ctrl+Shift+I", "Ctrl+Shift+L", "Ctrl+Shift+."])
def test_the_same_key_takes_the_mark_away(page: Page, keys: str) -> None:
    page.write("🌊 one\n\ntwo *three*")
    page.selectAll()
    press(page, keys)
    marked = page.text()
    assert marked != "🌊 one\n\ntwo *three*"
    press(page, keys)
    assert page.text().replace("*", "") == "🌊 one\n\ntwo three"


def test_several_lines_are_one_step_of_undo(page: Page) -> None:
    page.write("one\ntwo\nthree")
    select(page, 1, 6)
    press(page, "Ctrl+Shift+L")
    assert page.text() == "- one\n- two\nthree"
    select(page, 3, 9)
    press(page, "Ctrl+I")
    assert page.text() == "- o*ne*\n- *t*wo\nthree"
    page.undo()
    assert page.text() == "- one\n- two\nthree"
    page.undo()
    assert page.text() == "one\ntwo\nthree"


def test_emphasis_with_nothing_beside_the_caret_waits_for_words(page: Page) -> None:
    page.write("a ")
    press(page, "Ctrl+Shift+I")
    QTest.keyClicks(page, "soft")
    assert page.text() == "a **soft**"


def test_after_a_word_was_emphasised_one_writes_on_behind_it(page: Page) -> None:
    page.write("soft")
    press(page, "Ctrl+I")
    QTest.keyClicks(page, " light")
    assert page.text() == "*soft* light"


def test_pictures_among_the_letters_do_not_shift_the_marks(page: Page) -> None:
    page.write("🌊🌊 slow water")
    select(page, 5, 9)
    press(page, "Ctrl+I")
    assert page.text() == "🌊🌊 *slow* water"


def test_enter_goes_on_with_a_list_and_on_an_empty_item_ends_it(page: Page) -> None:
    page.write("1. one")
    press(page, "Return")
    QTest.keyClicks(page, "two")
    press(page, "Return", "Return")
    QTest.keyClicks(page, "on")
    assert page.text() == "1. one\n2. two\non"


def test_enter_inside_an_item_divides_it(page: Page) -> None:
    page.write("- onetwo")
    select(page, 5, 5)
    press(page, "Return")
    assert page.text() == "- one\n- two"


def test_enter_before_an_item_is_only_a_line_end(page: Page) -> None:
    page.write("- one")
    select(page, 0, 0)
    press(page, "Return")
    assert page.text() == "\n- one"


def test_enter_over_a_selection_is_only_a_line_end(page: Page) -> None:
    page.write("- one two")
    select(page, 5, 9)
    press(page, "Return")
    assert page.text() == "- one\n"


def test_with_no_going_back_nothing_is_formatted_and_enter_is_a_line_end(page: Page) -> None:
    page.write("- one")
    page.go_on_only(on=True)
    press(page, "Return", "Return")
    assert page.text() == "- one\n\n"
    assert not any(action.isEnabled() for action in page._formatting.actions)
    page.go_on_only(on=False)
    press(page, "Ctrl+Shift+L")
    assert page.text() == "- one\n\n- "


def test_the_actions_are_told_with_their_keys(page: Page) -> None:
    for action in page._formatting.actions:
        assert action.text()
        assert action.shortcut().toString()
        assert action.isShortcutVisibleInContextMenu()
        assert action.shortcutContext() == Qt.ShortcutContext.WidgetShortcut
