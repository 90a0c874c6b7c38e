"""How near to the sound strokes and words come: real player, and a sound server that is recorded.

Run it as a script: ``python -m tests.bench.bench_together [--minutes 10] [--no-server]``.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from journal_app.devices.opus import OpusReader
from journal_app.devices.speaker import HelperSpeaker
from journal_app.domain.entry import Record
from journal_app.domain.ink import replay
from journal_app.domain.together import DrawnWith, Spoken, WrittenWith
from journal_app.domain.voice import RATE
from journal_app.domain.wording import Wording
from journal_app.services.voice.following import Following
from journal_app.services.voice.player import Player
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.ui.pages.together import LOOK_MS
from tests import sound
from tests.fakes_sound import decoded
from tests.mixed import Script

LOOK_S = LOOK_MS / 1000
LOUD = 3_000
APART_S = 0.05  # clicks that are nearer than that are one
SETTLED_S = 8.0  # a sound server needs a while until it hands over evenly

Times = NDArray[np.float64]


class Beside:
    """What the page shows beside a script's recording."""

    def __init__(self, script: Script, drawn: DrawnWith, written: WrittenWith) -> None:
        self.drawn, self.written = drawn, written
        self._ends = np.cumsum([len(f"{word} ") for _, word in script.words]) + len(script.before)

    def strokes(self, second: float) -> int:
        """Return how many strokes are begun."""
        seen = self.drawn.seen(second)
        return seen.done + bool(seen.growing)

    def words(self, second: float) -> int:
        """Return how many words are there."""
        muted = sum(one.stop - one.start for one in self.written.to_come(second))
        return int(np.searchsorted(self._ends, len(self.written.text) - muted, side="right"))


def beside(script: Script, recording: Recording) -> Beside:
    """Return what is beside a recording of a script."""
    spoken = Spoken(recording.note)
    ink = [Record(seq, made_ms, body) for seq, (made_ms, body) in enumerate(script.ink())]
    course = [Record(seq, made_ms, body) for seq, (made_ms, body) in enumerate(script.course())]
    drawn = DrawnWith(spoken, replay.of(ink, real=True))
    return Beside(script, drawn, WrittenWith(spoken, Wording(course), script.text))


def clicks(pcm: bytes) -> Times:
    """Return the seconds at which there are clicks in 16-bit mono PCM."""
    loud = np.flatnonzero(np.abs(np.frombuffer(pcm, np.int16).astype(np.int32)) > LOUD)
    first = np.concatenate(([True], np.diff(loud) > APART_S * RATE))
    found: Times = loud[first] / RATE
    return found


def shown(counts: Sequence[int], times: Times, many: int) -> Times:
    """Return when each of so many things was there, from how many were there at each time."""
    at = np.searchsorted(np.maximum.accumulate(counts), np.arange(1, many + 1))
    found: Times = times[np.minimum(at, len(times) - 1)]
    return found


def row(name: str, errors: Times) -> None:
    """Print how far apart two things were."""
    most, usual = np.abs(errors).max() * 1000, np.percentile(np.abs(errors), 95) * 1000
    median = np.median(errors) * 1000
    line = f"{name:34} median {median:+6.1f} ms   p95 {usual:5.1f} ms   max {most:5.1f} ms"
    sys.stdout.write(f"{line}   ({len(errors)})\n")


def in_the_data(script: Script, recording: Recording) -> None:
    """Compare the decoded sound with what is there at each millisecond, without any player."""
    heard = clicks(decoded(recording))
    times = np.arange(0.0, script.seconds, 0.001)
    for name, when, count in _things(script, beside(script, recording)):
        there = shown([count(second) for second in times.tolist()], times, len(when))
        row(f"{name}, in the data", there - _nearest(heard, when))


def with_a_player(script: Script, recording: Recording, rig: sound.Sound) -> None:
    """Play in real time and compare what comes out of the computer with what is shown then."""
    looks: list[tuple[float, float]] = []
    player, following = Player(recording, OpusReader, HelperSpeaker()), Following()
    with _heard(rig) as arrived:
        player.play()
        while player.playing:
            now = time.monotonic()
            looks.append((now, following.at(player.position, now, playing=True)))
            time.sleep(LOOK_S)
        time.sleep(0.5)
    pcm = b"".join(some for _, some in arrived)
    counts = np.cumsum([len(some) // 2 for _, some in arrived])
    began = min(at - count / RATE for (at, _), count in zip(arrived, counts.tolist(), strict=True))
    heard = clicks(pcm) + began
    times = np.array([at for at, _ in looks])
    start = _start(heard, np.unique(np.round(script.strokes + [at for at, _ in script.words], 3)))
    for name, when, count in _things(script, beside(script, recording)):
        there = shown([count(second) for _, second in looks], times, len(when))
        settled = when > SETTLED_S
        row(f"{name}, played", (there - _nearest(heard, when + start))[settled])


@contextmanager
def _heard(rig: sound.Sound) -> Iterator[list[tuple[float, bytes]]]:
    """Give what is heard at the speaker, each piece with when it came."""
    form = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=10"]
    command = ["pacat", "--record", "--device=spk.monitor", *form]
    listener = subprocess.Popen(command, env=rig.env, stdout=subprocess.PIPE)
    assert listener.stdout is not None
    pipe, arrived = listener.stdout.fileno(), list[tuple[float, bytes]]()

    def read() -> None:
        while some := os.read(pipe, 65_536):
            arrived.append((time.monotonic(), some))

    reader = Thread(target=read, daemon=True)
    reader.start()
    while not arrived:
        time.sleep(0.01)
    try:
        yield arrived
    finally:
        listener.terminate()
        reader.join(5)
        listener.wait()
        listener.stdout.close()


def _things(script: Script, made: Beside) -> list[tuple[str, Times, Callable[[float], int]]]:
    words = np.array([at for at, _ in script.words])
    return [
        ("strokes", np.array(script.strokes), made.strokes),
        ("words", words, made.words),
    ]


def _start(heard: Times, when: Times) -> float:
    """Return how long after its second each click was heard, in the middle of them all."""
    count = min(len(heard), len(when))
    return float(np.median(heard[-count:] - when[-count:]))


def _nearest(heard: Times, when: Times) -> Times:
    after = np.clip(np.searchsorted(heard, when), 1, len(heard) - 1)
    before = after - 1
    near: Times = np.where(when - heard[before] < heard[after] - when, heard[before], heard[after])
    return near


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--no-server", action="store_true")
    asked = parser.parse_args()
    script = Script(60.0 * asked.minutes)
    recording = in_memory(script.voice())
    in_the_data(script, recording)
    if not asked.no_server:
        with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
            os.environ.update(rig.env)
            with_a_player(script, recording, rig)


if __name__ == "__main__":
    main()
