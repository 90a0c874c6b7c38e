"""The speaker of this computer, spoken through by a process of its own."""

import contextlib
import json
import time
from collections.abc import Callable
from threading import Condition, Lock, Thread, Timer
from typing import Any

from journal_app.devices.audio_helper import SOUND, launch, read_frames, write_frame
from journal_app.devices.playout import AHEAD_FRAMES, FINISH, RUN
from journal_app.domain.errors import JournalError, SpeakerMissing
from journal_app.domain.soundcards import Choice

LET_GO_S = 3.0  # so long the process stays after the last sound
READY_S = 60.0  # and so long before the first

_HUSH_S = 0.3
_HUNG_S = 1.0  # a process that plays tells how far it is many times a second
_PATIENCE_S = 6.0  # a busy computer may take so long to begin to play
_MISSING = "Nothing found to play sound on. The recording is kept."
_LOST = "What played the sound is gone. Play again to go on from here."

Heard = Callable[[int], None]
Ended = Callable[[JournalError | None], None]


class HelperSpeaker:
    """A ``Speaker``: a process that plays, kept for a moment after a stop for what comes next.

    ``choice`` is asked at every start, on the thread that starts it, which device to use.
    """

    def __init__(self, choice: Callable[[], Choice | None] = lambda: None) -> None:
        self._choice = choice
        self._line: _Line | None = None
        self._beginning = Lock()

    def prepare(self) -> None:
        """Start the process, to be let go soon if nothing is played."""
        choice = self._choice()
        with self._beginning:
            if self._line is None:
                self._line = _Line(choice)
                self._line.wait()

    def start(self, heard: Heard, ended: Ended) -> None:
        """Get ready for sound."""
        choice = self._choice()
        with self._beginning:
            if self._line is not None and self._line.choice != choice:
                self._line.close()
                self._line = None
            if self._line is None or not self._line.begin(heard, ended):
                self._line = _Line(choice)
                self._line.begin(heard, ended)

    def write(self, pcm: bytes) -> None:
        """Play sound; return when there is room for more."""
        if (line := self._line) is not None:
            line.write(pcm)

    def finish(self) -> None:
        """Say that no more sound is coming."""
        if (line := self._line) is not None:
            line.finish()

    def stop(self) -> None:
        """Be silent at once."""
        if (line := self._line) is not None:
            line.stop()

    def close(self) -> None:
        """Be silent at once and end the process."""
        with self._beginning:
            line, self._line = self._line, None
        if line is not None:
            line.close()


class _Line:
    """One process and what it plays, a run at a time. Nothing is called but while a run sounds.

    Whoever writes to the process holds ``_changed``. Should it hang, its end sets them free.
    """

    def __init__(self, choice: Choice | None) -> None:
        self.choice = choice
        self._helper = launch("play", choice=choice)
        self._changed = Condition()
        self._dead = False
        self._run = self._sent = self._played = 0
        self._calls: tuple[Heard, Ended] | None = None
        self._told_at: float | None = None
        self._letting_go: Timer | None = None
        self._reader = Thread(target=self._read, name="speaker", daemon=True)
        self._reader.start()

    def wait(self) -> None:
        """Be there for a while, for a run that may come."""
        with self._changed:
            self._let_go_later(READY_S)

    def begin(self, heard: Heard, ended: Ended) -> bool:
        """Begin a run; return False if the process has ended."""
        with self._changed:
            if self._dead:
                return False
            self._calls = heard, ended
            self._new_run()
            return True

    def write(self, pcm: bytes) -> None:
        """Send sound when there is room for it."""
        with self._changed:
            if not self._changed.wait_for(self._has_room, _PATIENCE_S):
                self._kill()
            elif self._calls is not None:
                self._sent += len(pcm) // 2
                self._send(SOUND, pcm)

    def finish(self) -> None:
        """Say that this run is whole."""
        with self._changed:
            if self._calls is not None:
                self._send(FINISH, b"")

    def stop(self) -> None:
        """End this run at once; end the process, should it not listen."""
        hung = self._told_at is not None and time.monotonic() - self._told_at > _HUNG_S
        hush = Thread(target=self._hush, name="hush", daemon=True)
        hush.start()
        hush.join(_HUSH_S)
        if hung or hush.is_alive():
            self._kill()
            hush.join()

    def close(self) -> None:
        """End the process."""
        self._kill()
        with self._changed:
            self._calls = None
            self._changed.notify_all()
            self._stay()
        self._reader.join()

    def _kill(self) -> None:
        self._dead = True
        self._helper.process.kill()

    def _hush(self) -> None:
        with self._changed:
            if self._calls is not None:
                self._calls = None
                self._changed.notify_all()
                self._new_run()
                self._let_go_later()

    def _new_run(self) -> None:
        self._stay()
        self._run += 1
        self._sent = self._played = 0
        self._told_at = None
        self._send(RUN, self._run.to_bytes(4, "little"))

    def _send(self, kind: bytes, content: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):  # it is gone; the reader says so
            write_frame(self._helper.to, kind, content)

    def _has_room(self) -> bool:
        return self._calls is None or self._sent - self._played < AHEAD_FRAMES

    def _read(self) -> None:
        for _kind, content in read_frames(self._helper.back):
            event = json.loads(content)
            with self._changed:
                if event.get("run") == self._run:
                    self._hear(event)
        with self._changed:
            self._dead = True
            self._end_run(SpeakerMissing(_LOST if self._played else _MISSING))
            self._stay()
        self._helper.end()

    def _hear(self, event: dict[str, Any]) -> None:
        self._played = event["heard"]
        self._told_at = time.monotonic()
        self._changed.notify_all()
        if self._calls is not None:
            self._calls[0](self._played)
        if event.get("done"):
            self._end_run(None)
            self._let_go_later()

    def _end_run(self, error: JournalError | None) -> None:
        calls, self._calls = self._calls, None
        self._told_at = None
        self._changed.notify_all()
        if calls is not None:
            calls[1](error)

    def _let_go_later(self, seconds: float = LET_GO_S) -> None:
        self._letting_go = Timer(seconds, self._let_go, [self._run])
        self._letting_go.daemon = True
        self._letting_go.start()

    def _let_go(self, run: int) -> None:
        with self._changed:
            if run == self._run:
                self._kill()

    def _stay(self) -> None:
        if self._letting_go is not None:
            self._letting_go.cancel()
            self._letting_go = None
