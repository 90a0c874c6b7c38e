"""Waiting for something to become true, never for time to pass."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 30.0
LOOK_EVERY_S = 0.02

T = TypeVar("T")


def until(
    look: Callable[[], T | None],
    what: str,
    *,
    patience: float = PATIENCE_S,
    every: float = LOOK_EVERY_S,
) -> T:
    """Return the first thing ``look`` returns that is neither None nor False."""
    deadline = time.monotonic() + patience
    while True:
        seen = look()
        if seen is not None and seen is not False:
            return seen
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {patience:.0f} s for {what}")
        time.sleep(every)
