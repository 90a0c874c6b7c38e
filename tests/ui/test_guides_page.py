"""Sets of questions, listed, written and passed on, in a whole house."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain.guides import LONGEST, Guide
from journal_app.domain.settings import THEMES
from journal_app.services.guides import Guides
from journal_app.ui.pages.guide import GuidePage
from journal_app.ui.pages.guides import GuidesPage
from journal_app.ui.widgets.growingline import GrowingLine
from journal_app.ui.widgets.questionlines import QuestionLines
from journal_app.ui.widgets.waycard import WayCard
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def guest(enter: Enter) -> Guest:
    return enter()


def own(guest: Guest) -> list[Guide]:
    return [one for one in Guides(guest.session).all().result(20) if one.own]


def listed(guest: Guest) -> list[str]:
    page = guest.see(GuidesPage)
    return [card.accessibleName() for card in page.findChildren(WayCard)]


def open_guides(guest: Guest) -> GuidesPage:
    guest.wait_until_open()
    guest.press("Ctrl+G")
    guest.qtbot.waitUntil(lambda: bool(listed(guest)), timeout=20_000)
    return guest.see(GuidesPage)


def write(guest: Guest) -> GuidePage:
    page = open_guides(guest)
    guest.button(page, "Write your own").click()
    made = guest.see(GuidePage)
    guest.qtbot.waitUntil(lambda: bool(made.findChildren(QuestionLines)), timeout=20_000)
    made._named.setFocus()
    guest.fill("Sundays")
    lines = made._lines
    lines.lines[0].text.setFocus()
    guest.fill("What was the week like?")
    lines.add()
    guest.fill("And now?")
    return made


def test_the_four_questions_come_first(guest: Guest) -> None:
    open_guides(guest)
    assert listed(guest)[:3] == ["Four questions", "Before a session", "Just after"]
    assert len(listed(guest)) == 14
    four = guest.see(GuidesPage).findChildren(WayCard)[0]
    assert four.accessibleDescription().startswith("Any time after the fog has lifted. Four")


def test_an_own_set_is_kept_as_it_is_typed(guest: Guest) -> None:
    write(guest)
    guest.press("Esc")
    (kept,) = own(guest)
    assert [prompt.text for prompt in kept.prompts] == ["What was the week like?", "And now?"]
    guest.qtbot.waitUntil(lambda: listed(guest)[-1] == "Sundays", timeout=20_000)


def test_the_lock_keeps_what_was_just_typed(guest: Guest, qtbot: QtBot) -> None:
    write(guest)
    guest.press("Ctrl+L")
    qtbot.waitUntil(lambda: not guest.house.threshold.is_open, timeout=20_000)
    guest.house.threshold.enter()
    guest.wait_until_open()
    assert own(guest)[0].prompts[-1].text == "And now?"


def test_questions_move_and_come_back(guest: Guest) -> None:
    page = write(guest)
    lines = page._lines
    lines.lines[1].moved.emit(-1)
    assert lines.questions[0][0] == "And now?"
    lines.lines[0].taken.emit()
    assert [text for text, _hint in lines.questions] == ["What was the week like?"]
    guest.button(guest.workspace, "Undo").click()
    assert lines.questions[0][0] == "And now?"
    page.flush()
    assert own(guest)[0].prompts[0].text == "And now?"


def test_questions_are_written_and_moved_by_keys_alone(guest: Guest) -> None:
    page = write(guest)
    lines = page._lines
    guest.press("Return")  # behind the last one
    guest.fill("What is left?")
    guest.press("Alt+Up")
    assert [text for text, _hint in lines.questions][1:] == ["What is left?", "And now?"]
    page._intro.setFocus()
    stops = []
    for _stop in range(16):
        guest.press("Tab")
        stops.append(guest.house.window.focusWidget())
    seen = [stop for line in lines.lines for stop in line.stops]
    assert stops == [*seen, lines._add]


def test_a_long_question_is_seen_whole_and_pasted_as_one_line(guest: Guest, qtbot: QtBot) -> None:
    line = write(guest)._lines.lines[0].text
    low, pasted = line.height(), QMimeData()
    pasted.setText("and then\n" + "the river again " * 60)
    line.insertFromMimeData(pasted)
    qtbot.waitUntil(lambda: line.height() > 3 * low, timeout=20_000)
    assert "\n" not in line.text()
    assert len(line.text()) == LONGEST


def test_a_question_comes_back_though_another_set_is_shown(guest: Guest) -> None:
    page = write(guest)
    page._lines.lines[0].taken.emit()
    page.flush()
    bar = page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.arrive("")
    guest.qtbot.waitUntil(lambda: not page._named.text(), timeout=20_000)
    guest.qtbot.waitUntil(lambda: not page._soon.isActive() and not bar.value(), timeout=20_000)
    guest.button(guest.workspace, "Undo").click()
    assert [prompt.text for prompt in own(guest)[0].prompts] == [
        "What was the week like?",
        "And now?",
    ]


def test_a_set_that_was_emptied_is_kept_empty(guest: Guest) -> None:
    page = write(guest)
    page.flush()
    page._named.clear()
    for line in tuple(page._lines.lines):
        line.taken.emit()
    page.flush()
    assert [(one.title, one.prompts) for one in own(guest)] == [("", ())]


def test_a_set_taken_away_can_be_put_back(guest: Guest) -> None:
    page = write(guest)
    guest.button(page, "Take this set away").click()
    guest.see(GuidesPage)
    assert own(guest) == []
    guest.button(guest.workspace, "Undo").click()
    assert [one.title for one in own(guest)] == ["Sundays"]
    guest.qtbot.waitUntil(lambda: listed(guest)[-1] == "Sundays", timeout=20_000)


def test_a_file_brings_a_set_and_takes_one_out(guest: Guest, tmp_path: Path) -> None:
    page, file = write(guest), tmp_path / "sundays.txt"
    page.flush()
    page._save(str(file))
    guest.qtbot.waitUntil(file.exists, timeout=20_000)
    assert "- And now?" in file.read_text("utf-8")
    guest.press("Esc")
    guests = guest.see(GuidesPage)
    guests._bring(str(file))
    guest.qtbot.waitUntil(lambda: len(own(guest)) == 2, timeout=20_000)
    guests._bring(str(tmp_path / "none.txt"))
    guest.qtbot.waitUntil(
        lambda: "couldn’t be read" in guest.workspace.notices.text, timeout=20_000
    )
    assert guests.findChildren(QPushButton)


def test_both_pages_can_be_read_hit_named_and_walked_through(guest: Guest) -> None:
    made = write(guest)
    made._lines.lines[1].hint.setPlainText("Something that takes more than one line. " * 3)
    made.flush()
    guest.house.window.resize(960, 640)
    for kind, (name, about) in {
        GuidesPage: ("guides", None),
        GuidePage: ("guide", made._id),
    }.items():
        guest.workspace.go(name, about)
        for theme, size in product(THEMES, (1.0, 2.0)):
            guest.house.use(guest.house.preferences.with_theme(theme).with_text_size(size))
            QApplication.processEvents()
            page: QWidget = guest.see(kind)
            checks.nothing_is_clipped(page)
            checks.all_is_large_enough(page, dim=theme == "afterglow")
            lines = [line for line in page.findChildren(GrowingLine) if line.isVisible()]
            assert all(line.height() >= line.sizeHint().height() for line in lines)
        checks.all_has_a_name(guest.see(kind))
        checks.tab_reaches_everything(guest.see(kind))
