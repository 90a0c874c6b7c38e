"""Somebody walks in: one key, and there is nothing to see or to hear."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from journal_app import app, storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.settings import THEMES, Preferences
from journal_app.ui import capture
from journal_app.ui.house import House
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.window import Window
from journal_app.ui.workspace import Workspace
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, fake_sound, tone

PRIVATE = "nobody but me"


@dataclass
class Guest:
    """Someone at the keyboard who may want to hide what is there."""

    house: House
    qtbot: QtBot

    @property
    def workspace(self) -> Workspace:
        found = self.house.threshold.workspace
        assert found is not None
        return found

    def press(self, keys: str) -> None:
        window = self.house.window
        at: QWidget | None = window.focusWidget()
        QTest.keySequence(window if at is None else at, QKeySequence(keys))

    def page(self) -> Page:
        (page,) = [page for page in self.house.window.findChildren(Page) if page.isVisible()]
        return page

    def write(self, words: str) -> Page:
        self.press("1")
        self.qtbot.keyClicks(self.page(), words)
        return self.page()

    def button(self, name: str) -> QPushButton:
        return next(b for b in self.house.window.findChildren(QPushButton) if b.text() == name)

    def colours(self) -> int:
        """Count the colours in the window."""
        image = self.house.window.grab().toImage()
        return len({image.pixel(x, y) for x in range(image.width()) for y in range(0, 640, 7)})

    def shown(self) -> list[QWidget]:
        """Return everything that can be seen or read out, but for the window and its curtain."""
        window = self.house.window
        inside = [one for one in window.findChildren(QWidget) if one.isVisible()]
        return [one for one in inside if one is not window._curtain]

    def wait(self, met: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(met, timeout=20_000)


Enter = Callable[..., Guest]


@pytest.fixture
def sound(clock: FakeClock) -> FakeSound:
    return fake_sound(clock, patient=False)


@pytest.fixture
def enter(
    qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock, sound: FakeSound
) -> Iterator[Enter]:
    """Open a house for someone with these preferences; it is closed in the end."""
    houses: list[House] = []

    def open_house(chosen: Preferences | None = None) -> Guest:
        settings = SettingsFile(folder.parent)
        settings.save(replace(chosen or Preferences(), welcomed=True))
        outside = app.Outside(MemoryKeychain(), sound.sound, clock, settings)
        house = app.build(outside, folder, qapp)
        houses.append(house)
        qtbot.addWidget(house.window)
        house.open()
        house.window.activateWindow()
        qtbot.waitUntil(house.window.isActiveWindow, timeout=20_000)
        guest = Guest(house, qtbot)
        answered: list[object] = []
        guest.workspace._journal.ask(storage.entries.newest, 1).then(answered.append)
        guest.wait(lambda: bool(answered))
        return guest

    yield open_house
    for house in houses:
        house.threshold.close_now()


@pytest.mark.parametrize("theme", THEMES)
def test_one_key_and_there_is_one_empty_colour_and_nothing_to_read_out(
    enter: Enter, theme: str
) -> None:
    guest = enter(Preferences(theme=theme))
    guest.write(PRIVATE)
    assert guest.colours() > 1
    guest.press("F9")
    assert guest.house.window.isMinimized()
    assert guest.colours() == 1
    assert guest.shown() == []
    assert guest.house.window.windowTitle() == "Afterpage"


class _Watcher(QObject):
    """Notes in which order the curtain is painted and the window put away."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.seen: list[str] = []
        self._window = window
        for thing in (window, window._curtain):
            thing.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window and event.type() is QEvent.Type.Paint:
            self.seen.append("painted")
        elif watched is self._window and event.type() is QEvent.Type.WindowStateChange:
            self.seen.append("put away")
        return False


def test_a_task_switcher_is_left_with_the_picture_of_an_empty_window(enter: Enter) -> None:
    guest = enter()
    guest.write(PRIVATE)
    watcher = _Watcher(guest.house.window)
    guest.press("F9")
    assert watcher.seen == ["painted", "put away"]


