"""The computer's clock."""

import time
from datetime import datetime

from journal_app.domain.clock import Moment


class SystemClock:
    """Tells the time of this computer and the zone it is set to."""

    def now(self) -> Moment:
        """Return this instant with the local civil clock."""
        local = datetime.now().astimezone()
        offset = local.utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        return Moment(int(local.timestamp() * 1000), minutes, local.tzname() or "UTC")

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()
