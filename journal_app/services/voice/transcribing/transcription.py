"""Has a machine write down what was said in a recording, and never while one is being made.

The machine runs in a process of its own that is given sound and nothing else, and gives words back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol

from journal_app.domain import speech
from journal_app.domain.clock import Clock
from journal_app.domain.errors import ModelRefused, NotWrittenDown
from journal_app.domain.silences import Span
from journal_app.domain.transcript import Segment, Transcript, Word
from journal_app.domain.voice import RATE
from journal_app.services.voice.player import Decoder, sound
from journal_app.services.voice.recording import Recording, Tape
from journal_app.services.voice.transcribing.models import GONE, Model, Shelf
from journal_app.services.voice.transcribing.task import Task

NOTHING = "No words were heard in this recording. It stays as it is."

_LOOK_S = 0.25
_MS = RATE // 1000


@dataclass(frozen=True, slots=True)
class Heard:
    """What a worker made of one window; times count from its beginning."""

    language: str
    segments: tuple[Segment, ...]


class Worker(Protocol):
    """A process that writes down what it is given, with one model."""

    def write_down(self, pcm: bytes) -> Heard:
        """Write down 16-bit mono PCM at 48 kHz, at most a window; raises ``NotWrittenDown``."""
        ...

    def end(self) -> None:
        """End it, at the latest in a moment; a call that waits for it fails then. Any thread."""
        ...


class Engine(Protocol):
    """Something that can write down speech; ``name`` says what, and of which version."""

    @property
    def name(self) -> str:
        """Its name and version."""
        ...

    def start(self, model: Path, kind: str) -> Worker:
        """Start a process with a model that was looked at and is what it was."""
        ...


class Transcription:
    """Adds models and starts tasks; ``recording`` tells, on any thread, whether one goes on."""

    def __init__(
        self,
        engine: Engine,
        shelf: Shelf,
        decoder: Callable[[Tape], Decoder],
        recording: Callable[[], bool],
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._shelf = shelf
        self._decoder = decoder
        self._recording = recording
        self._clock = clock

    @property
    def ready(self) -> bool:
        """Whether there is a model."""
        return self._shelf.latest() is not None

    def add(self, path: Path, *, anyway: bool = False) -> Task[Model]:
        """Begin to add a model; the task may end in ``ModelUnknown``."""
        return Task(lambda task: self._shelf.add(path, task.go_on, anyway=anyway), self._clock)

    def write_down(self, recording: Recording) -> Task[Transcript]:
        """Begin to write down a recording."""
        return Task(partial(self._write_down, recording), self._clock)

    def _write_down(self, recording: Recording, task: Task[Transcript]) -> Transcript:
        note = recording.note
        spans = speech.windows(note.peaks, note.begins, note.ends)
        if not spans:
            raise NotWrittenDown(NOTHING)
        path = self._shelf.latest()
        if path is None:
            raise ModelRefused(GONE)
        model = self._shelf.checked(path, lambda _part: task.go_on(0.0))
        task.wait_while(self._recording, _LOOK_S)
        worker = self._engine.start(model.path, model.kind)
        try:
            task.ends_by(worker.end)
            heard = tuple(self._listen(recording, spans, worker, task))
        finally:
            worker.end()
        segments = tuple(chain.from_iterable(one.segments for one in heard))
        if not segments:
            raise NotWrittenDown(NOTHING)
        language = next(one.language for one in heard if one.segments)
        return Transcript(self._engine.name, model.sha256, model.name, language, segments)

    def _listen(
        self,
        recording: Recording,
        spans: tuple[Span, ...],
        worker: Worker,
        task: Task[Transcript],
    ) -> Iterator[Heard]:
        """Yield what is heard in each window, its times counting from the note's beginning."""
        whole, done = sum(stop - start for start, stop in spans), 0
        for start, stop in spans:
            task.wait_while(self._recording, _LOOK_S)
            heard = worker.write_down(self._pcm(recording, start, stop))
            done += stop - start
            task.go_on(done / whole)
            shifted = (_shifted(one, start // _MS) for one in heard.segments)
            yield Heard(heard.language, tuple(shifted))

    def _pcm(self, recording: Recording, start: int, stop: int) -> bytes:
        """Return frames ``start`` to ``stop`` of a recording as 16-bit PCM."""
        wanted, pcm = 2 * (stop - start), bytearray()
        for block in sound(recording, self._decoder, start):
            pcm += block
            if len(pcm) >= wanted:
                break
        return bytes(pcm[:wanted])


def _shifted(segment: Segment, by_ms: int) -> Segment:
    return Segment(tuple(Word(w.text, w.start_ms + by_ms, w.end_ms + by_ms) for w in segment.words))
