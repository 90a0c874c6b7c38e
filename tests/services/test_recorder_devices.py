"""A recorder whose microphone is another one now, and one whose computer slept."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from journal_app.devices.opus import OpusStream
from journal_app.domain.errors import MicrophoneLost
from journal_app.domain.soundcards import Device, Match
from journal_app.domain.voice import RATE, EventKind
from journal_app.services.voice.recorder import Recorder, State
from tests.desktop.waiting import until
from tests.fakes import FakeClock
from tests.fakes_sound import FakeMicrophone, Shelf, tone

BUILT_IN, HEADSET = Device("pci", "Built-in", default=True), Device("bt", "Headset")


class Guest:
    """Somebody who speaks into a recorder."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.microphone = FakeMicrophone(clock)
        self.kept = Shelf()
        self.recorder = Recorder(self.kept.keep, self.microphone, OpusStream, clock)

    def close(self) -> None:
        self.recorder.stop()

    def speak(self, seconds: float) -> None:
        self.microphone.say(tone(seconds))

    def wait(self, state: State) -> None:
        until(lambda: self.recorder.state is state, f"it to be {state.name}", patience=10)

    def let_time_pass(self, met: Callable[[], bool]) -> None:
        def look() -> bool:
            self.clock.go_on(0.02)
            return met()

        until(look, "something to happen as time passes", patience=20)

    def kinds(self) -> list[str]:
        return [event.kind for event in self.kept.note.events]


@pytest.fixture
def guest(clock: FakeClock) -> Iterator[Guest]:
    with closing(Guest(clock)) as made:
        yield made


def test_another_microphone_goes_on_in_the_same_note(guest: Guest) -> None:
    guest.recorder.start()
    guest.speak(2.0)
    guest.wait(State.RECORDING)
    guest.recorder.listen_afresh()
    until(lambda: guest.microphone.starts == 2, "the other one to be opened", patience=10)
    guest.wait(State.WARMING)
    assert guest.recorder.trouble is None
    assert guest.kept.note.seconds == pytest.approx(2.0, abs=0.02)
    guest.clock.go_on(0.7)
    guest.speak(1.0)
    guest.wait(State.RECORDING)
    guest.recorder.stop()
    one, two = guest.kept.note.stretches
    assert (two.start - one.end) / RATE == pytest.approx(0.7, abs=0.05)
    assert guest.kinds() == [EventKind.DEVICE_CHANGED, EventKind.GAP, EventKind.STOP]


def test_another_microphone_that_says_nothing_is_looked_for_and_that_is_told(guest: Guest) -> None:
    guest.recorder.start()
    guest.speak(1.0)
    guest.wait(State.RECORDING)
    guest.recorder.listen_afresh()
    guest.wait(State.WARMING)
    guest.let_time_pass(lambda: guest.recorder.state is State.LOST)
    assert isinstance(guest.recorder.trouble, MicrophoneLost)
    guest.let_time_pass(lambda: guest.microphone.starts > 2)
    guest.speak(1.0)
    guest.wait(State.RECORDING)
    assert guest.recorder.trouble is None


def test_before_the_press_another_microphone_is_just_opened(guest: Guest) -> None:
    guest.recorder.arm()
    guest.speak(0.5)
    guest.recorder.listen_afresh()
    until(lambda: guest.microphone.starts == 2, "the other one to be opened", patience=10)
    guest.speak(0.5)
    guest.wait(State.READY)
    assert not guest.kept


def test_which_device_hears_is_known_and_a_switch_is_noticed_until_the_next_press(
    guest: Guest,
) -> None:
    guest.recorder.start()
    guest.microphone.match = Match(BUILT_IN)
    guest.speak(1.0)
    until(lambda: guest.recorder.seconds > 0.8, "what was said to be taken in")
    assert guest.recorder.hears_with == Match(BUILT_IN)
    assert not guest.recorder.switched
    guest.microphone.match = Match(HEADSET)
    guest.speak(1.0)
    until(lambda: guest.recorder.switched, "the switch to be noticed")
    guest.recorder.pause()
    assert not guest.recorder.switched
    guest.speak(0.2)
    guest.recorder.stop()
    assert len(guest.kept.note.stretches) == 1


def test_a_computer_that_slept_finds_the_recording_paused_and_all_of_it_kept(guest: Guest) -> None:
    guest.recorder.start()
    guest.speak(2.0)
    guest.wait(State.RECORDING)  # else it slept before anything was said
    guest.clock.sleep(3_600.0)
    until(lambda: guest.recorder.slept, "the sleep to be noticed")
    guest.speak(0.5)
    guest.wait(State.PAUSED)
    until(lambda: guest.kinds() == [EventKind.PAUSE], "all of it to be kept")
    guest.speak(1.0)
    assert guest.kept.note.seconds == pytest.approx(2.0, abs=0.12)
    guest.recorder.resume()
    assert not guest.recorder.slept
    guest.speak(1.0)
    guest.recorder.stop()
    one, two = guest.kept.note.stretches
    assert two.utc_ms - one.utc_ms > 3_600_000


def test_a_computer_that_slept_before_anything_was_said_is_no_news(guest: Guest) -> None:
    guest.recorder.arm()
    guest.speak(0.3)
    guest.clock.sleep(60.0)
    guest.speak(0.3)
    guest.wait(State.READY)
    assert not guest.recorder.slept


def test_a_clock_that_is_a_little_off_is_no_sleep(guest: Guest) -> None:
    guest.recorder.start()
    for _second in range(3):
        guest.speak(0.5)
        guest.clock.sleep(0.4)
    guest.speak(0.3)
    guest.wait(State.RECORDING)
    assert not guest.recorder.slept
