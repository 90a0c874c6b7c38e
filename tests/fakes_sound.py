"""Stand-ins for a microphone and a speaker: real threads, scripted sound, no device."""

import math
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from queue import Queue
from threading import Condition, Thread

from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.devices.soundfiles import encode
from journal_app.domain.errors import JournalError, MicrophoneLost, MicrophoneMissing
from journal_app.domain.soundcards import Match
from journal_app.domain.voice import RATE, VoiceNote
from journal_app.services.savedfiles import Piece
from journal_app.services.voice.ear import LOST, MISSING
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.voice.saving import Form, Rest, pieces
from journal_app.services.voice.sound import Sound
from journal_app.services.voice.take import Take
from tests.fakes import FakeClock

BLOCK = RATE // 10


def tone(seconds: float, *, hertz: float = 220.0, loudness: float = 0.3) -> bytes:
    """Return a steady tone as 16-bit mono PCM."""
    count, step = round(seconds * RATE), 2 * math.pi * hertz / RATE
    wave = (round(32_767 * loudness * math.sin(n * step)) for n in range(count))
    return array("h", [max(-32_767, min(32_767, value)) for value in wave]).tobytes()


class FakeMicrophone:
    """Hears what a test says. Saying something takes the clock along, as it does in life."""

    def __init__(self, clock: FakeClock, *, missing: bool = False) -> None:
        self.starts = 0
        self.late_s = 0.0
        self.missing = missing
        self.match: Match | None = None
        self._clock = clock
        self._said: Queue[bytes | JournalError | None] = Queue()
        self._thread: Thread | None = None
        self._stops = 0

    def start(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        self.starts += 1
        if self.missing:
            self._said.put(MicrophoneMissing(MISSING))
        self._thread = Thread(target=self._run, args=(hear, ended), name="microphone", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self._said.put(None)
            self._thread.join(10)
            self._thread = None
            with self._said.all_tasks_done:
                self._stops += 1
                self._said.all_tasks_done.notify_all()

    def say(self, pcm: bytes) -> None:
        """Speak; returns when all of it has been heard, or when nobody listens any more."""
        stops = self._stops
        for at in range(0, len(pcm), 2 * BLOCK):
            self._said.put(pcm[at : at + 2 * BLOCK])
        with self._said.all_tasks_done:
            self._said.all_tasks_done.wait_for(
                lambda: not self._said.unfinished_tasks or self._stops != stops
            )

    def unplug(self) -> None:
        """Go away, as hardware does."""
        self._said.put(MicrophoneLost(LOST))

    def _run(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        while (said := self._said.get()) is not None:
            if isinstance(said, bytes):
                self._clock.go_on(len(said) / 2 / RATE)
                hear(said)
            else:
                ended(said)
            self._said.task_done()
        self._said.task_done()


class FakeSpeaker:
    """Takes sound; it counts as heard when the test listens, or at once if ``patient``."""

    def __init__(self, *, patient: bool = True, missing: JournalError | None = None) -> None:
        self.played = b""
        self.starts = self.closes = self.prepared = 0
        self._patient = patient
        self._missing = missing
        self._heard = 0
        self._sounding = False
        self._finished = False
        self._changed = Condition()

    def prepare(self) -> None:
        self.prepared += 1

    def start(
        self, heard: Callable[[int], None], ended: Callable[[JournalError | None], None]
    ) -> None:
        self.starts += 1
        self.played, self._heard = b"", 0
        self._sounding, self._finished = True, False
        self._tell, self._ended = heard, ended
        if self._missing is not None:
            self._sounding = False
            ended(self._missing)

    def write(self, pcm: bytes) -> None:
        with self._changed:
            self._changed.wait_for(self._has_room)
            if self._sounding:
                self.played += pcm
        if self._patient:
            self.listen(len(pcm) / 2 / RATE)

    def finish(self) -> None:
        self._finished = True
        self.listen(0)

    def stop(self) -> None:
        with self._changed:
            self._sounding = False
            self._changed.notify_all()

    def close(self) -> None:
        self.closes += 1
        self.stop()

    def unplug(self, error: JournalError) -> None:
        """Go away, as hardware does."""
        self.stop()
        self._ended(error)

    def listen(self, seconds: float) -> None:
        """Let so much time pass in which sound is heard."""
        with self._changed:
            sounding = self._sounding
            self._heard = min(self._heard + round(seconds * RATE), len(self.played) // 2)
            done = sounding and self._finished and self._heard == len(self.played) // 2
            self._sounding = sounding and not done
            self._changed.notify_all()
        if sounding:
            self._tell(self._heard)
        if done:
            self._ended(None)

    def _has_room(self) -> bool:
        return not self._sounding or len(self.played) // 2 - self._heard < RATE // 2


class Shelf(list[bytes]):
    """Keeps what a recorder hands over, and numbers it, as a part does."""

    def keep(self, body: bytes) -> int:
        self.append(body)
        return len(self) - 1

    @property
    def recording(self) -> Recording:
        return in_memory(self)

    @property
    def note(self) -> VoiceNote:
        return self.recording.note


def decoded(recording: Recording) -> bytes:
    """Return all sound of a recording, stretch after stretch, without its gaps."""
    pieces = []
    for stretch in recording.note.stretches:
        with closing(OpusReader(recording.open(stretch))) as reader:
            pieces.append(reader.read(0, stretch.end - stretch.start))
    return b"".join(pieces)


def file(recording: Recording, form: Form, rest: Rest) -> Iterator[Piece]:
    """Make a file of sound, as the house does."""
    return pieces(recording, form, rest, OpusReader, encode)


@dataclass(frozen=True)
class FakeSound:
    """A whole house's sound on fakes: real recorder, real player, real codec."""

    sound: Sound
    microphone: FakeMicrophone
    speaker: FakeSpeaker


def fake_sound(clock: FakeClock, *, missing: bool = False, patient: bool = True) -> FakeSound:
    """Return everything a test needs to speak into a page and to hear it again."""
    microphone, speaker = FakeMicrophone(clock, missing=missing), FakeSpeaker(patient=patient)
    sound = Sound(
        lambda part: Recorder(part.append, microphone, OpusStream, clock),
        lambda recording: Player(recording, OpusReader, speaker),
        file,
    )
    return FakeSound(sound, microphone, speaker)


def kept_note(pcm: bytes) -> Recording:
    """Return sound as it is once it was recorded."""
    kept = Shelf()
    take = Take(1, 0, 0, OpusStream(), kept.keep)
    take.write(pcm)
    take.close()
    return kept.recording
