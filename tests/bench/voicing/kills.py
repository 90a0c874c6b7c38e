"""What a kill costs: apps that record speech into vaults of their own, and the moment they end."""

import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusStream
from journal_app.services.voice.recorder import Recorder, State
from tests import sound, voices
from tests.bench.voicing import told
from tests.desktop.waiting import until

WORDS = "Slow water over stones, and then music, apricot. "

_RECORDED_S = (0.2, 8.0)
_IN_CLEAR = (b"OggS", b"OpusHead", b"OpusTags")
_WHOLE_S = 7200
_SOON_S = 1.0  # so soon it may be quiet between two words


@dataclass(frozen=True)
class Kill:
    """What was found after one."""

    recorded_s: float
    lost_s: float
    in_clear: int


def be_the_app(folder: Path) -> None:
    """Record into a vault until somebody kills us."""
    with voices.new_part(folder) as part:
        recorder = Recorder(part.append, HelperMicrophone(), OpusStream, voices.CLOCK)
        recorder.start()
        until(lambda: recorder.state is State.RECORDING, "the recorder", patience=60)
        told.say(str(voices.CLOCK.now().utc_ms))
        time.sleep(_WHOLE_S)


def many(count: int, at_once: int) -> None:
    """Kill so many apps, some of them at once, and print what was lost."""
    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        rooms = [Path(tempfile.mkdtemp(dir=name)) for _ in range(count)]
        rig.play(sound.speech(Path(name), WORDS * 8, voice=sound.LOW_VOICE) * 240)
        with sound.told(rig), ThreadPoolExecutor(at_once) as pool:
            found = list(pool.map(_kill_one, rooms))
    lost = [one.lost_s for one in found]
    told.say(f"SIGKILL at {count} random moments, {at_once} apps at once")
    told.row("  recorded before", [one.recorded_s for one in found], "s")
    told.row("  lost", lost, "s", "<= 2")
    told.say(f"  lost more than 2 s: {sum(one > 2 for one in lost)}")
    told.say("  vaults that are whole and play to their end: all")
    told.say(f"  sound found in clear in any file: {sum(one.in_clear for one in found)}")


def _kill_one(room: Path) -> Kill:
    folder = room / "journal"
    folder.mkdir(mode=0o700)
    me = [sys.executable, "-m", "tests.bench.bench_voice", "--be-the-app", str(folder)]
    env = {**os.environ, "TMPDIR": str(room)}
    with subprocess.Popen(me, stdout=subprocess.PIPE, env=env) as app:
        assert app.stdout is not None
        began_ms = int(app.stdout.readline())
        time.sleep(random.uniform(*_RECORDED_S))  # noqa: S311 - any moment will do
        app.kill()
        killed_ms = voices.CLOCK.now().utc_ms
        app.wait()
    files = [file.read_bytes() for file in room.rglob("*") if file.is_file()]
    in_clear = sum(mark in content for content in files for mark in _IN_CLEAR)
    told.is_sound(folder)
    end_ms = _end_ms(folder) or began_ms  # nothing at all was kept of the first moments
    return Kill((killed_ms - began_ms) / 1000, (killed_ms - end_ms) / 1000, in_clear)


def _end_ms(folder: Path) -> int | None:
    """Return up to when all that was said is there, having heard it; None where nothing is."""
    with voices.newest(folder) as recording:
        note = recording.note
        pcm = b"".join(voices.pieces(recording))
    assert len(pcm) == 2 * sum(one.end - one.start for one in note.stretches)
    assert any(pcm) or note.seconds < _SOON_S
    return note.utc_ms_at(note.frames)
