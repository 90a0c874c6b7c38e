"""A pause over whatever is shown: nothing is closed, and any key goes back to the same caret."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal_app.ui import motion
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.pause import IN_S, OUT_S, Pause, breath
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


def paused(guest: Guest) -> Pause:
    guest.press("F2")
    return guest.see(Pause)


def test_the_line_widens_for_four_seconds_and_narrows_for_six() -> None:
    assert (breath(0), breath(IN_S)) == (0, 1)
    assert breath(IN_S + OUT_S) == pytest.approx(0)
    widening = [breath(tenth / 10) for tenth in range(41)]
    narrowing = [breath(4 + tenth / 10) for tenth in range(60)]
    assert widening == sorted(widening)
    assert narrowing == sorted(narrowing, reverse=True)


@pytest.mark.parametrize("key", ["Space", "Esc", "Tab", "x", "F2", "Ctrl+J", "Ctrl+Return"])
def test_any_key_goes_back_to_the_same_caret_and_does_nothing_else(guest: Guest, key: str) -> None:
    guest.press("1")
    guest.type("half a ")
    over = paused(guest)
    guest.press(key)
    assert not over.isVisible()
    page = guest.see(Page)
    assert page.hasFocus()
    guest.fill("word")
    assert page.toPlainText() == "half a word"


def test_a_click_goes_back_and_presses_nothing_below(guest: Guest, qtbot: QtBot) -> None:
    over = paused(guest)
    qtbot.mouseClick(over, Qt.MouseButton.LeftButton, pos=QPoint(200, 400))  # on a door
    assert not over.isVisible()
    guest.see(HomePage)


def test_a_shift_that_is_only_held_is_no_key(guest: Guest) -> None:
    over = paused(guest)
    QTest.keyClick(over, Qt.Key.Key_Shift)
    assert over.isVisible()


def test_support_hiding_and_the_lock_work_meanwhile(guest: Guest) -> None:
    guest.press("1")
    guest.type("hard")
    over = paused(guest)
    guest.press("F1")
    guest.see(SupportPage)
    assert not over.isVisible()
    guest.press("F2")
    assert over.isVisible(), "also over Support"
    guest.press("Space")
    guest.press("Esc")
    assert guest.see(Page).hasFocus()
    guest.press("F2")
    guest.press("F9")
    assert guest.house.window.is_blank
    guest.house.window.showNormal()
    guest.house.window.unblank()
    assert over.isVisible()
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    assert not over.isVisible(), "nobody is to wonder whether it is locked"


def test_it_moves_only_where_that_is_welcome(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "wanted", lambda: True)
    over = paused(guest)
    assert over._beat.isActive()
    guest.house.use(guest.house.preferences.with_theme("afterglow"))
    assert not over._beat.isActive(), "what moves makes people sick just after"
    guest.press("Space")
    guest.house.use(guest.house.preferences.with_theme("paper"))
    assert not over._beat.isActive(), "nothing wakes the computer for what isn't shown"
    monkeypatch.setattr(motion, "wanted", lambda: False)
    guest.press("F2")
    assert not over._beat.isActive()


def test_just_rest_says_nothing_and_a_pause_offers_one_thing_after_the_other(
    guest: Guest,
) -> None:
    guest.house.use(guest.house.preferences.with_theme("afterglow"))
    guest.button(guest.see(HomePage), "Just rest").click()
    over = guest.see(Pause)
    assert over._said == ""
    guest.press("Space")
    offered = set()
    for _time in range(3):
        offered.add(paused(guest)._said)
        guest.press("Space")
    assert len(offered) == 3
    assert "" not in offered
