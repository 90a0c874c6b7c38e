"""Clocks on the walls of some places, with all that is odd about them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from journal_app.domain.clock import Moment

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


class Wall:
    """A clock on the wall of some place."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def at(self, wall: datetime) -> Moment:
        """Return the instant at which it shows this; the first one where there are two."""
        return self.on(round(1000 * wall.replace(tzinfo=self._zone).timestamp()))

    def on(self, utc_ms: int) -> Moment:
        """Return an instant with what it shows then."""
        there = datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(self._zone)
        offset = there.utcoffset() or timedelta()
        return Moment(utc_ms, round(offset.total_seconds() / 60), there.tzname() or "")
