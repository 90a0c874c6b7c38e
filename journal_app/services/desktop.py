"""What a desktop says about its screen and its sleep."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol


class Sign(Enum):
    """Something a desktop says."""

    LOCKED = auto()
    UNLOCKED = auto()
    SLEEPS = auto()  # it is about to, and may wait until it is let sleep


class Watch(Protocol):
    """Somebody who listens to the desktop."""

    def let_sleep(self) -> None:
        """Let the computer sleep: whatever had to be done before is done."""
        ...

    def stay_awake(self, *, awake: bool) -> None:
        """Keep the computer from sleeping only because nobody touches it, or no longer."""
        ...

    def close(self) -> None:
        """Hear nothing any more."""
        ...


Tell = Callable[[Sign], None]
Watcher = Callable[[Tell], Watch]


class Deaf:
    """Hears nothing."""

    def __init__(self, tell: Tell) -> None:
        pass

    def let_sleep(self) -> None:
        """Nobody waits for us."""

    def stay_awake(self, *, awake: bool) -> None:
        """Nobody listens to us."""

    def close(self) -> None:
        """Go on hearing nothing."""
