"""Words to be read: no word lost with the marks, as tall as they are, found in place."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextListFormat, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain.settings import Preferences
from journal_app.media import markdown, words
from journal_app.media.markdown import Shape
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.writing.reading import Reading

TEXT = "# River\nslow *water*, **slow** stones\n- one\n12. twelve\n> said"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


def make(text: str, theme: Theme, qtbot: QtBot, width: int = 600) -> Reading:
    made = Reading(text, theme)
    qtbot.addWidget(made)
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made


def underlined(reading: Reading) -> list[str]:
    return [selection.cursor.selectedText() for selection in reading.extraSelections()]


def without_mark(line: str) -> str:
    """Return a line as it is read, but for what stands before an item."""
    kind = markdown.line(line)
    rest = markdown.bare(line)
    return rest[kind.mark :] if kind.shape is Shape.NUMBER else rest


def test_the_marks_are_not_shown(theme: Theme, qtbot: QtBot) -> None:
    reading = make(TEXT, theme, qtbot)
    assert reading.toPlainText() == "River\nslow water, slow stones\none\ntwelve\nsaid"
    lists = [reading.document().findBlockByNumber(number).textList() for number in (2, 3)]
    styles = [found.format().style() for found in lists]
    assert styles == [QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListDecimal]
    assert lists[1].format().start() == 12


@given(
    st.text(st.characters(codec=None, exclude_categories=()))
    | st.text(st.sampled_from("*#->12. \nab&[]()_`~|\\<!\u6c34\U0001f30a\r\t"))
)
@example("[water]: stone\n&amp; a\\*b\n---\n| a |\n![x](y)\n`c` ~~d~~ <b>e</b>\n\n\n    f")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_word_is_lost_in_reading(theme: Theme, text: str) -> None:
    reading = Reading(text, theme)
    lines = words.settle(text).strip("\n").split("\n")
    assert reading.document().toRawText() == "\u2029".join(map(without_mark, lines))
    reading.deleteLater()


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("width", [240, 600, 900])
def test_it_is_as_tall_as_its_words(theme: Theme, qtbot: QtBot, width: int, size: float) -> None:
    theme.use(Preferences().with_text_size(size))
    page, column = QWidget(), QWidget()
    reading = Reading("slow water over stones, and then music. " * 40, theme)
    layout = QVBoxLayout(column)
    layout.addWidget(reading)
    layout.addStretch(1)
    QVBoxLayout(page).addWidget(Scroller(column))
    qtbot.addWidget(page)
    page.resize(width, 300)
    page.show()
    QApplication.processEvents()
    assert reading.verticalScrollBar().maximum() == 0
    assert reading.viewport().height() - reading.document().size().height() < 2
    theme.use(Preferences())


def test_found_words_are_underlined_whatever_their_letters_wear(theme: Theme, qtbot: QtBot) -> None:
    reading = make("🌊 Caf\u00e9, cafe\u0301; decaf", theme, qtbot)
    reading.underline(("CAFE",))
    assert underlined(reading) == ["Caf\u00e9", "cafe\u0301"]
    reading.underline(())
    assert underlined(reading) == []
    assert reading.first() is None


def test_words_are_found_where_nothing_stands_between_them(theme: Theme, qtbot: QtBot) -> None:
    reading = make("石の上の水", theme, qtbot)
    reading.underline(("上",))
    assert underlined(reading) == ["上"]


def test_it_says_how_far_down_the_first_found_word_is(theme: Theme, qtbot: QtBot) -> None:
    reading = make("one\n" * 20 + "slow water", theme, qtbot)
    reading.underline(("water",))
    first = reading.first()
    assert first is not None
    assert 18 / 21 < first / reading.height() < 1


def test_what_was_found_stays_underlined_in_another_theme(theme: Theme, qtbot: QtBot) -> None:
    reading = make(TEXT, theme, qtbot)
    reading.underline(("water",))
    theme.use(Preferences(theme="evening"))
    assert underlined(reading) == ["water"]
    theme.use(Preferences())


def test_it_can_be_selected_by_mouse_and_key_and_not_changed(theme: Theme, qtbot: QtBot) -> None:
    reading = make(TEXT, theme, qtbot)
    assert reading.isReadOnly()
    assert reading.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert reading.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert reading.accessibleName()


def test_the_wheel_scrolls_what_it_lies_in(theme: Theme, qtbot: QtBot) -> None:
    reading = make(TEXT, theme, qtbot)
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003
    )  # fmt: skip
    reading.wheelEvent(event)
    assert not event.isAccepted()
