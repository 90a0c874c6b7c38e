"""Devices that are listed, chosen, pulled out and put back, on a real sound server."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from sounddevice import PortAudioError

from journal_app.devices import audio_helper, cardlist, microphone, soundcards
from journal_app.devices.clock import SystemClock
from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.devices.speaker import HelperSpeaker
from journal_app.domain.errors import MicrophoneMissing, SpeakerMissing
from journal_app.domain.soundcards import Cards, Choice, Device
from journal_app.domain.voice import EventKind
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from tests import sound
from tests.desktop.waiting import until
from tests.fakes_sound import Shelf, kept_note

CLOCK = SystemClock()
HEADSET = Choice("headset", "Headset")


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sound.Sound]:
    """A computer with a microphone of its own and a headset, each with a cable into it."""
    with sound.running(tmp_path / "server") as server:
        for name, value in server.env.items():
            if name.startswith("PULSE_"):
                monkeypatch.setenv(name, value)
        server.plug_in("headset", "device.bus=bluetooth")
        yield server


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    words = "The river was slow and warm, and there were stones under my feet."
    return sound.speech(tmp_path_factory.mktemp("speech"), words)


@dataclass
class Desk:
    """Somebody who speaks, and may choose what hears them."""

    kept: Shelf = field(default_factory=Shelf)
    choice: Choice | None = None

    def __post_init__(self) -> None:
        heard = HelperMicrophone(lambda: self.choice)
        self.recorder = Recorder(self.kept.keep, heard, OpusStream, CLOCK)

    def close(self) -> None:
        self.recorder.stop()

    def start(self) -> None:
        self.recorder.start()
        self.wait(State.RECORDING)

    def wait(self, state: State) -> None:
        until(lambda: self.recorder.state is state, f"the recorder to be {state.name}", patience=15)

    def wait_for(self, name: str) -> None:
        """Wait until a device is recorded from."""
        until(lambda: self.hears_with() == name, f"{name} to hear", patience=15)
        self.wait(State.RECORDING)

    def hears_with(self) -> str | None:
        found = self.recorder.hears_with
        return found.device.id if found is not None else None

    def missing(self) -> str | None:
        found = self.recorder.hears_with
        return found.missing.name if found is not None and found.missing is not None else None


@pytest.fixture
def desk() -> Iterator[Desk]:
    with closing(Desk()) as made:
        yield made


def _heard(recording: Recording, number: int) -> bytes:
    stretch = recording.note.stretches[number]
    reader = OpusReader(recording.open(stretch))
    with closing(reader):
        return reader.read(0, stretch.end - stretch.start)


def test_real_devices_are_listed_by_their_names(rig: sound.Sound) -> None:
    told: list[Cards] = []
    end = soundcards.watch(told.append)
    until(lambda: bool(told), "a list", patience=10)
    end()
    names = {one.id: (one.name, one.bluetooth, one.default) for one in told[0].inputs}
    assert names == {
        "mic": ("Remapped Monitor of Null Output", False, True),
        "headset": ("Headset", True, False),
    }
    assert {one.id: one.default for one in told[0].outputs} == {
        "spk": True,
        "cable": False,
        "headset-cable": False,
    }
    assert told[0].follows


def test_the_list_is_told_again_when_it_changes(rig: sound.Sound) -> None:
    told: list[Cards] = []
    end = soundcards.watch(told.append)
    until(lambda: bool(told), "a list", patience=10)
    rig.unplug("headset")
    until(lambda: [one.id for one in told[-1].inputs] == ["mic"], "one microphone")
    rig.plug_in("headset")
    until(lambda: len(told[-1].inputs) == 2, "the other one again")
    rig.pactl("set-default-source", "headset")
    until(lambda: [one.id for one in told[-1].inputs if one.default] == ["headset"], "a switch")
    until(lambda: len(told) >= 4, "all of it to be told")
    assert all(before != after for before, after in pairwise(told))
    end()


def test_what_was_chosen_is_what_hears(rig: sound.Sound, desk: Desk, speech: bytes) -> None:
    desk.choice = HEADSET
    desk.start()
    assert (desk.hears_with(), desk.missing()) == ("headset", None)
    rig.say(speech, device="headset-cable")
    desk.recorder.stop()
    assert sound.likeness(speech, _heard(desk.kept.recording, 0)) > 0.9


def test_a_choice_that_is_not_there_is_replaced_and_told(rig: sound.Sound, desk: Desk) -> None:
    desk.choice = Choice("gone", "Ada’s Headset")
    desk.start()
    assert (desk.hears_with(), desk.missing()) == ("mic", "Ada’s Headset")


def test_pulled_out_while_recording_another_one_goes_on_and_it_comes_back(
    rig: sound.Sound, desk: Desk, speech: bytes
) -> None:
    desk.choice = HEADSET
    desk.start()
    rig.say(speech, device="headset-cable")
    rig.unplug("headset")
    desk.wait_for("mic")
    assert desk.missing() == "Headset"
    assert desk.recorder.switched
    rig.say(speech)
    rig.plug_in("headset")
    desk.wait_for("headset")
    assert desk.missing() is None
    rig.say(speech, device="headset-cable")
    desk.recorder.stop()
    recording = desk.kept.recording
    assert len(recording.note.stretches) == 3
    gaps = [one.detail_ms for one in recording.note.events if one.kind == EventKind.GAP]
    assert len(gaps) == 2
    assert max(gaps) < 10_000
    for number in range(3):
        assert sound.likeness(speech, _heard(recording, number)) > 0.9


def test_another_one_is_chosen_while_recording(rig: sound.Sound, desk: Desk, speech: bytes) -> None:
    desk.start()
    rig.say(speech)
    desk.choice = HEADSET
    desk.recorder.listen_afresh()
    desk.wait_for("headset")
    rig.say(speech, device="headset-cable")
    desk.recorder.stop()
    recording = desk.kept.recording
    kinds = [one.kind for one in recording.note.events]
    assert kinds == [EventKind.DEVICE_CHANGED, EventKind.GAP, EventKind.STOP]
    assert recording.note.events[1].detail_ms < 10_000
    assert [sound.likeness(speech, _heard(recording, number)) > 0.9 for number in (0, 1)] == [
        True
    ] * 2


def test_when_the_system_switches_that_is_noticed_and_nothing_breaks_off(
    rig: sound.Sound, desk: Desk, speech: bytes
) -> None:
    desk.start()
    assert not desk.recorder.switched
    rig.pactl("set-default-source", "headset")
    until(lambda: desk.recorder.switched, "the switch to be noticed")
    assert desk.hears_with() == "headset"
    rig.say(speech, device="headset-cable")
    desk.recorder.stop()
    assert len(desk.kept.note.stretches) == 1
    assert sound.likeness(speech, _heard(desk.kept.recording, 0)) > 0.9


def test_what_the_computer_plays_is_never_taken_for_a_microphone(
    rig: sound.Sound, desk: Desk, speech: bytes
) -> None:
    rig.unplug("headset")
    desk.start()
    rig.pactl("unload-module", "module-remap-source")
    desk.wait(State.LOST)
    rig.say(speech, device="spk")
    said_s = desk.recorder.seconds
    assert desk.recorder.state is State.LOST
    rig.plug_in("headset")
    desk.wait_for("headset")
    desk.recorder.stop()
    first = _heard(desk.kept.recording, 0)
    assert len(first) / 2 / sound.RATE == pytest.approx(said_s, abs=0.1)
    assert not any(first)


def test_what_was_chosen_is_what_speaks(rig: sound.Sound, speech: bytes) -> None:
    rig.add_speaker("lamp")
    player = Player(kept_note(speech), OpusReader, HelperSpeaker(lambda: Choice("lamp", "Lamp")))
    with rig.listening("lamp.monitor") as heard:
        player.play()
        until(lambda: not player.playing, "the end", patience=20)
        until(lambda: sound.likeness(speech, heard.read_bytes()) > 0.9, "it to be heard there")
    player.pause()


def test_headphones_that_are_pulled_out_leave_nothing_to_be_heard_by_the_room(
    rig: sound.Sound, speech: bytes
) -> None:
    rig.add_speaker("phones")
    player = Player(
        kept_note(5 * speech), OpusReader, HelperSpeaker(lambda: Choice("phones", "Phones"))
    )
    player.play()
    until(lambda: player.position > 0.5, "half a second to be heard", patience=15)
    rig.unplug("phones")
    until(lambda: not player.playing, "it to be silent", patience=3)
    assert isinstance(player.trouble, SpeakerMissing)
    player.pause()


def test_a_device_in_use_has_a_sentence_of_its_own() -> None:
    error = PortAudioError("Error opening RawInputStream", -9985)
    assert audio_helper.reason(error) == "busy"
    assert audio_helper.reason(PortAudioError("Input/output error", -9999)) == "missing"
    told = microphone._ERRORS["busy"]()
    assert isinstance(told, MicrophoneMissing)
    assert "Another program" in str(told)


def test_without_a_server_portaudio_names_what_it_opens_unasked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    devices = [
        {"name": "Mic", "max_input_channels": 1, "max_output_channels": 0},
        {"name": "Mic", "max_input_channels": 1, "max_output_channels": 0},
        {"name": "Ears", "max_input_channels": 0, "max_output_channels": 2},
    ]
    own = {"name": "MME", "devices": [0, 2], "default_input_device": 0, "default_output_device": -1}
    other = {
        "name": "WASAPI",
        "devices": [1],
        "default_input_device": 1,
        "default_output_device": -1,
    }
    default = SimpleNamespace(hostapi=0)
    for name, value in (
        ("query_devices", lambda: devices),
        ("query_hostapis", lambda: (own, other)),
        ("default", default),
    ):
        monkeypatch.setattr(f"sounddevice.{name}", value)
    assert cardlist.cards() == Cards(
        (Device("Mic, MME", "Mic", default=True),), (Device("Ears, MME", "Ears"),), follows=False
    )
