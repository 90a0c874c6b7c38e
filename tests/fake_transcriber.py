"""A process in the place of the one that writes down speech: the same wire, and no machine in it.

It is started with a word for what it does: ``well``, or one of the ways in which it goes wrong.
"""

import json
import os
import signal
import sys
from pathlib import Path
from threading import Event, Thread

from journal_app.devices.audio_helper import Helper, launch, read_frames
from journal_app.devices.transcriber import WhisperEngine
from journal_app.domain.voice import RATE
from journal_app.services.voice.transcribing import models
from journal_app.services.voice.transcribing.models import Shelf

MODULE = "tests.fake_transcriber"
WHOLE = 9 << 20  # bytes, for a model whose weights are packed


def engine(how: str, launched: list[Helper] | None = None) -> WhisperEngine:
    """Return an engine whose processes do it so."""

    def start() -> Helper:
        helper = launch(how, module=MODULE)
        if launched is not None:
            launched.append(helper)
        return helper

    return WhisperEngine(start)


def model(path: Path, *, size: int = WHOLE, **other: int) -> Path:
    """Make a file that looks like a model from outside; ``other`` numbers of its first bytes."""
    told = {
        "magic": 0x67676D6C, "words": 51_864, "sound": 1500, "width": 384, "heads": 6, "layers": 4,
        "text": 448, "text_width": 384, "text_heads": 6, "text_layers": 2, "bands": 80,
        "form": 2002,
    }  # fmt: skip
    with path.open("wb") as file:
        file.write(models._HEADER.pack(*{**told, **other}.values())[:size])
        file.truncate(size)
    return path


def shelf_with_a_model(folder: Path) -> Shelf:
    shelf = Shelf(folder / "models")
    shelf.add(model(folder / "ggml-tiny.en.bin"), lambda _part: None, anyway=True)
    return shelf


def main(how: str) -> None:
    if how == "deaf":  # to the end of its input
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        Thread(target=_answer, args=(how,), daemon=True).start()
        Event().wait()
    _answer(how)


def _answer(how: str) -> None:
    with os.fdopen(0, "rb") as pipe:
        frames = read_frames(pipe)
        told = json.loads(next(frames)[1])
        assert Path(told["model"]).is_absolute()
        if how == "strange":
            _say(failed="model")
            return
        if how == "overcome":  # by a model that is damaged
            os.kill(os.getpid(), signal.SIGSEGV)
        _say(ready=True)
        for _kind, pcm in frames:
            if how == "crashing":
                os.kill(os.getpid(), signal.SIGSEGV)
            if how in {"slow", "deaf"}:
                pipe.read()  # until the app closes it
                return
            _say_words(how, pcm)


def _say_words(how: str, pcm: bytes) -> None:
    if how == "babbling":
        sys.stdout.write("no JSON at all\n")
        sys.stdout.flush()
    if how != "hearing nothing":
        length_ms = 1000 * len(pcm) // 2 // RATE
        _say(words=[[" slow", 200, 700], [" water.", 800, length_ms]])
    _say(done="en")


def _say(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
