"""Which backups there are, when another is due, and which may go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path


class Occasion(StrEnum):
    """Why a backup was made; each kind has its own places."""

    DAILY = "daily"
    WEEKLY = "weekly"
    PRE_MIGRATION = "pre-migration"
    BY_HAND = "by-hand"


PLACES = {Occasion.DAILY: 7, Occasion.WEEKLY: 4, Occasion.PRE_MIGRATION: 3, Occasion.BY_HAND: 5}


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the journal. It counts only once it was ``verified``.

    ``opens_with`` is the id of the journal and key it was made under, or empty if nothing says so.
    """

    made_ms: int
    size: int
    occasion: Occasion
    verified: bool = True
    file: Path = field(default=Path(), compare=False)
    opens_with: str = field(default="", compare=False)

    @property
    def made(self) -> datetime:
        """When the copy was made, in UTC."""
        return datetime.fromtimestamp(self.made_ms / 1000, UTC)


def due(backups: Iterable[Backup], now_ms: int) -> Occasion | None:
    """Return which backup is due now, or None if there is one of today.

    The first one of a week is kept longer. Days are told apart, not counted, so that a clock that
    was wrong for a while puts nothing off.
    """
    whole = [backup for backup in backups if backup.verified]
    now = datetime.fromtimestamp(now_ms / 1000, UTC)
    if any(backup.made.date() == now.date() for backup in whole):
        return None
    weekly = (backup.made for backup in whole if backup.occasion is Occasion.WEEKLY)
    week = now.isocalendar()[:2]
    return (
        Occasion.DAILY
        if any(made.isocalendar()[:2] == week for made in weekly)
        else (Occasion.WEEKLY)
    )


def leaving(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Return what may be removed: the unfinished, and the oldest of each kind without a place.

    The newest verified backup always stays.
    """
    backups = tuple(backups)
    whole = newest_first(backup for backup in backups if backup.verified)
    staying = set(whole[:1])
    for occasion, places in PLACES.items():
        staying.update([backup for backup in whole if backup.occasion is occasion][:places])
    return tuple(backup for backup in backups if backup not in staying)


def newest_first(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Return backups in the order they are shown and tried in."""
    return tuple(sorted(backups, key=lambda backup: backup.made_ms, reverse=True))
