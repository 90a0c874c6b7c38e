"""What is heard of a recording, and in which order; and where in it a listener is by then."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle
from typing import Protocol

from journal_app.domain.silences import Span
from journal_app.domain.voice import RATE, Stretch
from journal_app.services.voice.recording import Recording, Tape

_BLOCK = RATE // 10


class Decoder(Protocol):
    """Reads any part of one stream."""

    def read(self, start: int, count: int) -> bytes:
        """Return at most ``count`` frames from ``start`` as 16-bit PCM."""
        ...

    def close(self) -> None:
        """Let go of the stream."""
        ...


class Reels:
    """Decodes any part of a recording. The stretch read last stays open until ``close``."""

    def __init__(self, recording: Recording, decoder: Callable[[Tape], Decoder]) -> None:
        self._recording = recording
        self._decoder = decoder
        self._open: tuple[Stretch, Decoder, Tape] | None = None

    def sound(self, start: int, end: int) -> Iterator[bytes]:
        """Yield frames ``start`` to ``end`` in blocks of at most 0.1 s, gaps as silence."""
        at = start
        for stretch in self._recording.note.stretches:
            first, last = max(at, stretch.start), min(end, stretch.end)
            if last <= first:
                continue
            yield from _silence(first - at)
            yield from self._read(stretch, first, last)
            at = last
        yield from _silence(end - at)

    def close(self) -> None:
        """Let go of the stretch that is open."""
        reel, self._open = self._open, None
        if reel is not None:
            reel[1].close()

    def _read(self, stretch: Stretch, start: int, end: int) -> Iterator[bytes]:
        reader, tape = self._turn_to(stretch)
        for at in range(start, end, _BLOCK):
            count = min(_BLOCK, end - at)
            pcm = reader.read(at - stretch.start, count)
            if tape.trouble is not None:
                raise tape.trouble
            yield pcm.ljust(2 * count, b"\0")

    def _turn_to(self, stretch: Stretch) -> tuple[Decoder, Tape]:
        if self._open is None or self._open[0] is not stretch:
            self.close()
            tape = self._recording.open(stretch)
            self._open = stretch, self._decoder(tape), tape
        return self._open[1:]


def sound(recording: Recording, decoder: Callable[[Tape], Decoder], start: int) -> Iterator[bytes]:
    """Yield a recording from frame ``start`` in small blocks, its gaps as silence."""
    with closing(Reels(recording, decoder)) as reels:
        yield from reels.sound(start, recording.note.frames)


def _silence(frames: int) -> Iterator[bytes]:
    for at in range(0, frames, _BLOCK):
        yield bytes(2 * min(_BLOCK, frames - at))


@dataclass(frozen=True, slots=True)
class Way:
    """From frame ``start`` to ``end``, but for what is ``skipped``, and round in a ``loop``.

    Someone who begins behind the loop is not taken back into it.
    """

    start: int
    end: int
    skipped: Sequence[Span] = ()
    loop: Span | None = None

    def spans(self) -> Iterator[Span]:
        """Yield what is heard, in order; with a loop to go round in, without end."""
        if self.loop is None or self.start >= self.loop[1]:
            yield from self._heard(self.start, self.end)
            return
        yield from self._heard(self.start, self.loop[1])
        yield from cycle(tuple(self._heard(*self.loop)) or (self.loop,))

    def _heard(self, at: int, end: int) -> Iterator[Span]:
        for first, last in self.skipped:
            if first >= end:
                break
            if at < first:
                yield at, first
            at = max(at, last)
        if at < end:
            yield at, end


class Course:
    """Where in a note a listener is who began at frame ``start`` and listens at ``speed``."""

    def __init__(self, start: int, speed: float) -> None:
        self._speed = speed
        self._turns = [(0, start)]  # from so many frames of the note on, from which of them
        self._taken = 0
        self._next = start

    def go(self, frame: int, count: int) -> None:
        """Say that ``count`` frames of the note from ``frame`` on are heard next."""
        if frame != self._next:
            self._turns.append((self._taken, frame))
        self._taken += count
        self._next = frame + count

    def place(self, heard: int) -> int:
        """Return the frame of the note that is heard after so many frames of sound."""
        taken = min(round(heard * self._speed), self._taken)
        since, frame = self._turns[bisect_right(self._turns, taken, key=_since) - 1]
        return frame + taken - since


def _since(turn: tuple[int, int]) -> int:
    return turn[0]
