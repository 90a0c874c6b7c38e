"""The microphone of this computer, heard by a process of its own."""

import json
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from journal_app.devices.audio_helper import SOUND, launch, read_frames
from journal_app.domain.errors import JournalError, MicrophoneLost, MicrophoneMissing
from journal_app.domain.soundcards import Choice, Match, read_match
from journal_app.services.voice.ear import LOST, MISSING

BUSY = (
    "Another program is using the microphone. When it lets go, “Look again” finds it. You can"
    " write or draw meanwhile."
)

_STOP_S = 0.4


class HelperMicrophone:
    """A ``Microphone``: starts a process that listens, and ends it, hung or not.

    ``choice`` is asked at every start, on the thread that starts it, which device to use.
    """

    def __init__(self, choice: Callable[[], Choice | None] = lambda: None) -> None:
        self.late_s = 0.0
        self.match: Match | None = None
        self._choice = choice
        self._session: _Session | None = None

    def start(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        """Begin to listen."""
        self.late_s = 0.0
        self._session = _Session(hear, ended, self._choice(), self._take_note)

    def stop(self) -> None:
        """Hear out what was said until now, and end the process."""
        session, self._session = self._session, None
        if session is not None:
            session.stop()

    def _take_note(self, news: Match | float) -> None:
        if isinstance(news, Match):
            self.match = news
        else:
            self.late_s = news


class _Session:
    """One process, from start to end."""

    def __init__(
        self,
        hear: Callable[[bytes], None],
        ended: Callable[[JournalError], None],
        choice: Choice | None,
        tell: Callable[[Match | float], None],
    ) -> None:
        self._hear = hear
        self._ended = ended
        self._tell = tell
        self._enough = Event()
        self._helper = launch("record", choice=choice)
        self._reader = Thread(target=self._read, name="microphone", daemon=True)
        self._reader.start()

    def stop(self) -> None:
        self._enough.set()
        self._helper.to.close()
        self._reader.join(_STOP_S)
        self._helper.end()
        self._reader.join()

    def _read(self) -> None:
        error: JournalError = MicrophoneMissing(MISSING)
        for kind, content in read_frames(self._helper.back):
            if kind == SOUND:
                error = MicrophoneLost(LOST)
                self._hear(content)
            else:
                error = self._take_note(json.loads(content), error)
        if not self._enough.is_set():
            self._ended(error)

    def _take_note(self, event: dict[str, Any], error: JournalError) -> JournalError:
        """Note what the helper tells; return why nothing would be heard if it ended now."""
        if "match" in event:
            self._tell(read_match(event["match"]))
        if "late" in event:
            self._tell(float(event["late"]))
        return _ERRORS[event["ended"]]() if event.get("ended") in _ERRORS else error


_ERRORS: dict[str, Callable[[], JournalError]] = {
    "missing": lambda: MicrophoneMissing(MISSING),
    "busy": lambda: MicrophoneMissing(BUSY),
    "lost": lambda: MicrophoneLost(LOST),
}
