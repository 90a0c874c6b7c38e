"""What a hand is doing: which device draws, how steady the line is, how hard it presses."""

from enum import Enum, auto
from math import hypot, pi

from journal_app.domain.ink.marks import EVEN, Sample


class Source(Enum):
    """What a stroke is drawn with."""

    PEN = auto()
    FINGER = auto()
    MOUSE = auto()
    KEYS = auto()


class Turn:
    """Decides who may draw: one at a time, and no palm beside a pen.

    Times are milliseconds on the clock of the input events.
    """

    PEN_RESTS_MS = 700
    YOUNG_MS = 150

    def __init__(self) -> None:
        self.live: Source | None = None
        self._began = 0.0
        self._pen_seen: float | None = None

    def pen_seen(self, at: float) -> None:
        """Note that a pen touches or hovers: what else touches now is a resting hand."""
        self._pen_seen = at

    def take(self, source: Source, at: float) -> bool:
        """Begin a stroke, if nobody else is drawing and this is no palm."""
        palm = source is Source.FINGER and self._pen_near(at)
        if self.live is not None or palm:
            return False
        self.live, self._began = source, at
        return True

    def young(self, at: float) -> bool:
        """Say whether the stroke has only just begun, so that it may have been a mistake."""
        return at - self._began <= self.YOUNG_MS

    def give(self) -> None:
        """End the stroke."""
        self.live = None

    def _pen_near(self, at: float) -> bool:
        return self._pen_seen is not None and at - self._pen_seen <= self.PEN_RESTS_MS


class Steady:
    """Takes the tremble out of slow movement and lets fast movement through.

    A one-euro filter (Casiez, Roussel and Vogel, CHI 2012): a low-pass whose cut-off frequency
    rises with speed, so that a slow line is calm and a fast one does not lag behind the pen.
    """

    STILL_HZ = 4.0
    EAGERNESS = 0.1
    SPEED_HZ = 10.0

    def __init__(self, x: float, y: float, at: float) -> None:
        self.x, self.y = x, y
        self.speed = 0.0
        self._raw = (x, y)
        self._at = at

    def move(self, x: float, y: float, at: float) -> None:
        """Follow the pen to a place (pixels) at a time (milliseconds)."""
        seconds = max(at - self._at, 1.0) / 1000.0
        speed = hypot(x - self._raw[0], y - self._raw[1]) / seconds
        self.speed += _share(self.SPEED_HZ, seconds) * (speed - self.speed)
        share = _share(self.STILL_HZ + self.EAGERNESS * self.speed, seconds)
        self.x += share * (x - self.x)
        self.y += share * (y - self.y)
        self._raw = (x, y)
        self._at = at


class Hand:
    """Turns the movements of one stroke into its samples.

    A device that does not feel pressure gets it from speed: a slow line is fuller than a fast
    one. The pressure is part of the sample, so a stroke looks the same ever after.
    """

    SLOW, FAST = 0.64, 0.34
    FAST_AT = 1400.0
    FOLLOWS_HZ = 4.0

    def __init__(self, x: float, y: float, at: float, pressure: float | None = None) -> None:
        self._start = self._at = at
        self._steady = Steady(x, y, at)
        self._given = pressure
        self._pressure = EVEN if pressure is None else pressure
        self._raw = (x, y)
        self.samples = [Sample(x, y, self._pressure)]

    def move(self, x: float, y: float, at: float, pressure: float | None = None) -> Sample:
        """Follow the device; return the newest sample."""
        at = max(at, self._at)
        self._steady.move(x, y, at)
        self._pressure = self._from_speed(at) if pressure is None else pressure
        self._raw, self._at = (x, y), at
        return self._sample(self._steady.x, self._steady.y)

    def lift(self) -> Sample | None:
        """End the stroke where the device really is; return the closing sample, if it needs one."""
        return None if self.samples[-1][:2] == self._raw else self._sample(*self._raw)

    def _sample(self, x: float, y: float) -> Sample:
        self.samples.append(Sample(x, y, self._pressure, self._at - self._start))
        return self.samples[-1]

    def _from_speed(self, at: float) -> float:
        fast = min(self._steady.speed / self.FAST_AT, 1.0)
        aim = self.SLOW + (self.FAST - self.SLOW) * fast
        seconds = max(at - self._at, 1.0) / 1000.0
        return self._pressure + _share(self.FOLLOWS_HZ, seconds) * (aim - self._pressure)


def _share(hertz: float, seconds: float) -> float:
    """Return how far a low-pass of this cut-off goes towards its aim in this time."""
    return 1.0 / (1.0 + 1.0 / (2.0 * pi * hertz * seconds))
