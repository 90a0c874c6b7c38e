"""Time as a thing one is given.

A ``Moment`` is an instant together with the civil clock that hung on the wall when it was noted,
so that "Sunday evening" stays Sunday evening wherever the journal is opened later.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC, milliseconds since 1970) and the civil time it was written in."""

    utc_ms: int
    offset_minutes: int
    zone: str

    @property
    def civil(self) -> datetime:
        """The wall clock at that instant, as an aware datetime with a fixed offset."""
        wall = timezone(timedelta(minutes=self.offset_minutes))
        return datetime.fromtimestamp(self.utc_ms / 1000, tz=UTC).astimezone(wall)

    @property
    def day(self) -> date:
        """The civil date that was written down."""
        return self.civil.date()


class Clock(Protocol):
    """Tells the time; the real one is in ``devices.clock``, tests bring their own."""

    def now(self) -> Moment:
        """Return this instant with the local civil clock."""
        ...

    def at(self, wall: datetime) -> Moment:
        """Return the instant when the civil clock here shows ``wall`` (which has no zone)."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards, from an arbitrary start."""
        ...

    def asleep(self) -> float:
        """Return for how many seconds, from an arbitrary start, the computer has been asleep."""
        ...
