"""What comes from the clipboard or is dropped: words as Markdown, pictures handed on."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.writing import pasting
from journal_app.ui.widgets.writing.pasting import from_html


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    made = Page("Begin anywhere.", Theme(qapp, Preferences()))
    qtbot.addWidget(made)
    return made


def carried(html: str = "", text: str = "") -> QMimeData:
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    return made


def picture() -> QImage:
    made = QImage(8, 8, QImage.Format.Format_RGB32)
    made.fill(0)
    return made


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A <b>day</b></h2><p>slow <i>water</i></p>", "## A day\n\nslow *water*"),
        ("<h5>small</h5>", "### small"),
        ("<p>over <b>stones </b>and <b><i>both</i></b></p>", "over **stones** and ***both***"),
        ("<b>two<br>lines</b>", "**two**\n**lines**"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li><li>d</li></ol>",
         "- a\n  - b\n1. c\n2. d"),
        ("<blockquote><p>said</p><p>more</p></blockquote>", "> said\n\n> more"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>nb&nbsp;sp</p>", "nb\u00a0sp"),
        ("<style>p{color:red}</style><script>x()</script><p>text</p><hr><p>after</p>",
         "text\n\nafter"),
        ("just <a href='http://x.invalid'>a link</a>", "just a link"),
        ("<img src='http://x.invalid/y.png'>", ""),
    ],
)  # fmt: skip
def test_rich_text_becomes_markdown(qapp: QApplication, html: str, expected: str) -> None:
    assert from_html(html) == expected


def test_nothing_outside_is_ever_asked_for(qapp: QApplication, tmp_path: Path) -> None:
    beside = tmp_path / "beside.css"
    beside.write_text("p { display: none }", encoding="utf-8")
    link = f"<link rel='stylesheet' href='{beside.as_uri()}'/>"
    assert from_html(f"<html><head>{link}</head><body><p>here</p></body></html>") == "here"


@given(st.lists(st.text("<>&/pbiulo lh1\"'=;*#-\n", max_size=12), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_html_comes_to_an_end(qapp: QApplication, pieces: list[str]) -> None:
    assert "\u2028" not in from_html("".join(pieces))


def test_plain_text_comes_as_it_is(page: Page) -> None:
    page.insertFromMimeData(carried(text="<b>*a*</b>\r\nb\u2028c"))
    assert page.text() == "<b>*a*</b>\nb\nc"


def test_rich_text_is_taken_before_the_plain_and_is_one_step_of_undo(page: Page) -> None:
    page.write("x ")
    page.insertFromMimeData(carried("<p>one</p><p><i>two</i></p>", "one two"))
    assert page.text() == "x one\n\n*two*"
    page.undo()
    assert page.text() == "x "


def test_html_with_no_words_leaves_the_plain_text(page: Page) -> None:
    page.insertFromMimeData(carried("<img src='x'>", "plain"))
    assert page.text() == "plain"


def test_very_long_html_comes_as_plain_text(page: Page) -> None:
    page.insertFromMimeData(carried("<i>x</i>" * (pasting.MOST_HTML // 8 + 1), "plain"))
    assert page.text() == "plain"


def test_a_picture_is_handed_on_and_words_beside_it_are_preferred(page: Page, qtbot: QtBot) -> None:
    source = carried("<img src='x'>")
    source.setImageData(picture())
    assert page.canInsertFromMimeData(source)
    with qtbot.waitSignal(page.pictured) as told:
        page.insertFromMimeData(source)
    assert told.args is not None
    assert told.args[0].size() == picture().size()
    source.setText("words")
    with qtbot.assertNotEmitted(page.pictured):
        page.insertFromMimeData(source)
    assert page.text() == "words"


def test_files_of_pictures_are_handed_on_by_their_paths(page: Page, qtbot: QtBot) -> None:
    source = QMimeData()
    paths = ["/a/b.JPG", "/a/notes.txt", "/a/c d.pdf"]
    source.setUrls([QUrl.fromLocalFile(path) for path in paths])
    with qtbot.waitSignal(page.pictured) as told:
        page.insertFromMimeData(source)
    assert told.args == [("/a/b.JPG", "/a/c d.pdf")]
    assert page.text() == ""


def test_a_picture_somewhere_else_is_only_its_address(page: Page, qtbot: QtBot) -> None:
    source = QMimeData()
    source.setUrls([QUrl("https://x.invalid/a.png")])
    with qtbot.assertNotEmitted(page.pictured):
        page.insertFromMimeData(source)
    assert page.text() == "https://x.invalid/a.png"


def test_with_no_going_back_what_is_pasted_comes_at_the_end(page: Page) -> None:
    page.write("one")
    page.go_on_only(on=True)
    cursor = page.textCursor()
    cursor.setPosition(0)
    page.setTextCursor(cursor)
    page.insertFromMimeData(carried(text=" two"))
    assert page.text() == "one two"
    assert not page.viewport().acceptDrops()
