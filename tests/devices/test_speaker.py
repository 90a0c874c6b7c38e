"""The real speaker, kept between two places of a note, lost, hung and back again."""

import os
import signal
import statistics
import subprocess
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from journal_app.devices.opus import OpusReader
from journal_app.devices.speaker import LET_GO_S, HelperSpeaker
from journal_app.domain.errors import SpeakerMissing
from journal_app.domain.voice import RATE
from journal_app.services.voice.player import Player
from tests import sound
from tests.desktop.waiting import until
from tests.devices.rig import hear_out, here, note_of, rig
from tests.fakes_sound import tone

__all__ = ["here", "rig"]


@pytest.fixture
def speaker() -> Iterator[HelperSpeaker]:
    made = HelperSpeaker()
    yield made
    made.close()


def _process(speaker: HelperSpeaker) -> "subprocess.Popen[bytes]":
    assert speaker._line is not None
    return speaker._line._helper.process


def _wait_place(player: Player, seconds: float) -> None:
    until(lambda: player.position > seconds, f"{seconds} s to be reached", every=0.005)


def _pitch(pcm: bytes) -> float:
    """Return the strongest frequency, in hertz."""
    wave = np.frombuffer(pcm, "<i2").astype(np.float64)
    strengths = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
    return float(np.argmax(strengths)) * RATE / len(wave)


def test_a_faster_tone_takes_less_time_and_keeps_its_pitch(
    here: sound.Sound, speaker: HelperSpeaker
) -> None:
    player = Player(note_of(tone(3.0, hertz=440)), OpusReader, speaker)
    player.speed = 1.5
    with here.listening() as monitor:
        player.play()
        until(lambda: not player.playing, "the note to end")
        hear_out(monitor)
    heard = monitor.read_bytes()
    loud = np.flatnonzero(np.abs(np.frombuffer(heard, "<i2").astype(np.int64)) > 1_000)
    assert (loud[-1] - loud[0]) / RATE == pytest.approx(2.0, rel=0.02)
    assert _pitch(heard[2 * loud[0] : 2 * loud[-1]]) == pytest.approx(440, rel=0.01)
    assert player.position == player.duration == 3.0


def test_a_place_gone_to_while_listening_is_heard_at_once(
    here: sound.Sound, speaker: HelperSpeaker
) -> None:
    low, high = 440, 2_000
    player = Player(note_of(tone(4.0, hertz=low) + tone(4.0, hertz=high)), OpusReader, speaker)
    late = []
    with here.listening() as monitor:
        player.play()
        _wait_place(player, 0.2)
        first = _process(speaker)
        for place, hertz in [(5.0, high), (1.0, low)] * 3:
            asked_at = monitor.stat().st_size // 2
            player.seek(place)
            _wait_place(player, place + 0.3)
            late.append(_first(monitor, asked_at, hertz) / RATE)
    assert _process(speaker) is first
    assert statistics.median(late) < 0.1
    player.pause()


