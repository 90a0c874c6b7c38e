"""What one can draw with, as a table: how each tool presses, and how its ink lies on the page.

A mark keeps its tool by name. One this version doesn't know is drawn with the pen.
"""

from dataclasses import dataclass
from enum import Enum, auto
from math import prod


class Lies(Enum):
    """How ink meets what is on the page already."""

    OVER = auto()
    UNDER = auto()  # as if it were below the ink that is there: what is darker than it stays


class Shape(Enum):
    """What the points of a mark mean."""

    LINE = auto()
    AREA = auto()
    WORDS = auto()


LINE = 1.25  # of a label's lines, in heights of its letters
BASE = 0.97  # how far down in a line its letters stand


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    ``skins`` are outlines laid over one another, each as wide as the line times its first number
    and as opaque as its second. ``tint`` is how much of the ink's colour there is in what it makes
    of the paper's. ``presses``: the line is wider where one presses harder.
    """

    name: str
    presses: bool = True
    tint: float = 1.0
    skins: tuple[tuple[float, float], ...] = ((1.0, 1.0),)
    lies: Lies = Lies.OVER
    grain: bool = False
    shape: Shape = Shape.LINE

    @property
    def covers(self) -> float:
        """How opaque all skins are together."""
        return 1.0 - prod(1.0 - opacity for _, opacity in self.skins)


_SOFT = (
    *((1.0, 0.045), (0.92, 0.055), (0.83, 0.065), (0.74, 0.075)),
    *((0.64, 0.085), (0.54, 0.095), (0.43, 0.105), (0.32, 0.115)),
)
"""So many that nobody sees where one begins: an edge as soft as a wet brush's."""

_GRAPHITE = ((1.0, 0.4), (0.85, 0.65))

PEN = Tool("pen")
FOUNTAIN = Tool("fountain")
PENCIL = Tool("pencil", skins=_GRAPHITE, grain=True)
BRUSH = Tool("brush", skins=_SOFT)
HIGHLIGHTER = Tool("highlighter", presses=False, tint=0.38, lies=Lies.UNDER)
FILL = Tool("fill", presses=False, tint=0.5, lies=Lies.UNDER, shape=Shape.AREA)
LABEL = Tool("label", presses=False, shape=Shape.WORDS)

PENS = (PEN, FOUNTAIN, PENCIL, BRUSH, HIGHLIGHTER)
TOOLS = {tool.name: tool for tool in (*PENS, FILL, LABEL)}


def tool(name: str) -> Tool:
    """Return the tool a mark was made with."""
    return TOOLS.get(name, PEN)
