"""whisper.cpp as it is seen from the app: a process that writes down what it is given."""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Thread, Timer

from journal_app.devices.audio_helper import EVENT, SOUND, Helper, launch, write_frame
from journal_app.devices.transcriber_helper import FLAG, PACKAGE
from journal_app.domain.errors import NotWrittenDown
from journal_app.domain.transcript import Segment, Word
from journal_app.services.voice.transcribing.transcription import Heard

ENDED = "Writing it down ended by itself. The recording is as it was. You can try again."
NO_MODEL = "The model couldn’t be used. Another copy of it, or a smaller one, may help."
KILL_S = 2.0

MODULE = "journal_app.devices.transcriber_helper"


def is_there() -> bool:
    """Whether the optional part that writes down speech is installed."""
    return find_spec("_pywhispercpp") is not None


class WhisperEngine:
    """An ``Engine``: one process for each task."""

    def __init__(self, launch_helper: Callable[[], Helper] | None = None) -> None:
        self._launch = launch_helper or partial(launch, flag=FLAG, module=MODULE)

    @property
    def name(self) -> str:
        """The name and version of what does it."""
        try:
            return f"{PACKAGE} {version(PACKAGE)}"
        except PackageNotFoundError:
            return PACKAGE

    def start(self, model: Path, kind: str) -> "_Worker":
        """Start a process that loads a model, by its path and never by a name."""
        return _Worker(self._launch(), {"model": str(model.resolve(strict=True)), "kind": kind})


class _Worker:
    def __init__(self, helper: Helper, told: dict[str, str]) -> None:
        self._helper = helper
        self._ending = False
        self._ready = False
        self._told: dict[str, str] | None = told

    def write_down(self, pcm: bytes) -> Heard:
        """Hand over a window, and wait for what is heard in it."""
        try:
            with suppress(OSError):  # it has ended by itself; it may have said why
                self._hand_over(pcm)
            return self._answer()
        except (OSError, ValueError, KeyError, TypeError):
            raise NotWrittenDown(ENDED) from None

    def end(self) -> None:
        """Close its input, which ends it; one that doesn't hear of it is ended in two seconds."""
        if not self._ending:
            self._ending = True
            Thread(target=self._end, name="transcriber end", daemon=True).start()

    def _hand_over(self, pcm: bytes) -> None:
        """Tell of the model before the first window, and then give the sound."""
        if self._told is not None:
            write_frame(self._helper.to, EVENT, json.dumps(self._told).encode())
            self._told = None
        write_frame(self._helper.to, SOUND, pcm)

    def _answer(self) -> Heard:
        segments: list[Segment] = []
        while line := self._helper.back.readline():
            told = json.loads(line)
            if "words" in told:
                words = (Word(str(text), int(at), int(to)) for text, at, to in told["words"])
                segments.append(Segment(tuple(words)))
            elif "ready" in told:
                self._ready = True
            elif "done" in told:
                return Heard(str(told["done"]), tuple(segments))
            else:
                break
        raise NotWrittenDown(ENDED if self._ready else NO_MODEL)

    def _end(self) -> None:
        """End the process; a write that is under way may hold its pipe until it is killed."""
        process = self._helper.process
        at_last = Timer(KILL_S, process.kill)
        at_last.start()
        with suppress(OSError):
            self._helper.to.close()
        process.wait()
        at_last.cancel()
        self._helper.end()
