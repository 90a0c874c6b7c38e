"""The house locks by itself: on time, with the screen, before sleep, and never at a bad moment."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeySequence,
    QWheelEvent,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from journal_app import app, storage
from journal_app.devices.logind import LinuxDesktop
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.entry import Entry
from journal_app.domain.errors import KeyringLocked
from journal_app.domain.settings import Preferences
from journal_app.services.desktop import Deaf, Sign, Watcher
from journal_app.storage import vault
from journal_app.ui.house import House
from journal_app.ui.idle import LOOK_MS, Idle
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.workspace import Workspace
from tests import logind
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, fake_sound, tone
from tests.logind import Logind
from tests.ui.pens import Pen

TEN_MINUTES = 600.0
HALF_AN_HOUR = 1800.0


@dataclass
class Guest:
    """Someone in a house who may also do nothing for a long time."""

    house: House
    idle: Idle
    clock: FakeClock
    qtbot: QtBot

    def press(self, keys: str) -> None:
        window = self.house.window
        at: QWidget | None = window.focusWidget()
        QTest.keySequence(window if at is None else at, QKeySequence(keys))

    def write(self, words: str) -> None:
        """Write on a page, and wait until it is kept."""
        self.press("1")
        (page,) = [page for page in self.house.window.findChildren(Page) if page.isVisible()]
        self.qtbot.keyClicks(page, words)
        self.wait_until_kept()

    def wait_until_kept(self) -> None:
        workspace = self.house.threshold.workspace
        assert workspace is not None
        workspace.flush()
        self.qtbot.waitUntil(lambda: workspace.keeping.at_rest, timeout=20_000)

    def record(self, sound: FakeSound) -> None:
        """Speak for a second, and go on."""
        self.press("3")
        workspace = self.house.threshold.workspace
        assert workspace is not None
        self.qtbot.waitUntil(lambda: workspace.recording, timeout=20_000)
        sound.microphone.say(tone(1.0))

    def stop_recording(self) -> None:
        """Let the recording rest, and wait until all of it is kept."""
        workspace = self.house.threshold.workspace
        assert workspace is not None
        workspace.hush(pause_recording=True)
        self.qtbot.waitUntil(lambda: not workspace.recording, timeout=20_000)
        self.wait_until_kept()

    def rest(self, seconds: float) -> None:
        """Touch nothing for so long."""
        self.clock.go_on(seconds)
        self.look()

    def look(self) -> None:
        """Let the next look come."""
        self.idle._looks.timeout.emit()

    def hears_the_system(self) -> bool:
        return self.idle._watch is not None

    def reads(self, words: str) -> bool:
        """Tell whether one can read this just now."""
        labels = self.house.window.findChildren(QLabel)
        return any(words in one.text() for one in labels if one.isVisible())

    def sees_lock(self) -> bool:
        return isinstance(self.house.window.page, LockedPage)

    def wait_for_lock(self) -> None:
        self.qtbot.waitUntil(self.sees_lock, timeout=20_000)
        self.qtbot.waitUntil(lambda: not self.house.window.findChildren(Workspace), timeout=20_000)
        assert not self.house.threshold.is_open

    def stays_open(self) -> bool:
        """Tell whether no lock has so much as begun."""
        threshold = self.house.threshold
        return threshold.is_open and threshold._then is None and not self.sees_lock()


Enter = Callable[..., Guest]


@pytest.fixture
def keychain() -> MemoryKeychain:
    return MemoryKeychain()


@pytest.fixture
def sound(clock: FakeClock) -> FakeSound:
    return fake_sound(clock)


@pytest.fixture
def enter(
    qtbot: QtBot,
    qapp: QApplication,
    folder: Path,
    clock: FakeClock,
    sound: FakeSound,
    keychain: MemoryKeychain,
) -> Iterator[Enter]:
    """Open a house for someone with these preferences; it is closed in the end."""
    houses: list[House] = []

    def open_house(
        chosen: Preferences | None = None, chain: object = keychain, desktop: Watcher = Deaf
    ) -> Guest:
        settings = SettingsFile(folder.parent)
        settings.save(replace(chosen or Preferences(), welcomed=True))
        outside = app.Outside(chain, sound.sound, clock, settings, desktop=desktop)  # type: ignore[arg-type]
        house = app.build(outside, folder, qapp)
        houses.append(house)
        qtbot.addWidget(house.window)
        idle: Idle | None = house.findChild(Idle)
        assert idle is not None
        house.open()
        idle.begin()
        house.window.activateWindow()
        qtbot.waitUntil(house.window.isActiveWindow, timeout=20_000)
        guest = Guest(house, idle, clock, qtbot)
        if chain is keychain:
            _wait_until_open(guest)
        return guest

    yield open_house
    for house in houses:
        house.threshold.close_now()


def _wait_until_open(guest: Guest) -> None:
    workspace = guest.house.threshold.workspace
    assert workspace is not None
    answered: list[object] = []
    workspace._journal.ask(storage.entries.newest, 1).then(answered.append)
    guest.qtbot.waitUntil(lambda: bool(answered), timeout=20_000)


def _kept(folder: Path, keychain: MemoryKeychain) -> list[Entry]:
    header = storage.keys.header.load(folder)
    assert header is not None
    key = keychain.read(header.vault_id)
    assert key is not None
    opened = vault.unlock(folder, key)
    with opened.reading() as db:
        found = [storage.entries.load(db, line.id) for line in storage.entries.newest(db, 100)]
    opened.close()
    return found


def test_ten_minutes_without_a_touch_lock_and_every_word_is_kept(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.write("half a wor")
    guest.rest(TEN_MINUTES - 1)
    assert guest.stays_open()
    guest.rest(1)
    guest.wait_for_lock()
    assert [part.body for part in _kept(folder, keychain)[0].parts] == [b"half a wor"]


def _key(window: QWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Shift)


def _press(window: QWindow) -> None:
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def _point(window: QWindow) -> None:
    for place in (QPoint(40, 40), QPoint(60, 60)):  # it may have been at one of them
        QTest.mouseMove(window, place)


def _wheel(window: QWindow) -> None:
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase, far = Qt.ScrollPhase.NoScrollPhase, QPoint(0, 120)
    at = QPointF(40, 40)
    QApplication.sendEvent(
        window,
        QWheelEvent(at, at, QPoint(), far, buttons, keys, phase, False),  # noqa: FBT003 - Qt's own
    )


def _finger(window: QWindow) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(window, device).press(0, QPoint(40, 40), window).commit()
    QTest.touchEvent(window, device).release(0, QPoint(40, 40), window).commit()


def _pen(window: QWindow) -> None:
    Pen(window, window).draw([(40.0, 40.0), (50.0, 50.0)])  # type: ignore[arg-type]


def _dictate(window: QWindow) -> None:
    event = QInputMethodEvent()
    event.setCommitString("spoken")
    QApplication.sendEvent(QApplication.focusObject(), event)


@pytest.mark.parametrize("touch", [_key, _press, _point, _wheel, _finger, _pen, _dictate])
def test_every_way_of_touching_begins_the_ten_minutes_anew(
    enter: Enter, touch: Callable[[QWindow], None]
) -> None:
    guest = enter()
    guest.write("warm")
    guest.rest(TEN_MINUTES - 1)
    touch(guest.house.window.windowHandle())
    guest.wait_until_kept()
    guest.rest(TEN_MINUTES - 1)
    assert guest.stays_open()
    guest.rest(1)
    guest.wait_for_lock()


def test_what_the_house_does_by_itself_is_no_touch(enter: Enter) -> None:
    guest = enter()
    guest.write("warm")
    touched = guest.idle._touched
    guest.clock.go_on(60)
    guest.wait_until_kept()
    guest.house.window.repaint()
    guest.house.window.resize(1100, 700)
    QApplication.processEvents()
    assert guest.idle._touched == touched


def test_a_night_in_which_the_computer_slept_counts(enter: Enter) -> None:
    guest = enter()
    now = guest.clock.moment
    guest.clock.moment = replace(now, utc_ms=now.utc_ms + 8 * 3_600_000)
    guest.look()
    guest.wait_for_lock()


def test_never_is_never(enter: Enter) -> None:
    guest = enter(Preferences(lock_after_minutes=0))
    guest.rest(100 * TEN_MINUTES)
    assert guest.stays_open()


def test_another_number_of_minutes_counts_from_now_on(enter: Enter) -> None:
    guest = enter()
    guest.house.use(replace(guest.house.preferences, lock_after_minutes=2))
    guest.rest(120)
    guest.wait_for_lock()


def test_a_recording_is_never_cut_and_the_lock_comes_after_it(
    enter: Enter, sound: FakeSound
) -> None:
    guest = enter()
    guest.record(sound)
    guest.rest(3 * TEN_MINUTES)
    guest.idle.hear(Sign.LOCKED)
    assert guest.stays_open()
    workspace = guest.house.threshold.workspace
    assert workspace is not None
    assert workspace.recording

    guest.stop_recording()
    guest.idle._touch()  # the hand that ended it
    guest.look()
    guest.wait_for_lock()


def test_whoever_listens_is_here(enter: Enter, sound: FakeSound) -> None:
    sound.speaker._patient = False  # it plays until somebody listens
    guest = enter()
    guest.record(sound)
    guest.stop_recording()
    guest.press("Return")
    guest.qtbot.waitUntil(lambda: bool(guest.house.window.findChildren(VoiceStrip)))
    (strip,) = guest.house.window.findChildren(VoiceStrip)
    guest.wait_until_kept()
    strip.toggle()
    for _half_hour in range(3):
        guest.rest(30 * 60)
        assert guest.stays_open()
    strip.toggle()
    guest.rest(30 * 60)
    guest.wait_for_lock()


def test_whoever_opens_the_screen_again_is_not_locked_out_after_the_recording(
    enter: Enter, sound: FakeSound
) -> None:
    guest = enter()
    guest.record(sound)
    guest.idle.hear(Sign.LOCKED)
    guest.idle.hear(Sign.UNLOCKED)
    guest.stop_recording()
    guest.look()
    assert guest.stays_open()


def test_the_first_half_hour_of_afterglow_is_left_alone(enter: Enter) -> None:
    guest = enter(Preferences(theme="afterglow"))
    guest.rest(HALF_AN_HOUR - 1)
    guest.idle.hear(Sign.LOCKED)
    guest.look()
    assert guest.stays_open()
    guest.rest(1)
    guest.wait_for_lock()


def test_afterglow_counts_from_when_it_was_put_on(enter: Enter) -> None:
    guest = enter()
    guest.clock.go_on(HALF_AN_HOUR)
    guest.press("Ctrl+D")
    guest.press("Ctrl++")
    guest.rest(HALF_AN_HOUR - 1)
    assert guest.stays_open()
    guest.press("Ctrl+D")
    guest.rest(TEN_MINUTES)
    guest.wait_for_lock()


def test_whoever_asks_for_it_is_locked_in_afterglow_too(enter: Enter) -> None:
    guest = enter(Preferences(theme="afterglow", lock_in_afterglow=True))
    guest.rest(TEN_MINUTES)
    guest.wait_for_lock()


def test_the_screens_lock_locks_at_once_with_the_last_letter_kept(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    (page,) = [page for page in guest.house.window.findChildren(Page) if page.isVisible()]
    guest.qtbot.keyClicks(page, "just now")
    guest.idle.hear(Sign.LOCKED)
    guest.wait_for_lock()
    assert [part.body for part in _kept(folder, keychain)[0].parts] == [b"just now"]


def test_after_unlocking_an_old_wish_is_forgotten(enter: Enter) -> None:
    guest = enter()
    guest.idle.hear(Sign.LOCKED)
    guest.wait_for_lock()
    guest.house.threshold._again()
    guest.qtbot.waitUntil(lambda: isinstance(guest.house.window.page, Workspace), timeout=20_000)
    _wait_until_open(guest)
    guest.look()
    assert guest.stays_open()


def test_the_system_is_listened_to_only_while_that_is_wished(enter: Enter) -> None:
    guest = enter()
    assert guest.hears_the_system()
    guest.house.use(replace(guest.house.preferences, lock_with_screen=False))
    assert not guest.hears_the_system()
    guest.idle.hear(Sign.LOCKED)  # said before, and late
    assert guest.stays_open()
    guest.house.use(replace(guest.house.preferences, lock_with_screen=True))
    assert guest.hears_the_system()


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Logind]:
    with logind.bus(tmp_path) as address, closing(Logind(address)) as daemon:
        yield daemon


@pytest.fixture
def guest(enter: Enter, daemon: Logind, tmp_path: Path) -> Guest:
    """Somebody at a computer that has a logind."""
    address = f"unix:path={tmp_path}/bus"
    guest = enter(desktop=lambda tell: LinuxDesktop(tell, address, "none"))
    guest.qtbot.waitUntil(lambda: daemon.delays == 1, timeout=20_000)
    return guest


def test_a_closed_house_hears_nothing_and_delays_no_sleep(guest: Guest, daemon: Logind) -> None:
    guest.house.threshold.close_now()
    assert not guest.hears_the_system()
    guest.qtbot.waitUntil(lambda: daemon.delays == 0, timeout=20_000)


def test_what_logind_says_arrives_in_the_window(guest: Guest, daemon: Logind) -> None:
    daemon.lock()
    guest.wait_for_lock()


def test_the_computer_sleeps_only_after_the_journal_is_closed(
    guest: Guest, daemon: Logind, folder: Path, keychain: MemoryKeychain
) -> None:
    busy = Event()
    assert guest.house.threshold.workspace is not None
    guest.house.threshold.workspace._journal.ask(lambda _db: busy.wait(20))
    guest.press("1")
    (page,) = [page for page in guest.house.window.findChildren(Page) if page.isVisible()]
    guest.qtbot.keyClicks(page, "before the lid closes")
    daemon.fall_asleep()
    guest.qtbot.waitUntil(lambda: not guest.stays_open())
    assert daemon.delays == 1
    busy.set()

    def asleep() -> bool:
        if daemon.delays:
            return False
        assert not guest.house.threshold.is_open
        return True

    guest.qtbot.waitUntil(asleep, timeout=20_000)
    assert [p.body for p in _kept(folder, keychain)[0].parts] == [b"before the lid closes"]


def test_a_recording_does_not_keep_the_computer_from_sleeping(
    guest: Guest, daemon: Logind, sound: FakeSound
) -> None:
    guest.record(sound)
    daemon.fall_asleep()
    guest.qtbot.waitUntil(lambda: daemon.delays == 0, timeout=20_000)
    assert guest.stays_open()


def test_the_computer_sleeps_when_all_that_was_said_is_kept_and_says_so_afterwards(
    guest: Guest, daemon: Logind, sound: FakeSound
) -> None:
    guest.record(sound)
    guest.qtbot.waitUntil(lambda: guest.reads("Recording"), timeout=20_000)
    daemon.fall_asleep()
    guest.qtbot.waitUntil(lambda: guest.reads("Paused"), timeout=20_000)
    assert daemon.delays == 1
    sound.microphone.say(tone(0.2))
    guest.qtbot.waitUntil(lambda: daemon.delays == 0, timeout=20_000)
    assert guest.house.threshold.workspace is not None
    assert guest.house.threshold.workspace.keeping.at_rest

    guest.clock.sleep(300.0)
    daemon.lock()
    daemon.wake()
    guest.qtbot.waitUntil(lambda: guest.reads("The computer slept. All of it up to 0:01 is kept."))
    assert guest.stays_open()
    assert guest.idle._wished
    daemon.unlock()
    guest.qtbot.waitUntil(lambda: not guest.idle._wished, timeout=20_000)
    guest.idle._touch()
    guest.look()
    assert guest.stays_open()
    assert daemon.delays == 1
    guest.clock.go_on(1.0)
    guest.press("Space")
    guest.qtbot.waitUntil(lambda: guest.reads("Recording"), timeout=20_000)


def test_nobody_need_touch_the_computer_while_they_speak(
    guest: Guest, daemon: Logind, sound: FakeSound
) -> None:
    guest.record(sound)
    guest.look()
    guest.qtbot.waitUntil(lambda: daemon.wakers == 1, timeout=20_000)
    guest.stop_recording()
    guest.look()
    guest.qtbot.waitUntil(lambda: daemon.wakers == 0, timeout=20_000)


def test_a_recording_that_slept_through_a_night_is_locked_away(
    guest: Guest, daemon: Logind, sound: FakeSound
) -> None:
    guest.record(sound)
    daemon.fall_asleep()
    guest.qtbot.waitUntil(lambda: guest.reads("Paused"), timeout=20_000)
    sound.microphone.say(tone(0.2))
    guest.wait_until_kept()
    guest.clock.sleep(8 * 3_600.0)
    guest.look()
    guest.wait_for_lock()


class _Slow:
    """A keychain that doesn't answer before it should."""

    def __init__(self) -> None:
        self.answered = Event()

    def read(self, vault_id: str) -> bytes | None:
        self.answered.wait(30)
        raise KeyringLocked("Your keyring is locked.")

    def write(self, vault_id: str, key: bytes) -> None:
        self.read(vault_id)

    def forget(self, vault_id: str) -> None:
        self.read(vault_id)


