"""What a hand is doing: how steady the line is, how hard it presses, and how it ends.

All of it goes into the samples of the stroke, which looks the same ever after, also where it is
turned or mirrored.
"""

from dataclasses import dataclass
from math import hypot, inf, isfinite, pi
from typing import NamedTuple

import numpy as np

from journal_app.domain.ink.marks import EVEN, Points, Sample, points_of
from journal_app.domain.ink.nib import Nib
from journal_app.domain.ink.settling import settled, tapered
from journal_app.domain.ink.tools import FOUNTAIN, PEN, PENCIL, Tool

STEADIEST = 10
STRINGS = {8: 4.0, 9: 8.0, 10: 12.0}
"""The length (logical pixels) of the string the pen is pulled by at the highest levels."""

SETTLES_FROM = 3
_FILTER_WITH_STRING = 4
_LEANING = 0.65


class Touch(NamedTuple):
    """Where the page is touched (page units), when (ms on the events' clock), and how.

    ``pressure`` is None where the device can't tell; ``tilt`` is 0 for an upright pen, 1 for one
    that lies flat.
    """

    x: float
    y: float
    at: float
    pressure: float | None = None
    tilt: float = 0.0


@dataclass(frozen=True, slots=True)
class HandSettings:
    """What somebody chose for their hand: 0 leaves it as it is, 10 is the steadiest."""

    steadiness: int = 2
    pressure: bool = True
    settles: bool = True


class Steady:
    """Takes the tremble out of slow movement and lets fast movement through.

    A one-euro filter (Casiez, Roussel and Vogel, CHI 2012): a low-pass whose cut-off frequency
    rises with speed, so that a slow line is calm and a fast one does not lag behind the pen.
    Places are logical pixels; level 0 changes nothing.
    """

    STILL_HZ = 8.0
    EAGERNESS = 0.2
    SPEED_HZ = 10.0

    def __init__(self, x: float, y: float, at: float, level: int = 2) -> None:
        self.x, self.y = x, y
        self.speed = 0.0
        self._still = self.STILL_HZ / level if level else 0.0
        self._eagerness = self.EAGERNESS / level if level else 0.0
        self._raw = (x, y)
        self._at = at

    def move(self, x: float, y: float, at: float) -> None:
        """Follow the pen to a place at a time (milliseconds)."""
        seconds = max(at - self._at, 1.0) / 1000.0
        speed = hypot(x - self._raw[0], y - self._raw[1]) / seconds
        self.speed += share(self.SPEED_HZ, seconds) * (speed - self.speed)
        if self._still:
            part = share(self._still + self._eagerness * self.speed, seconds)
            self.x += part * (x - self.x)
            self.y += part * (y - self.y)
        else:
            self.x, self.y = x, y
        self._raw = (x, y)
        self._at = at


class Hand:
    """Turns the movements of one stroke into its samples.

    A device that does not feel pressure gets it from speed: a slow line is fuller than a fast one.
    ``zoom`` is logical pixels to a page unit: a hand trembles on the screen, not on the page.
    """

    SLOW, FAST = 0.64, 0.34
    FAST_AT = 1400.0
    FOLLOWS_HZ = 4.0

    def __init__(
        self,
        touch: Touch,
        tool: Tool = PEN,
        settings: HandSettings | None = None,
        zoom: float = 1.0,
    ) -> None:
        touch = _sane(touch, Touch(0.0, 0.0, 0.0))
        self._settings = settings or HandSettings()
        self._tool = tool
        self._zoom = zoom
        level = min(max(self._settings.steadiness, 0), STEADIEST)
        self._string = STRINGS.get(level, 0.0) / zoom
        filtered = _FILTER_WITH_STRING if self._string else level
        self._steady = Steady(touch.x * zoom, touch.y * zoom, touch.at, filtered)
        self._start = touch.at
        self._place = (touch.x, touch.y)
        self._last = touch
        self._feels = touch.pressure is not None
        self._firm = EVEN if touch.pressure is None else touch.pressure
        self._nib = Nib(zoom) if tool is FOUNTAIN else None
        self.samples = [self._sample(touch)]

    def move(self, touch: Touch) -> Sample:
        """Follow the device; return the newest sample."""
        touch = _sane(touch, self._last)
        steady, zoom = self._steady, self._zoom
        steady.move(touch.x * zoom, touch.y * zoom, touch.at)
        self._firm = self._from_speed(touch.at) if touch.pressure is None else touch.pressure
        self._place = self._pulled(steady.x / zoom, steady.y / zoom)
        self._last = touch
        self.samples.append(self._sample(touch))
        return self.samples[-1]

    def lift(self) -> Points:
        """End the stroke where the device really is; return its points, calm and with fine ends."""
        last = self.samples[-1]
        if (last.x, last.y) != self._last[:2]:
            self.samples.append(last._replace(x=self._last.x, y=self._last.y, t_ms=last.t_ms + 1.0))
        points = points_of(self.samples)
        if self._settings.settles and self._settings.steadiness >= SETTLES_FROM:
            points = settled(points, self._settings.steadiness, self._zoom)
        if not self._feels and self._tool.presses and self._settings.pressure:
            points = tapered(points, self._zoom)
        return np.ascontiguousarray(points)

    def _sample(self, touch: Touch) -> Sample:
        x, y = self._place
        return Sample(x, y, self._pressure(touch), touch.at - self._start)

    def _pressure(self, touch: Touch) -> float:
        """Return how hard the tool presses, whatever makes it do so."""
        if not self._tool.presses:
            return EVEN
        firm = self._firm if self._settings.pressure else EVEN
        if self._nib is not None:
            return self._nib.pressed(*self._place, firm)
        if self._tool is PENCIL:
            return (1.0 - _LEANING * touch.tilt) * firm + _LEANING * touch.tilt
        return firm

    def _pulled(self, x: float, y: float) -> tuple[float, float]:
        """Return where the line goes: to the pen, or as far behind it as the string is long."""
        if not self._string:
            return x, y
        dx, dy = x - self._place[0], y - self._place[1]
        far = hypot(dx, dy)
        if far <= self._string:
            return self._place
        part = (far - self._string) / far
        return self._place[0] + part * dx, self._place[1] + part * dy

    def _from_speed(self, at: float) -> float:
        fast = min(self._steady.speed / self.FAST_AT, 1.0)
        aim = self.SLOW + (self.FAST - self.SLOW) * fast
        seconds = max(at - self._last.at, 1.0) / 1000.0
        return self._firm + share(self.FOLLOWS_HZ, seconds) * (aim - self._firm)


def _sane(touch: Touch, before: Touch) -> Touch:
    """Return a touch with whatever a device can't have meant as it was before."""
    if touch.at >= before.at and isfinite(sum(touch[:3], touch.tilt + (touch.pressure or 0.0))):
        return touch
    firm = touch.pressure
    placed = isfinite(touch.x) and isfinite(touch.y)
    return Touch(
        *((touch.x, touch.y) if placed else before[:2]),
        at=touch.at if before.at <= touch.at < inf else before.at,
        pressure=firm if firm is None or isfinite(firm) else before.pressure,
        tilt=touch.tilt if isfinite(touch.tilt) else before.tilt,
    )


def share(hertz: float, seconds: float) -> float:
    """Return how far a low-pass of this cut-off goes towards its aim in this time."""
    return 1.0 / (1.0 + 1.0 / (2.0 * pi * hertz * seconds))
