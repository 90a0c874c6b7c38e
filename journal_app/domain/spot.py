"""A spot in the journal: an entry, a part of it, and where in that part."""

from dataclasses import dataclass, field

from journal_app.domain.entry import EntryId, PartId


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some characters of a text, from ``start`` up to ``stop``."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle on a drawing, in units of its page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some seconds of sound, from ``start`` up to ``stop``."""

    start: float
    stop: float


Place = Phrase | Region | Stretch


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to open the journal; ``words`` are to be underlined there."""

    entry: EntryId
    part: PartId | None = None
    at: Place | None = None
    words: tuple[str, ...] = field(default=(), repr=False)
