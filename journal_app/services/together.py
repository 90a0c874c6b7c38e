"""Reads a voice together with what was drawn and written in its entry while it was spoken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from journal_app import storage
from journal_app.domain.entry import Kind, Part, PartId, Record
from journal_app.domain.ink import codec, replay
from journal_app.domain.together import DrawnWith, Spoken, WrittenWith
from journal_app.domain.wording import Wording
from journal_app.media import ink, voice, words
from journal_app.services.journal import Reply
from journal_app.services.session import Session
from journal_app.services.voice.recording import Recording


@dataclass(frozen=True, slots=True)
class Mixed:
    """A recording, and beside it what was made meanwhile; drawings with their captions."""

    recording: Recording
    drawings: tuple[tuple[str, DrawnWith], ...] = field(repr=False)
    words: tuple[WrittenWith, ...] = field(repr=False)


class Together:
    """Reads behind whatever somebody does; nothing is kept of it."""

    def __init__(self, session: Session) -> None:
        self._journal = session.journal
        self._work = session.pictures

    def offered(self, part_id: PartId) -> Reply[frozenset[PartId]]:
        """Ask which voices in the entry of a part have something beside them."""
        return self._work.do(lambda: self._offered(part_id))

    def read(self, part_id: PartId) -> Reply[Mixed | None]:
        """Ask for a voice and what was made meanwhile, or None if it is not there any more."""
        return self._work.do(lambda: self._read(part_id))

    def _around(self, part_id: PartId) -> tuple[Part, ...]:
        return self._journal.ask(storage.parts.around, part_id).result()

    def _offered(self, part_id: PartId) -> frozenset[PartId]:
        parts = self._around(part_id)
        others = [part for part in parts if part.kind is not Kind.VOICE]
        found = set()
        for part in parts if others else ():
            self._work.breathe()
            if part.kind is Kind.VOICE:
                spoken = Spoken(voice.read(part))
                if any(_is_beside(other, spoken) for other in others):
                    found.add(part.id)
        return frozenset(found)

    def _read(self, part_id: PartId) -> Mixed | None:
        parts = {part.id: part for part in self._around(part_id)}
        if part_id not in parts:
            return None
        note = voice.read(parts[part_id])
        spoken = Spoken(note)
        drawings, written = [], []
        for part in self._beside(spoken, parts.values()):
            if part.kind is Kind.INK:
                course = replay.of(part.records, real=True)
                drawings.append((part.caption, DrawnWith(spoken, course)))
            else:
                text = words.settle(words.read(part)).strip("\n")
                written.append(WrittenWith(spoken, Wording(part.records), text))
        recording = Recording(note, lambda seqs: self._fetch(part_id, seqs))
        return Mixed(recording, tuple(drawings), tuple(written))

    def _beside(self, spoken: Spoken, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            self._work.breathe()
            if _is_beside(part, spoken):
                yield part

    def _fetch(self, part_id: PartId, seqs: Sequence[int]) -> tuple[Record, ...]:
        return self._journal.ask(storage.parts.records, part_id, seqs).result()


def _is_beside(part: Part, spoken: Spoken) -> bool:
    """Say whether something of a part was made while a voice was recorded."""
    if part.kind is Kind.WORDS:
        return any(map(spoken.heard, Wording(part.records).moments))
    return part.kind is Kind.INK and any(map(spoken.heard, _made(part.records, spoken)))


def _made(records: tuple[Record, ...], spoken: Spoken) -> Iterator[int]:
    """Go through when things were drawn; what was put together is opened where that may matter."""
    before = spoken.first
    for record in records:
        may_be = spoken.first <= record.made_ms and before <= spoken.last
        if may_be and codec.is_block(record.body):
            yield from (one.made_ms for one in ink.unfold([record]))
        else:
            yield record.made_ms
        before = record.made_ms
