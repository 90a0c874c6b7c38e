"""Real sound without hardware: a private PulseAudio whose monitor is the microphone.

``start`` needs an empty folder of its own; what is played into ``cable`` comes out of the
microphone, what the app plays can be heard at ``spk.monitor``. Works as root, needs no session.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

import numpy as np

from tests.desktop.waiting import until

RATE = 48_000
LOW_VOICE = "en+m7"  # what an encoder leaves out of it is less than of others
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
    _files: "count[int]" = field(default_factory=count)
    _plugged: dict[str, str] = field(default_factory=dict)

    def pactl(self, *words: str) -> str:
        """Ask or tell the server something."""
        command = ["pactl", *words]
        return subprocess.run(
            command, env=self.env, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def plug_in(self, name: str, *properties: str) -> None:
        """Have a microphone appear; what is played into ``<name>-cable`` is heard by it."""
        if f"{name}-cable" not in self._plugged:
            self.add_speaker(f"{name}-cable")
        known = " ".join([f"device.description={name.title()}", *properties])
        how = (
            f"source_name={name}",
            f"master={name}-cable.monitor",
            f"source_properties='{known}'",
        )
        self._load(name, "module-remap-source", *how)

    def add_speaker(self, name: str) -> None:
        """Have a speaker appear, to be heard at ``<name>.monitor``."""
        self._load(name, "module-null-sink", f"sink_name={name}", "norewinds=1", "rate=48000")

    def unplug(self, name: str) -> None:
        """Have a device disappear that was plugged in or added."""
        self.pactl("unload-module", self._plugged.pop(name))

    def _load(self, name: str, *words: str) -> None:
        self._plugged[name] = self.pactl("load-module", *words).strip()

    def play(self, pcm: bytes, *, device: str = "cable") -> subprocess.Popen[bytes]:
        """Begin to play 16-bit mono PCM into ``device``: the cable is the microphone."""
        source = self.folder / f"played-{next(self._files)}.raw"
        source.write_bytes(pcm)
        with source.open("rb") as sound:
            return self._start(_pacat("--playback", device, latency_ms=2000), stdin=sound)

    def say(self, pcm: bytes, *, device: str = "cable") -> None:
        """Play and return when it has been heard."""
        assert self.play(pcm, device=device).wait(len(pcm) / 2 / RATE + 30) == 0

    def hush(self) -> None:
        """End everything that plays or listens."""
        while self._ours:
            _end(self._ours.pop())

    def die(self) -> None:
        """End as a server ends that crashed."""
        self.server.kill()
        self.server.wait()

    def come_back(self) -> None:
        """Serve again, in the same place."""
        self.server = _serve(self.folder, self.env)
        until(lambda: _answers(self), "the sound server to answer")

    @contextlib.contextmanager
    def listening(self, device: str = "spk.monitor") -> Iterator[Path]:
        """Write what is heard at ``device`` to the yielded file (16-bit mono PCM)."""
        heard = self.folder / f"heard-{next(self._files)}.raw"
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
    sound = Sound(folder, told, _serve(folder, told))
    until(lambda: _answers(sound), "the sound server to answer")
    return sound


def _serve(folder: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = ["pulseaudio", "-n", "-F", str(folder / "setup.pa"), "--daemonize=no"]
    command += ["--exit-idle-time=-1", "--use-pid-file=no", "--disallow-exit=no"]
    command += ["--high-priority=no", "--realtime=no", f"--log-target=file:{folder / 'pulse.log'}"]
    return subprocess.Popen(
        [*nice(), *command],
        env={**env, "XDG_CONFIG_HOME": str(folder / "config")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def stop(sound: Sound) -> None:
    """End the server and everything that plays or listens."""
    sound.hush()
    _end(sound.server)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Sound]:
    """Run a sound server for the length of a ``with`` block."""
    sound = start(folder)
    try:
        yield sound
    finally:
        stop(sound)


@contextlib.contextmanager
def told(sound: Sound) -> Iterator[None]:
    """Let everything that is started from here find this server."""
    before = dict(os.environ)
    os.environ.update({name: word for name, word in sound.env.items() if "PULSE" in name})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def speech(folder: Path, words: str, *, voice: str = "en") -> bytes:
    """Return ``words`` spoken by a synthetic voice, as 16-bit mono PCM at 48 kHz."""
    spoken, pcm = folder / "speech.wav", folder / "speech.raw"
    subprocess.run(
        ["espeak-ng", "-s", "150", "-v", voice, "-w", spoken, words], check=True, timeout=60
    )
    form = ["-t", "raw", "-e", "signed", "-b", "16", "-c", "1", "-r", str(RATE)]
    subprocess.run(["sox", "-D", spoken, *form, pcm, "gain", "-n", "-6"], check=True, timeout=60)
    return pcm.read_bytes()


def ramp(seconds: float) -> bytes:
    """Return a sound in which every sample tells its place, so that a lost one is seen."""
    return (np.arange(int(seconds * RATE)) % 65_521 - 32_760).astype("<i2").tobytes()


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


def likenesses(said: bytes, heard: bytes, *, window_s: float = 3.0) -> list[float]:
    """Return how well each window of ``said`` is in ``heard``, at the one place that fits all."""
    one, two = (np.frombuffer(pcm, "<i2").astype(np.float64) for pcm in (said, heard))
    size = 1 << (len(one) + len(two)).bit_length()
    product = np.fft.irfft(np.fft.rfft(two, size) * np.conj(np.fft.rfft(one, size)), size)
    begins = int(product[: max(1, len(two) - len(one) + 1)].argmax())
    there = two[begins : begins + len(one)]
    window = int(window_s * RATE)
    places = range(0, len(one) - window + 1, window // 2)
    return [_correlation(one[at : at + window], there[at : at + window]) for at in places]


def _correlation(
    one: "np.typing.NDArray[np.float64]", two: "np.typing.NDArray[np.float64]"
) -> float:
    if len(one) != len(two) or not two.any():
        return 0.0
    return float((one * two).sum() / np.sqrt((one**2).sum() * (two**2).sum()))


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
