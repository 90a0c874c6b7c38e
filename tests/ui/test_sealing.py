"""Choosing until when an entry is sealed: by one press, or with a day in plain words."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain.day import Calendar
from journal_app.domain.entry import Seal
from journal_app.ui.actions import Action, listen
from journal_app.ui.widgets.sealing import Sealing, told
from tests.fakes import FakeClock

TODAY = date(2026, 11, 22)


@pytest.fixture
def sealing(qtbot: QtBot, clock: FakeClock) -> Sealing:
    made = Sealing(Calendar(clock))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=20_000)
    return made


@pytest.fixture
def chosen(sealing: Sealing) -> list[Seal]:
    seals: list[Seal] = []
    sealing.chosen.connect(seals.append)
    return seals


def _button(page: QWidget, begins: str) -> QPushButton:
    return next(
        button
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.text().startswith(begins)
    )


def _read(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("pressed", "until"),
    [
        ("A week, until Sunday 29 November", date(2026, 11, 29)),
        ("A month, until Tuesday 22 December", date(2026, 12, 22)),
        ("Three months, until Monday 22 February 2027", date(2027, 2, 22)),
        ("Until I open it", None),
    ],
)
def test_one_press_is_enough(
    sealing: Sealing, chosen: list[Seal], pressed: str, until: date | None
) -> None:
    _button(sealing, pressed).click()
    assert chosen == [Seal(until)]


def test_the_keyboard_goes_from_choice_to_choice(sealing: Sealing, chosen: list[Seal]) -> None:
    sealing.focus_first()
    assert sealing.focusWidget() is _button(sealing, "A week")
    QTest.keyClick(sealing.focusWidget(), Qt.Key.Key_Down)
    assert sealing.focusWidget() is _button(sealing, "A month")
    QTest.keyClick(sealing.focusWidget(), Qt.Key.Key_Space)
    assert chosen == [Seal(date(2026, 12, 22))]


def test_the_day_begins_at_four(qtbot: QtBot, clock: FakeClock) -> None:
    clock.go_on(7 * 3600)
    sealing = Sealing(Calendar(clock))
    qtbot.addWidget(sealing)
    sealing.show()
    assert _button(sealing, "A week").text().endswith("29 November"), "it is still Sunday"


def test_not_now_and_escape_leave_it(sealing: Sealing, chosen: list[Seal], qtbot: QtBot) -> None:
    with qtbot.waitSignal(sealing.left, timeout=20_000):
        _button(sealing, "Not now").click()
    sealing.focus_first()
    with qtbot.waitSignal(sealing.left, timeout=20_000):
        QTest.keyClick(sealing.focusWidget(), Qt.Key.Key_Escape)
    assert chosen == []


def test_escape_goes_back_one_level_here_before_the_page_hears_of_it(
    qtbot: QtBot, clock: FakeClock
) -> None:
    window, heard = QWidget(), list[str]()
    sealing = Sealing(Calendar(clock))
    sealing.setParent(window)
    listen(window, (Action(("Esc",), lambda: heard.append("back")),))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    _button(sealing, "A day I choose").click()
    assert sealing.focusWidget() is sealing._someday.line
    QTest.keyClick(sealing.focusWidget(), Qt.Key.Key_Escape)
    assert heard == []
    assert sealing.focusWidget() is _button(sealing, "A week")


def test_a_day_is_typed_in_plain_words_and_said_back(
    sealing: Sealing, chosen: list[Seal], qtbot: QtBot
) -> None:
    _button(sealing, "A day I choose").click()
    line = sealing._someday.line
    assert line.text() == "22 December 2026"
    assert line.selectedText() == line.text(), "typing replaces it"
    qtbot.keyClicks(line, "3 march")
    assert "It opens on Wednesday 3 March 2027." in _read(sealing)
    assert line.accessibleDescription() == "It opens on Wednesday 3 March 2027."
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen == [Seal(date(2027, 3, 3))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("in a while", "A day such as 22 December."),
        ("", "A day such as 22 December."),
        ("22 November 2026", "That day is here already. It opens on a day still to come."),
        ("3 March 2001", "That day is here already. It opens on a day still to come."),
    ],
)
def test_what_is_no_day_to_come_is_said_calmly_and_seals_nothing(
    sealing: Sealing, chosen: list[Seal], typed: str, said: str
) -> None:
    _button(sealing, "A day I choose").click()
    line = sealing._someday.line
    line.setText(typed)
    assert said in _read(sealing)
    assert not _button(sealing, "Seal it until then").isEnabled()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen == []
    assert line.text() == typed


def test_the_day_is_moved_with_the_mouse_and_the_arrows(
    sealing: Sealing, chosen: list[Seal]
) -> None:
    _button(sealing, "A day I choose").click()
    line = sealing._someday.line
    seen = []
    for step in ("A day later", "A month later", "A month earlier", "A day earlier"):
        _button(sealing, step).click()
        seen.append(line.text())
    assert seen == ["23 December 2026", "23 January 2027", "23 December 2026", "22 December 2026"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert line.text() == "23 December 2026"
    for _press in range(3):
        _button(sealing, "A month earlier").click()
    assert line.text() == "23 November 2026", "no further than tomorrow"
    QTest.keyClick(line, Qt.Key.Key_Up)
    _button(sealing, "Seal it until then").click()
    assert chosen == [Seal(date(2026, 11, 23))]


def test_after_the_last_of_all_days_nothing_moves(sealing: Sealing) -> None:
    _button(sealing, "A day I choose").click()
    line = sealing._someday.line
    line.setText("31 December 9999")
    for step in ("A day later", "A month later"):
        _button(sealing, step).click()
    assert line.text() == "31 December 9999"


def test_there_is_a_way_back_to_the_choices(sealing: Sealing, chosen: list[Seal]) -> None:
    _button(sealing, "A day I choose").click()
    _button(sealing, "Another choice").click()
    assert sealing.focusWidget() is _button(sealing, "A week")
    assert chosen == []


def test_two_numbers_are_read_as_they_are_here(qtbot: QtBot, clock: FakeClock) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        sealing = Sealing(Calendar(clock))
    finally:
        QLocale.setDefault(before)
    qtbot.addWidget(sealing)
    sealing._someday.line.setText("3/2/2027")
    assert sealing._someday._day == date(2027, 3, 2)


def test_what_was_chosen_is_told_in_a_sentence() -> None:
    assert told(Seal(), TODAY) == "Sealed until you open it."
    assert told(Seal(date(2026, 11, 27)), TODAY) == "Sealed. It opens on Friday 27 November."
