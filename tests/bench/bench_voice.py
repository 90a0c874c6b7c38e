"""How fast, how light and how safe the voice is: real sound server, real helper, real vault.

Run it as a script: ``python -m tests.bench.bench_voice [--kills 20] [--minutes 1]``.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from journal_app.devices.clock import SystemClock
from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.devices.speaker import HelperSpeaker
from journal_app.domain.entry import Kind
from journal_app.domain.errors import JournalError
from journal_app.domain.voice import RATE
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.voice.take import Take
from journal_app.storage import entries, vault
from tests import sound
from tests.desktop.waiting import until
from tests.fakes import KEY
from tests.fakes_sound import Shelf, decoded

CLOCK = SystemClock()


def _record_until_killed(folder: Path) -> None:
    """Be the app: record into a vault until somebody kills us."""
    journal = Journal(lambda work: work(), lambda _error: None, lambda _changed: None)
    journal.open(lambda: vault.create(folder, KEY)).result(20)
    part = OpenEntry(journal, CLOCK).new_part(Kind.VOICE)
    recorder = Recorder(part.append, HelperMicrophone(), OpusStream, CLOCK)
    recorder.start()
    until(lambda: recorder.state is State.RECORDING, "the recorder")
    sys.stdout.write(f"{CLOCK.now().utc_ms}\n")
    sys.stdout.flush()
    time.sleep(3600)


def _kept(folder: Path) -> Recording:
    stored = vault.unlock(folder, KEY)
    try:
        with stored.reading() as db:
            line = entries.newest(db, 1)[0]
            (part,) = entries.load(db, line.id).parts
            return in_memory(record.body for record in part.records)
    finally:
        stored.close()


def _lost_by_a_kill(room: Path) -> float:
    """Return the seconds that were spoken and not kept."""
    folder = room / "journal"
    folder.mkdir(mode=0o700)
    me = [sys.executable, "-m", "tests.bench.bench_voice", "--be-the-app", str(folder)]
    app = subprocess.Popen(me, stdout=subprocess.PIPE)
    assert app.stdout is not None
    app.stdout.readline()
    time.sleep(random.uniform(1.5, 4.0))  # noqa: S311 - any moment will do
    app.kill()
    killed_ms = CLOCK.now().utc_ms
    app.wait()
    app.stdout.close()
    recording = _kept(folder)
    note = recording.note
    assert len(decoded(recording)) == 2 * note.frames
    end_ms = note.utc_ms_at(note.frames)
    assert end_ms is not None
    return (killed_ms - end_ms) / 1000


def _start_and_stop() -> tuple[float, float, float]:
    """Return the seconds from a cold start, from an armed start, and to stop."""
    recorder = Recorder(Shelf().keep, HelperMicrophone(), OpusStream, CLOCK)
    cold = time.perf_counter()
    recorder.arm()
    until(lambda: recorder._ear.hears, "sound", every=0.002)
    cold = time.perf_counter() - cold
    armed = time.perf_counter()
    recorder.start()
    until(lambda: recorder.seconds > 0, "the first second", every=0.002)
    armed = time.perf_counter() - armed
    time.sleep(1)
    stop = time.perf_counter()
    recorder.stop()
    return cold, armed, time.perf_counter() - stop


def _first_sound(recording: Recording) -> float:
    player = Player(recording, OpusReader, HelperSpeaker())
    began = time.perf_counter()
    player.seek(recording.note.seconds / 2)
    at = player.position
    player.play()
    until(lambda: player.position > at, "sound", every=0.002)
    first = time.perf_counter() - began
    player.pause()
    return first


def _cpu(minutes: float) -> tuple[float, float, float]:
    """Record for a while; return the CPU share of the app and the helper, and MiB an hour."""
    kept = Shelf()
    microphone = HelperMicrophone()
    recorder = Recorder(kept.keep, microphone, OpusStream, CLOCK)
    recorder.start()
    until(lambda: recorder.state is State.RECORDING, "the recorder")
    app, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    time.sleep(60 * minutes)
    spent, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - wall
    ours = spent.ru_utime + spent.ru_stime - app.ru_utime - app.ru_stime
    assert microphone._session is not None
    times = Path(f"/proc/{microphone._session._helper.process.pid}/stat").read_text().split()
    helper = (int(times[13]) + int(times[14])) / os.sysconf("SC_CLK_TCK")
    recorder.stop()
    return ours / wall, helper / wall, sum(map(len, kept)) / wall * 3600 / 2**20


def _lost_samples(rig: sound.Sound, seconds: float) -> int:
    """Play a ramp for so long beside busy processes; return how many samples are missing."""
    heard = bytearray()
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    microphone = HelperMicrophone()
    microphone.start(heard.extend, _say)
    until(lambda: len(heard) > 0, "the microphone")
    rig.say(sound.ramp(seconds))
    microphone.stop()
    for one in burning:
        one.kill()
        one.wait()
    samples = np.frombuffer(bytes(heard), "<i2").astype(np.int64)
    ramp = samples[int(np.argmax(samples != 0)) :][: int(seconds * RATE)]
    steps = np.diff(ramp) % 65_521
    return int(steps[steps > 1].sum())


def _say(error: JournalError) -> None:
    sys.stderr.write(f"{error}\n")


def _row(name: str, values: list[float], unit: str = "s") -> None:
    median, most = statistics.median(values), max(values)
    sys.stdout.write(f"{name:42} median {median:.3f} {unit}  max {most:.3f} {unit}\n")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--be-the-app", type=Path)
    asked = parser.parse_args()
    if asked.be_the_app:
        _record_until_killed(asked.be_the_app)
        return
    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        os.environ.update(rig.env)
        speech = sound.speech(Path(name), "slow water over stones, and then music, apricot. " * 4)
        rig.play(speech * 40)
        starts = [_start_and_stop() for _ in range(7)]
        for title, values in zip(
            ("cold start to first sound", "armed start to first sound", "stop until all is kept"),
            zip(*starts, strict=True),
            strict=True,
        ):
            _row(title, list(values))
        rooms = [Path(tempfile.mkdtemp(dir=name)) for _ in range(asked.kills)]
        _row("lost by kill -9", [_lost_by_a_kill(room) for room in rooms])
        app, helper, size = _cpu(asked.minutes)
        _row("CPU while recording: app", [100 * app], "%")
        _row("CPU while recording: helper", [100 * helper], "%")
        _row("size", [size], "MiB/h")
    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        os.environ.update(rig.env)
        note = _long_note(sound.speech(Path(name), "slow water over stones. " * 10))
        _row("seek to first sound", [_first_sound(note) for _ in range(7)])
        _row("lost samples, 3 busy processes", [_lost_samples(rig, 60 * asked.minutes)], "")


def _long_note(pcm: bytes) -> Recording:
    kept: list[bytes] = []
    take = Take(1, 0, 0, OpusStream(), kept.append)
    for _ in range(40):
        take.write(pcm)
    take.close()
    return in_memory(kept)


if __name__ == "__main__":
    main()
