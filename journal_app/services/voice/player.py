"""Plays a voice note back from memory: never from a file, never to one."""

from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Protocol

from journal_app.domain.errors import JournalError, SoundUnreadable
from journal_app.domain.voice import RATE, Stretch
from journal_app.services.voice.recording import Recording, Tape

_BLOCK = RATE // 10
_STOP_S = 5.0


class Speaker(Protocol):
    """Something that can be heard."""

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
        """Be silent at once; afterwards nothing is called."""
        ...


class Decoder(Protocol):
    """Reads any part of one stream."""

    def read(self, start: int, count: int) -> bytes:
        """Return at most ``count`` frames from ``start`` as 16-bit PCM."""
        ...

    def close(self) -> None:
        """Let go of the stream."""
        ...


class Player:
    """Plays a recording. ``playing``, ``position`` and ``trouble`` may be read at any time."""

    def __init__(
        self, recording: Recording, decoder: Callable[[Tape], Decoder], speaker: Speaker
    ) -> None:
        self.playing = False
        self.trouble: JournalError | None = None
        self._recording = recording
        self._note = recording.note
        self._decoder = decoder
        self._speaker = speaker
        self._frame = 0
        self._began_at = 0
        self._enough = Event()
        self._thread: Thread | None = None

    @property
    def duration(self) -> float:
        """How long the note lasts, in seconds."""
        return self._note.seconds

    @property
    def position(self) -> float:
        """Where in the note the listener is, in seconds."""
        return self._frame / RATE

    def play(self) -> None:
        """Play on from where it stands; from the beginning, if it stands at the end."""
        self.pause()
        if self._frame >= self._note.frames:
            self._frame = 0
        self.trouble = None
        self.playing = True
        self._began_at = self._frame
        self._enough = Event()
        self._thread = Thread(target=self._run, args=(self._enough,), name="player", daemon=True)
        self._thread.start()

    def pause(self) -> None:
        """Be silent at once, and stay where the listener is."""
        self.playing = False
        if self._thread is not None:
            self._enough.set()
            self._speaker.stop()
            self._thread.join(_STOP_S)
            self._thread = None

    def seek(self, seconds: float) -> None:
        """Go to another place, playing or not."""
        on = self.playing
        self.pause()
        self._frame = min(max(0, round(seconds * RATE)), self._note.frames)
        if on and self._frame < self._note.frames:
            self.play()

    def _run(self, enough: Event) -> None:
        self._speaker.start(self._heard, self._ended)
        try:
            for pcm in sound(self._recording, self._decoder, self._began_at):
                if enough.is_set():
                    self._speaker.stop()  # it may have been started after it was told to stop
                    return
                self._speaker.write(pcm)
        except SoundUnreadable as error:
            self._speaker.stop()
            self._ended(error)
        else:
            self._speaker.finish()

    def _heard(self, frames: int) -> None:
        self._frame = min(self._began_at + frames, self._note.frames)

    def _ended(self, error: JournalError | None) -> None:
        self.trouble = error
        self.playing = False
        if error is None:
            self._frame = self._note.frames


def sound(recording: Recording, decoder: Callable[[Tape], Decoder], start: int) -> Iterator[bytes]:
    """Yield a recording from frame ``start`` in small blocks, its gaps as silence."""
    at = start
    for stretch in recording.note.stretches:
        if stretch.end <= at:
            continue
        yield from _silence(stretch.start - at)
        at = max(at, stretch.start)
        yield from _stretch(stretch, recording.open(stretch), decoder, at)
        at = stretch.end


def _stretch(
    stretch: Stretch, tape: Tape, decoder: Callable[[Tape], Decoder], at: int
) -> Iterator[bytes]:
    reader = decoder(tape)
    try:
        while at < stretch.end:
            count = min(_BLOCK, stretch.end - at)
            pcm = reader.read(at - stretch.start, count)
            if tape.trouble is not None:
                raise tape.trouble
            yield pcm.ljust(2 * count, b"\0")
            at += count
    finally:
        reader.close()


def _silence(frames: int) -> Iterator[bytes]:
    for at in range(0, frames, _BLOCK):
        yield bytes(2 * min(_BLOCK, frames - at))
