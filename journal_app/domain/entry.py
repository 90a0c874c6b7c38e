"""An entry is a list of parts; a part is one whole value or a growing list of records."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType
from uuid import uuid4

from journal_app.domain.clock import Moment

EntryId = NewType("EntryId", str)
PartId = NewType("PartId", str)

MARKDOWN = "md1"  # how words are to be read; see ``media.markdown``


class Kind(StrEnum):
    """What a part is made of. One value for each row of ``media.table.MEDIA``."""

    WORDS = "words"
    INK = "ink"
    VOICE = "voice"
    PHOTO = "photo"
    SESSION = "session"
    CHECKIN = "checkin"
    FORM = "form"
    GOAL = "goal"
    STEP = "step"
    INSIGHT = "insight"
    LINK = "link"


# What is noted rather than made: each is one small value (see ``domain.noted``).
NOTED = frozenset(
    (Kind.SESSION, Kind.CHECKIN, Kind.FORM, Kind.GOAL, Kind.STEP, Kind.INSIGHT, Kind.LINK)
)


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
    Where only the beginning of the body was read, ``missing`` bytes of it are still in the vault.
    """

    seq: int
    made_ms: int
    body: bytes = field(repr=False)
    missing: int = 0

    @property
    def size(self) -> int:
        """How many bytes its whole body has."""
        return len(self.body) + self.missing


@dataclass(frozen=True, slots=True)
class Seal:
    """Keeps an entry out of sight: until a day comes, or (None) until somebody opens it."""

    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether the entry is still out of sight."""
        return self.until is None or today < self.until


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of an entry, with all it holds when it has been loaded whole.

    ``prompt`` is the wording it answers, word by word as it was read, ``asked`` the id of that
    question (see ``domain.guides``). ``form`` says how ``body`` is to be read; words are "md1" (see
    ``media.markdown``).
    """

    id: PartId
    kind: Kind
    position: int
    made: Moment
    state: PartState = PartState.OPEN
    caption: str = field(default="", repr=False)
    body: bytes = field(default=b"", repr=False)
    records: tuple[Record, ...] = field(default=(), repr=False)
    prompt: str = field(default="", repr=False)
    asked: str = ""
    form: str = ""
    changed_ms: int = field(default=0, compare=False)  # when its whole value was last kept


@dataclass(frozen=True, slots=True)
class Entry:
    """Something somebody made in one sitting, or came back to.

    ``made`` is when it happened: when it was begun, unless somebody says otherwise; its parts keep
    the time they were made. ``day`` is the civil day it belongs to, written down once and never
    worked out again (None: the day of ``made``). What came until ``settled_ms``, when it was first
    set aside, is its first layer; parts made later are later thoughts. ``guide`` says with which
    questions, or for what occasion, it was made.
    """

    id: EntryId
    made: Moment
    state: EntryState = EntryState.OPEN
    title: str = field(default="", repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)
    day: date | None = None
    settled_ms: int | None = None
    binned_ms: int | None = None
    seal: Seal | None = None
    shared: bool = False
    guide: str = ""

    def is_later(self, part: Part) -> bool:
        """Whether a part was added after the entry had been set aside."""
        return self.settled_ms is not None and part.made.utc_ms > self.settled_ms


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One row of the journal: enough to recognise an entry, without loading it."""

    id: EntryId
    made: Moment
    day: date
    state: EntryState
    kinds: tuple[Kind, ...]
    title: str = field(repr=False)
    first_words: str = field(repr=False)
    shared: bool = False
    guide: str = ""


def new_entry_id() -> EntryId:
    """Return an id that no other entry on any computer has."""
    return EntryId(uuid4().hex)


def new_part_id() -> PartId:
    """Return an id that no other part on any computer has."""
    return PartId(uuid4().hex)
