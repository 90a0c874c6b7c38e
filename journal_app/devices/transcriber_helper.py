"""The process that writes down speech: whisper.cpp lives in this one, behind everything else.

It is given a model's path and then windows of sound, in frames as of ``audio_helper``, and answers
each window with lines of JSON: ``{"words": [[text, start_ms, end_ms], …]}`` for each segment, and
``{"done": language}``. Before the first it says ``{"ready": true}``, if the model could be loaded;
a damaged one may be the end of it. It ends when its input does. It reads no other file and knows
no network.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, NoReturn, TextIO

from journal_app.devices.audio_helper import SOUND, read_frames

FLAG = "--transcriber-helper"
PACKAGE = "pywhispercpp"

_NICEST = 19
_IDLE_PRIORITY_CLASS = 0x40
_MOST_THREADS = 4  # and a core is left to whoever sits there: threads that wait here burn time
_DOWN = 3  # from 48 kHz to the 16 kHz a model listens to
_TAPS = 96
_SHARE = 0.45  # of the lower rate; what lies above it would come back as something else
_LEAST_MS = 1100  # whisper.cpp passes over what is shorter than a second
_EARLY_CS = 10  # a word begins so long before the end of the one before, as measured

Token = tuple[bytes, int, int]  # its text, and from when to when, in hundredths of a second


def main() -> NoReturn:
    """Write down what comes in until there is no more, or the app is gone."""
    _step_back()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints must not print between the words
    incoming: SimpleQueue[tuple[bytes, bytes]] = SimpleQueue()
    Thread(target=_receive, args=(incoming,), daemon=True).start()
    with suppress(BrokenPipeError):
        _serve(incoming, out)
    os._exit(0)


def _receive(incoming: "SimpleQueue[tuple[bytes, bytes]]") -> None:
    """Take what comes; its end is the end of everything, whatever goes on."""
    with os.fdopen(0, "rb") as pipe:
        for frame in read_frames(pipe):
            incoming.put(frame)
    os._exit(0)


def _step_back() -> None:
    """Let everything else go first."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _IDLE_PRIORITY_CLASS)
    else:
        os.nice(_NICEST)


def _serve(incoming: "SimpleQueue[tuple[bytes, bytes]]", out: TextIO) -> None:
    told = json.loads(incoming.get()[1])
    try:
        listener = _Listener(told["model"], told["kind"])
    except Exception:  # noqa: BLE001 - whatever a strange file did, the app is told the same
        _tell(out, failed="model")
        return
    _tell(out, ready=True)
    while True:
        kind, content = incoming.get()
        if kind == SOUND:
            for words in listener.hear(content):
                _tell(out, words=words)
            _tell(out, done=listener.language)


def _tell(out: TextIO, **told: object) -> None:
    out.write(json.dumps(told) + "\n")
    out.flush()


class _Listener:
    """whisper.cpp with one model; its own bindings, which know no way to fetch another."""

    def __init__(self, model: str, kind: str) -> None:
        import _pywhispercpp  # noqa: PLC0415 - this is what the process is for

        self._pw: Any = _pywhispercpp
        context = self._pw.whisper_context_default_params()
        heads = getattr(self._pw, f"WHISPER_AHEADS_{kind.upper().replace('.', '_')}", None)
        self._aligned = heads is not None
        context.use_gpu = context.flash_attn = False  # alignment needs attention as it is
        if heads is not None:
            context.dtw_token_timestamps = True
            context.dtw_aheads_preset = heads
        self._context = self._pw.whisper_init_from_file_with_params(model, context)
        self._params = self._prepared("en" if kind.endswith(".en") else "auto")
        self._last_word = self._pw.whisper_token_eot(self._context)

    @property
    def language(self) -> str:
        """The language of what was heard last."""
        return str(self._pw.whisper_lang_str(self._pw.whisper_full_lang_id(self._context)))

    def hear(self, pcm: bytes) -> Iterator[list[tuple[str, int, int]]]:
        """Yield the words of each segment in 16-bit mono PCM at 48 kHz."""
        samples = _lowered(pcm)
        self._pw.whisper_full(self._context, self._params, samples, len(samples))
        length_ms = len(pcm) // 2 // (16 * _DOWN)
        for segment in range(self._pw.whisper_full_n_segments(self._context)):
            words = list(_words(self._tokens(segment), length_ms))
            if words:
                yield words

    def _prepared(self, language: str) -> Any:  # noqa: ANN401 - untyped
        greedy = self._pw.whisper_sampling_strategy.WHISPER_SAMPLING_GREEDY
        params = self._pw.whisper_full_default_params(greedy)
        params.n_threads = min(_MOST_THREADS, max(1, (os.cpu_count() or 1) - 1))
        params.language = language
        params.token_timestamps = True
        params.no_context = True
        params.suppress_nst = True
        params.print_progress = params.print_realtime = params.print_timestamps = False
        return params

    def _tokens(self, segment: int) -> Iterator[Token]:
        """Yield the tokens of a segment."""
        begins = self._pw.whisper_full_get_segment_t0(self._context, segment)
        before = None
        for place in range(self._pw.whisper_full_n_tokens(self._context, segment)):
            token = self._pw.whisper_full_get_token_data(self._context, segment, place)
            if token.id >= self._last_word:
                continue
            text = self._pw.whisper_token_to_bytes(self._context, token.id)
            if self._aligned:  # a token's time is where it ends, so that the next begins there
                start = begins if before is None else before - _EARLY_CS
                before = token.t_dtw
                yield text, start, before
            else:
                yield text, token.t0, token.t1


def _words(tokens: Iterator[Token], most_ms: int) -> Iterator[tuple[str, int, int]]:
    """Put tokens together to words: one begins where there is a blank."""
    text, start, end = b"", 0, 0
    for piece, begins, ends in tokens:
        if piece.startswith(b" ") and text.strip():
            yield _word(text, start, end, most_ms)
            text = b""
        start = begins if not text else start
        text, end = text + piece, ends
    if text.strip():
        yield _word(text, start, end, most_ms)


def _word(text: bytes, start: int, end: int, most_ms: int) -> tuple[str, int, int]:
    at = min(max(0, 10 * start), most_ms)
    to = min(max(at, 10 * end), most_ms)
    return text.decode("utf-8", "replace"), at, to


def _lowered(pcm: bytes) -> Any:  # noqa: ANN401 - an array; numpy is loaded in here only
    """Return sound at 16 kHz as floats, and silence behind it where it is very short."""
    import numpy as np  # noqa: PLC0415

    taps = np.arange(_TAPS + 1) - _TAPS / 2
    low = np.sinc(2 * _SHARE / _DOWN * taps) * np.hamming(_TAPS + 1)
    sound = np.frombuffer(pcm, "<i2").astype(np.float32) / 32_768
    found = np.convolve(sound, (low / low.sum()).astype(np.float32), "same")[::_DOWN]
    short = max(0, 16 * _LEAST_MS - len(found))
    return np.pad(found, (0, short)).astype(np.float32)


if __name__ == "__main__":
    main()
