"""A voice all the way: spoken, kept in a real vault and heard again, whatever happens to it."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.devices.speaker import HelperSpeaker
from journal_app.domain.level import Hearing
from journal_app.domain.voice import RATE, EventKind
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from tests import sound, voices
from tests.desktop.waiting import until

WORDS = "The river was slow and warm, and there were stones under my feet."
LIKE = 0.95


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sound.speech(tmp_path_factory.mktemp("speech"), WORDS, voice=sound.LOW_VOICE)


@pytest.fixture(scope="module")
def short(speech: bytes) -> bytes:
    return speech[: 2 * round(3.1 * RATE)]


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sound.Sound]:
    with sound.running(tmp_path_factory.mktemp("sound") / "server") as running:
        yield running


@pytest.fixture
def here(rig: sound.Sound) -> Iterator[sound.Sound]:
    with sound.told(rig):
        yield rig
    rig.hush()


@pytest.fixture
def part(tmp_path: Path) -> Iterator[OpenPart]:
    folder = tmp_path / "journal"
    folder.mkdir(mode=0o700)
    with voices.new_part(folder) as made:
        yield made


@pytest.fixture
def recorder(part: OpenPart) -> Iterator[Recorder]:
    made = Recorder(part.append, HelperMicrophone(), OpusStream, voices.CLOCK)
    yield made
    made.stop()


def _wait(recorder: Recorder, state: State) -> None:
    until(lambda: recorder.state is state, f"the recorder to be {state.name}")


def _stretches(recording: Recording) -> list[bytes]:
    found = []
    for stretch in recording.note.stretches:
        reader = OpusReader(recording.open(stretch))
        found.append(reader.read(0, stretch.end - stretch.start))
        reader.close()
    return found


def _say(rig: sound.Sound, recorder: Recorder, said: bytes) -> None:
    """Speak, and let the last of it arrive."""
    rig.say(said)
    heard = recorder.seconds
    until(lambda: recorder.seconds > heard + 0.4, "all to be heard")


def test_what_is_spoken_is_kept_in_the_vault_and_heard_again(
    here: sound.Sound, recorder: Recorder, part: OpenPart, speech: bytes
) -> None:
    recorder.start()
    _wait(recorder, State.RECORDING)
    _say(here, recorder, speech)
    began = time.monotonic()
    recorder.stop()
    assert time.monotonic() - began < 1.0
    recording = voices.kept(part)
    assert len(recording.note.stretches) == 1
    assert min(sound.likenesses(speech, *_stretches(recording))) >= LIKE

    player = Player(recording, OpusReader, HelperSpeaker())
    with here.listening() as monitor:
        player.play()
        until(lambda: not player.playing, "the note to end")
        player.pause()
        already = monitor.stat().st_size
        until(lambda: monitor.stat().st_size > already + RATE, "the monitor to be heard out")
    assert player.trouble is None
    assert min(sound.likenesses(speech, monitor.read_bytes())) >= LIKE


def test_silence_is_told_within_two_seconds_and_so_is_speech_after_it(
    here: sound.Sound, recorder: Recorder, speech: bytes
) -> None:
    recorder.start()
    until(lambda: recorder.hearing is Hearing.NO_SOUND, "the silence to be told")
    assert recorder.seconds < 3
    here.play(speech)
    until(lambda: recorder.hearing is Hearing.HEARD, "the speech to be told")
    here.pactl("set-source-mute", "mic", "1")
    muted = recorder.seconds
    until(lambda: recorder.hearing is Hearing.NO_SOUND, "the muted microphone to be told")
    assert recorder.seconds - muted < 3
    here.pactl("set-source-mute", "mic", "0")


def test_speech_that_is_too_loud_is_told_and_other_speech_is_not(
    here: sound.Sound, recorder: Recorder, speech: bytes
) -> None:
    told = set()

    def spoken() -> bool:
        told.add(recorder.hearing)
        return speaking.poll() is not None

    recorder.start()
    speaking = here.play(speech)
    until(spoken, "the speech")
    assert Hearing.HEARD in told
    assert Hearing.TOO_LOUD not in told
    loud = np.clip(np.frombuffer(speech, "<i2").astype(np.int32) * 8, -32_768, 32_767)
    here.play(loud.astype("<i2").tobytes())
    until(lambda: recorder.hearing is Hearing.TOO_LOUD, "that it is too loud")


def test_a_microphone_that_is_put_to_sleep_is_told_and_used_again(
    here: sound.Sound, recorder: Recorder, part: OpenPart, short: bytes
) -> None:
    recorder.start()
    _wait(recorder, State.RECORDING)
    _say(here, recorder, short)
    here.pactl("suspend-source", "mic", "1")
    _wait(recorder, State.LOST)
    assert "is kept" in str(recorder.trouble)
    here.pactl("suspend-source", "mic", "0")
    _wait(recorder, State.RECORDING)
    recorder.stop()
    recording = voices.kept(part)
    assert EventKind.DEVICE_LOST in [event.kind for event in recording.note.events]
    assert min(sound.likenesses(short, _stretches(recording)[0])) >= LIKE


@pytest.fixture
def own(tmp_path: Path) -> Iterator[sound.Sound]:
    with sound.running(tmp_path / "server") as running, sound.told(running):
        yield running


def test_a_sound_server_that_dies_costs_only_what_was_said_to_nobody(
    own: sound.Sound, recorder: Recorder, part: OpenPart, short: bytes
) -> None:
    recorder.start()
    _wait(recorder, State.RECORDING)
    _say(own, recorder, short)
    own.die()
    _wait(recorder, State.LOST)
    own.come_back()
    _wait(recorder, State.RECORDING)
    _say(own, recorder, short)
    recorder.stop()
    recording = voices.kept(part)
    before, after = _stretches(recording)
    assert min(sound.likenesses(short, before)) >= LIKE
    assert min(sound.likenesses(short, after)) >= LIKE
    assert recording.note.events[0].kind == EventKind.DEVICE_LOST


def test_a_source_that_is_taken_away_and_comes_back_goes_on(
    own: sound.Sound, recorder: Recorder, part: OpenPart, short: bytes
) -> None:
    recorder.start()
    _wait(recorder, State.RECORDING)
    _say(own, recorder, short)
    for module in ("module-remap-source", "module-null-sink"):
        own.pactl("unload-module", module)
    _wait(recorder, State.LOST)
    assert "Everything up to 0:0" in str(recorder.trouble)
    own.pactl("load-module", "module-null-sink", "norewinds=1", "sink_name=cable", "rate=48000")
    own.pactl("load-module", "module-remap-source", "source_name=mic", "master=cable.monitor")
    _wait(recorder, State.RECORDING)
    _say(own, recorder, short)
    recorder.stop()
    recording = voices.kept(part)
    before, *_, after = _stretches(recording)
    assert min(sound.likenesses(short, before)) >= LIKE
    assert min(sound.likenesses(short, after)) >= LIKE
