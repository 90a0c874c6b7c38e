"""The check-in in a whole house: six presses, each kept at once, each of which can be skipped."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from journal_app import storage
from journal_app.domain import checkin, sessionlog
from journal_app.domain.checkin import Answer, CheckIn
from journal_app.domain.entry import Kind
from journal_app.domain.sessionlog import SessionLog
from journal_app.domain.settings import THEMES
from journal_app.services.forms import Chosen, Forms
from journal_app.services.openentry import OpenEntry
from journal_app.ui.editors.checkin import CheckInEditor
from journal_app.ui.pages.home import HomePage
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


def begin(guest: Guest) -> CheckInEditor:
    guest.press("Ctrl+K")
    return guest.see(CheckInEditor)


def keys(guest: Guest, pressed: str) -> None:
    for key in pressed:
        guest.fill(key)


def asks(editor: CheckInEditor) -> str:
    return editor._asks.text()


def kept(guest: Guest) -> list[CheckIn]:
    guest.wait_until_kept()
    today = guest.workspace._tools.calendar.today()
    found = guest.session.journal.ask(storage.noted.of_kind, Kind.CHECKIN, today).result(20)
    return [checkin.read(one.body) for one in found]


def test_six_keys_and_a_word_are_a_check_in(guest: Guest) -> None:
    editor = begin(guest)
    keys(guest, "42351")
    assert asks(editor) == "One word, if there is one."
    guest.fill("apricot")
    at = guest.house.window.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_Return)
    assert asks(editor) == "Noted."
    (one,) = kept(guest)
    values = [one.value(item) for item in ("mood", "ease", "energy", "sleep", "body")]
    assert (values, one.word) == ([4, 2, 3, 5, 1], "apricot")
    assert one.answers["mood"].label == "good"


def test_what_is_skipped_is_missing(guest: Guest) -> None:
    begin(guest)
    keys(guest, "500")
    guest.press("Ctrl+Return")
    guest.see(HomePage)
    (one,) = kept(guest)
    assert dict(one.answers).keys() == {"mood"}


def test_an_answer_can_be_changed_and_taken_back(guest: Guest) -> None:
    editor = begin(guest)
    keys(guest, "11")
    editor._go_back()
    editor._go_back()
    keys(guest, "50")
    (one,) = kept(guest)
    assert (one.value("mood"), one.value("ease")) == (5, None)


def test_going_on_past_an_answer_keeps_it(guest: Guest) -> None:
    editor = begin(guest)
    keys(guest, "11")
    editor._go_back()
    guest.button(guest.house.window, "Next").click()
    assert asks(editor) == "How’s your energy?"
    (one,) = kept(guest)
    assert (one.value("mood"), one.value("ease")) == (1, 1)


def test_a_hand_that_clicks_twice_answers_one_question(guest: Guest) -> None:
    editor = begin(guest)
    spot = editor._answers.buttons[0].geometry().center()

    def click() -> None:
        button = editor._answers.childAt(spot)
        assert isinstance(button, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def moved_on() -> bool:
        click()
        return asks(editor) == "How at ease are you?"

    guest.qtbot.waitUntil(moved_on, timeout=20_000)
    guest.qtbot.wait(0)  # the next answers are laid out
    click()
    assert asks(editor) == "How at ease are you?"


def test_a_key_that_is_held_down_answers_one_question(guest: Guest) -> None:
    editor = begin(guest)
    press, key = QEvent.Type.KeyPress, Qt.Key.Key_3
    for held in (False, True, True):
        event = QKeyEvent(press, key, Qt.KeyboardModifier.NoModifier, "3", held)
        QApplication.sendEvent(editor._answers.first, event)
    assert asks(editor) == "How at ease are you?"


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_next_item_has_its_answers_in_the_same_place(guest: Guest, size: float) -> None:
    guest.house.use(guest.house.preferences.with_text_size(size))
    guest.house.window.resize(960, 640)
    editor = begin(guest)
    places = []
    for _ in range(5):
        guest.qtbot.wait(0)
        answers = editor._answers
        places.append([one.rect().translated(one.pos()) for one in answers.buttons])
        for one in answers.buttons:  # none has to be scrolled to
            assert one.visibleRegion().boundingRect() == one.rect()
        editor._skip_item()
    assert all(place == places[0] for place in places)


def test_what_is_skipped_whole_is_no_entry(guest: Guest) -> None:
    editor = begin(guest)
    for _ in range(6):
        editor._skip_item()
    guest.press("Ctrl+Return")
    assert kept(guest) == []


def test_it_compares_with_before_the_last_session_for_who_wants_that(guest: Guest) -> None:
    calendar = guest.workspace._tools.calendar
    forms = Forms(guest.session.journal, calendar)
    forms.choose(Chosen(overall=True)).result(20)
    day = calendar.today() - timedelta(days=3)
    entry = OpenEntry(guest.session.journal, guest.session.clock, day=day)
    entry.new_part(Kind.SESSION).put(sessionlog.body(SessionLog(day=day)))
    entry.set_aside()
    editor = begin(guest)
    guest.qtbot.waitUntil(lambda: len(editor._items) == 7, timeout=20_000)
    keys(guest, "33333")
    assert "Compared with before" in asks(editor)
    keys(guest, "7")
    (one,) = kept(guest)
    assert (one.value("overall"), one.before) == (7, day)


def test_what_was_compared_with_a_day_stays_so(guest: Guest) -> None:
    day, later = date(2026, 11, 1), date(2026, 11, 20)
    journal, clock = guest.session.journal, guest.session.clock
    Forms(journal, guest.workspace._tools.calendar).choose(Chosen(overall=True)).result(20)
    for on in (day, later):
        entry = OpenEntry(journal, clock, day=on)
        entry.new_part(Kind.SESSION).put(sessionlog.body(SessionLog(day=on)))
        entry.set_aside()
    old = CheckIn({"overall": Answer(2, "worse")}, before=day)
    entry = OpenEntry(journal, clock)
    part = entry.new_part(Kind.CHECKIN)
    part.put(checkin.body(old))
    editor = CheckInEditor(part, guest.workspace._tools)
    guest.qtbot.addWidget(editor)
    guest.qtbot.waitUntil(lambda: len(editor._items) == 7, timeout=20_000)
    assert editor._items[-2].asks == (
        "Compared with before Sunday 1 November 2026, how are things overall?"
    )


def test_who_switched_it_off_has_no_button_for_it(guest: Guest) -> None:
    forms = Forms(guest.session.journal, guest.workspace._tools.calendar)
    forms.choose(Chosen(checkin=False)).result(20)
    guest.workspace.go_home()
    home = guest.see(HomePage)

    def names() -> set[str]:
        return {b.text() for b in home.findChildren(QPushButton) if b.isVisible()}

    guest.qtbot.waitUntil(lambda: "One-minute check-in" not in names(), timeout=20_000)
    assert "Guided questions" in names()


def test_support_is_named_whatever_is_answered(guest: Guest) -> None:
    editor = begin(guest)
    said = "Support is on F1."
    for key in "15000":
        assert any(one.text() == said and one.isVisible() for one in editor.findChildren(QLabel))
        keys(guest, key)


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_every_item_can_be_read_and_hit(guest: Guest, theme: str, size: float) -> None:
    guest.house.use(guest.house.preferences.with_theme(theme).with_text_size(size))
    guest.house.window.resize(960, 640)
    editor = begin(guest)
    for _ in range(7):
        guest.qtbot.wait(0)
        page = guest.house.window.page
        assert page is not None
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=theme == "afterglow")
        checks.all_has_a_name(page)
        editor._skip_item()
