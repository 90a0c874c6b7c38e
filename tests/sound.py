"""Real sound without hardware: a private PulseAudio whose monitor is the microphone.

``start`` needs an empty folder of its own; what is played into ``cable`` comes out of the
microphone, what the app plays can be heard at ``spk.monitor``. Works as root, needs no session.
"""

import array
import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np

from tests.desktop.waiting import until

RATE = 48_000
NEEDED = ("pulseaudio", "pactl", "pacat", "espeak-ng", "sox")

# norewinds: a null sink otherwise runs two seconds late, which looks like a lost beginning
_SETUP = """\
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink norewinds=1 sink_name=spk rate=48000 channels=2
load-module module-null-sink norewinds=1 sink_name=cable rate=48000 channels=1
load-module module-remap-source source_name=mic master=cable.monitor
set-default-sink spk
set-default-source mic
"""


@dataclass
class Sound:
    """A running sound server; ``env`` is what a program needs to find it."""

    folder: Path
    env: dict[str, str]
    server: subprocess.Popen[bytes]
    _ours: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def pactl(self, *words: str) -> str:
        """Ask or tell the server something."""
        command = ["pactl", *words]
        return subprocess.run(
            command, env=self.env, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def play(self, pcm: bytes, *, device: str = "cable") -> subprocess.Popen[bytes]:
        """Begin to play 16-bit mono PCM into ``device``: the cable is the microphone."""
        source = self.folder / f"played-{len(self._ours)}.raw"
        source.write_bytes(pcm)
        with source.open("rb") as sound:
            return self._start(_pacat("--playback", device, latency_ms=2000), stdin=sound)

    def say(self, pcm: bytes, *, device: str = "cable") -> None:
        """Play and return when it has been heard."""
        assert self.play(pcm, device=device).wait(len(pcm) / 2 / RATE + 30) == 0

    @contextlib.contextmanager
    def listening(self, device: str = "spk.monitor") -> Iterator[Path]:
        """Write what is heard at ``device`` to the yielded file (16-bit mono PCM)."""
        heard = self.folder / f"heard-{len(self._ours)}.raw"
        with heard.open("wb") as sound:
            listener = self._start(_pacat("--record", device, latency_ms=50), stdout=sound)
        until(lambda: heard.stat().st_size > 0, "the monitor to be heard")
        try:
            yield heard
        finally:
            _end(listener)

    def _start(
        self,
        command: Sequence[str],
        stdin: IO[bytes] | int = subprocess.DEVNULL,
        stdout: IO[bytes] | int = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        program = subprocess.Popen(
            command,
            env=self.env,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
        )
        self._ours.append(program)
        return program


def missing() -> list[str]:
    """Return the programs this needs that aren't installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


def start(folder: Path, env: Mapping[str, str] = os.environ) -> Sound:
    """Start a sound server that keeps everything in ``folder``."""
    run, config = folder / "run", folder / "config" / "pulse"
    for place in (run, config, folder / "state"):
        place.mkdir(parents=True)
    run.chmod(0o700)
    setup = folder / "setup.pa"
    setup.write_text(_SETUP.format(socket=run / "native"))
    told = {
        **env,
        "PULSE_RUNTIME_PATH": str(run),
        "PULSE_STATE_PATH": str(folder / "state"),
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_SERVER": f"unix:{run / 'native'}",
    }
    command = ["pulseaudio", "-n", "-F", str(setup), "--daemonize=no", "--exit-idle-time=-1"]
    command += ["--use-pid-file=no", "--disallow-exit=no", "--high-priority=no", "--realtime=no"]
    command += [f"--log-target=file:{folder / 'pulse.log'}"]
    server = subprocess.Popen(
        [*nice(), *command],
        env={**told, "XDG_CONFIG_HOME": str(folder / "config")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    sound = Sound(folder, told, server)
    until(lambda: _answers(sound), "the sound server to answer")
    return sound


def stop(sound: Sound) -> None:
    """End the server and everything that plays or listens."""
    for program in (*reversed(sound._ours), sound.server):
        _end(program)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Sound]:
    """Run a sound server for the length of a ``with`` block."""
    sound = start(folder)
    try:
        yield sound
    finally:
        stop(sound)


def speech(folder: Path, words: str) -> bytes:
    """Return ``words`` spoken by a synthetic voice, as 16-bit mono PCM at 48 kHz."""
    spoken, pcm = folder / "speech.wav", folder / "speech.raw"
    subprocess.run(["espeak-ng", "-s", "150", "-w", spoken, words], check=True, timeout=60)
    form = ["-t", "raw", "-e", "signed", "-b", "16", "-c", "1", "-r", str(RATE)]
    subprocess.run(["sox", "-D", spoken, *form, pcm, "gain", "-n", "-6"], check=True, timeout=60)
    return pcm.read_bytes()


def ramp(seconds: float) -> bytes:
    """Return a sound in which every sample tells its place, so that a lost one is seen."""
    count = int(seconds * RATE)
    return array.array("h", [n % 65521 - 32760 for n in range(count)]).tobytes()


def likeness(said: bytes, heard: bytes, *, window_s: float = 3.0) -> float:
    """Return how well ``heard`` matches ``said`` at its best alignment, from 0 to 1."""
    one = np.frombuffer(said, "<i2").astype(np.float64)[: int(window_s * RATE)]
    two = np.frombuffer(heard, "<i2").astype(np.float64)
    if len(two) < len(one):
        return 0.0
    size = 1 << (len(one) + len(two)).bit_length()
    product = np.fft.irfft(np.fft.rfft(two, size) * np.conj(np.fft.rfft(one, size)), size)
    energy = np.cumsum(np.concatenate([[0.0], two**2]))
    spans = energy[len(one) :] - energy[: -len(one)]
    norm = np.sqrt(np.maximum(spans, 1.0) * max(float((one**2).sum()), 1.0))
    return float((product[: len(norm)] / norm).max())


def _pacat(direction: str, device: str, *, latency_ms: int) -> list[str]:
    form = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
    return ["pacat", direction, f"--device={device}", *form, f"--latency-msec={latency_ms}"]


def nice() -> list[str]:
    return ["nice", "-n", "-11"] if os.geteuid() == 0 else []


def _answers(sound: Sound) -> bool:
    assert sound.server.poll() is None, (sound.folder / "pulse.log").read_text()
    asked = subprocess.run(
        ["pactl", "info"], env=sound.env, capture_output=True, timeout=20, check=False
    )
    return asked.returncode == 0


def _end(program: subprocess.Popen[bytes]) -> None:
    program.terminate()
    try:
        program.wait(5)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait(5)
