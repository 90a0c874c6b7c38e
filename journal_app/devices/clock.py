"""The computer's clock."""

import ctypes
import sys
import time
from datetime import datetime

from journal_app.domain.clock import Moment


class SystemClock:
    """Tells the time of this computer and the zone it is set to."""

    def now(self) -> Moment:
        """Return this instant with the local civil clock."""
        return _moment(datetime.now().astimezone())

    def at(self, wall: datetime) -> Moment:
        """Return the instant when the civil clock here shows ``wall``, summer time or not."""
        local = wall.astimezone()
        if local.replace(tzinfo=None) != wall:  # left out in spring: it is the hour after
            local = wall.replace(fold=1).astimezone()
        return _moment(local)

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()

    def asleep(self) -> float:
        """Return for how many seconds, from an arbitrary start, the computer has been asleep."""
        return _asleep()


if sys.platform == "win32":

    def _asleep() -> float:
        """Compare what counts while the computer sleeps with what doesn't, in 100 ns."""
        awake = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        return time.monotonic() - awake.value / 1e7

elif sys.platform == "darwin":

    def _asleep() -> float:
        """Compare what counts while the computer sleeps with what doesn't."""
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)

else:

    def _asleep() -> float:
        """Compare what counts while the computer sleeps with what doesn't."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)


def _moment(local: datetime) -> Moment:
    offset = local.utcoffset()
    minutes = 0 if offset is None else int(offset.total_seconds() // 60)
    return Moment(int(local.timestamp() * 1000), minutes, local.tzname() or "UTC")
