"""Stand-ins for what a test can't have: time that waits, and a window's thread without a window."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from queue import SimpleQueue

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.errors import JournalError

KEY = bytes(range(32))
SUNDAY_EVENING = Moment(1_795_375_800_000, 60, "CET")  # 22 November 2026, 20:30 in Berlin


@dataclass
class FakeClock:
    """Stands still until told to go on."""

    moment: Moment = SUNDAY_EVENING
    seconds: float = 100.0
    slept: float = 0.0

    def now(self) -> Moment:
        return self.moment

    def at(self, wall: datetime) -> Moment:
        here = timezone(timedelta(minutes=self.moment.offset_minutes))
        return replace(self.moment, utc_ms=round(1000 * wall.replace(tzinfo=here).timestamp()))

    def monotonic(self) -> float:
        return self.seconds

    def asleep(self) -> float:
        return self.slept

    def sleep(self, seconds: float) -> None:
        """Let the computer sleep, which one of the clocks doesn't notice."""
        self.slept += seconds
        self.moment = replace(self.moment, utc_ms=self.moment.utc_ms + round(1000 * seconds))

    def go_on(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment = replace(self.moment, utc_ms=self.moment.utc_ms + round(1000 * seconds))


@dataclass
class Unhurried(FakeClock):
    """Lets every look at it take a while, so that a passphrase costs the least it may."""

    def monotonic(self) -> float:
        self.seconds += 0.6
        return self.seconds


@dataclass
class Post:
    """The window's thread, as far as a test without a window needs one."""

    queue: "SimpleQueue[Callable[[], None]]"
    failures: list[JournalError] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)

    def deliver(self, work: Callable[[], None]) -> None:
        self.queue.put(work)

    def run_until(self, met: Callable[[], bool], seconds: float = 10.0) -> None:
        """Run what was delivered until ``met``; fails if nothing comes for ``seconds``."""
        while not met():
            self.queue.get(timeout=seconds)()