def test_what_is_not_kept_yet_is_not_taken_off_the_screen(enter: Enter) -> None:
    first = enter()
    first.write("older")
    first.house.threshold.close_now()
    first.house.window.really_close()

    slow = _Slow()
    guest = enter(chain=slow)
    guest.press("1")
    (page,) = [page for page in guest.house.window.findChildren(Page) if page.isVisible()]
    guest.qtbot.keyClicks(page, "nowhere to put this yet")
    guest.qtbot.waitUntil(lambda: not page._telling.isActive(), timeout=20_000)
    guest.rest(TEN_MINUTES)
    assert guest.stays_open()
    assert page.isVisible()
    assert page.toPlainText() == "nowhere to put this yet"
    slow.answered.set()


def test_someone_who_reads_support_goes_on_reading_and_the_journal_behind_is_locked(
    enter: Enter,
) -> None:
    guest = enter()
    guest.write("hard")
    guest.press("F1")
    guest.rest(TEN_MINUTES)
    guest.qtbot.waitUntil(lambda: not guest.house.threshold.is_open, timeout=20_000)
    assert isinstance(guest.house.window.page, SupportPage)
    guest.press("Esc")
    assert guest.sees_lock()


def test_locking_by_hand_leaves_support_for_the_lock(enter: Enter) -> None:
    guest = enter()
    guest.press("F1")
    guest.press("Ctrl+L")
    guest.wait_for_lock()


def test_the_computer_is_woken_no_more_than_twice_a_minute(enter: Enter) -> None:
    guest = enter()
    awake = [timer for timer in guest.idle.findChildren(QTimer) if timer.isActive()]
    assert [timer.interval() for timer in awake] == [LOOK_MS]
    assert LOOK_MS >= 30_000
