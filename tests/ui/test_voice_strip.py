"""A recording in a strip: its pace, the places in it, the seconds heard again, and its edges."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain import voice
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.spot import Stretch
from journal_app.domain.voice import (
    RATE,
    Bookmark,
    Event,
    EventKind,
    Header,
    Page,
    Trim,
    VoiceNote,
    pack,
)
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.voicing.nameline import NameLine
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.voicing.waveform import Waveform
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, Shelf, fake_sound
from tests.ui import checks
from tests.ui.named import spoken

LONG = 12


@pytest.fixture(scope="module")
def records() -> list[bytes]:
    return spoken(LONG)


@dataclass
class Listener:
    """Someone before a strip, and what is kept of what they do."""

    strip: VoiceStrip
    shelf: Shelf
    sound: FakeSound
    qtbot: QtBot
    theme: Theme

    @property
    def note(self) -> VoiceNote:
        """What one finds who comes back."""
        return self.shelf.note

    @property
    def waveform(self) -> Waveform:
        return self.strip.findChildren(Waveform)[0]

    @property
    def name(self) -> NameLine:
        return self.strip.findChildren(NameLine)[0]

    @property
    def loop(self) -> Stretch | None:
        return self.strip.listener.loop

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.note.bookmarks]

    def buttons(self) -> list[str]:
        found = self.strip.findChildren(QPushButton)
        return [one.text() or one.accessibleName() for one in found if one.isVisible()]

    def button(self, name: str) -> QPushButton:
        for one in self.strip.findChildren(QPushButton):
            if one.isVisible() and name in {one.text(), one.accessibleName()}:
                return one
        raise AssertionError(f"{name!r} is none of {self.buttons()}")

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key | str) -> None:
        at = _focused()
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key)

    def type(self, text: str) -> None:
        QTest.keyClicks(_focused(), text)

    def reads(self) -> list[str]:
        return [one.text() for one in self.strip.findChildren(QLabel) if one.isVisible()]

    def at(self, seconds: float) -> QPoint:
        """Return where in the waveform a place is."""
        x = self.waveform._scale.x(seconds)
        return QPoint(round(x), self.waveform.height() // 2)


def _focused() -> QWidget:
    found = QApplication.focusWidget()
    assert isinstance(found, QWidget)
    return found


Open = Callable[..., Listener]


@pytest.fixture
def show(qapp: QApplication, qtbot: QtBot, clock: FakeClock) -> Iterator[Open]:
    windows: list[QWidget] = []

    def opened(
        bodies: list[bytes], preferences: Preferences | None = None, *, keeps: bool = True
    ) -> Listener:
        theme = Theme(qapp, preferences or Preferences())
        sound, shelf = fake_sound(clock, patient=False), Shelf(bodies)
        keep = shelf.keep if keeps else None
        strip = VoiceStrip(shelf.recording, sound.sound.player, theme, Icons(theme), keep)
        qtbot.addWidget(strip)
        windows.append(strip)
        strip.resize(760, 400)
        strip.show()
        with qtbot.waitActive(strip):
            strip.activateWindow()
        strip.setFocus()
        return Listener(strip, shelf, sound, qtbot, theme)

    yield opened
    for window in windows:
        window.hide()


@pytest.fixture
def listener(show: Open, records: list[bytes]) -> Listener:
    return show(records)


@pytest.fixture
def opened(listener: Listener) -> Listener:
    listener.click("More")
    return listener


def test_at_first_sight_there_is_only_what_plays_it(listener: Listener) -> None:
    assert listener.buttons() == ["Play", "More"]
    assert listener.reads() == ["0:12"]
    assert listener.waveform.isVisible()


def test_where_nothing_can_be_kept_there_are_no_tools(show: Open, records: list[bytes]) -> None:
    listener = show(records, keeps=False)
    assert listener.buttons() == ["Play"]
    listener.press(Qt.Key.Key_M)
    listener.press(Qt.Key.Key_L)
    assert listener.buttons() == ["Play"]


def test_tools_open_below_and_close_again(opened: Listener) -> None:
    rows = {"Pace 1 ×", "Skip silence", "Loop from here", "Mark this place", "Trim"}
    assert rows <= set(opened.buttons())
    opened.button("More").click()
    assert opened.buttons() == ["Play", "More"]


def test_the_pace_goes_round_by_mouse(opened: Listener) -> None:
    pace, said = opened.button("Pace 1 ×"), []
    QTest.mouseClick(pace, Qt.MouseButton.LeftButton)
    for _ in range(5):
        said.append((pace.text(), pace.accessibleName(), opened.strip.listener.speed))
        pace.click()
    speeds = [1.25, 1.5, 2.0, 0.75, 1.0]
    assert said == [(f"Pace {n:g} ×", f"Pace: {n:g} times", n) for n in speeds]


def test_the_pace_by_keys_has_two_ends_and_is_said(listener: Listener) -> None:
    for key, times, speed in ((Qt.Key.Key_Greater, 5, 2.0), (Qt.Key.Key_Less, 7, 0.75)):
        for _ in range(times):
            listener.press(key)
        assert listener.strip.listener.speed == speed
        assert listener.reads() == [f"0:12  {speed:g} ×"]
    listener.strip.toggle()
    player = listener.strip.listener._player
    assert player is not None
    assert player.speed == 0.75


def test_silence_is_skipped_where_somebody_wants_that(opened: Listener) -> None:
    opened.strip.toggle()
    player = opened.strip.listener._player
    assert player is not None
    opened.click("Skip silence")
    assert player.skips_silence
    assert opened.button("Skip silence").isChecked()
    opened.button("Skip silence").click()
    assert not player.skips_silence


def test_a_place_is_marked_and_named_by_keys(listener: Listener) -> None:
    listener.press(Qt.Key.Key_Right)
    listener.press(Qt.Key.Key_M)
    assert listener.name.hasFocus()
    listener.type("m [apricot]  tree")
    listener.press(Qt.Key.Key_Return)
    (mark,) = listener.note.bookmarks
    assert (mark.frame, mark.name) == (5 * RATE, "m [apricot] tree")
    assert "0:05  m [apricot] tree" in listener.buttons()
    assert listener.strip._key.hasFocus()


@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_place_needs_no_name(listener: Listener, leave: Qt.Key) -> None:
    listener.press(Qt.Key.Key_M)
    listener.press(leave)
    assert listener.names == [""]
    assert "0:00" in listener.buttons()
    assert listener.strip._key.hasFocus()
    assert listener.strip.isVisible()


def test_what_was_typed_before_escape_is_left(listener: Listener) -> None:
    listener.press(Qt.Key.Key_M)
    listener.type("quince")
    listener.press(Qt.Key.Key_Escape)
    assert listener.names == [""]


def test_a_place_is_marked_named_and_renamed_by_mouse(opened: Listener) -> None:
    QTest.mouseClick(opened.waveform, Qt.MouseButton.LeftButton, pos=opened.at(7))
    opened.click("Mark this place")
    opened.type("quince")
    opened.click("Keep")
    assert opened.names == ["quince"]
    opened.strip.seek(0)
    opened.click("0:07  quince")
    assert opened.strip.position == pytest.approx(7, abs=0.05)
    opened.click("Rename")
    assert opened.name.text() == "quince"
    opened.name.clear()
    opened.type("pear")
    opened.press(Qt.Key.Key_Return)
    assert opened.names == ["pear"]
    assert opened.note.bookmarks[0].number == 1


def test_a_place_is_taken_out_and_put_back(opened: Listener) -> None:
    opened.strip.seek(3)
    opened.press(Qt.Key.Key_M)
    opened.type("fig")
    opened.press(Qt.Key.Key_Return)
    opened.click("Take out 0:03 fig")
    assert opened.names == []
    assert "The place at 0:03 is taken out." in opened.reads()
    assert opened.button("Undo").hasFocus()
    opened.press(Qt.Key.Key_Return)
    assert opened.names == ["fig"]
    assert "0:03  fig" in opened.buttons()
    opened.button("0:03  fig").setFocus()
    opened.press(Qt.Key.Key_Delete)
    assert opened.names == []


def test_a_place_marked_after_one_was_taken_out_is_another(opened: Listener) -> None:
    for at in (3, 6):
        opened.strip.seek(at)
        opened.press(Qt.Key.Key_M)
        opened.press(Qt.Key.Key_Return)
    opened.button("Take out 0:06").click()
    opened.strip.seek(9)
    opened.strip.setFocus()
    opened.press(Qt.Key.Key_M)
    opened.press(Qt.Key.Key_Return)
    assert [one.frame // RATE for one in opened.note.bookmarks] == [3, 9]
    assert len({one.number for one in opened.note.bookmarks}) == 2
    assert "Undo" not in opened.buttons()


def test_keys_go_from_place_to_place(show: Open, records: list[bytes]) -> None:
    marks = [pack(Bookmark(n, at * RATE, f"{n}")) for n, at in ((1, 8), (2, 3))]
    listener = show([*records, *marks])
    places = []
    for key in ("]", Qt.Key.Key_PageDown, "]", "[", Qt.Key.Key_PageUp):
        listener.press(key)
        places.append(listener.strip.position)
    assert places == [3, 8, 8, 3, 3]
    listener.waveform.setFocus()
    listener.press(Qt.Key.Key_PageDown)
    assert listener.strip.position == 8


def test_without_places_a_page_is_half_a_minute(show: Open) -> None:
    listener = show(spoken(40))
    listener.press(Qt.Key.Key_PageDown)
    assert listener.strip.position == 30
    listener.press(Qt.Key.Key_PageUp)
    assert listener.strip.position == 0


def test_places_are_flags_with_a_name(show: Open, records: list[bytes]) -> None:
    listener = show(records)
    plain = listener.waveform.grab().toImage()
    listener.strip.seek(6)
    listener.strip.listener.tell(Bookmark(1, 6 * RATE, "apricot"))
    listener.strip.seek(0)
    assert listener.waveform.grab().toImage() != plain
    assert listener.waveform.hint_at(listener.at(6).x() + 3) == "0:06  apricot"
    assert listener.waveform.hint_at(listener.at(9).x()) == ""
    face = QAccessible.queryAccessibleInterface(listener.waveform)
    assert face.text(QAccessible.Text.Description) == "Places marked: 1."


def test_seconds_are_heard_again_and_again_by_keys(listener: Listener) -> None:
    listener.press(Qt.Key.Key_L)
    assert "Loop to here" in listener.buttons()
    listener.press(Qt.Key.Key_Right)
    listener.press(Qt.Key.Key_L)
    assert listener.waveform._shaded == listener.loop == Stretch(0, 5)
    assert listener.strip.position == 0
    assert listener.button("Loops 0:00 – 0:05").isChecked()
    listener.press(Qt.Key.Key_L)
    assert listener.waveform._shaded is listener.loop is None


def test_seconds_are_heard_again_and_again_by_mouse(opened: Listener) -> None:
    opened.strip.seek(2)
    opened.click("Loop from here")
    opened.strip.seek(3)
    opened.click("To here")
    assert opened.loop == Stretch(2, 3)
    opened.strip.toggle()
    places = []

    def round_again() -> bool:
        opened.sound.speaker.listen(0.1)
        places.append(opened.strip.position)
        return any(one > two for one, two in pairwise(places))

    opened.qtbot.waitUntil(round_again, timeout=20_000)
    assert max(places) <= 3.05
    opened.button("Loops 0:02 – 0:03").click()
    assert opened.loop is None


@pytest.mark.parametrize("away", ["Not now", ""])
def test_choosing_what_to_hear_again_can_be_left(opened: Listener, away: str) -> None:
    opened.click("Loop from here")
    if away:
        opened.click(away)
    else:
        opened.press(Qt.Key.Key_Escape)
    assert "Loop from here" in opened.buttons()
    assert "Not now" not in opened.buttons()
    assert opened.waveform._shaded is None
    assert opened.strip.isVisible()


def test_edges_are_cut_off_by_keys_and_nothing_is_deleted(opened: Listener) -> None:
    opened.button("Trim").setFocus()
    opened.press(Qt.Key.Key_Space)
    said = "Only what lies between the two edges is played. Nothing is deleted."
    assert said in opened.reads()
    opened.strip.seek(2)
    opened.button("Begin here").setFocus()
    opened.press(Qt.Key.Key_Return)
    opened.strip.seek(9)
    opened.button("End here").setFocus()
    opened.press(Qt.Key.Key_Return)
    assert opened.note.trim == Trim(2 * RATE, 9 * RATE)
    assert opened.note.frames == opened.strip.listener.note.frames
    opened.strip.seek(0)
    assert opened.strip.position == 0  # what is cut off is heard while one looks for the edges
    opened.press(Qt.Key.Key_Escape)
    assert said not in opened.reads()
    assert opened.strip.position == 2
    assert opened.strip._time.text() == "0:02 – 0:09"
    opened.strip.seek(12)
    assert opened.strip.position == 9


def test_the_edges_are_moved_by_mouse(opened: Listener) -> None:
    opened.click("Trim")
    for start, stop in ((0, 4), (12, 8)):
        QTest.mousePress(opened.waveform, Qt.MouseButton.LeftButton, pos=opened.at(start))
        QTest.mouseMove(opened.waveform, opened.at(stop))
        QTest.mouseRelease(opened.waveform, Qt.MouseButton.LeftButton, pos=opened.at(stop))
    trim = opened.note.trim
    assert trim is not None
    assert trim.start / RATE == pytest.approx(4, abs=0.05)
    assert trim.end / RATE == pytest.approx(8, abs=0.05)
    opened.click("Show all of it")
    assert opened.note.trim is None
    assert opened.strip.listener.note.trim is None
    assert not opened.button("Show all of it").isEnabled()


def test_edges_never_meet(opened: Listener) -> None:
    opened.click("Trim")
    opened.strip.seek(6)
    opened.click("Begin here")
    opened.strip.seek(5)
    opened.click("End here")
    assert opened.note.trim == Trim(0, 5 * RATE)
    QTest.mousePress(opened.waveform, Qt.MouseButton.LeftButton, pos=opened.at(5))
    QTest.mouseMove(opened.waveform, opened.at(-5))
    QTest.mouseRelease(opened.waveform, Qt.MouseButton.LeftButton, pos=opened.at(-5))
    assert opened.note.trim == Trim(0, RATE)


def test_what_is_cut_off_is_seen_and_not_played(show: Open, records: list[bytes]) -> None:
    whole = show(records).waveform.grab().toImage()
    listener = show([*records, pack(Trim(4 * RATE, 6 * RATE))])
    assert listener.waveform.grab().toImage() != whole
    assert listener.strip.position == 4
    listener.strip.toggle()

    def hear_on() -> bool:
        listener.sound.speaker.listen(0.1)
        return not listener.strip.playing

    listener.qtbot.waitUntil(hear_on, timeout=20_000)
    assert listener.strip.position == pytest.approx(6, abs=0.01)
    assert listener.strip.accessibleName() == "Voice, 0:04 – 0:06"


def _with_a_gap() -> list[bytes]:
    def part(number: int, start: int, end: int) -> list[bytes]:
        peaks = b"\xe0\x20" * (100 * (end - start))
        return [
            pack(Header(number, start * RATE, 0, b"h")),
            pack(Page(number, start * RATE, end * RATE, b"p", peaks)),
        ]

    lost = [Event(80 * RATE, EventKind.DEVICE_LOST), Event(80 * RATE, EventKind.GAP, 3_000)]
    return [*part(1, 0, 80), *map(pack, lost), *part(2, 81, 120)]


def test_what_is_missing_is_seen_and_said(show: Open) -> None:
    listener = show(_with_a_gap())
    said = "3 seconds are missing at 1:20: the microphone was away."
    assert said in listener.reads()
    assert listener.strip.accessibleDescription() == said
    assert listener.waveform.accessibleDescription() == said
    assert listener.waveform.hint_at(listener.at(80.5).x()) == said
    with_gap = listener.waveform.grab().toImage()
    listener.waveform._gaps = []
    listener.waveform._redraw()
    assert listener.waveform.grab().toImage() != with_gap


def test_four_hours_are_shown_again_within_two_milliseconds(qapp: QApplication) -> None:
    hours = 4 * 3_600
    peaks = hashlib.shake_256(b"apricot").digest(2 * 100 * hours)
    marks = tuple(Bookmark(n, n * 400 * RATE) for n in range(30))
    spoken_at_once = voice.Stretch(0, hours * RATE, 0, ())
    waveform = Waveform(VoiceNote((spoken_at_once,), peaks, (), marks), Theme(qapp, Preferences()))
    waveform.resize(760, 72)
    picture = QImage(waveform.size(), QImage.Format.Format_ARGB32_Premultiplied)
    took = []
    for second in range(0, hours, hours // 20):
        waveform.show_place(second)
        began = time.process_time()
        waveform.render(picture)
        took.append(time.process_time() - began)
    assert min(took[1:]) < 0.002


def test_leaving_the_page_lets_go_of_the_device_and_of_what_was_begun(opened: Listener) -> None:
    opened.click("Trim")
    opened.click("Loop from here")
    opened.strip.toggle()
    opened.strip.hide()
    assert not opened.strip.playing
    assert opened.sound.speaker.closes == 1
    opened.strip.show()
    assert "Begin here" not in opened.buttons()
    assert "Not now" not in opened.buttons()


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("look", THEMES)
def test_all_tools_fit_and_have_names_at_every_look(
    show: Open, records: list[bytes], look: str, size: float
) -> None:
    marks = [pack(Bookmark(n, n * RATE, "a name of a place " * (n % 3))) for n in range(1, 7)]
    listener = show([*records, *marks], Preferences(theme=look, text_size=size))
    listener.click("More")
    listener.click("Trim")
    listener.click("Loop from here")
    listener.strip.setFocus()
    listener.press("]")
    listener.strip.resize(760, listener.strip.heightForWidth(760))
    QApplication.processEvents()
    checks.nothing_is_clipped(listener.strip)
    checks.all_is_large_enough(listener.strip, dim=listener.theme.dim)
    checks.all_has_a_name(listener.strip)
    checks.tab_reaches_everything(listener.strip)
