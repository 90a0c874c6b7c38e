"""What room there is for a recording: on the disk, and in memory while the disk is full."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

HOUR_S = 3600
SECOND = 16_000_000 / HOUR_S  # bytes of a second's records; 14.9 MiB were measured for an hour
IN_MEMORY = 64 * 1024 * 1024  # over four hours: a day at the clinic, and little beside the app

_TWICE = 2  # a record is written to the log first, and from there to the file


class Place(Enum):
    """Where a recording goes."""

    DISK = auto()
    MEMORY = auto()


@dataclass(frozen=True, slots=True)
class Left:
    """There is room for so many seconds of sound."""

    place: Place
    seconds: float


@dataclass(frozen=True, slots=True)
class Room:
    """Asks how many bytes are ``free`` on the disk, and how many are ``waiting`` in memory.

    Those are what the vault could not take yet; they may grow up to ``bound``.
    """

    free: Callable[[], int]
    waiting: Callable[[], int]
    bound: int = IN_MEMORY

    def on_disk(self) -> Left | None:
        """Return what is left on the disk if it is less than an hour's worth."""
        try:
            seconds = self.free() / (_TWICE * SECOND)
        except OSError:  # then writing will tell
            return None
        return Left(Place.DISK, seconds) if seconds < HOUR_S else None

    def in_memory(self) -> Left | None:
        """Return what is left in memory, if that is where the recording goes just now."""
        waiting = self.waiting()
        if not waiting:
            return None
        return Left(Place.MEMORY, max(0, self.bound - waiting) / SECOND)
