"""Writing into a real vault: every word is kept, composed or not, and nothing that isn't one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from journal_app import resources, storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind, Part
from journal_app.domain.settings import Preferences
from journal_app.media import words
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.sound import Sound
from journal_app.ui.editors.words import WordsEditor
from journal_app.ui.icons import Icons
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.writing.timer import SoftTimer, TimerLine
from tests.fakes import FakeClock, Post

PATIENCE_MS = 20_000


@dataclass
class Desk:
    """A page somebody writes on, and what the vault holds of it."""

    journal: Journal
    post: Post
    clock: FakeClock
    tools: Tools
    entry: OpenEntry
    sitting: SittingPage
    qtbot: QtBot

    @property
    def editor(self) -> WordsEditor:
        assert isinstance(self.sitting.editor, WordsEditor)
        return self.sitting.editor

    @property
    def page(self) -> Page:
        return self.editor.findChildren(Page)[0]

    def kept(self) -> Part:
        """Return the part as the vault has it, now."""
        return self.journal.ask(storage.entries.load, self.entry.id).result(20).parts[0]

    def words(self) -> str:
        return words.read(self.kept())

    def wait_until_kept(self, text: str) -> None:
        self.qtbot.waitUntil(
            lambda: self.editor.part.begun and self.words() == text, timeout=PATIENCE_MS
        )

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.page, text)

    def press(self, keys: str) -> None:
        QTest.keySequence(self.sitting.focusWidget(), QKeySequence(keys))
        QApplication.processEvents()  # what was laid out has its place now

    def shown(self, name: str) -> list[QPushButton]:
        buttons = self.sitting.findChildren(QPushButton)
        return [b for b in buttons if b.isVisible() and name in {b.text(), b.accessibleName()}]

    def button(self, name: str) -> QPushButton:
        QApplication.processEvents()  # what is to be shown is shown
        (found,) = self.shown(name)
        return found

    def says(self, line: str) -> bool:
        labels = self.sitting.findChildren(QLabel)
        return any(label.isVisible() and label.text() == line for label in labels)

    def compose(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.page, event)

    def move(self, how: QTextCursor.MoveOperation) -> None:
        self.page.moveCursor(how)


def open_desk(
    journal: Journal, post: Post, clock: FakeClock, tools: Tools, entry: OpenEntry, qtbot: QtBot
) -> Desk:
    part = entry.parts[0] if entry.parts else entry.new_part(Kind.WORDS)
    editor = WordsEditor(part, tools)
    sitting = SittingPage(entry, editor, "Home", tools.theme, tools.icons)
    qtbot.addWidget(sitting)
    sitting.resize(1240, 800)
    sitting.show()
    with qtbot.waitActive(sitting):
        sitting.activateWindow()
    editor.setFocus()
    return Desk(journal, post, clock, tools, entry, sitting, qtbot)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


@pytest.fixture
def desk(journal: Journal, post: Post, clock: FakeClock, theme: Theme, qtbot: QtBot) -> Desk:
    tools = Tools(theme, Icons(theme), clock, cast("Sound", None), Calendar(clock))
    return open_desk(journal, post, clock, tools, OpenEntry(journal, clock), qtbot)


def reopen(desk: Desk) -> Desk:
    """Leave the page, and come back to what the vault has kept of it."""
    desk.sitting.leave()
    desk.sitting.hide()
    content = desk.journal.ask(storage.entries.load, desk.entry.id).result(20)
    entry = OpenEntry(desk.journal, desk.clock, content)
    return open_desk(desk.journal, desk.post, desk.clock, desk.tools, entry, desk.qtbot)


def test_what_is_typed_is_kept_a_moment_later(desk: Desk) -> None:
    desk.type("warm")
    desk.wait_until_kept("warm")


def test_what_stands_on_the_page_is_what_is_kept_and_comes_back(desk: Desk) -> None:
    text = "# A day\n- *slow*\u00a0water\n\n\u05e9\u05dc\u05d5\u05dd 日本 e\u0301 🌊"
    desk.page.insertPlainText(text)
    desk.editor.flush()
    assert desk.words() == text
    assert reopen(desk).page.text() == text


def test_coming_back_and_looking_keeps_nothing_again(desk: Desk) -> None:
    desk.type("warm")
    again = reopen(desk)
    touched: list[None] = []
    again.page.edited.connect(lambda: touched.append(None))
    again.tools.theme.use(Preferences(theme="evening").with_text_size(1.5))
    again.sitting.resize(1000, 700)
    again.editor.go_on_only(on=True)
    again.editor.flush()
    QApplication.processEvents()
    assert not touched
    assert again.entry.state.name == "KEPT"
    again.tools.theme.use(Preferences())


def test_an_empty_page_is_not_kept(desk: Desk) -> None:
    desk.page.insertPlainText("")
    desk.compose("み")
    desk.compose("")
    desk.editor.flush()
    assert not desk.editor.part.begun


def test_what_is_being_composed_is_neither_lost_nor_kept_twice(desk: Desk) -> None:
    desk.type("warm ")
    desk.compose("みず")
    desk.wait_until_kept("warm ")
    assert desk.page.textCursor().block().layout().preeditAreaText() == "みず"
    desk.compose("", commit="水")
    desk.wait_until_kept("warm 水")


def test_what_is_being_composed_stays_when_the_keyboard_goes_elsewhere(desk: Desk) -> None:
    desk.type("warm ")
    desk.compose("みず")
    desk.button("Draw").setFocus()
    desk.wait_until_kept("warm みず")
    desk.editor.setFocus()
    desk.compose("")
    assert desk.page.text() == "warm みず"


def test_what_is_being_composed_stays_when_the_page_is_left(desk: Desk) -> None:
    desk.compose("みず")
    assert not desk.editor.part.begun
    desk.sitting.leave()
    assert desk.words() == "みず"


def test_composing_alone_is_no_change(desk: Desk) -> None:
    edits: list[None] = []
    desk.page.edited.connect(lambda: edits.append(None))
    desk.compose("み")
    desk.compose("みず")
    desk.compose("")
    desk.page.settle()
    assert not edits


def test_with_no_going_back_only_what_comes_is_taken(desk: Desk) -> None:
    desk.type("warm water")
    desk.button("No going back").click()
    spot = desk.page.cursorRect().translated(-60, 0).center()
    for keys in ("Backspace", "Delete", "Ctrl+Z", "Ctrl+X", "Ctrl+A", "Left", "Home", "PgUp", "Up"):
        desk.press(keys)
    QTest.mouseClick(desk.page.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(desk.page.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.press("Ctrl+I")
    desk.press("Ctrl+Backspace")
    desk.move(QTextCursor.MoveOperation.Start)  # as a screen reader may
    desk.type(" on")
    desk.press("Return")
    desk.compose("み", commit="水")
    assert desk.page.text() == "warm water on\n水"


def test_what_would_be_composed_over_what_is_there_is_only_added(desk: Desk) -> None:
    desk.type("warm")
    desk.editor.go_on_only(on=True)
    event = QInputMethodEvent("", [])
    event.setCommitString("th", -2, 2)
    QApplication.sendEvent(desk.page, event)
    assert desk.page.text() == "warmth"


def test_let_me_edit_is_there_as_long_as_there_is_no_going_back(desk: Desk) -> None:
    desk.type("warm")
    desk.button("No going back").click()
    desk.button("Timer").click()
    desk.button("Let me edit").click()
    desk.press("Esc")
    desk.press("Backspace")
    assert desk.page.text() == "war"


def test_the_timer_is_chosen_by_key_and_ends_with_one_faint_line(desk: Desk) -> None:
    desk.type("warm")
    desk.press("Ctrl+T")
    assert not desk.shown("Set it aside")
    for keys in ("Left", "Left", "Return"):  # from "No timer"
        desk.press(keys)
    assert desk.page.hasFocus()
    assert desk.button("15 min ·").isVisible()
    timer = desk.editor.findChildren(SoftTimer)[0]
    desk.clock.go_on(15 * 60 - 1)
    timer.look()
    assert timer.minutes == 15
    desk.clock.go_on(1)
    timer.look()
    line = "That’s 15 minutes. Stay as long as you like."
    assert desk.says(line)
    assert desk.page.hasFocus()
    assert desk.button("Timer").isVisible()
    desk.type("e")
    desk.qtbot.waitUntil(lambda: not desk.says(line), timeout=PATIENCE_MS)


def test_the_timers_line_goes_by_itself(desk: Desk) -> None:
    line = desk.editor.findChildren(TimerLine)[0]
    line.say_over(5)
    assert desk.says("That’s 5 minutes. Stay as long as you like.")
    assert line._fade.isActive()
    line._fade.timeout.emit()
    assert not line.isVisible()


def test_no_timer_stops_the_one_that_runs(desk: Desk) -> None:
    desk.press("Ctrl+T")
    desk.button("5 minutes").click()
    desk.press("Ctrl+T")
    desk.button("No timer").click()
    desk.clock.go_on(3600)
    desk.editor.findChildren(SoftTimer)[0].look()
    assert not desk.says("That’s 5 minutes. Stay as long as you like.")


def test_esc_puts_a_panel_away_and_goes_no_further(desk: Desk) -> None:
    desk.type("warm")
    for keys in ("Ctrl+B", "Ctrl+T"):
        desk.press(keys)
        assert not desk.page.hasFocus()
        desk.press("Esc")
        assert desk.page.hasFocus()
        assert desk.button("Set it aside").isVisible()


def test_words_are_borrowed_by_key_and_the_caret_stays(desk: Desk) -> None:
    desk.type("it was")
    desk.press("Ctrl+B")
    for keys in ("Return", "Right", "Enter"):
        desk.press(keys)
    assert desk.page.text() == "it was warm cool"
    desk.press("Esc")
    desk.type(".")
    assert desk.page.text() == "it was warm cool."


def test_all_seventy_two_words_can_be_borrowed(desk: Desk) -> None:
    desk.press("Ctrl+B")
    found = []
    for group in ("Body", "Mood", "Image"):
        desk.button(group).click()
        chips = resources.text("prompts")["word_chips"]
        assert isinstance(chips, dict)
        for word in chips[group.lower()]:
            found += desk.shown(word)
    assert len(found) == 72


def test_a_borrowed_word_stands_apart_from_its_neighbours(desk: Desk) -> None:
    desk.page.insertPlainText("🌊thenmusic")
    cursor = desk.page.textCursor()
    cursor.setPosition(6)
    desk.page.setTextCursor(cursor)
    desk.page.add_word("slow")
    assert desk.page.text() == "🌊then slow music"


def test_another_start_is_only_shown_until_somebody_begins_with_it(desk: Desk) -> None:
    desk.button("Another start").click()
    assert desk.says("The first thing that’s here is…")
    desk.button("Another start").click()
    assert desk.says("I don’t have words for it, but…")
    assert desk.page.text() == ""
    assert not desk.editor.part.begun
    desk.button("Begin with this").click()
    assert desk.page.hasFocus()
    desk.type("stone")
    desk.editor.flush()
    assert desk.words() == "I don’t have words for it, but… stone"
    assert desk.kept().prompt == "I don’t have words for it, but…"


def test_a_start_in_a_text_begins_a_line_of_its_own(desk: Desk) -> None:
    desk.type("warm")
    desk.button("Another start").click()
    desk.button("Begin with this").click()
    assert desk.page.text() == "warm\nThe first thing that’s here is… "
    desk.button("Another start").click()
    desk.button("Not this").click()
    assert desk.page.text() == "warm\nThe first thing that’s here is… "


def test_the_starts_come_round(desk: Desk) -> None:
    openers = resources.text("prompts")["free_write_openers"]
    assert isinstance(openers, list)
    for opener in (*openers[1:], openers[1]):
        desk.button("Another start").click()
        assert desk.says(opener)


def test_a_pasted_picture_is_handed_on(desk: Desk) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QApplication.clipboard().setImage(image)
    with desk.qtbot.waitSignal(desk.editor.pictured) as told:
        desk.page.paste()
    assert told.args is not None
    assert isinstance(told.args[0], QImage)
    assert told.args[0].size() == image.size()
    assert desk.page.text() == ""


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("name", ["paper", "afterglow"])
def test_the_row_and_its_panels_fit_a_narrow_window(desk: Desk, name: str, size: float) -> None:
    desk.tools.theme.use(Preferences(theme=name).with_text_size(size))
    desk.sitting.resize(960, 640)
    for keys in ("", "Ctrl+B", "Ctrl+T"):
        desk.press(keys)
        QApplication.processEvents()
        assert desk.page.height() > desk.page.fontMetrics().height()
        for button in desk.sitting.findChildren(QPushButton):
            if button.isVisible() and not button.visibleRegion().isEmpty():
                corner = button.mapTo(desk.sitting, button.rect().bottomRight())
                assert corner.x() < 960, button.accessibleName()
                assert min(button.width(), button.height()) >= desk.tools.theme.target
        rows = {b.mapTo(desk.sitting, b.rect().topLeft()).y() for b in desk.shown("Draw")}
        rows |= {b.mapTo(desk.sitting, b.rect().topLeft()).y() for b in desk.shown("Set it aside")}
        assert len(rows) <= 2
    desk.tools.theme.use(Preferences())
