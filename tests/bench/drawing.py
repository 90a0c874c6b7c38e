"""One stroke drawn with the mouse, and when each of its points was seen inked."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import NamedTuple

from tests.bench.xmouse import Mouse
from tests.desktop.glass import Glass, Spot

DARK = 110  # green below this is new ink: old ink and paper are paler
LOOK_S = 0.00005  # to leave the machine to those who are looked at
PAUSE_S = 0.03
PATIENCE_S = 1.0


@dataclass
class Drawn:
    """What became of a stroke; all times in seconds."""

    took: list[float] = field(default_factory=list)  # from a motion to the ink under it
    late: list[float] = field(default_factory=list)  # a motion was sent after it was due
    covered: int = 0  # points that were dark before the mouse came there, and tell nothing
    lost: int = 0  # points that were never inked

    @property
    def sent(self) -> int:
        """How many motions there were."""
        return len(self.late)


class Point(NamedTuple):
    """A point not yet inked: where its pixel is in the frame buffer, and when it was sent."""

    pixel: int
    sent: float


def draw(mouse: Mouse, glass: Glass, spots: Sequence[Spot], hertz: int) -> Drawn:
    """Draw a stroke at so many motions a second, and lift at once, as a hand does."""
    mouse.move(spots[0])
    mouse.press(down=True)
    time.sleep(PAUSE_S)
    drawn, waiting = Drawn(), list[Point]()
    due = perf_counter()
    for spot in spots[1:]:
        waiting = _look(glass, waiting, drawn, due)
        dark = glass.live[glass.green(spot)] < DARK
        sent = perf_counter()
        mouse.move(spot)
        drawn.late.append(sent - due)
        if dark:
            drawn.covered += 1
        else:
            waiting.append(Point(glass.green(spot), sent))
        due += 1 / hertz
    waiting = _look(glass, waiting, drawn, due)
    mouse.press(down=False)
    until = perf_counter() + PATIENCE_S
    while waiting and perf_counter() < until:
        waiting = _look(glass, waiting, drawn, perf_counter() + PAUSE_S)
    drawn.lost = len(waiting)
    time.sleep(PAUSE_S)
    return drawn


def _look(glass: Glass, waiting: list[Point], drawn: Drawn, until: float) -> list[Point]:
    """Note which points are inked, again and again up to a time; return those that are not."""
    screen = glass.live
    while perf_counter() < until:
        inked = {point for point in waiting if screen[point.pixel] < DARK}
        if inked:
            now = perf_counter()
            drawn.took += [now - point.sent for point in inked]
            waiting = [point for point in waiting if point not in inked]
        time.sleep(LOOK_S)
    return waiting
