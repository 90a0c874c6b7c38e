"""Plays a voice note back from memory: never from a file, never to one."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from threading import Event, Thread
from typing import Protocol

from journal_app.domain import spot
from journal_app.domain.errors import JournalError, SoundUnreadable
from journal_app.domain.silences import Span, silences
from journal_app.domain.stretching import Stretcher
from journal_app.domain.voice import RATE
from journal_app.services.voice.playing import Course, Decoder, Reels, Way, sound
from journal_app.services.voice.recording import Recording, Tape

__all__ = ["SPEEDS", "Decoder", "Player", "Speaker", "sound"]

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)

_SHORTEST = RATE // 10  # a loop that is shorter is none
_STOP_S = 5.0


class Speaker(Protocol):
    """Something that can be heard."""

    def prepare(self) -> None:
        """Have ready what a start takes, for a while. Not on the window."""
        ...

    def start(
        self, heard: Callable[[int], None], ended: Callable[[JournalError | None], None]
    ) -> None:
        """Get ready for sound. ``heard`` is told, on another thread, how many frames were heard.

        ``ended`` is called once, when all was played or, with an error, when nothing can be.
        """
        ...

    def write(self, pcm: bytes) -> None:
        """Play 16-bit mono PCM at 48 kHz; return when there is room for more."""
        ...

    def finish(self) -> None:
        """Say that no more sound is coming."""
        ...

    def stop(self) -> None:
        """Be silent at once; afterwards nothing is called. More may be started soon."""
        ...

    def close(self) -> None:
        """Be silent at once, and let go of the device."""
        ...


class _Run:
    """One time of playing, from a press to the next."""

    def __init__(self, start: int, speed: float, *, skips_silence: bool, loop: Span | None) -> None:
        self.start = start
        self.speed = speed
        self.skips_silence = skips_silence
        self.loop = loop
        self.course = Course(start, speed)
        self.enough = Event()


class Player:
    """Plays a recording. ``playing``, ``position`` and ``trouble`` may be read at any time.

    All places are in the time of the note, whatever is skipped and however fast it goes.
    """

    def __init__(
        self, recording: Recording, decoder: Callable[[Tape], Decoder], speaker: Speaker
    ) -> None:
        self.playing = False
        self.trouble: JournalError | None = None
        self._recording = recording
        self._decoder = decoder
        self._speaker = speaker
        self._speed = 1.0
        self._skips_silence = False
        self._silences: tuple[Span, ...] | None = None
        self._loop: spot.Stretch | None = None
        self._frame = recording.note.begins
        self._current: _Run | None = None
        self._thread: Thread | None = None
        self._preparing: Thread | None = None
        self._wanted = False

    @property
    def duration(self) -> float:
        """How long the note lasts, in seconds."""
        return self._recording.note.seconds

    @property
    def position(self) -> float:
        """Where in the note the listener is, in seconds."""
        return self._frame / RATE

    @property
    def speed(self) -> float:
        """How fast it plays, as a multiple; one of ``SPEEDS``. A change goes on from its place."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if speed not in SPEEDS:
            raise ValueError("not a speed to play at")
        with self._changing():
            self._speed = speed

    @property
    def skips_silence(self) -> bool:
        """Whether long silences are passed over."""
        return self._skips_silence

    @skips_silence.setter
    def skips_silence(self, skips: bool) -> None:
        with self._changing():
            self._skips_silence = skips

    @property
    def loop(self) -> spot.Stretch | None:
        """The seconds to be heard again and again, once the listener has come to them."""
        return self._loop

    @loop.setter
    def loop(self, loop: spot.Stretch | None) -> None:
        with self._changing():
            self._loop = loop

    @property
    def recording(self) -> Recording:
        """What is played. Another state of it, as after a trim, goes on from the same place."""
        return self._recording

    @recording.setter
    def recording(self, recording: Recording) -> None:
        with self._changing():
            self._recording = recording
            self._silences = None
            self._frame = self._inside(self._frame)

    def prepare(self) -> None:
        """Have ready what it takes to be heard at once, since that may be asked for soon."""
        if self._thread is None and self._preparing is None:
            self._wanted = True
            self._preparing = Thread(target=self._prepare, name="player", daemon=True)
            self._preparing.start()

    def play(self) -> None:
        """Play on from where it stands; from the beginning, if it stands at the end."""
        self.pause()
        if self._frame >= self._recording.note.ends:
            self._frame = self._recording.note.begins
        self.trouble = None
        self.playing = self._wanted = True
        run = _Run(
            self._frame,
            self._speed,
            skips_silence=self._skips_silence,
            loop=self._loop_frames(),
        )
        self._current = run
        self._thread = Thread(target=self._run, args=(run,), name="player", daemon=True)
        self._thread.start()

    def pause(self) -> None:
        """Be silent at once, and stay where the listener is."""
        self.playing = False
        if self._thread is not None and self._current is not None:
            self._current.enough.set()
            self._speaker.stop()
            self._thread.join(_STOP_S)
            self._current = self._thread = None

    def close(self) -> None:
        """Pause, and let go of what it plays on; it may play again."""
        self._wanted = False
        self.pause()
        self._speaker.close()

    def seek(self, seconds: float) -> None:
        """Go to another place, playing or not."""
        with self._changing():
            self._frame = self._inside(round(seconds * RATE))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Fall silent for a change, and go on if there is anything left to hear."""
        on = self.playing
        self.pause()
        yield
        if on and self._frame < self._recording.note.ends:
            self.play()

    def _prepare(self) -> None:
        self._speaker.prepare()
        begins = self._recording.note.begins
        with suppress(SoundUnreadable), closing(Reels(self._recording, self._decoder)) as reels:
            next(reels.sound(begins, begins + 1), None)  # loads the decoder
        if not self._wanted:  # it was closed meanwhile
            self._speaker.close()
        self._preparing = None

    def _inside(self, frame: int) -> int:
        note = self._recording.note
        return min(max(note.begins, frame), note.ends)

    def _loop_frames(self) -> Span | None:
        if self._loop is None:
            return None
        start = self._inside(round(self._loop.start * RATE))
        stop = self._inside(round(self._loop.stop * RATE))
        return (start, stop) if stop - start >= _SHORTEST else None

    def _run(self, run: _Run) -> None:
        self._speaker.start(partial(self._heard, run), partial(self._ended, run))
        try:
            for pcm in self._sound(run):
                if run.enough.is_set():
                    self._speaker.stop()  # it may have been started after it was told to stop
                    return
                self._speaker.write(pcm)
        except SoundUnreadable as error:
            if not run.enough.is_set():
                self._speaker.stop()
                self._ended(run, error)
        else:
            self._speaker.finish()

    def _sound(self, run: _Run) -> Iterator[bytes]:
        """Yield what is heard, at its speed, keeping the course of it."""
        stretcher = Stretcher(run.speed)
        ends = self._recording.note.ends
        skipped = self._find_silences() if run.skips_silence else ()
        with closing(Reels(self._recording, self._decoder)) as reels:
            for start, end in Way(run.start, ends, skipped, run.loop).spans():
                at = start
                for pcm in reels.sound(start, end):
                    run.course.go(at, len(pcm) // 2)
                    at += len(pcm) // 2
                    yield stretcher.push(pcm)
        yield stretcher.rest()

    def _find_silences(self) -> tuple[Span, ...]:
        if self._silences is None:
            self._silences = silences(self._recording.note.peaks)
        return self._silences

    def _heard(self, run: _Run, frames: int) -> None:
        if run is self._current:
            self._frame = self._inside(run.course.place(frames))

    def _ended(self, run: _Run, error: JournalError | None) -> None:
        if run is not self._current:
            return
        run.enough.set()
        self.trouble = error
        self.playing = False
        if error is None:
            self._frame = self._recording.note.ends
