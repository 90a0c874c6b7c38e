"""What tests with real sound share: the server, its environment, a voice, and notes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_app.devices.opus import OpusStream
from journal_app.domain.voice import RATE
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.voice.take import Take
from tests import sound
from tests.desktop.waiting import until

WORDS = "The river was slow and warm, and there were stones under my feet."


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sound.Sound]:
    with sound.running(tmp_path_factory.mktemp("sound") / "server") as running:
        yield running


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sound.speech(tmp_path_factory.mktemp("speech"), WORDS, voice=sound.LOW_VOICE)


@pytest.fixture
def here(rig: sound.Sound, monkeypatch: pytest.MonkeyPatch) -> sound.Sound:
    for name, value in rig.env.items():
        if name.startswith("PULSE_"):
            monkeypatch.setenv(name, value)
    return rig


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")


def note_of(pcm: bytes) -> Recording:
    kept: list[bytes] = []
    take = Take(1, 0, 0, OpusStream(), kept.append)
    take.write(pcm)
    take.close()
    return in_memory(kept)


def hear_out(monitor: Path) -> None:
    """Wait until what is on its way to the listener has arrived."""
    already = monitor.stat().st_size
    until(lambda: monitor.stat().st_size > already + RATE, "the monitor to be heard out")
