"""The way of sound from the app to the speaker, within the helper process.

Sound comes in runs: a frame ``RUN`` with a number of four bytes begins one and silences the one
before it at once, ``FINISH`` says that no more sound of it is coming. The device is kept between
two runs. The app is told, with the number of the run, how many frames of it were heard.
"""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from journal_app.domain.voice import RATE

RUN, FINISH = b"R", b"F"
AHEAD_FRAMES = RATE // 2  # the app sends no more than this before it is heard

_LOOK_S = 0.04
_MOST_S = 0.1  # a look that comes later than this was kept from coming
_STUCK_S = 2.0  # without the device asking for sound, it is lost


class Queue:
    """Sound of the newest run on its way to the speaker, never much more than is needed."""

    def __init__(self) -> None:
        self.news = threading.Event()
        self.closed = False
        self.run = 0
        self.given = 0  # frames of this run
        self.asked = 0  # how often the device wanted some
        self._accepted = False
        self._finished = False
        self._waiting = bytearray()
        self._lock = threading.Lock()

    @property
    def ready(self) -> bool:
        """Whether there is a run with anything to do."""
        return self._accepted and bool(self._waiting or self._finished)

    @property
    def empty(self) -> bool:
        """Whether all there will ever be of this run has been given."""
        return self._finished and not self._waiting

    def accept(self) -> int:
        """Let the newest run be heard, now that the one before it is silent; return its number."""
        with self._lock:
            self._accepted = True
            return self.run

    def rest(self, run: int) -> None:
        """Take a run as over."""
        with self._lock:
            self._accepted = self._accepted and run != self.run

    def fill(self, frames: Iterable[tuple[bytes, bytes]]) -> None:
        """Take what the app sends for as long as it is there."""
        for kind, content in frames:
            with self._lock:
                self._take(kind, content)
            self.news.set()
        self.closed = True
        self.news.set()

    def give(self, out: memoryview, frames: int, _time: object, _status: object) -> None:
        """Fill PortAudio's buffer, with silence where there is no sound."""
        pcm = b""
        with self._lock:
            self.asked += 1
            if self._accepted:
                pcm = bytes(self._waiting[: 2 * frames])
                del self._waiting[: 2 * frames]
                self.given += len(pcm) // 2
        out[:] = pcm.ljust(2 * frames, b"\0")

    def _take(self, kind: bytes, content: bytes) -> None:
        if kind == RUN:
            self.run = int.from_bytes(content, "little")
            self.given = 0
            self._accepted = self._finished = False
            self._waiting.clear()
        elif kind == FINISH:
            self._finished = True
        else:
            self._waiting += content


class Output:
    """The stream to the speaker: started when a run has sound, aborted when another run begins."""

    def __init__(
        self,
        queue: Queue,
        stream: Any,  # noqa: ANN401 - untyped
        say: Callable[..., None],
    ) -> None:
        self._queue = queue
        self._stream = stream
        self._say = say
        self._run = 0
        self._sounds = False
        self._looked = time.monotonic()
        self._asked = 0
        self._stuck_s = self._empty_s = 0.0

    @property
    def lost(self) -> bool:
        """Whether the device has stopped taking sound."""
        return self._sounds and (self._stuck_s > _STUCK_S or not self._stream.active)

    def go_on(self) -> None:
        """Wait for news; leave an old run for a new one, and begin to sound once it has sound."""
        self._queue.news.wait(_LOOK_S)
        self._queue.news.clear()
        self._look()
        if self._queue.run != self._run:
            self._silence()
            self._run = self._queue.accept()
        if not self._sounds and self._queue.ready:
            self._stuck_s = self._empty_s = 0.0
            self._stream.start()
            self._sounds = True

    def tell(self) -> None:
        """Say how many frames of the run have been heard, and when it was all."""
        if not self._sounds:
            return
        given = self._queue.given
        if self._empty_s > 2 * self._stream.latency:  # the last block has got through, too
            self._silence()
            self._queue.rest(self._run)
            self._say(run=self._run, heard=given, done=True)
        else:
            delay = int(self._stream.latency * RATE)
            self._say(run=self._run, heard=max(0, given - delay))

    def _silence(self) -> None:
        if self._sounds:
            self._stream.abort()
            self._sounds = False

    def _look(self) -> None:
        """Count time in which nothing went on; none in which this process itself stood still."""
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, _MOST_S), now
        asked = self._queue.asked
        self._stuck_s = self._stuck_s + passed if asked == self._asked else 0.0
        self._asked = asked
        self._empty_s = self._empty_s + passed if self._queue.empty else 0.0
