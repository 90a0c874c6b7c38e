"""What lies out of sight: in the bin, or under a seal."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from journal_app.domain.entry import EntryId, Kind, PartId

CERTAIN_DAYS = 30  # so long it stays in the bin, unless somebody empties that


class Counts(NamedTuple):
    """How many things are in the bin, and how many entries a seal holds."""

    in_bin: int
    sealed: int


@dataclass(frozen=True, slots=True)
class Binned:
    """Something in the bin since ``since_ms``: an entry of ``day``, or one ``part`` of it.

    ``words`` is what one knows it by: a title, a caption, first words. Where a seal holds the
    entry, nothing is told of what it is.
    """

    entry: EntryId
    since_ms: int
    day: date
    part: PartId | None = None
    kinds: tuple[Kind, ...] = ()
    words: str = field(default="", repr=False)
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry a seal holds, put on at ``since_ms``; it opens on ``until``, or when one chooses."""

    entry: EntryId
    since_ms: int
    until: date | None
