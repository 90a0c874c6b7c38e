"""Saying when it was: typed or stepped to, said back, and nothing is lost by a slip."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.domain.clock import Moment
from journal_app.domain.day import Calendar
from journal_app.domain.happened import Happened
from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.happened import HappenedEditor
from tests.fakes import SUNDAY_EVENING, FakeClock

SUNDAY = Happened(SUNDAY_EVENING, SUNDAY_EVENING.day)


class Desk:
    """The editor, shown, and what it said."""

    def __init__(self, qtbot: QtBot, clock: FakeClock) -> None:
        self.editor = HappenedEditor(clock, Calendar(clock))
        self.chosen: list[Happened] = []
        self.left: list[bool] = []
        self.editor.chosen.connect(self.chosen.append)
        self.editor.left.connect(lambda: self.left.append(True))
        qtbot.addWidget(self.editor)
        self.editor.show()
        self.editor.begin(SUNDAY)

    def line(self, name: str) -> QLineEdit:
        lines = self.editor.findChildren(QLineEdit)
        return next(line for line in lines if line.accessibleName().startswith(name))

    def button(self, name: str) -> QPushButton:
        return next(b for b in self.editor.findChildren(QPushButton) if b.text() == name)

    def type(self, day: str, time: str) -> None:
        self.line("Day").setText(day)
        self.line("Time").setText(time)

    @property
    def said(self) -> str:
        return self.editor.findChildren(QLabel)[-1].text()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, clock: FakeClock) -> Iterator[Desk]:
    theme = Theme(qapp, Preferences())
    yield Desk(qtbot, clock)
    theme.deleteLater()


def test_it_begins_with_what_is_known_and_says_it(desk: Desk) -> None:
    assert desk.line("Day").text() == "Sunday 22 November 2026"
    assert desk.line("Time").text() == "20:30"
    assert desk.said == "Sunday 22 November 2026, evening."
    assert desk.line("Day").selectedText() == desk.line("Day").text(), "typing replaces it"


def test_what_is_typed_is_said_back_and_kept_with_enter(desk: Desk) -> None:
    desk.type("20 nov", "")
    assert desk.said == "Friday 20 November 2026, evening."
    QTest.keyClick(desk.line("Day"), Qt.Key.Key_Return)
    (chosen,) = desk.chosen
    assert (chosen.day.isoformat(), chosen.moment.civil.isoformat()) == (
        "2026-11-20",
        "2026-11-20T20:30:00+01:00",
    )


def test_the_small_hours_belong_to_the_night_before_and_it_says_so(desk: Desk) -> None:
    desk.type("22 November 2026", "1:30")
    assert desk.said == "Saturday 21 November 2026, night. 01:30 still belongs to that night."
    desk.button("Keep this").click()
    assert desk.chosen[0].day.isoformat() == "2026-11-21"


def test_what_is_still_to_come_is_taken_too(desk: Desk) -> None:
    desk.type("24 December 2026", "20:30")
    assert desk.said == "Thursday 24 December 2026, evening. That’s still to come."
    desk.button("Keep this").click()
    assert desk.chosen[0].day.isoformat() == "2026-12-24"


@pytest.mark.parametrize(("day", "time"), [("soon", "20:30"), ("22 nov", "late"), ("", "")])
def test_what_cannot_be_read_stays_to_be_typed_on(desk: Desk, day: str, time: str) -> None:
    desk.type(day, time)
    assert desk.said.startswith(("A day such as", "A time such as"))
    assert not desk.button("Keep this").isEnabled()
    QTest.keyClick(desk.line("Day"), Qt.Key.Key_Return)
    assert (desk.chosen, desk.left) == ([], [])
    assert (desk.line("Day").text(), desk.line("Time").text()) == (day, time)


def test_a_day_is_stepped_to_by_keys_and_by_buttons(desk: Desk) -> None:
    desk.line("Day").setFocus()
    QTest.keyClick(desk.line("Day"), Qt.Key.Key_Up)
    desk.button("A day earlier").click()
    desk.button("A day later").click()
    assert desk.line("Day").text() == "Saturday 21 November 2026"
    desk.type("who knows", "20:30")
    desk.button("A day later").click()
    assert desk.line("Day").text() == "Monday 23 November 2026", "from where it was"


def test_nothing_changed_is_nothing_kept_though_the_clock_here_is_another(
    desk: Desk, clock: FakeClock
) -> None:
    clock.moment = Moment(SUNDAY_EVENING.utc_ms, -300, "EST")
    desk.editor.begin(SUNDAY)
    QTest.keyClick(desk.line("Day"), Qt.Key.Key_Return)
    assert (desk.chosen, len(desk.left)) == ([], 1)


def test_esc_leaves_it_as_it_was(desk: Desk) -> None:
    desk.type("1 January 2026", "")
    QTest.keyClick(desk.line("Time"), Qt.Key.Key_Escape)
    assert (desk.chosen, len(desk.left)) == ([], 1)


def test_a_screen_reader_hears_what_was_understood(desk: Desk) -> None:
    desk.type("20 nov 2026", "")
    assert desk.line("Day").accessibleDescription() == "Friday 20 November 2026, evening."
