"""The speaker of this computer, spoken through by a process of its own."""

import contextlib
import json
from collections.abc import Callable
from threading import Event, Thread

from journal_app.devices.audio_helper import SOUND, launch, read_frames, write_frame
from journal_app.domain.errors import JournalError, SpeakerMissing
from journal_app.domain.soundcards import Choice

_MISSING = "Nothing found to play sound on. The recording is kept."


class HelperSpeaker:
    """A ``Speaker``: starts a process that plays, and ends it to be silent.

    ``choice`` is asked at every start, on the thread that starts it, which device to use.
    """

    def __init__(self, choice: Callable[[], Choice | None] = lambda: None) -> None:
        self._choice = choice
        self._session: _Session | None = None

    def start(
        self, heard: Callable[[int], None], ended: Callable[[JournalError | None], None]
    ) -> None:
        """Get ready for sound."""
        self._session = _Session(heard, ended, self._choice())

    def write(self, pcm: bytes) -> None:
        """Play sound; return when there is room for more."""
        if (session := self._session) is not None:
            session.write(pcm)

    def finish(self) -> None:
        """Say that no more sound is coming."""
        if (session := self._session) is not None:
            session.finish()

    def stop(self) -> None:
        """Be silent at once."""
        session, self._session = self._session, None
        if session is not None:
            session.stop()


class _Session:
    """One process, from the first sound to the last."""

    def __init__(
        self,
        heard: Callable[[int], None],
        ended: Callable[[JournalError | None], None],
        choice: Choice | None,
    ) -> None:
        self._heard = heard
        self._ended = ended
        self._enough = Event()
        self._helper = launch("play", choice)
        self._reader = Thread(target=self._read, name="speaker", daemon=True)
        self._reader.start()

    def write(self, pcm: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):  # it is gone; ``ended`` says so
            write_frame(self._helper.to, SOUND, pcm)

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._helper.to.close()

    def stop(self) -> None:
        self._enough.set()
        self._helper.process.kill()
        self._reader.join()

    def _read(self) -> None:
        error: JournalError | None = SpeakerMissing(_MISSING)
        for _kind, content in read_frames(self._helper.back):
            event = json.loads(content)
            if "heard" in event and not self._enough.is_set():
                self._heard(event["heard"])
            if event.get("ended") == "done":
                error = None
        if not self._enough.is_set():
            self._ended(error)
        self._helper.end()
