"""How the Markdown on the page looks: dressed where it stands, and only where it changed."""

import pytest
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
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
    made.setFocus()
    return made


def dressed(page: Page, number: int = 0) -> dict[str, QTextCharFormat]:
    """Return the stretches of a paragraph that are dressed, by their words."""
    block = page.document().findBlockByNumber(number)
    units = block.text().encode("utf-16-le")
    return {
        units[2 * found.start : 2 * (found.start + found.length)].decode(
            "utf-16-le"
        ): QTextCharFormat(found.format)
        for found in block.layout().formats()
    }


def test_emphasis_leans_and_its_marks_are_faint(page: Page) -> None:
    page.write("🌊🌊 a *soft* and **strong** 🌊 light")
    found = dressed(page)
    assert found["soft"].fontItalic()
    assert found["strong"].fontWeight() == QFont.Weight.Bold
    faint = page._theme.colour("border")
    assert found["*"].foreground().color() == faint
    assert found["**"].foreground().color() == faint
    assert set(found) == {"*", "soft", "**", "strong"}


def test_a_heading_is_larger_than_the_words_below_it(page: Page) -> None:
    page.write("# River\nslow water")
    heights = [
        page.document().findBlockByNumber(number).layout().boundingRect().height()
        for number in (0, 1)
    ]
    assert heights[0] > 1.3 * heights[1]
    assert not dressed(page, 1)


def test_a_line_is_dressed_while_it_is_typed_and_undressed_again(page: Page, qtbot: QtBot) -> None:
    page.write("one\n")
    qtbot.keyClicks(page, "> said")
    assert dressed(page, 1)["said"].fontItalic()
    page.moveCursor(QTextCursor.MoveOperation.StartOfLine)
    qtbot.keyClicks(page, "x")
    assert not dressed(page, 1)
    page.undo()
    assert dressed(page, 1)["said"].fontItalic()


def test_another_theme_dresses_everything_anew(page: Page) -> None:
    page.write("# River\n> said")
    before = dressed(page)["River"].font().pixelSize()
    page._theme.use(Preferences(theme="evening").with_text_size(1.8))
    assert 1.7 * before < dressed(page)["River"].font().pixelSize() < 1.9 * before
    assert dressed(page, 1)["> "].foreground().color() == page._theme.colour("border")
    page._theme.use(Preferences())


def test_only_what_changed_is_looked_at(page: Page, qtbot: QtBot) -> None:
    page.write("warm *water*\n" * 100)
    seen: list[str] = []
    look = page._marks.highlightBlock

    def noted(text: str) -> None:
        seen.append(text)
        look(text)

    page._marks.highlightBlock = noted  # type: ignore[method-assign]
    qtbot.keyClicks(page, "ab")
    assert seen == ["a", "ab"]