def _first(monitor: Path, since: int, hertz: float) -> int:
    """Return after how many frames ``hertz`` is the pitch of what is heard."""
    heard = monitor.read_bytes()[2 * since :]
    window = RATE // 100
    for at in range(0, len(heard) // 2 - window, window // 2):
        part = heard[2 * at : 2 * (at + window)]
        if any(part) and abs(_pitch(part) - hertz) <= RATE / window:
            return at
    raise AssertionError("it is not heard at all")


@pytest.mark.usefixtures("here")
def test_what_plays_is_let_go_soon_after_the_last_sound(speaker: HelperSpeaker) -> None:
    player = Player(note_of(tone(2.0)), OpusReader, speaker)
    player.play()
    _wait_place(player, 0.1)
    first = _process(speaker)
    player.pause()
    player.play()
    _wait_place(player, 0.3)
    assert _process(speaker) is first
    player.pause()
    until(lambda: first.poll() is not None, "the process to end", patience=LET_GO_S + 3)
    player.seek(1.9)
    player.play()
    until(lambda: not player.playing, "the note to end")
    assert player.trouble is None
    second = _process(speaker)
    assert second is not first
    until(lambda: second.poll() is not None, "the process to end", patience=LET_GO_S + 3)


@pytest.mark.usefixtures("here")
def test_closing_ends_what_plays_at_once(speaker: HelperSpeaker) -> None:
    player = Player(note_of(tone(2.0)), OpusReader, speaker)
    player.play()
    _wait_place(player, 0.1)
    process = _process(speaker)
    player.close()
    assert process.poll() is not None
    assert player.trouble is None


@pytest.mark.usefixtures("here")
def test_a_player_that_hangs_does_not_hang_the_window(speaker: HelperSpeaker) -> None:
    player = Player(note_of(tone(8.0)), OpusReader, speaker)
    player.play()
    _wait_place(player, 0.2)
    stopped = _process(speaker)
    os.kill(stopped.pid, signal.SIGSTOP)
    began = time.monotonic()
    player.pause()
    assert time.monotonic() - began < 0.5
    at = player.position
    player.play()
    until(lambda: not player.playing, "the player to give up", patience=10)
    assert isinstance(player.trouble, SpeakerMissing)
    assert player.position == at
    player.play()
    _wait_place(player, at + 0.1)
    assert _process(speaker) is not stopped
    player.pause()


@pytest.mark.usefixtures("here")
def test_a_player_that_has_hung_for_a_while_is_ended_by_a_pause(speaker: HelperSpeaker) -> None:
    player = Player(note_of(tone(8.0)), OpusReader, speaker)
    player.play()
    _wait_place(player, 0.2)
    stopped = _process(speaker)
    os.kill(stopped.pid, signal.SIGSTOP)
    hung = time.monotonic()
    until(lambda: time.monotonic() - hung > 1.5, "it to hang")
    player.pause()
    until(lambda: stopped.poll() is not None, "the process to end", patience=1)


@pytest.mark.usefixtures("here")
def test_a_player_that_is_killed_stays_where_it_was(speaker: HelperSpeaker) -> None:
    player = Player(note_of(tone(8.0)), OpusReader, speaker)
    player.play()
    _wait_place(player, 0.5)
    _process(speaker).kill()
    until(lambda: not player.playing, "the player to notice", patience=3)
    assert isinstance(player.trouble, SpeakerMissing)
    at = player.position
    assert 0.5 <= at < 1.5
    player.play()
    _wait_place(player, at + 0.2)
    assert player.position < at + 1
    player.pause()


def test_a_speaker_that_goes_pauses_and_plays_again_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speaker: HelperSpeaker
) -> None:
    with sound.running(tmp_path / "server") as own:
        monkeypatch.setenv("PULSE_SERVER", own.env["PULSE_SERVER"])
        player = Player(note_of(tone(9.0)), OpusReader, speaker)
        player.play()
        _wait_place(player, 0.5)
        for module in ("module-remap-source", "module-null-sink"):
            own.pactl("unload-module", module)
        until(lambda: not player.playing, "the player to notice", patience=4)
        at = player.position
        assert 0.5 <= at < 2.0
        assert isinstance(player.trouble, SpeakerMissing)
        assert (
            str(player.trouble) == "What played the sound is gone. Play again to go on from here."
        )

        player.play()
        until(lambda: not player.playing, "the player to find nothing", patience=4)
        assert "Nothing found" in str(player.trouble)
        assert player.position == at

        own.pactl("load-module", "module-null-sink", "norewinds=1", "sink_name=spk", "rate=48000")
        with own.listening() as monitor:
            player.play()
            _wait_place(player, at + 0.5)
            player.close()
        assert player.position < at + 1.0
        assert max(array("h", monitor.read_bytes())) > 3_000


def test_a_player_that_was_made_ready_plays_with_what_is_there(
    here: sound.Sound, speaker: HelperSpeaker
) -> None:
    player = Player(note_of(tone(1.0)), OpusReader, speaker)
    player.prepare()
    until(lambda: speaker._line is not None, "the process to be there")
    ready = _process(speaker)
    player.play()
    until(lambda: not player.playing, "the note to end")
    assert player.trouble is None
    assert _process(speaker) is ready


def test_a_player_that_is_closed_while_it_gets_ready_leaves_no_process(
    speaker: HelperSpeaker,
) -> None:
    player = Player(note_of(tone(0.5)), OpusReader, speaker)
    player.prepare()
    player.close()
    until(lambda: player._preparing is None, "it to have got ready")
    assert speaker._line is None
