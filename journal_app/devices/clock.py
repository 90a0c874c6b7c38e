"""The computer's clock."""

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


def _moment(local: datetime) -> Moment:
    offset = local.utcoffset()
    minutes = 0 if offset is None else int(offset.total_seconds() // 60)
    return Moment(int(local.timestamp() * 1000), minutes, local.tzname() or "UTC")
