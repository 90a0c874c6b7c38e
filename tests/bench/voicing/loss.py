"""Whether a recording loses anything: an exact sound in real time, and hours faster than that."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import numpy as np

from journal_app.devices.microphone import HelperMicrophone
from journal_app.devices.opus import OpusStream
from journal_app.domain.errors import JournalError
from journal_app.domain.voice import RATE
from journal_app.services.voice.recorder import Recorder, State
from tests import sound, voices
from tests.bench.voicing import load, told
from tests.desktop.waiting import until
from tests.fakes import FakeClock

_LOW, _PERIOD = -32_760, 65_521  # of ``sound.ramp``
_HELPER_BLOCK = RATE // 8
_AHEAD_S = 30.0
_RSS_FROM = 20  # minutes
WORDS = "Slow water over stones, and then music, apricot. "
_LIKE_S, _PLACES = 3.0, 12


class RampSeen:
    """Follows the ramp through what is handed to the encoder, sample by sample."""

    def __init__(self) -> None:
        self.given = 0  # all frames
        self.seen = 0  # of the ramp
        self.lost = 0
        self.silence = 0  # put in by the player, should it not have kept up
        self._quiet = 0
        self._next: int | None = None

    def hear(self, pcm: bytes) -> None:
        """Take the next sound."""
        samples = np.frombuffer(pcm, "<i2").astype(np.int64)
        self.given += len(samples)
        if self._next is None:
            samples = samples[int(np.argmax(samples != 0)) :] if samples.any() else samples[:0]
            if not len(samples):
                return
            self._next = 0
        if np.array_equal(samples, self._expected(len(samples))):
            self.seen += len(samples)
            self._next += len(samples)
        else:
            self._hear_closely(samples)

    def _hear_closely(self, samples: "np.typing.NDArray[np.int64]") -> None:
        assert self._next is not None
        for sample in samples.tolist():
            ahead = (sample - _LOW - self._next) % _PERIOD
            if ahead and not sample:
                self._quiet += 1
                continue
            self.silence += self._quiet  # that of the end is none of the player's doing
            self._quiet = 0
            self.lost += ahead
            self.seen += 1
            self._next += ahead + 1

    def _expected(self, count: int) -> "np.typing.NDArray[np.int64]":
        assert self._next is not None
        return (self._next + np.arange(count)) % _PERIOD + _LOW


def in_real_time(minutes: float) -> None:
    """Play a ramp into the microphone for so long, and look at all that comes of it."""
    seen = RampSeen()

    class Watched(OpusStream):
        def write(self, pcm: bytes) -> list[tuple[int, bytes]]:
            seen.hear(pcm)
            return super().write(pcm)

    with tempfile.TemporaryDirectory() as name, sound.running(Path(name) / "server") as rig:
        folder = _folder(name)
        microphone = HelperMicrophone()
        with sound.told(rig), load.busy(), voices.new_part(folder) as part:
            recorder = Recorder(part.append, microphone, Watched, voices.CLOCK)

            def record() -> None:
                recorder.start()
                until(lambda: recorder.state is State.RECORDING, "the recorder", patience=60)
                rig.say(sound.ramp(60 * minutes))
                until(lambda: seen.seen + seen.lost >= 60 * minutes * RATE, "the end", patience=20)
                recorder.stop()

            began = time.monotonic()
            times = load.beside_a_window_that_blocks(record)
            took = time.monotonic() - began
        with voices.newest(folder) as recording:
            frames = sum(len(pcm) // 2 for pcm in voices.pieces(recording))
            note = recording.note
        told.is_sound(folder)
    played = round(60 * minutes * RATE)
    told.say(f"{minutes} min in real time, both cores busy, window blocked {times} times 2 s")
    told.say(f"  frames of the ramp: played {played}, recorded {seen.seen}, lost {seen.lost}")
    told.say(f"  silence the player put in: {seen.silence} frames")
    told.say(f"  frames: to the encoder {seen.given}, in the note {note.frames}, decoded {frames}")
    told.say(f"  stretches {len(note.stretches)}, recorded {note.seconds:.2f} s in {took:.2f} s")
    told.say(f"  events: {[(event.kind, event.detail_ms) for event in note.events]}")


class Feeding:
    """A microphone that hears speech as fast as it is taken, and takes the clock along."""

    def __init__(self, clock: FakeClock, pcm: bytes, seconds: float) -> None:
        self.late_s = 0.0
        self.match = None
        self.given = 0
        self.begins = Event()
        self.done = False
        self.behind: Callable[[], float] = lambda: 0.0
        self._clock = clock
        self._pcm = pcm
        self._wanted = round(seconds * RATE)
        self._thread: Thread | None = None

    def start(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        """Begin to be heard."""
        self._thread = Thread(target=self._run, args=(hear,), name="microphone", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Fall silent."""
        self._wanted = 0
        self.begins.set()
        if self._thread is not None:
            self._thread.join()

    def piece(self, frame: int, count: int) -> bytes:
        """Return what is spoken from a frame on."""
        at = 2 * frame % len(self._pcm)
        return (self._pcm[at : at + 2 * count] + self._pcm)[: 2 * count]

    def _run(self, hear: Callable[[bytes], None]) -> None:
        self.begins.wait()
        while self.given < self._wanted:
            if self.given / RATE - self.behind() > _AHEAD_S:
                time.sleep(0.005)
                continue
            count = min(_HELPER_BLOCK, self._wanted - self.given)
            self._clock.go_on(count / RATE)
            hear(self.piece(self.given, count))
            self.given += count
        self.done = True


