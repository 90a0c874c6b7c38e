"""When typed words are kept: soon after a pause, and never later than a limit."""

from dataclasses import dataclass

PAUSE_S = 0.4
LIMIT_S = 1.0


@dataclass(slots=True)
class SaveRhythm:
    """Turns touches (times of changes, monotonic seconds) into the moment a save is due."""

    pause: float = PAUSE_S
    limit: float = LIMIT_S
    _first: float | None = None
    _last: float = 0.0

    def touch(self, at: float) -> float:
        """Note a change at ``at``; return how many seconds from then the save is due."""
        if self._first is None:
            self._first = at
        self._last = at
        return max(0.0, min(self._last + self.pause, self._first + self.limit) - at)

    def saved(self) -> None:
        """Forget the changes: they have been handed over to be kept."""
        self._first = None
