"""What a machine wrote down of a recording: its words with their times, and what became of them.

It is kept as the whole value of the voice part it belongs to, and is deleted with it. What somebody
changes is kept beside what the machine wrote, so that a word still finds its place in the sound.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from journal_app.domain import comparing
from journal_app.domain.comparing import Fate
from journal_app.domain.spot import Stretch

FORM = "transcript1"
EARLY_MS = 200  # before a word one begins to listen
PAUSE_MS = 1500  # between two segments: a new line begins

_HEAD = FORM.encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the blank before it, if there is one, and when in the note it was said."""

    text: str = field(repr=False)
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that belong together, in their order; at least one."""

    words: tuple[Word, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Transcript:
    """Words of a recording, and what wrote them down.

    ``model`` is the SHA-256 of the model's file, ``name`` what it is known as, if it is. ``edited``
    is the text somebody made of it, or None as long as nobody has.
    """

    engine: str
    model: str
    name: str
    language: str
    segments: tuple[Segment, ...] = field(repr=False)
    edited: str | None = field(default=None, repr=False)

    @property
    def written(self) -> str:
        """The text as the machine wrote it."""
        return "".join(text for text, _word in _laid_out(self.segments))

    @property
    def text(self) -> str:
        """The text as it is to be read."""
        return self.written if self.edited is None else self.edited


def pack(transcript: Transcript) -> bytes:
    """Return the bytes a transcript is kept as."""
    told = {
        "engine": transcript.engine,
        "model": transcript.model,
        "name": transcript.name,
        "language": transcript.language,
        "edited": transcript.edited,
        "segments": [
            [[word.text, word.start_ms, word.end_ms] for word in segment.words]
            for segment in transcript.segments
        ],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return _HEAD + text.encode("utf-8", "replace")


def unpack(body: bytes) -> Transcript | None:
    """Read a transcript back; None where there is none, or one this release can't read."""
    if not body.startswith(_HEAD):
        return None
    try:
        told = json.loads(body[len(_HEAD) :].decode("utf-8", "replace"))
        edited = told["edited"]
        return Transcript(
            engine=str(told["engine"]),
            model=str(told["model"]),
            name=str(told["name"]),
            language=str(told["language"]),
            segments=tuple(_segments(told["segments"])),
            edited=None if edited is None else str(edited),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def text_of(body: bytes) -> str:
    """Return the text of a transcript that is kept as ``body``; nothing where there is none."""
    found = unpack(body)
    return "" if found is None else found.text


class Places:
    """Where the words of a transcript's text are heard; made anew whenever the text changes."""

    def __init__(self, transcript: Transcript) -> None:
        self._starts: list[int] = []
        self._words: list[Word] = []
        at = 0
        for text, word in _laid_out(transcript.segments):
            self._starts.append(at + len(text) - len(text.lstrip()))
            self._words.append(word)
            at += len(text)
        self._edited = None if transcript.edited is None else _stayed(transcript)

    def heard_at(self, place: int) -> Stretch | None:
        """Return when the word at a character is heard, beginning a little early."""
        word = self.word_at(place)
        if word is None:
            return None
        return Stretch(max(0, word.start_ms - EARLY_MS) / 1000, word.end_ms / 1000)

    def word_at(self, place: int) -> Word | None:
        """Return the word that stands at a character of the text.

        For one that somebody wrote it is the last before it that the machine did.
        """
        if self._edited is not None:
            run = bisect_right(self._edited, place, key=_in_text) - 1
            if run < 0:
                return None
            here, there, count = self._edited[run]
            place = there + min(place - here, max(0, count - 1))
        found = bisect_right(self._starts, place) - 1
        return self._words[found] if found >= 0 else None


def _stayed(transcript: Transcript) -> list[tuple[int, int, int]]:
    """Return what stayed as written: where in the text, where as written, how many characters."""
    runs, here, there = [], 0, 0
    for piece in comparing.compare(transcript.written, transcript.text):
        if piece.fate is Fate.STAYED:
            runs.append((here, there, len(piece.text)))
        here += len(piece.text) if piece.fate is not Fate.WENT else 0
        there += len(piece.text) if piece.fate is not Fate.CAME else 0
    return runs


def _in_text(run: tuple[int, int, int]) -> int:
    return run[0]


def _laid_out(segments: Iterable[Segment]) -> Iterator[tuple[str, Word]]:
    """Yield each word as it stands in the text; behind a longer pause, on a new line."""
    words = [(word, first) for one in segments for first, word in _marked(one.words)]
    if words:
        yield words[0][0].text.lstrip(), words[0][0]
    for (before, _), (word, first) in pairwise(words):
        breaks = first and word.start_ms - before.end_ms >= PAUSE_MS
        yield ("\n" + word.text.lstrip() if breaks else word.text), word


def _marked(words: tuple[Word, ...]) -> Iterator[tuple[bool, Word]]:
    """Yield words, and whether each is the first of its segment."""
    return ((place == 0, word) for place, word in enumerate(words))


def _segments(told: Any) -> Iterator[Segment]:  # noqa: ANN401 - as it was read
    for words in told:
        read = tuple(Word(str(text), int(start), int(end)) for text, start, end in words)
        if read:
            yield Segment(read)
