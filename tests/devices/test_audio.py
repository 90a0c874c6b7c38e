"""Real PortAudio in its own process, on a real sound server without hardware."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from journal_app.devices import audio_helper
from journal_app.devices.clock import SystemClock
from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.devices.speaker import HelperSpeaker
from journal_app.domain.errors import JournalError, MicrophoneMissing, SpeakerMissing
from journal_app.domain.voice import RATE, EventKind
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from tests import sound
from tests.desktop.waiting import until
from tests.devices.rig import here, note_of, nowhere, rig, speech
from tests.fakes_sound import Shelf

__all__ = ["here", "nowhere", "rig", "speech"]

CLOCK = SystemClock()


@pytest.fixture
def microphone() -> Iterator[HelperMicrophone]:
    made = HelperMicrophone()
    yield made
    made.stop()


@pytest.fixture
def kept() -> Shelf:
    return Shelf()


@pytest.fixture
def recorder(microphone: HelperMicrophone, kept: Shelf) -> Iterator[Recorder]:
    made = Recorder(kept.keep, microphone, OpusStream, CLOCK)
    yield made
    made.stop()


def _wait(recorder: Recorder, state: State, patience: float = 15) -> float:
    began = time.monotonic()
    until(lambda: recorder.state is state, f"the recorder to be {state.name}", patience=patience)
    return time.monotonic() - began


def _heard(recording: Recording, number: int = 0) -> bytes:
    stretch = recording.note.stretches[number]
    reader = OpusReader(recording.open(stretch))
    pcm = reader.read(0, stretch.end - stretch.start)
    reader.close()
    return pcm


def test_no_sample_is_lost_while_the_app_stands_still(
    here: sound.Sound, microphone: HelperMicrophone
) -> None:
    heard = bytearray()
    microphone.start(heard.extend, _never)
    until(lambda: len(heard) > 0, "the microphone to be open")
    played = here.play(sound.ramp(6.0))
    until(lambda: any(heard[-9_600:]), "the ramp to be heard")
    ctypes.PyDLL(None).usleep(2_000_000)  # PyDLL: nobody else may run Python meanwhile
    assert played.wait(20) == 0
    microphone.stop()
    _assert_whole_ramp(np.frombuffer(bytes(heard), "<i2").astype(np.int64), 6.0)


def _never(error: JournalError) -> None:
    raise AssertionError(error)


def _assert_whole_ramp(samples: "np.typing.NDArray[np.int64]", seconds: float) -> None:
    first = int(np.argmax(samples != 0))
    ramp = samples[first : first + int(seconds * RATE) - 1]
    wanted = (np.arange(len(ramp)) + ramp[0] + 32_760) % 65_521 - 32_760
    assert len(ramp) == int(seconds * RATE) - 1
    assert np.array_equal(ramp, wanted)


def test_a_helper_that_is_killed_costs_less_than_two_seconds(
    here: sound.Sound, recorder: Recorder, microphone: HelperMicrophone, kept: Shelf, speech: bytes
) -> None:
    recorder.start()
    _wait(recorder, State.RECORDING)
    first = here.play(speech)
    until(lambda: recorder.seconds > 1.5, "some speech")
    os.kill(_helper(microphone), signal.SIGKILL)
    _wait(recorder, State.LOST)
    assert _wait(recorder, State.RECORDING) < 2
    first.wait(20)
    here.say(speech)
    recorder.stop()
    note = recorder.note()
    assert len(note.stretches) == 2
    (gap,) = [event for event in note.events if event.kind == EventKind.GAP]
    assert gap.detail_ms < 1_500
    assert sound.likeness(speech, _heard(kept.recording, 0), window_s=1.0) >= 0.95
    assert sound.likeness(speech, _heard(kept.recording, 1)) >= 0.95


def _helper(microphone: HelperMicrophone) -> int:
    assert microphone._session is not None
    return microphone._session._helper.process.pid


def test_a_helper_that_hangs_is_ended(
    here: sound.Sound, recorder: Recorder, microphone: HelperMicrophone
) -> None:
    recorder.start()
    _wait(recorder, State.RECORDING)
    stopped = _helper(microphone)
    os.kill(stopped, signal.SIGSTOP)
    assert _wait(recorder, State.LOST) < 4
    assert _wait(recorder, State.RECORDING) < 4
    assert _helper(microphone) != stopped
    recorder.stop()
    assert len(recorder.note().stretches) == 2


@pytest.mark.usefixtures("nowhere")
def test_no_microphone_is_said_soon_and_harms_nothing(recorder: Recorder) -> None:
    recorder.start()
    assert _wait(recorder, State.MISSING) < 4
    assert isinstance(recorder.trouble, MicrophoneMissing)
    recorder.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "microphone"]


def test_a_pause_is_silent_at_once(here: sound.Sound, speech: bytes) -> None:
    player = Player(note_of(speech), OpusReader, HelperSpeaker())
    player.play()
    until(lambda: player.position > 0.5, "half a second to be heard")
    began = time.monotonic()
    player.pause()
    assert time.monotonic() - began < 0.2
    at = player.position
    with here.listening() as monitor:
        until(lambda: monitor.stat().st_size > RATE, "half a second of the monitor")
    assert not np.frombuffer(monitor.read_bytes()[4_800:], "<i2").any()
    assert player.position == at


@pytest.mark.usefixtures("nowhere")
def test_without_anything_to_play_on_that_is_said(speech: bytes) -> None:
    player = Player(note_of(speech), OpusReader, HelperSpeaker())
    player.play()
    until(lambda: not player.playing, "the player to give up")
    assert isinstance(player.trouble, SpeakerMissing)
    player.pause()


def test_a_helper_ends_when_the_app_is_killed(here: sound.Sound) -> None:
    code = (
        "import sys, threading; from journal_app.devices.microphone import HelperMicrophone;"
        "one = HelperMicrophone(); first = threading.Event();"
        "one.start(lambda pcm: first.set(), print); first.wait(20);"
        "print(one._session._helper.process.pid, flush=True); threading.Event().wait(60)"
    )
    app = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=_path())
    assert app.stdout is not None
    pid = int(app.stdout.readline())
    assert _alive(pid)
    app.kill()
    app.wait()
    app.stdout.close()
    until(lambda: not _alive(pid), "the helper to end", patience=5)


def _path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("load", [None, "busy"])
def test_the_start_is_quick(
    load: str | None, here: sound.Sound, recorder: Recorder, request: pytest.FixtureRequest
) -> None:
    if load:
        request.getfixturevalue("busy")
    recorder.start()
    _wait(recorder, State.RECORDING, patience=5)


@pytest.fixture
def busy() -> Iterator[None]:
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for one in burning:
        one.kill()
        one.wait()


def test_sound_keeps_its_samples_on_the_way_through_floats() -> None:
    samples = array("h", range(-32_768, 32_768))
    floats = array("f", (value / 32_768 for value in samples)).tobytes()
    assert audio_helper.to_pcm(floats) == samples.tobytes()
    beyond = array("f", [1.0, 1.5, -2.0]).tobytes()
    assert audio_helper.to_pcm(beyond) == array("h", [32_767, 32_767, -32_768]).tobytes()


def test_a_pipe_that_breaks_inside_a_frame_just_ends(tmp_path: Path) -> None:
    whole = tmp_path / "frames"
    with whole.open("wb") as pipe:
        audio_helper.write_frame(pipe, b"P", b"first")
        audio_helper.write_frame(pipe, b"P", b"second")
    for cut, count in ((3, 0), (9, 0), (10, 1), (16, 1), (21, 2)):
        part = tmp_path / f"{cut}"
        part.write_bytes(whole.read_bytes()[:cut])
        with part.open("rb") as pipe:
            assert len(list(audio_helper.read_frames(pipe))) == count