def test_the_caret_is_where_it_was(enter: Enter) -> None:
    guest = enter()
    page = guest.write("warm water")
    page.moveCursor(QTextCursor.MoveOperation.WordLeft)
    guest.press("F9")
    guest.house.window.come_back()
    guest.wait(page.hasFocus)
    guest.qtbot.keyClicks(guest.house.window.focusWidget(), "slow ")
    assert page.toPlainText() == "warm slow water"


def test_keys_that_were_on_their_way_change_nothing_behind_the_curtain(enter: Enter) -> None:
    guest = enter()
    page = guest.write("warm")
    guest.press("F9")
    guest.qtbot.keyClicks(guest.house.window, "ing")
    guest.house.window.come_back()
    assert page.toPlainText() == "warm"


def test_an_open_menu_goes_too(enter: Enter) -> None:
    guest = enter()
    page = guest.write(PRIVATE)
    menu = page.createStandardContextMenu()
    menu.popup(page.mapToGlobal(QPoint(40, 40)))
    guest.wait(menu.isVisible)
    QTest.keyClick(menu.windowHandle(), Qt.Key.Key_F9)
    guest.wait(guest.house.window.isMinimized)
    assert not any(menu.isVisible() for menu in page.findChildren(QMenu))
    assert guest.shown() == []


def test_hiding_twice_uncovers_nothing(enter: Enter) -> None:
    guest = enter()
    guest.write(PRIVATE)
    guest.press("F9")
    guest.press("F9")
    assert guest.shown() == []
    guest.house.window.come_back()
    assert guest.page().toPlainText() == PRIVATE


def test_where_a_window_put_away_is_said_to_be_back_at_once_it_stays_blank_until_someone_comes(
    enter: Enter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    guest = enter()
    guest.write(PRIVATE)
    window = guest.house.window
    guest.press("F9")
    window.showNormal()  # as Wayland has it
    QApplication.processEvents()
    assert guest.shown() == []

    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    guest.wait(other.isActiveWindow)
    assert guest.shown() == []
    window.activateWindow()
    guest.wait(lambda: not window.is_blank)
    assert guest.page().toPlainText() == PRIVATE


def test_a_recording_rests_unless_it_was_meant_to_go_on(enter: Enter, sound: FakeSound) -> None:
    guest = enter()
    guest.press("3")
    sound.microphone.say(tone(1.0))
    guest.wait(lambda: guest.workspace.recording)
    guest.press("F9")
    guest.wait(lambda: not guest.workspace.recording)


def test_a_recording_goes_on_for_who_wants_that(enter: Enter, sound: FakeSound) -> None:
    guest = enter(Preferences(record_when_hidden=True))
    guest.press("3")
    sound.microphone.say(tone(1.0))
    guest.wait(lambda: guest.workspace.recording)
    guest.press("F9")
    sound.microphone.say(tone(1.0))
    assert guest.workspace.recording
    assert guest.shown() == []


def test_what_was_playing_is_silent(enter: Enter, sound: FakeSound) -> None:
    guest = enter()
    guest.press("3")
    sound.microphone.say(tone(3.0))
    guest.wait(lambda: bool(guest.button("Finish").isEnabled()))
    guest.button("Finish").click()
    (strip,) = guest.house.window.findChildren(VoiceStrip)
    strip.toggle()
    guest.wait(lambda: bool(sound.speaker.played))
    guest.press("F9")
    assert not strip.playing
    assert not sound.speaker._sounding


def test_a_lock_comes_also_while_hidden_and_the_curtain_stays(enter: Enter) -> None:
    guest = enter()
    guest.write(PRIVATE)
    guest.press("F9")
    guest.house.lock_quietly()
    guest.wait(lambda: isinstance(guest.house.window.page, LockedPage))
    guest.wait(lambda: not guest.house.window.findChildren(Workspace))
    assert guest.house.window.isMinimized()
    assert guest.house.window.is_blank
    assert guest.shown() == []

    guest.house.window.come_back()
    (locked,) = [one for one in guest.shown() if isinstance(one, LockedPage)]
    focused = guest.house.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert locked.isAncestorOf(focused)
    assert focused.text() == "Unlock"


def test_where_windows_cannot_ask_to_be_kept_out_of_pictures_nobody_offers_it() -> None:
    assert capture.can_hide() is (sys.platform in {"win32", "darwin"})
