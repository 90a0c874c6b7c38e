"""Choosing a microphone in the page, by hand or keyboard, while devices come and go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.soundcards import Cards, Choice, Device, Match
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.soundcards import SoundCards, Way
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.voicing.devicechoice import DeviceChoice
from journal_app.ui.widgets.voicing.record import RecordButton
from tests.fakes import FakeClock, Post
from tests.fakes_sound import FakeSound, fake_sound, tone

BUILT_IN = Device("pci", "Built-in Audio", default=True)
HEADSET = Device("bt", "Ada’s Headset", bluetooth=True)


@dataclass
class Computer:
    """A computer whose devices a test plugs in and out."""

    there: Cards = field(default_factory=lambda: Cards((BUILT_IN, HEADSET), (BUILT_IN,), True))  # noqa: FBT003
    listeners: list[Callable[[Cards], None]] = field(default_factory=list)

    def watch(self, tell: Callable[[Cards], None]) -> Callable[[], None]:
        self.listeners.append(tell)
        tell(self.there)
        return lambda: self.listeners.remove(tell)

    def change(self, *inputs: Device) -> None:
        for tell in self.listeners:
            tell(Cards(inputs, follows=True))


@dataclass
class Desk:
    """Somebody who looks at a page."""

    page: QWidget
    tools: Tools
    computer: Computer
    qtbot: QtBot

    def reads(self, words: str) -> bool:
        return any(words in one.text() for one in self.page.findChildren(QLabel) if one.isVisible())

    def button(self, name: str) -> QPushButton:
        (found,) = [
            one
            for one in self.page.findChildren(QPushButton)
            if one.isVisible() and name in (one.accessibleName() or one.text())
        ]
        return found

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


Show = Callable[[QWidget], None]


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def sound(clock: FakeClock) -> FakeSound:
    return fake_sound(clock)


@pytest.fixture
def tools(qapp: QApplication, clock: FakeClock, computer: Computer, sound: FakeSound) -> Tools:
    theme = Theme(qapp, Preferences())
    heard = replace(sound.sound, cards=SoundCards(computer.watch))
    return Tools(theme, Icons(theme), clock, heard, Calendar(clock))


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        page.setFocus()

    return shown


@pytest.fixture
def desk(tools: Tools, computer: Computer, show: Show, qtbot: QtBot) -> Desk:
    choice = DeviceChoice(Way.IN, tools)
    show(choice)
    return Desk(choice, tools, computer, qtbot)


def test_what_there_is_is_listed_with_what_one_should_know(desk: Desk) -> None:
    assert desk.reads("The system’s own choice")
    assert desk.reads("Now: Built-in Audio")
    assert desk.reads("sounds like a call")
    assert desk.button("Use Ada’s Headset").accessibleDescription().startswith("Bluetooth")
    assert not desk.button("In use: The system’s own choice").isEnabled()


def test_it_is_chosen_by_keyboard_alone(desk: Desk) -> None:
    assert isinstance(desk.page, DeviceChoice)
    while QApplication.focusWidget() is not desk.button("Use Ada’s Headset"):
        desk.press(Qt.Key.Key_Tab)
    with desk.qtbot.waitSignal(desk.page.chosen):
        desk.press(Qt.Key.Key_Return)
    assert desk.tools.sound.cards.input == Choice("bt", "Ada’s Headset")
    with desk.qtbot.waitSignal(desk.page.closed):
        desk.press(Qt.Key.Key_Escape)


def test_what_is_plugged_in_or_out_is_seen_and_the_keyboard_stays(desk: Desk) -> None:
    desk.button("Use Ada’s Headset").setFocus()
    desk.computer.change(BUILT_IN, Device("usb", "Blue"), HEADSET)
    assert desk.reads("Blue")
    assert QApplication.focusWidget() is desk.button("Use Ada’s Headset")
    desk.computer.change(BUILT_IN)
    assert not desk.reads("Ada’s Headset")
    assert QApplication.focusWidget() is desk.button("Close")
    desk.computer.change()
    assert desk.reads("No microphone is found.")


def test_a_choice_that_went_away_is_told(desk: Desk) -> None:
    desk.button("Use Ada’s Headset").click()
    desk.computer.change(BUILT_IN)
    assert desk.reads("“Ada’s Headset” isn’t there. It is used again when it is back.")
    desk.computer.change(BUILT_IN, HEADSET)
    assert not desk.button("In use: Ada’s Headset").isEnabled()


def test_nobody_is_asked_about_devices_while_the_list_is_not_shown(desk: Desk) -> None:
    assert len(desk.computer.listeners) == 1
    desk.page.hide()
    assert not desk.computer.listeners


def test_a_name_is_shown_as_it_is(desk: Desk) -> None:
    desk.computer.change(Device("x", "<b>Tom & Ada</b>", default=True))
    assert desk.reads("<b>Tom & Ada</b>")


@pytest.fixture
def speaking(
    tools: Tools, computer: Computer, show: Show, qtbot: QtBot, journal: Journal, clock: FakeClock
) -> Iterator[Desk]:
    entry = OpenEntry(journal, clock)
    editor = VoiceEditor(entry.new_part(Kind.VOICE), tools)
    show(editor)
    yield Desk(editor, tools, computer, qtbot)
    editor.close_part()


def _names(desk: Desk) -> str:
    return " ".join(one.accessibleName() for one in desk.page.findChildren(QPushButton))


@pytest.mark.usefixtures("post")
def test_another_microphone_is_chosen_while_one_speaks(speaking: Desk, sound: FakeSound) -> None:
    sound.microphone.match = Match(BUILT_IN)
    sound.microphone.say(tone(1.0))
    speaking.qtbot.waitUntil(lambda: "Built-in Audio" in _names(speaking))
    speaking.button("Microphone: Built-in Audio").click()
    assert speaking.button("Close").hasFocus()
    speaking.button("Use Ada’s Headset").click()
    speaking.qtbot.waitUntil(lambda: sound.microphone.starts == 2)
    assert isinstance(QApplication.focusWidget(), RecordButton)
    sound.microphone.match = Match(HEADSET)
    sound.microphone.say(tone(1.0))
    speaking.qtbot.waitUntil(lambda: speaking.reads("“Ada’s Headset” hears you now."))
    assert speaking.button("Microphone: Ada’s Headset").isVisible()


def test_a_microphone_that_is_not_there_is_told_while_another_one_hears(
    speaking: Desk, sound: FakeSound
) -> None:
    sound.microphone.match = Match(BUILT_IN, Choice("bt", "Ada’s Headset"))
    sound.microphone.say(tone(1.0))
    line = "“Ada’s Headset” isn’t there. Recording goes on with “Built-in Audio”."
    speaking.qtbot.waitUntil(lambda: speaking.reads(line))


def test_the_list_is_left_as_one_came(speaking: Desk, sound: FakeSound) -> None:
    sound.microphone.say(tone(0.5))
    speaking.button("Microphone").click()
    assert speaking.computer.listeners
    speaking.press(Qt.Key.Key_Escape)
    assert not speaking.computer.listeners
    assert isinstance(QApplication.focusWidget(), RecordButton)
    assert sound.microphone.starts == 1


def test_what_one_listens_with_is_chosen_beside_the_recording(
    speaking: Desk, sound: FakeSound
) -> None:
    sound.microphone.say(tone(1.0))
    speaking.qtbot.waitUntil(lambda: speaking.button("Finish").isEnabled())
    speaking.button("Finish").click()
    speaking.button("Listen with…").click()
    assert speaking.button("Close").hasFocus()
    speaking.button("Use Built-in Audio").click()
    assert speaking.tools.sound.cards.output == Choice("pci", "Built-in Audio")
    assert speaking.button("Listen with…").hasFocus()
    assert not speaking.computer.listeners


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_row_can_be_reached_and_hit(desk: Desk, theme: str, size: float, post: Post) -> None:
    desk.tools.theme.use(Preferences(theme=theme, text_size=size))
    for button in desk.page.findChildren(QPushButton):
        assert button.height() >= desk.tools.theme.target
