"""When the journal locks by itself, and what holds that back."""

from dataclasses import dataclass

from journal_app.domain.clock import Clock
from journal_app.domain.settings import Preferences

AFTERGLOW_S = 30 * 60  # nobody should have to find their passphrase in the first half hour


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant on two clocks: one never jumps, the other goes on while the computer sleeps."""

    steady: float
    wall: float

    def since(self, earlier: "Instant") -> float:
        """Return how many seconds have passed since ``earlier``, by the clock that counted more."""
        return max(self.steady - earlier.steady, self.wall - earlier.wall)


def instant(clock: Clock) -> Instant:
    """Return this instant."""
    return Instant(clock.monotonic(), clock.now().utc_ms / 1000)


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand, as far as locking goes."""

    now: Instant
    touched: Instant  # the last key, pointer, pen or finger
    dimmed: Instant | None  # when Afterglow was put on, if it is on
    recording: bool
    wished: bool = False  # the screen was locked, or the computer is going to sleep


def is_due(situation: Situation, preferences: Preferences) -> bool:
    """Tell whether the journal should lock now."""
    idle = situation.now.since(situation.touched)
    most = 60 * preferences.lock_after_minutes
    wanted = situation.wished or 0 < most <= idle
    return wanted and not is_held_back(situation, preferences)


def is_held_back(situation: Situation, preferences: Preferences) -> bool:
    """Tell whether this is no time to lock, whatever the reason would be."""
    if situation.recording:
        return True
    fresh = situation.dimmed is not None and situation.now.since(situation.dimmed) < AFTERGLOW_S
    return fresh and not preferences.lock_in_afterglow
