"""What a rescue brought over from a damaged journal, and what it couldn't."""

from dataclasses import dataclass
from typing import NamedTuple

from journal_app.domain.clock import Moment


class Tally(NamedTuple):
    """How many of a kind came over, and of how many more one knows that they were there."""

    copied: int
    missing: int


@dataclass(frozen=True, slots=True)
class Rescued:
    """Entries that are whole, those that lost something (when they were made), and those gone.

    More may be gone than one knows of, where that isn't ``certain``.
    """

    whole: int
    harmed: tuple[Moment, ...]
    gone: int
    certain: bool
    parts: Tally
    records: Tally

    @property
    def entries(self) -> int:
        """How many entries there were, as far as anybody can tell."""
        return self.whole + len(self.harmed) + self.gone
