"""A series: the same invitation, drawn at different times."""

from dataclasses import dataclass, field
from datetime import date

from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.spot import Spot


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawing of a series: where it is, when it was made, and the day it belongs to."""

    entry: EntryId
    part: PartId
    made: Moment
    day: date
    caption: str = field(default="", repr=False)

    @property
    def spot(self) -> Spot:
        """Where the journal is to be opened to see it in its place."""
        return Spot(self.entry, self.part)
