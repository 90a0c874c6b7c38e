"""A voice with strokes and words made while it was spoken, every one with a click in the sound."""

from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice, pairwise

import numpy as np

from journal_app.devices.opus import OpusStream
from journal_app.domain import voice, wording
from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import (
    Entry,
    EntryId,
    Kind,
    Part,
    PartId,
    Record,
    new_entry_id,
    new_part_id,
)
from journal_app.domain.ink import codec
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.voice import RATE, Event, EventKind
from journal_app.domain.wording import Edit, Noted
from journal_app.services.journal import Journal
from journal_app.services.voice.take import Take
from journal_app.storage import entries, parts
from tests.fakes import SUNDAY_EVENING

CLICK_S = 0.004
STROKE_EVERY_S, WORD_EVERY_S = 7.0, 0.4
STROKE_MS = 480.0
_SAID = "slow water over stones, and a door that was only light. then the music went on."
_NOTED_S = 2.0  # what one record of the course of words holds


@dataclass(frozen=True)
class Script:
    """What happens while so many seconds are spoken, with pauses after some: (second, how long)."""

    seconds: float
    pauses: tuple[tuple[float, float], ...] = ()
    began: Moment = SUNDAY_EVENING
    before: str = ""  # the words that stood there

    @property
    def strokes(self) -> list[float]:
        """The seconds of the recording at which a stroke is begun."""
        return _every(STROKE_EVERY_S, self.seconds)

    @property
    def words(self) -> list[tuple[float, str]]:
        """The seconds at which a word is written, and the words."""
        return list(zip(_every(WORD_EVERY_S, self.seconds), cycle(_SAID.split(" ")), strict=False))

    @property
    def text(self) -> str:
        """The words in the end."""
        return self.before + " ".join(word for _, word in self.words) + " "

    def ms(self, second: float) -> int:
        """Return when on the clock (utc, ms) something happens at a second of the recording."""
        rested = sum(lasts for at, lasts in self.pauses if at <= second)
        return self.began.utc_ms + round(1000 * (second + rested))

    @lru_cache(4)  # noqa: B019 - scripts are few, and coding sound is slow
    def voice(self) -> tuple[bytes, ...]:
        """Return the records of the recording: silence, and a click for each stroke and word."""
        pcm = np.zeros(round(self.seconds * RATE), np.int16)
        wave = np.sin(np.arange(round(CLICK_S * RATE)) * 2 * np.pi * 2000 / RATE)
        for second in (*self.strokes, *(at for at, _ in self.words)):
            at = round(second * RATE)
            pcm[at : at + len(wave)] = (20_000 * wave[: len(pcm) - at]).astype(np.int16)
        kept: list[bytes] = []
        edges = [0.0, *(at for at, _ in self.pauses), self.seconds]
        for number, (start, end) in enumerate(pairwise(edges), 1):
            first, last = round(start * RATE), round(end * RATE)
            take = Take(number, first, self.ms(start), OpusStream(), kept.append)
            for at in range(first, last, RATE):
                take.write(array("h", pcm[at : min(at + RATE, last)]).tobytes())
            assert take.close() == last
            kept.append(voice.pack(Event(last, EventKind.PAUSE)))
        return tuple(kept)

    def ink(self) -> list[tuple[int, bytes]]:
        """Return the records of the drawing, with when each was begun."""
        return [
            (self.ms(second), codec.pack(Add(_stroke(number, self.ms(second)), Extent(1000, 640))))
            for number, second in enumerate(self.strokes, 1)
        ]

    def course(self) -> list[tuple[int, bytes]]:
        """Return the records of the course of words, with when each begins."""
        text, some = self.before, dict[int, list[Edit]]()
        first = {0: len(self.before)}
        for second, word in self.words:
            nth = int(second / _NOTED_S)
            first.setdefault(nth, len(text))
            since = self.ms(second) - self.ms(nth * _NOTED_S)
            some.setdefault(nth, []).append(Edit(since, len(text), 0, f"{word} "))
            text += f"{word} "
        return [
            (
                self.ms(nth * _NOTED_S),
                wording.pack(Noted(tuple(edits), first[nth], None if nth else self.before)),
            )
            for nth, edits in some.items()
        ]


@dataclass(frozen=True)
class Kept:
    """The entry a script was kept as."""

    entry: EntryId
    voice: PartId
    ink: PartId
    words: PartId


def keep(journal: Journal, script: Script) -> Kept:
    """Keep what a script makes as an entry."""
    entry = Entry(new_entry_id(), script.began, day=day_of(script.began))
    made = Kept(entry.id, new_part_id(), new_part_id(), new_part_id())
    journal.do(entries.begin, entry).result(20)
    said = [(script.began.utc_ms, body) for body in script.voice()]
    for position, (kind, part_id, records) in enumerate(
        (
            (Kind.VOICE, made.voice, said),
            (Kind.INK, made.ink, script.ink()),
            (Kind.WORDS, made.words, script.course()),
        )
    ):
        body = script.text.encode() if kind is Kind.WORDS else b""
        part = Part(part_id, kind, position, script.began, body=body)
        journal.do(parts.begin, entry.id, part).result(20)
        for seq, (made_ms, record) in enumerate(records):
            journal.do(parts.append, part_id, Record(seq, made_ms, record))
    journal.do(entries.set_aside, entry.id, script.ms(script.seconds)).result(20)
    return made


def _every(step: float, seconds: float) -> list[float]:
    return [round(step * n, 3) for n in islice(range(1, 10**6), int((seconds - 0.5) / step))]


def _stroke(number: int, made_ms: int) -> Stroke:
    row, column = divmod(number - 1, 9)
    left, top = 60.0 + 100 * column, 60.0 + 56 * (row % 10)
    samples = (
        Sample(left + 1.6 * n, top + 18 * np.sin(n / 5), 0.5, STROKE_MS * n / 48) for n in range(49)
    )
    colour = ("text", "accent", "sage", "plum")[number % 4]
    return Stroke.of(number, "pen", colour, 6.0, made_ms, samples)
