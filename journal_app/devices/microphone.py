"""The microphone of this computer, heard by a process of its own."""

import json
from collections.abc import Callable
from threading import Event, Thread

from journal_app.devices.audio_helper import SOUND, launch, read_frames
from journal_app.domain.errors import JournalError, MicrophoneLost, MicrophoneMissing
from journal_app.services.voice.ear import LOST, MISSING

_STOP_S = 0.4


class HelperMicrophone:
    """A ``Microphone``: starts a process that listens, and ends it, hung or not."""

    def __init__(self) -> None:
        self.late_s = 0.0
        self._session: _Session | None = None

    def start(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        """Begin to listen."""
        self.late_s = 0.0
        self._session = _Session(hear, ended, self._come_late)

    def stop(self) -> None:
        """Hear out what was said until now, and end the process."""
        session, self._session = self._session, None
        if session is not None:
            session.stop()

    def _come_late(self, late_s: float) -> None:
        self.late_s = late_s


class _Session:
    """One process, from start to end."""

    def __init__(
        self,
        hear: Callable[[bytes], None],
        ended: Callable[[JournalError], None],
        come_late: Callable[[float], None],
    ) -> None:
        self._hear = hear
        self._ended = ended
        self._come_late = come_late
        self._enough = Event()
        self._helper = launch("record")
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
                continue
            event = json.loads(content)
            if "late" in event:
                self._come_late(event["late"])
            elif event.get("ended") == "missing":
                error = MicrophoneMissing(MISSING)
        if not self._enough.is_set():
            self._ended(error)
