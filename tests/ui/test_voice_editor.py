"""Speaking into a real vault: one press, and everything said is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import resources, storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind, Part, PartState
from journal_app.domain.level import Hearing
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.voice import RATE
from journal_app.media import voice
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry, OpenPart
from journal_app.services.voice.ear import MISSING
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.icons import Icons
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.voicing.level import LevelBars
from journal_app.ui.widgets.voicing.record import RecordButton
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.voicing.waveform import Waveform
from tests.fakes import FakeClock, Post
from tests.fakes_sound import FakeSound, fake_sound, tone


@dataclass
class Desk:
    """Someone at the Speak page, and what the vault holds of it."""

    journal: Journal
    post: Post
    entry: OpenEntry
    fakes: FakeSound
    window: QWidget
    editor: VoiceEditor
    qtbot: QtBot

    @property
    def button(self) -> RecordButton:
        return self.editor.findChildren(RecordButton)[0]

    @property
    def strip(self) -> VoiceStrip:
        return self.editor.findChildren(VoiceStrip)[0]

    @property
    def waveform(self) -> Waveform:
        return self.editor.findChildren(Waveform)[0]

    def reads(self) -> list[str]:
        return [one.text() for one in self.editor.findChildren(QLabel) if one.isVisible()]

    def wait(self, met: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(met, timeout=10_000)

    def wait_to_read(self, words: str) -> None:
        self.wait(lambda: any(words in text for text in self.reads()))

    def push(self, name: str) -> QPushButton:
        found = self.editor.findChildren(QPushButton)
        return next(one for one in found if one.isVisible() and one.text() == name)

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        QTest.keyClicks(focused, text)

    def kept(self) -> Part:
        """Return the part as the vault has it, once all was handed over."""
        self.post.run_until(lambda: self.entry.state is KeepState.KEPT)
        return self.journal.ask(storage.entries.load, self.entry.id).result(10).parts[0]


@dataclass
class House:
    """Opens Speak pages, and closes them at the end."""

    journal: Journal
    post: Post
    clock: FakeClock
    theme: Theme
    qtbot: QtBot
    desks: list[Desk] = field(default_factory=list)

    def speak(
        self, *, missing: bool = False, at_once: bool = True, content: OpenPart | None = None
    ) -> Desk:
        fakes = fake_sound(self.clock, missing=missing)
        tools = Tools(self.theme, Icons(self.theme), self.clock, fakes.sound, Calendar(self.clock))
        entry = OpenEntry(self.journal, self.clock) if content is None else content.entry
        part = content or entry.new_part(Kind.VOICE)
        window = QWidget()
        editor = VoiceEditor(part, tools, window, start_at_once=at_once)
        self.qtbot.addWidget(window)
        editor.resize(900, 600)
        window.show()
        with self.qtbot.waitActive(window):
            window.activateWindow()
        editor.setFocus()
        self.desks.append(Desk(self.journal, self.post, entry, fakes, window, editor, self.qtbot))
        return self.desks[-1]

    def come_back(self, desk: Desk) -> Desk:
        """Leave, and open what was kept."""
        desk.editor.close_part()
        desk.kept()
        content = self.journal.ask(storage.entries.load, desk.entry.id).result(10)
        (part,) = OpenEntry(self.journal, self.clock, content).parts
        return self.speak(content=part)


@pytest.fixture
def house(
    journal: Journal, post: Post, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[House]:
    made = House(journal, post, clock, Theme(qapp, Preferences()), qtbot)
    yield made
    for desk in made.desks:
        desk.editor.close_part()
    post.run_until(post.queue.empty)


def test_opening_the_page_records_at_once(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(1.0))
    desk.wait_to_read("Recording")
    assert desk.button.accessibleName() == "Pause"
    assert QApplication.focusWidget() is desk.button
    desk.editor.close_part()
    kept = desk.kept()
    assert kept.state is PartState.WHOLE
    assert voice.read(kept).seconds == pytest.approx(1.0, abs=0.11)


def test_a_page_that_waits_keeps_nothing_until_the_press(house: House) -> None:
    desk = house.speak(at_once=False)
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Ready")
    assert desk.button.accessibleName() == "Record"
    assert desk.entry.state is KeepState.NOTHING
    desk.press(Qt.Key.Key_Space)
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Recording")
    desk.editor.close_part()
    assert voice.read(desk.kept()).seconds == pytest.approx(0.5, abs=0.11)


def test_space_pauses_and_goes_on(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Recording")
    desk.press(Qt.Key.Key_Space)
    desk.wait_to_read("Paused")
    assert desk.button.accessibleName() == "Resume"
    house.clock.go_on(1)
    desk.press(Qt.Key.Key_Space)
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Recording")


def test_a_second_click_of_a_trembling_hand_is_ignored(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Recording")
    house.qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    house.clock.go_on(0.3)
    house.qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    desk.wait_to_read("Paused")
    desk.fakes.microphone.say(tone(0.5))
    assert "Paused" in desk.reads()


def test_sliding_off_the_button_does_nothing(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Recording")
    house.qtbot.mousePress(desk.button, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    house.qtbot.mouseRelease(desk.button, Qt.MouseButton.LeftButton, pos=QPoint(-40, -40))
    desk.fakes.microphone.say(tone(0.5))
    assert "Recording" in desk.reads()


def test_enter_keeps_it_and_it_can_be_heard(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(2.0))
    desk.wait_to_read("0:02")
    desk.press(Qt.Key.Key_Return)
    assert desk.strip.isVisible()
    assert desk.kept().state is PartState.WHOLE
    desk.press(Qt.Key.Key_P)
    desk.wait(lambda: len(desk.fakes.speaker.played) == 4 * 48_000)
    desk.wait_to_read("/ 0:0")


def test_a_place_is_marked_while_one_speaks_and_named_later(house: House) -> None:
    desk = house.speak()
    assert not desk.push("Mark this place").isEnabled()
    desk.press(Qt.Key.Key_M)
    desk.fakes.microphone.say(tone(1.0))
    desk.wait_to_read("0:01")
    desk.press(Qt.Key.Key_M)
    desk.wait_to_read("Marked 0:01")
    desk.fakes.microphone.say(tone(2.0))
    desk.wait_to_read("0:03")
    QTest.mouseClick(desk.push("Mark this place"), Qt.MouseButton.LeftButton)
    desk.wait_to_read("Marked 0:03")
    desk.press(Qt.Key.Key_Return)
    again = house.come_back(desk)
    again.push("More").click()
    again.push("0:03").click()
    again.push("Rename").click()
    again.type("apricot")
    again.press(Qt.Key.Key_Return)
    assert again.push("0:03  apricot").isVisible()
    marks = voice.read(again.kept()).bookmarks
    assert [(one.frame // RATE, one.name) for one in marks] == [(1, ""), (3, "apricot")]


def test_nothing_said_is_nothing_to_finish(house: House) -> None:
    desk = house.speak(at_once=False)
    desk.press(Qt.Key.Key_Return)
    assert desk.button.isVisible()
    assert not desk.push("Finish").isEnabled()
    desk.editor.close_part()
    assert desk.entry.state is KeepState.NOTHING


def test_without_a_microphone_write_and_draw_are_at_hand(house: House) -> None:
    desk = house.speak(missing=True)
    small = resources.text("copy")["small"]
    assert isinstance(small, dict)
    desk.wait_to_read(small["mic_missing"])
    assert QApplication.focusWidget() is desk.push("Write")
    with house.qtbot.waitSignal(desk.editor.wants) as asked:
        desk.press(Qt.Key.Key_Space)
    assert asked.args == [Kind.WORDS]
    desk.press(Qt.Key.Key_Tab)
    with house.qtbot.waitSignal(desk.editor.wants) as asked:
        desk.press(Qt.Key.Key_Space)
    assert asked.args == [Kind.INK]
    assert desk.entry.state is KeepState.NOTHING


def test_without_a_microphone_nothing_goes_on_elsewhere_and_why_is_told(house: House) -> None:
    desk = house.speak(missing=True)
    desk.wait_to_read("No microphone found")
    assert not desk.editor.goes_on
    assert desk.editor.standing.trouble == MISSING


def test_a_microphone_that_was_plugged_in_is_found_by_looking_again(house: House) -> None:
    desk = house.speak(missing=True)
    desk.wait_to_read("No microphone found")
    desk.fakes.microphone.missing = False
    house.qtbot.mouseClick(desk.push("Look again"), Qt.MouseButton.LeftButton)
    desk.wait(desk.button.isVisible)
    desk.fakes.microphone.say(tone(0.5))
    desk.wait_to_read("Recording")


def test_a_lost_microphone_is_told_with_what_is_kept(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(3.0))
    desk.wait_to_read("0:03")
    desk.fakes.microphone.unplug()
    desk.wait_to_read("The microphone went quiet. Everything up to 0:0")
    desk.wait_to_read("Waiting")


def test_the_level_is_told_in_words_too(house: House) -> None:
    desk = house.speak()
    bars = desk.editor.findChildren(LevelBars)[0]
    assert bars.accessibleName() == "Sound level: listening"
    desk.fakes.microphone.say(tone(0.5))
    desk.wait(lambda: bars.accessibleName() == "Sound level: your voice is heard")
    desk.fakes.microphone.say(bytes(2 * 2 * 48_000 + 20_000))
    desk.wait(lambda: bars.accessibleName() == "Sound level: no sound")
    desk.wait_to_read("No sound comes in.")
    desk.fakes.microphone.say(tone(0.3, loudness=1.2))
    desk.wait(lambda: bars._hearing is Hearing.TOO_LOUD)


def test_a_recording_comes_back_as_it_was(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(12.0))
    desk.wait_to_read("0:12")
    again = house.come_back(desk)
    assert again.strip.isVisible()
    assert again.strip.accessibleName() == "Voice, 0:12"
    again.press(Qt.Key.Key_Right)
    assert again.waveform.value() == 5_000
    again.press(Qt.Key.Key_Right)
    again.press(Qt.Key.Key_Left)
    assert again.waveform.value() == 5_000
    house.qtbot.mouseClick(
        again.waveform, Qt.MouseButton.LeftButton, pos=QPoint(again.waveform.width() // 2, 20)
    )
    assert again.waveform.value() == pytest.approx(6_000, abs=60)
    again.waveform.setFocus()
    again.press(Qt.Key.Key_Left)
    assert again.waveform.value() == pytest.approx(1_000, abs=60)
    with house.qtbot.waitSignal(again.editor.wants) as asked:
        house.qtbot.mouseClick(again.push("Start a new one"), Qt.MouseButton.LeftButton)
    assert asked.args == [Kind.VOICE]


def test_what_is_hidden_falls_silent(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(2.0))
    desk.wait_to_read("0:02")
    again = house.come_back(desk)
    again.fakes.speaker._patient = False
    again.press(Qt.Key.Key_P)
    again.wait(lambda: len(again.fakes.speaker.played) > 0)
    again.editor.hide()
    assert not again.strip.playing


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("look", THEMES)
def test_the_page_fits_the_smallest_window_at_every_look(
    house: House, look: str, size: float
) -> None:
    house.theme.use(Preferences(theme=look).with_text_size(size))
    desk = house.speak()
    page = SittingPage(desk.entry, desk.editor, "Home", house.theme, Icons(house.theme))
    house.qtbot.addWidget(page)
    desk.window = page
    page.resize(960, 640)
    page.show()
    least = page.minimumSizeHint()
    assert (least.width() <= 960, least.height() <= 640) == (True, True), least
    for button in desk.editor.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= house.theme.target - 2
            assert button.width() >= house.theme.target - 2


def test_everything_has_a_name_and_a_role(house: House) -> None:
    desk = house.speak()
    desk.fakes.microphone.say(tone(1.0))
    again = house.come_back(desk)
    widgets = [*again.editor.findChildren(QPushButton), again.waveform, desk.button]
    assert all(widget.accessibleName() or widget.property("text") for widget in widgets)
    role = QAccessible.queryAccessibleInterface(again.waveform).role()
    assert role is QAccessible.Role.Slider
