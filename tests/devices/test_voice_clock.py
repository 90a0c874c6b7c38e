"""Sound is on one clock with strokes and words: the real way from a microphone to a kept note."""

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.devices.audio_helper import Lateness
from journal_app.devices.clock import SystemClock
from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusStream
from journal_app.domain.voice import RATE
from journal_app.services.voice.recorder import Recorder, State
from tests import clicks, sound
from tests.desktop.waiting import until
from tests.fakes_sound import Shelf, decoded

CLICKS = 20
TOGETHER_MS = 50


@pytest.fixture
def busy() -> Iterator[None]:
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for one in burning:
        one.kill()
        one.wait()


@pytest.mark.usefixtures("busy")
def test_a_note_tells_when_its_sound_was_made(tmp_path: Path) -> None:
    with (
        sound.running(tmp_path / "server") as rig,
        sound.told(rig),
        clicks.clicking(rig, tmp_path) as made,
    ):
        shelf, microphone = Shelf(), HelperMicrophone()
        recorder = Recorder(shelf.keep, microphone, OpusStream, SystemClock())
        recorder.start()
        until(lambda: recorder.state is State.RECORDING, "the recorder")
        enough = len(made()) + CLICKS + 1
        until(lambda: len(made()) > enough, "the clicks", patience=20)
        recorder.stop()
        said = made()
    frames = clicks.heard(decoded(shelf.recording))
    told = [utc for frame in frames if (utc := shelf.note.utc_ms_at(frame)) is not None]
    assert len(told) >= CLICKS
    assert abs(statistics.median(clicks.lateness(said, told))) < TOGETHER_MS


def test_sound_that_waits_in_the_machine_is_known_to_come_late() -> None:
    since = iter([0.300, 0.460, 0.485, 0.530, 9.9])
    lateness = Lateness(lambda: next(since))
    told = [lateness.hear(RATE // 10) for _ in range(3)]
    assert told == [pytest.approx(0.2), None, pytest.approx(0.185)]
    assert lateness.hear(RATE // 10) == pytest.approx(0.13)
    assert lateness.hear(10 * RATE) is None


def test_a_machine_that_can_not_tell_the_time_of_sound_is_not_believed() -> None:
    assert Lateness(lambda: 1_800_000_000.0).hear(RATE // 10) is None
    assert Lateness(lambda: -0.02).hear(RATE // 10) == 0.0
