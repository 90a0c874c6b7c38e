"""An entry is a list of parts; a part is one whole value or a growing list of records."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType
from uuid import uuid4

from journal_app.domain.clock import Moment

EntryId = NewType("EntryId", str)
PartId = NewType("PartId", str)


class Kind(StrEnum):
    """What a part is made of. One value for each row of ``media.table.MEDIA``."""

    WORDS = "words"
    INK = "ink"
    VOICE = "voice"


class EntryState(StrEnum):
    """Whether an entry is under someone's hands or has been set aside."""

    OPEN = "open"
    ASIDE = "aside"


class PartState(StrEnum):
    """Whether a part is still growing, is whole, or was put back after a crash."""

    OPEN = "open"
    WHOLE = "whole"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Record:
    """One committed step of a growing part: a stroke, a second of sound.

    ``body`` is opaque here; the part's medium reads it. ``seq`` counts up from 0 within the part.
    """

    seq: int
    made_ms: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of an entry, with all it holds when it has been loaded whole."""

    id: PartId
    kind: Kind
    position: int
    made: Moment
    state: PartState = PartState.OPEN
    caption: str = field(default="", repr=False)
    body: bytes = field(default=b"", repr=False)
    records: tuple[Record, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something somebody made in one sitting, or came back to."""

    id: EntryId
    made: Moment
    state: EntryState = EntryState.OPEN
    title: str = field(default="", repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One row of the journal: enough to recognise an entry, without loading it."""

    id: EntryId
    made: Moment
    state: EntryState
    kinds: tuple[Kind, ...]
    title: str = field(repr=False)
    first_words: str = field(repr=False)


def new_entry_id() -> EntryId:
    """Return an id that no other entry on any computer has."""
    return EntryId(uuid4().hex)


def new_part_id() -> PartId:
    """Return an id that no other part on any computer has."""
    return PartId(uuid4().hex)
