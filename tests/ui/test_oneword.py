"""One word is enough: a large line, Enter, and it is kept."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind
from journal_app.domain.settings import Preferences
from journal_app.media import words
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.sound import Sound
from journal_app.ui.icons import Icons
from journal_app.ui.pages.oneword import OneWord
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from tests.fakes import FakeClock


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


@pytest.fixture
def editor(journal: Journal, clock: FakeClock, theme: Theme, qtbot: QtBot) -> OneWord:
    tools = Tools(theme, Icons(theme), clock, cast("Sound", None), Calendar(clock))
    made = OneWord(OpenEntry(journal, clock).new_part(Kind.WORDS), tools)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    return made


def kept(editor: OneWord, journal: Journal) -> str:
    entry = journal.ask(storage.entries.load, editor.part.entry.id).result(20)
    return words.read(entry.parts[0])


def line(editor: OneWord) -> QLineEdit:
    return editor.findChildren(QLineEdit)[0]


def test_a_word_is_kept_by_enter(editor: OneWord, journal: Journal, qtbot: QtBot) -> None:
    assert line(editor).hasFocus()
    QTest.keyClicks(line(editor), "warm")
    with qtbot.waitSignal(editor.done):
        QTest.keyClick(line(editor), Qt.Key.Key_Return)
    assert kept(editor, journal) == "warm"


def test_a_word_is_kept_without_enter(editor: OneWord, journal: Journal, qtbot: QtBot) -> None:
    QTest.keyClicks(line(editor), "w")
    qtbot.waitUntil(lambda: editor.part.begun, timeout=20_000)
    QTest.keyClicks(line(editor), "arm")
    editor.close_part()
    assert kept(editor, journal) == "warm"


def test_a_word_taken_back_is_kept_as_none(editor: OneWord, journal: Journal) -> None:
    QTest.keyClicks(line(editor), "w")
    editor.flush()
    QTest.keyClick(line(editor), Qt.Key.Key_Backspace)
    editor.close_part()
    assert kept(editor, journal) == ""


def test_no_word_is_no_entry(editor: OneWord, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.done):
        QTest.keyClick(line(editor), Qt.Key.Key_Return)
    assert not editor.part.begun


def test_the_line_is_large_and_has_a_name(editor: OneWord, theme: Theme) -> None:
    at_first = line(editor).fontMetrics().height()
    assert at_first > 1.5 * theme.page_font().pixelSize()
    theme.use(Preferences().with_text_size(2.0))
    assert line(editor).fontMetrics().height() > 1.8 * at_first
    assert line(editor).accessibleName() == "One word"
    theme.use(Preferences())
