"""Speaking goes on while one writes or draws: it is seen, it can be stopped, nothing moves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.entry import Entry, Kind, Part, PartState
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.wording import Wording
from journal_app.media import voice, words
from journal_app.services.voice.ear import LOST
from journal_app.services.voice.recorder import ENDED
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.icons import Icons
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.desk.row import ToolRow
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.voicing.record import Mark
from journal_app.ui.widgets.voicing.speakingbar import SpeakingBar
from journal_app.ui.widgets.voicing.standing import Standing
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.foot import Foot
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, tone
from tests.guest import Enter, Guest, enter, fakes, kept, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]

PATIENCE_MS = 20_000


@dataclass
class Speaker:
    """Someone who speaks into a house, and writes meanwhile."""

    guest: Guest
    fakes: FakeSound

    def begin(self, seconds: float = 2.0) -> None:
        """Speak for so long, and then go and write."""
        self.guest.press("Ctrl+3")
        self.say(seconds)
        self.guest.press("Ctrl+1")

    def say(self, seconds: float = 1.0, *, loudness: float = 0.3) -> None:
        """Speak until all of it was recorded."""
        aim = self.seconds + seconds - 0.2
        self.fakes.microphone.say(tone(seconds, loudness=loudness))
        self.wait(lambda: self.seconds > aim)

    @property
    def editor(self) -> VoiceEditor:
        return self.guest.house.window.findChildren(VoiceEditor)[-1]

    @property
    def seconds(self) -> float:
        return self.editor.standing.seconds

    @property
    def bar(self) -> SpeakingBar:
        return self.guest.see(SpeakingBar)

    @property
    def recording(self) -> bool:
        return self.guest.workspace.recording

    def wait(self, met: Callable[[], bool]) -> None:
        self.guest.qtbot.waitUntil(met, timeout=PATIENCE_MS)

    def wait_to_read(self, line: str) -> None:
        self.wait(lambda: line in reads(self.bar))

    def push(self, name: str) -> None:
        self.guest.qtbot.mouseClick(self.guest.button(self.bar, name), Qt.MouseButton.LeftButton)

    def place(self) -> QRect:
        """Return where the page lies that one writes on."""
        QApplication.processEvents()
        page = self.guest.see(Page)
        return QRect(page.mapTo(page.window(), QPoint()), page.size())


def reads(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def draw(guest: Guest) -> None:
    """Draw one stroke."""
    canvas = guest.see(InkCanvas)
    guest.qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    guest.qtbot.mouseMove(canvas, QPoint(180, 120))
    guest.qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(180, 120))


def shown(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in page.findChildren(kind) if one.isVisible()]


def fits(page: QWidget, target: int) -> bool:
    """Whether all that stands on a page has its room there, beside one another."""
    kinds = (Header, SpeakingBar, Page, InkCanvas, ToolRow, Foot)
    places = [place_on(page, one) for kind in kinds for one in shown(page, kind)]
    inside = all(page.rect().contains(place) for place in places)
    apart = not any(one.intersects(other) for one, other in combinations(places, 2))
    return inside and apart and min(place.height() for place in places) >= target - 4


def place_on(page: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint()), widget.size())


@pytest.fixture
def speaker(enter: Enter, fakes: FakeSound) -> Speaker:
    return Speaker(enter(), fakes)


def by_kind(entry: Entry) -> dict[Kind, Part]:
    return {part.kind: part for part in entry.parts}


def test_one_speaks_writes_and_draws_in_one_entry_on_one_clock(
    speaker: Speaker, clock: FakeClock, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = speaker.guest
    speaker.begin()
    speaker.wait_to_read("Recording")
    guest.type("slow")
    after_slow = clock.moment.utc_ms
    speaker.say()
    guest.see(Page).insertPlainText(" 🌊")
    guest.type(" water")
    guest.press("Ctrl+2")
    speaker.wait_to_read("Recording")
    draw(guest)
    drawn = clock.moment.utc_ms
    speaker.say()
    guest.press("Ctrl+3")
    assert guest.see(VoiceEditor).goes_on
    speaker.say()
    guest.press("Ctrl+Return")
    guest.leave()

    (entry,) = kept(folder, keychain)
    assert [part.kind for part in entry.parts] == [Kind.VOICE, Kind.WORDS, Kind.INK]
    parts = by_kind(entry)
    note = voice.read(parts[Kind.VOICE])
    assert note.seconds == pytest.approx(5.0, abs=0.3)
    assert len(note.stretches) == 1, "nothing was torn apart"
    wording = Wording(parts[Kind.WORDS].records)
    assert wording.text == words.read(parts[Kind.WORDS]) == "slow 🌊 water"
    assert wording.at(after_slow) == "slow"
    assert wording.at(after_slow + 999) == "slow"
    assert wording.moments[-1] == after_slow + 1000
    assert [record.made_ms for record in parts[Kind.INK].records] == [drawn]


def test_without_a_recording_words_have_no_course(
    speaker: Speaker, folder: Path, keychain: MemoryKeychain
) -> None:
    speaker.guest.press("1")
    speaker.guest.type("before. ")
    speaker.guest.press("Ctrl+3")
    speaker.say()
    speaker.guest.press("Esc")
    speaker.guest.type("meanwhile. ")
    speaker.push("Finish")
    speaker.guest.type("after.")
    speaker.guest.leave()

    parts = by_kind(kept(folder, keychain)[0])
    assert words.read(parts[Kind.WORDS]) == "before. meanwhile. after."
    wording = Wording(parts[Kind.WORDS].records)
    assert (wording.begins, wording.text) == ("before. ", "before. meanwhile. ")
    assert parts[Kind.VOICE].state is PartState.WHOLE


def test_it_is_paused_and_resumed_from_the_page_one_writes_on(speaker: Speaker) -> None:
    speaker.begin()
    speaker.guest.press("Ctrl+Shift+R")
    speaker.wait_to_read("Paused")
    assert not speaker.recording
    speaker.fakes.microphone.say(tone(1.0))
    assert speaker.seconds == pytest.approx(2.0, abs=0.3)
    speaker.guest.press("Ctrl+Shift+R")
    speaker.wait_to_read("Recording")
    speaker.say()
    speaker.push("Pause")
    speaker.wait_to_read("Paused")
    assert speaker.guest.see(Page).hasFocus(), "one goes on writing"


def test_back_to_the_recording_and_on_writing_goes_both_ways(speaker: Speaker) -> None:
    guest = speaker.guest
    speaker.begin()
    guest.type("warm")
    speaker.push("Back to the recording")
    assert guest.see(VoiceEditor).goes_on
    guest.press("Esc")
    guest.type(" water")
    assert guest.see(Page).text() == "warm water"
    assert speaker.recording
    guest.press("Esc")
    guest.see(HomePage)
    assert not speaker.recording


def test_finished_from_the_page_it_can_be_listened_to_and_nothing_has_moved(
    speaker: Speaker,
) -> None:
    speaker.begin()
    before = speaker.place()
    speaker.push("Finish")
    speaker.wait_to_read("Finished")
    assert not speaker.recording
    assert speaker.place() == before
    assert speaker.guest.see(Page).hasFocus()
    speaker.push("Listen to it")
    speaker.guest.see(VoiceStrip)
    speaker.guest.press("Ctrl+1")
    speaker.guest.see(Page)
    assert not [
        bar for bar in speaker.guest.house.window.findChildren(SpeakingBar) if bar.isVisible()
    ]
    speaker.guest.press("Ctrl+3")
    assert speaker.guest.see(VoiceEditor).goes_on, "another one"


def test_trouble_is_told_with_the_words_of_the_speak_page_and_nothing_moves(
    speaker: Speaker,
) -> None:
    speaker.begin()
    before = speaker.place()
    speaker.fakes.microphone.say(bytes(2 * 48_000 * 4))
    speaker.wait_to_read("No sound comes in. The microphone may be muted, or another one chosen.")
    speaker.say(0.3, loudness=1.2)
    speaker.wait_to_read("That is very loud for the microphone. A little further away helps.")
    speaker.say(3.0)
    speaker.fakes.microphone.unplug()
    speaker.wait(lambda: any(LOST[:29] in line for line in reads(speaker.bar)))
    assert speaker.editor.standing.trouble in reads(speaker.bar)
    assert speaker.place() == before


@pytest.mark.parametrize("door", ["Ctrl+1", "Ctrl+2"])
def test_the_smallest_window_has_room_for_what_one_makes_and_the_bar(
    speaker: Speaker, door: str
) -> None:
    speaker.begin()
    speaker.guest.press(door)
    house = speaker.guest.house
    for look in THEMES:
        for size in (1.0, 1.25, 1.5, 2.0):
            house.use(Preferences(theme=look).with_text_size(size))
            house.window.resize(960, 640)
            page = speaker.guest.see(SittingPage)
            speaker.wait(partial(fits, page, house._theme.target))
            checks.nothing_is_clipped(page)


@pytest.mark.parametrize("keys", ["Ctrl+L", "Ctrl+J", "Ctrl+,"])
def test_leaving_the_entry_ends_it_and_keeps_it(
    speaker: Speaker, folder: Path, keychain: MemoryKeychain, keys: str
) -> None:
    speaker.begin(3.0)
    speaker.guest.type("warm")
    speaker.guest.press(keys)
    speaker.wait(lambda: not speaker.guest.house.window.findChildren(VoiceEditor))
    speaker.guest.leave()
    parts = by_kind(kept(folder, keychain)[0])
    assert parts[Kind.VOICE].state is PartState.WHOLE
    assert voice.read(parts[Kind.VOICE]).seconds == pytest.approx(3.0, abs=0.2)
    assert words.read(parts[Kind.WORDS]) == Wording(parts[Kind.WORDS].records).text == "warm"


def test_hidden_it_rests_for_who_wants_that(speaker: Speaker) -> None:
    house = speaker.guest.house
    house.use(Preferences(record_when_hidden=False))
    speaker.begin()
    speaker.guest.press("F9")
    speaker.wait(lambda: not speaker.recording)
    assert speaker.editor.goes_on


def test_a_page_that_is_only_listened_to_goes_on_nowhere(speaker: Speaker) -> None:
    speaker.guest.press("Ctrl+3")
    speaker.say()
    speaker.guest.press("Return")
    speaker.guest.press("Ctrl+1")
    speaker.guest.see(Page)
    assert not speaker.guest.house.window.findChildren(SpeakingBar)


@dataclass
class Scripted:
    """A recording that stands as a test says."""

    standing: Standing
    goes_on: bool = True
    done: list[str] = field(default_factory=list)

    def toggle(self) -> None:
        self.done.append("toggle")

    def finish(self) -> None:
        self.done.append("finish")


RECORDING = Standing(Mark.DOT, "Recording", 3 * 3600 + 725, "Pause", Mark.BARS)
LOUD = Standing(
    Mark.DOT, "Recording", 42, "Resume", Mark.BARS,
    "The disk is full. Recording goes on in memory; there is room for about 35 minutes.",
)  # fmt: skip
WAITING = Standing(Mark.BROKEN, "Waiting", 4000, "Pause", Mark.BARS, LOST.format(time="1:06:40"))
OVER = Standing(Mark.DONE, "Finished", 4000, trouble=ENDED.format(time="1:06:40"))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


@pytest.mark.parametrize("width", [912, 1192])
@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("look", THEMES)
def test_the_bar_has_room_for_all_it_may_say(
    qtbot: QtBot, theme: Theme, look: str, size: float, width: int
) -> None:
    theme.use(Preferences(theme=look).with_text_size(size))
    page = QWidget()
    qtbot.addWidget(page)
    bar = SpeakingBar(theme, Icons(theme))
    bar.setParent(page)
    page.resize(width, 300)
    bar.resize(width, 100)
    page.show()
    speech = Scripted(RECORDING)
    bar.follow(speech)
    heights = set()
    for standing in (RECORDING, LOUD, WAITING, OVER):
        speech.standing, speech.goes_on = standing, standing is not OVER
        bar._look()
        QApplication.processEvents()
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=look == "afterglow")
        checks.all_has_a_name(page)
        heights.add(bar.height())
    assert len(heights) == 1


def test_the_keyboard_is_never_left_on_a_button_that_went(qtbot: QtBot, theme: Theme) -> None:
    bar = SpeakingBar(theme, Icons(theme))
    qtbot.addWidget(bar)
    bar.resize(1192, 60)
    speech = Scripted(RECORDING)
    bar.follow(speech)
    with qtbot.waitActive(bar):
        bar.activateWindow()
    ended: list[None] = []
    bar.ended.connect(lambda: ended.append(None))
    finish = next(one for one in bar.findChildren(QPushButton) if one.text() == "Finish")
    finish.setFocus()
    QTest.keyClick(finish, Qt.Key.Key_Space)
    assert speech.done == ["finish"]
    speech.standing, speech.goes_on = OVER, False
    bar._look()
    bar._look()
    assert len(ended) == 1
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Listen to it"