def fast(hours: float) -> None:
    """Speak for hours into a vault, as fast as it goes, and look at what is kept of it."""
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as name:
        folder = _folder(name)
        speech = sound.speech(Path(name), WORDS * 12, voice=sound.LOW_VOICE)
        microphone = Feeding(clock, speech, hours * 3600)
        memory: list[float] = []
        with load.busy(), voices.new_part(folder, clock) as part:
            recorder = Recorder(part.append, microphone, OpusStream, clock)
            microphone.behind = lambda: recorder.seconds

            def record() -> None:
                recorder.start()
                until(lambda: recorder.state is State.WARMING, "the press")
                microphone.begins.set()
                while not microphone.done:
                    if recorder.seconds >= 60 * len(memory):
                        memory.append(load.resident_mib())
                    time.sleep(0.02)
                until(
                    lambda: round(recorder.seconds * RATE) == microphone.given,
                    "the end",
                    patience=60,
                )
                recorder.stop()
                until(part.all_kept, "all to be kept", patience=120)

            began, cpu = time.monotonic(), load.spent_s()
            times = load.beside_a_window_that_blocks(record)
            took, cpu = time.monotonic() - began, load.spent_s() - cpu
        _tell(folder, microphone, hours)
        told.say(f"  took {took:.0f} s, window blocked {times} times 2 s")
        told.say(
            f"  CPU {cpu / hours / 60:.2f} s a minute = {cpu / hours / 36:.2f} % (wanted <= 5)"
        )
        _tell_memory(memory)


def _tell_memory(memory: list[float]) -> None:
    later = memory[min(_RSS_FROM, len(memory) - 1) :]
    told.say(
        f"  memory at {_RSS_FROM} min {later[0]:.1f} MiB, at the end {later[-1]:.1f}, most"
        f" {max(later):.1f}: growth {max(later) - later[0]:.1f} (wanted <= 20)"
    )
    told.say(f"  each 10 min: {[round(value, 1) for value in memory[::10]]}")


def _tell(folder: Path, microphone: Feeding, hours: float) -> None:
    with voices.newest(folder) as recording:
        frames, likeness = 0, []
        for pcm in voices.pieces(recording):
            if (frames // len(pcm)) % max(1, round(180 * hours / _PLACES)) == 0:
                said = microphone.piece(frames, round(_LIKE_S * RATE))
                likeness.append(sound.likeness(said, pcm[: len(said)]))
            frames += len(pcm) // 2
        note = recording.note
        stored = sum(piece.size for one in note.stretches for piece in one.pieces)
    told.is_sound(folder)
    size = told.sizes(folder)
    told.say(f"{hours} h fed faster than real time, both cores busy")
    told.say(f"  frames: fed {microphone.given}, in the note {note.frames}, decoded {frames}")
    told.say(f"  likeness at {len(likeness)} places, in place: at least {min(likeness):.3f}")
    told.say(f"  stretches {len(note.stretches)}, events {[one.kind for one in note.events]}")
    told.say(
        f"  Opus {stored / hours / 2**20:.2f} MiB an hour, file {size / 2**20:.1f} MiB,"
        f" {size / hours / 2**20:.2f} MiB an hour = {size / hours / 1e6:.2f} MB (wanted <= 15 MB)"
    )


def _folder(name: str) -> Path:
    folder = Path(name) / "journal"
    folder.mkdir(mode=0o700)
    return folder
