"""Naming some seconds of a voice, and hearing only those."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from journal_app.domain.entry import Kind
from journal_app.domain.spot import Stretch
from journal_app.domain.voice import RATE, VoiceNote
from journal_app.services.voice.recording import in_memory
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.voicing.seconds import Seconds
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.voicing.waveform import Waveform
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, fake_sound
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer, spoken

__all__ = ["enter", "fakes", "keychain"]

LONG = 12


@pytest.fixture(scope="module")
def records() -> list[bytes]:
    return spoken(LONG)


class Listener:
    """Someone who listens to a voice, large."""

    def __init__(self, namer: Namer, records: list[bytes]) -> None:
        self.namer = namer
        entry = namer.write(2, (Kind.VOICE, records))
        self.page: SittingPage = namer.sit_down(entry.id, entry.parts[0].id)
        self.strip = self.page.findChildren(VoiceStrip)[0]
        self.seconds = self.page.findChildren(Seconds)[0]

    def button(self, name: str) -> QPushButton:
        buttons = self.seconds.findChildren(QPushButton)
        return next(one for one in buttons if one.text() == name and one.isVisible())

    def name_it(self) -> Stretch:
        self.namer.asked()
        self.namer.type("apricot")
        self.namer.key(Qt.Key.Key_Return)
        self.namer.wait_to_hear("apricot")
        (met,) = self.namer.thread("apricot").returns
        assert isinstance(met.place, Stretch)
        return met.place


@pytest.fixture
def listener(enter: Enter, records: list[bytes]) -> Listener:
    namer = Namer(enter())
    namer.guest.wait_until_open()
    return Listener(namer, records)


def test_from_here_to_here_by_mouse(listener: Listener) -> None:
    listener.button("Name these seconds").click()
    listener.strip.seek(3)
    listener.button("From here").click()
    listener.strip.seek(7.5)
    listener.button("To here").click()
    assert listener.name_it() == Stretch(3, 7.5)
    listener.namer.wait(listener.strip._key.hasFocus)
    listener.button("Name these seconds")


def test_from_here_to_here_by_keys_and_backwards(listener: Listener) -> None:
    listener.namer.wait(listener.strip._key.hasFocus)
    listener.namer.press("N")
    listener.namer.press("Right")
    listener.namer.press("Shift+Right")
    assert listener.strip.position == 6
    listener.namer.press("N")
    listener.namer.press("Left")
    listener.namer.wait(lambda: "0:01 – 0:06" in listener.seconds._line.text())
    listener.namer.press("Ctrl+Shift+T")
    assert listener.name_it() == Stretch(1, 6)


def test_two_presses_in_one_place_are_a_moment_long(listener: Listener) -> None:
    listener.strip.seek(LONG)
    for _ in range(3):
        listener.seconds.press()
    assert listener.name_it() == Stretch(LONG - 1, LONG)


def test_escape_and_not_now_leave_the_choosing_and_not_the_page(listener: Listener) -> None:
    listener.seconds.press()
    listener.seconds.press()
    listener.button("To here").setFocus()
    listener.namer.key(Qt.Key.Key_Escape)
    listener.button("Name these seconds")
    listener.seconds.press()
    listener.button("Not now").click()
    listener.button("Name these seconds")
    assert listener.page.isVisible()
    assert listener.strip._waveform._shaded is None


def test_what_is_chosen_so_far_is_marked_in_its_shape(listener: Listener) -> None:
    listener.strip.seek(2)
    listener.seconds.press()
    listener.seconds.press()
    listener.strip.seek(5)
    listener.seconds._look()
    assert listener.strip._waveform._shaded == Stretch(2, 5)


@pytest.fixture
def heard(clock: FakeClock) -> FakeSound:
    return fake_sound(clock, patient=False)


@pytest.fixture
def limited(
    enter: Enter, qtbot: QtBot, heard: FakeSound, records: list[bytes]
) -> tuple[VoiceStrip, VoiceNote]:
    tools = enter().workspace.places.tools
    recording = in_memory(records)
    strip = VoiceStrip(recording, heard.sound.player, tools.theme, tools.icons)
    qtbot.addWidget(strip)
    strip.limit(Stretch(4, 6))
    strip.resize(600, 90)
    strip.show()
    return strip, recording.note


def test_only_the_seconds_that_were_named_are_played(
    limited: tuple[VoiceStrip, VoiceNote], heard: FakeSound, qtbot: QtBot
) -> None:
    strip, _note = limited
    strip.toggle()
    qtbot.waitUntil(lambda: len(heard.speaker.played) > RATE // 2, timeout=20_000)
    assert strip.position == 4
    places = []

    def hear_on() -> bool:
        heard.speaker.listen(0.1)
        places.append(strip.position)
        return not strip.playing

    qtbot.waitUntil(hear_on, timeout=20_000)
    assert 5.5 < max(places) < 6.5
    assert strip.position == 4
    assert strip._key.accessibleName() == "Play"


def test_one_stays_within_the_seconds_that_were_named(
    limited: tuple[VoiceStrip, VoiceNote],
) -> None:
    strip, _note = limited
    waveform = strip.findChildren(Waveform)[0]
    strip.seek(0)
    assert strip.position == 4
    strip.seek(11)
    assert strip.position == 4  # at the end, it stands at the beginning again
    middle = waveform.rect().center()
    QTest.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=middle)
    assert strip.position == pytest.approx(5, abs=0.02)
    strip.seek(5)
    assert (waveform.minimum(), waveform.maximum(), waveform.value()) == (4000, 6000, 5000)
    assert strip._time.text() == "0:05 / 0:04 – 0:06"
    assert strip.accessibleName() == "Voice, 0:04 – 0:06"
    assert QAccessible.queryAccessibleInterface(waveform).role() is QAccessible.Role.Slider


def test_seconds_beyond_the_end_are_none(limited: tuple[VoiceStrip, VoiceNote]) -> None:
    strip, note = limited
    strip.limit(Stretch(100, 200))
    strip.toggle()
    strip.stop()
    assert strip.position == pytest.approx(note.seconds)
    strip.grab()
