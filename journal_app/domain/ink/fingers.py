"""What fingers on the page mean: one draws or moves the page, two move it and change its size."""

from collections.abc import Sequence
from enum import Enum, auto
from math import hypot
from typing import NamedTuple

PALM_MM = 20.0
_APART = 24.0  # pixels; nearer than this, how far two fingers are apart says nothing


class Stage(Enum):
    """What a finger did since one last heard of it."""

    DOWN = auto()
    MOVED = auto()
    STILL = auto()
    UP = auto()


class Finger(NamedTuple):
    """One of the fingers, where it is, and how broadly it touches, in millimetres if known."""

    id: int
    x: float
    y: float
    stage: Stage
    across: float = 0.0


class May(Enum):
    """What a finger may do that comes down now."""

    NOTHING = auto()
    DRAW = auto()
    LOOK = auto()


class Down(NamedTuple):
    """A finger begins to draw."""

    x: float
    y: float


class Move(NamedTuple):
    """It goes on."""

    x: float
    y: float


class Up(NamedTuple):
    """It is lifted."""


class Cancel(NamedTuple):
    """It wasn't meant to draw."""


class Look(NamedTuple):
    """The page goes along with the fingers, and becomes larger around a place."""

    dx: float
    dy: float
    factor: float
    x: float
    y: float


Deed = Down | Move | Up | Cancel | Look


class Fingers:
    """Follows all fingers from the first to the last."""

    def __init__(self) -> None:
        self._doing = May.NOTHING
        self._drawing: int | None = None
        self._idle: set[int] = set()
        self._at: dict[int, tuple[float, float]] = {}

    def follow(self, fingers: Sequence[Finger], may: May, *, young: bool) -> list[Deed]:
        """Return what the fingers do; ``young`` says that the stroke may have been a mistake."""
        self._idle &= {one.id for one in fingers}
        self._idle |= {one.id for one in fingers if one.across > PALM_MM}
        active = [one for one in fingers if one.id not in self._idle]
        deeds: list[Deed] = []
        if self._doing is May.NOTHING:
            deeds += self._begin(active, may)
        elif self._doing is May.DRAW:
            deeds += self._draw(active, young=young)
        if self._doing is May.LOOK:
            deeds += self._look(active)
        self._idle -= {one.id for one in fingers if one.stage is Stage.UP}
        return deeds

    def stop(self) -> None:
        """Let the fingers that are there do nothing more."""
        self._idle |= {*self._at, *([self._drawing] if self._drawing is not None else [])}
        self._doing = May.NOTHING
        self._drawing = None
        self._at.clear()

    def forget(self) -> None:
        """No finger is there any more."""
        self.stop()
        self._idle.clear()

    def _begin(self, active: Sequence[Finger], may: May) -> list[Deed]:
        fresh = [one for one in active if one.stage is Stage.DOWN]
        if may is May.NOTHING:
            self._idle |= {one.id for one in fresh}
        elif fresh:
            self._doing = may if len(active) == 1 else May.LOOK
        if self._doing is not May.DRAW:
            return []
        self._drawing = fresh[0].id
        return [Down(fresh[0].x, fresh[0].y)]

    def _draw(self, active: Sequence[Finger], *, young: bool) -> list[Deed]:
        mine = next((one for one in active if one.id == self._drawing), None)
        others = [one for one in active if one.id != self._drawing]
        if mine is None or (others and young):
            self._doing = May.LOOK if mine is not None else May.NOTHING
            self._drawing = None
            return [Cancel()]
        self._idle |= {one.id for one in others}
        deeds: list[Deed] = [] if mine.stage is Stage.STILL else [Move(mine.x, mine.y)]
        if mine.stage is Stage.UP:
            self._doing, self._drawing = May.NOTHING, None
            deeds.append(Up())
        return deeds

    def _look(self, active: Sequence[Finger]) -> list[Deed]:
        here = {one.id: (one.x, one.y) for one in active}
        both = [id_ for id_ in here if id_ in self._at][:2]
        before = _middle([self._at[id_] for id_ in both])
        after = _middle([here[id_] for id_ in both])
        self._at = {one.id: here[one.id] for one in active if one.stage is not Stage.UP}
        if not self._at:
            self._doing = May.NOTHING
        if before == after:
            return []
        factor = after[2] / before[2] if min(after[2], before[2]) > _APART else 1.0
        dx, dy = after[0] - before[0], after[1] - before[1]
        return [Look(dx, dy, factor, after[0], after[1])]


def _middle(places: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the middle of one or two places, and how far they are apart."""
    if not places:
        return 0.0, 0.0, 0.0
    (x0, y0), (x1, y1) = places[0], places[-1]
    return (x0 + x1) / 2, (y0 + y1) / 2, hypot(x1 - x0, y1 - y0)
