"""How soon: from the press to the first sound kept, and from a place in a note to its sound."""

import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import numpy as np

from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.devices.speaker import HelperSpeaker
from journal_app.domain.voice import RATE
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from tests import sound, voices
from tests.bench.voicing import load, long_note, told
from tests.desktop.waiting import until
from tests.fakes_sound import Shelf

_LOUD = 200  # of a noise that is always there
_LOOK = 480  # bytes the monitor is read by: 5 ms


def presses(count: int) -> None:
    """Print how soon a press is followed by sound that is kept, warm and cold."""
    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        rig.play(_noise(600))
        with sound.told(rig):
            for title, warm in (("warm", True), ("cold", False)):
                measured = [_press(warm=warm) for _ in range(count)]
                first, shown, stop = zip(*measured, strict=True)
                wanted = "<= 150" if warm else ""
                told.row(f"{title}: press to first captured frame", first, "ms", wanted)
                told.row(f"{title}: press to first sound shown as kept", shown)
                told.row(f"{title}: stop until all is kept", stop)


def _press(*, warm: bool) -> tuple[float, float, float]:
    shelf = Shelf()
    recorder = Recorder(shelf.keep, HelperMicrophone(), OpusStream, voices.CLOCK)
    if warm:
        recorder.arm()
        until(lambda: recorder.level.peak_db > -60, "sound")
        time.sleep(random.uniform(0.2, 0.6))  # noqa: S311
    pressed_ms, pressed = voices.CLOCK.now().utc_ms, time.perf_counter()
    recorder.start()
    until(lambda: recorder.seconds > 0, "the first sound", every=0.002)
    shown = time.perf_counter() - pressed
    time.sleep(1.0)
    stopping = time.perf_counter()
    recorder.stop()
    stopped = time.perf_counter() - stopping
    first_ms = shelf.note.utc_ms_at(0)
    assert first_ms is not None
    return float(first_ms - pressed_ms), 1000 * shown, 1000 * stopped


class _Timed(HelperSpeaker):
    """A speaker that notes when it was first handed sound."""

    def __init__(self) -> None:
        super().__init__()
        self.first: float | None = None

    def forget(self) -> None:
        self.first = None

    def write(self, pcm: bytes) -> None:
        if self.first is None:
            self.first = time.perf_counter()
        super().write(pcm)


def places(count: int, hours: float) -> None:
    """Print how soon a long note is heard from random places."""
    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        folder = Path(name) / "journal"
        folder.mkdir(mode=0o700)
        long_note.make(folder, hours, _noise(60))
        began = time.perf_counter()
        with sound.told(rig), voices.newest(folder) as recording:
            opened = time.perf_counter() - began
            told.say(f"a note of {recording.note.seconds / 3600:.2f} h, in a vault")
            told.row("  the journal and the note open", [1000 * opened])
            speaker = _Timed()
            player = Player(recording, OpusReader, speaker)
            with _monitor(rig) as monitor, closing(speaker):
                cold = _play_somewhere(player, speaker, monitor)
                found = [_play_somewhere(player, speaker, monitor) for _ in range(count)]
            handed, heard = zip(*found, strict=True)
            told.row("  seek and play to sound handed on", handed, "ms", "<= 100")
            told.row("  seek and play to sound in the monitor", heard, "ms", "<= 100")
            told.say(f"  the very first time: handed on {cold[0]:.0f} ms, heard {cold[1]:.0f} ms")
            told.row("  read 0.1 s anywhere from the vault", [_read(recording) for _ in handed])


def _play_somewhere(player: Player, speaker: _Timed, monitor: "_Monitor") -> tuple[float, float]:
    monitor.quiet()
    speaker.forget()
    began = time.perf_counter()
    player.seek(random.uniform(0, player.duration - 60))  # noqa: S311
    player.play()
    heard = monitor.wait()
    player.pause()
    assert speaker.first is not None
    return 1000 * (speaker.first - began), 1000 * (heard - began)


def _read(recording: Recording) -> float:
    """Return the milliseconds it takes to get at sound nobody has read yet, without a player."""
    began = time.perf_counter()
    reader = OpusReader(recording.open(recording.note.stretches[0]))
    reader.read(random.randrange(recording.note.frames - RATE), RATE // 10)  # noqa: S311
    reader.close()
    return 1000 * (time.perf_counter() - began)


class _Monitor:
    """Listens closely to what is played, and tells when it began."""

    def __init__(self, listening: "subprocess.Popen[bytes]") -> None:
        self._listening = listening
        self._sounds = Event()
        self._silent_since = time.perf_counter()
        self._first = 0.0
        Thread(target=self._listen, daemon=True).start()

    def quiet(self) -> None:
        """Wait until nothing is heard."""
        until(lambda: time.perf_counter() - self._silent_since > 0.2, "silence")
        self._sounds.clear()

    def wait(self) -> float:
        """Return when something was heard."""
        assert self._sounds.wait(20)
        return self._first

    def _listen(self) -> None:
        assert self._listening.stdout is not None
        while pcm := self._listening.stdout.read(_LOOK):
            if np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)).max() > _LOUD:
                self._silent_since = time.perf_counter()
                if not self._sounds.is_set():
                    self._first = time.perf_counter()
                    self._sounds.set()


@contextmanager
def _monitor(rig: sound.Sound) -> Iterator[_Monitor]:
    form = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=5"]
    command = ["pacat", "--record", "--device=spk.monitor", *form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=rig.env) as listening:
        try:
            yield _Monitor(listening)
        finally:
            listening.terminate()


def _encoding(pcm: bytes) -> float:
    """Return the share of a core that encoding takes: on a busy machine everything takes more."""
    stream, before = OpusStream(), load.spent_s()
    for at in range(0, len(pcm), RATE // 4):
        stream.write(pcm[at : at + RATE // 4])
    stream.close()
    return (load.spent_s() - before) / (len(pcm) / 2 / RATE)


def _noise(seconds: float) -> bytes:
    chance = np.random.default_rng(6)
    return chance.normal(0, 2_000, round(seconds * RATE)).astype("<i2").tobytes()


def cpu(minutes: float) -> None:
    """Print what recording speech takes of a core, the app and its helper."""
    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        folder = Path(name) / "journal"
        folder.mkdir(mode=0o700)
        speech = sound.speech(Path(name), "Slow water over stones. " * 20, voice=sound.LOW_VOICE)
        rig.play(speech * 40)
        with sound.told(rig), voices.new_part(folder) as part:
            microphone = HelperMicrophone()
            recorder = Recorder(part.append, microphone, OpusStream, voices.CLOCK)
            recorder.start()
            until(lambda: recorder.state is State.RECORDING, "the recorder")
            assert microphone._session is not None
            helper = microphone._session._helper.process.pid
            before = load.spent_s(), load.spent_s(helper), time.perf_counter()
            time.sleep(60 * minutes)
            after = load.spent_s(), load.spent_s(helper), time.perf_counter()
            recorder.stop()
        app, help_, wall = (late - early for late, early in zip(after, before, strict=True))
        told.say(f"CPU while recording speech for {minutes} min, of one core (wanted <= 5 %)")
        told.say(f"  app {100 * app / wall:.2f} %, helper {100 * help_ / wall:.2f} %")
        told.say(f"  together {100 * (app + help_) / wall:.2f} %")
        told.say(f"  of it the encoder, alone and just now: {100 * _encoding(speech):.2f} %")
