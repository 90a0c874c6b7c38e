"""When sound was spoken: what its arrival tells of it, against a sound card's clock that drifts."""

from math import inf

from journal_app.domain.voice import RATE, Tick

WINDOW_S = 10.0
NOTICED_MS = 5.0


class Ticking:
    """Follows the clock of a segment that begins at frame ``start``.

    Sound comes late, and never early: of all that came within a while, what came soonest tells.
    """

    def __init__(self, start: int, utc_ms: int) -> None:
        self._frame = self._start = start
        self._utc_ms = float(utc_ms)  # when it was spoken, as far as is known
        self._soonest = inf
        self._soonest_at = start
        self._from = start
        self._first = True

    def hear(self, end: int, utc_ms: int) -> Tick | None:
        """Hear of sound up to frame ``end``, spoken at that moment at the latest.

        Return what that tells of the clock, if it tells more than is known.
        """
        late = utc_ms - self._expected(end)
        if late < self._soonest:
            self._soonest, self._soonest_at = late, end
        if end - self._from < WINDOW_S * RATE:
            return None
        self._from = end
        tick = self._judge() if abs(self._soonest) >= NOTICED_MS else None
        self._soonest, self._first = inf, False
        return tick

    def rest(self) -> Tick | None:
        """Return what the last sound tells: too little of it to say that all comes later now."""
        return self._judge() if self._soonest <= -NOTICED_MS else None

    def _judge(self) -> Tick:
        utc = self._expected(self._soonest_at) + self._soonest
        frame = self._soonest_at
        if self._first:  # it began later than it seemed to
            frame, utc = self._start, utc - (frame - self._start) * 1000 / RATE
        self._frame, self._utc_ms = frame, utc
        return Tick(frame, round(utc))

    def _expected(self, frame: int) -> float:
        return self._utc_ms + (frame - self._frame) * 1000 / RATE
