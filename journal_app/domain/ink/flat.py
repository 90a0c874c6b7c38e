"""A drawing laid flat: shapes of one plain colour each, in an order in which none needs another.

A file can't mix colours as a screen does. So what lies under the ink comes first, in the colour it
has on the paper; the rest follows as it was drawn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import EVEN, Box, Stroke
from journal_app.domain.ink.outlines import Line, evenly, outlines
from journal_app.domain.ink.papers import BODY, DOT, EDGE, RULE, body, grid
from journal_app.domain.ink.tools import Lies, Shape, Tool, tool

Rgb = tuple[int, int, int]
Corners = tuple[tuple[float, float], ...]
Places = NDArray[np.float64]

MARGIN = 24.0
LEAST = 120.0  # units a picture is wide and high, however little there is on it
GRAIN = 0.8  # how much of a pencil's ink is on the paper

_MOST = 40_000  # dots
_CORNERS = 4
DETAIL = 4.0  # an outline is as smooth as if it were looked at so much enlarged


@dataclass(frozen=True, slots=True)
class Colours:
    """What the colours of a drawing are: of its paper, its dots and lines, and of each ink."""

    paper: Rgb
    dot: Rgb
    line: Rgb
    ink: Callable[[str], Rgb]


@dataclass(frozen=True, slots=True)
class Filled:
    """Rings to be filled with one colour, all together by the non-zero rule."""

    colour: Rgb
    opacity: float
    rings: tuple[Places, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A label: its words, and the corners of the box they stand in, from the top left on."""

    colour: Rgb
    text: str = field(repr=False)
    corners: Corners


Piece = Filled | Written


def frame(drawing: Drawing) -> Box:
    """Return the part of the page a picture shows: all that is inked, and an outline around it."""
    inked = drawing.bounds
    whole = Box(0.0, 0.0, float(drawing.page.width), float(drawing.page.height))
    if inked is None or drawing.paper.outline == BODY:
        inked = whole if inked is None else whole.united(inked)
        box = inked
    else:
        box = inked.grown(MARGIN)
    wide, tall = max(0.0, LEAST - box.width) / 2, max(0.0, LEAST - box.height) / 2
    return Box(box.left - wide, box.top - tall, box.right + wide, box.bottom + tall)


def ground(drawing: Drawing, box: Box, colours: Colours) -> Iterator[Piece]:
    """Give what is printed on the paper in a part of the page, below all ink."""
    rows, columns = grid(box.top, box.bottom), grid(box.left, box.right)
    if len(rows) * len(columns) > _MOST:
        rows = []  # so large that a pattern would be noise
    if drawing.paper.pattern == "dots":
        angles = np.linspace(0.0, 2 * np.pi, 12, endpoint=False)
        dot = np.stack((np.cos(angles), np.sin(angles)), axis=1) * (DOT / 2)
        rings = tuple(dot + np.array((x, y)) for y in rows for x in columns)
        yield Filled(colours.dot, 0.5, rings)
    elif drawing.paper.pattern == "lines":
        sides = np.array((box.left, box.right, box.right, box.left))
        tall = np.array((-RULE, -RULE, RULE, RULE)) / 2
        rings = tuple(np.stack((sides, tall + y), axis=1) for y in rows)
        yield Filled(colours.line, 1.0, rings)
    if drawing.paper.outline == BODY:
        ring = body(Box(0.0, 0.0, float(drawing.page.width), float(drawing.page.height)))
        points = np.column_stack((ring, np.full(len(ring), EVEN), np.zeros(len(ring))))
        (line,) = outlines([Line(np.vstack((points, points[:1])), EDGE)], DETAIL)
        yield Filled(colours.dot, 0.7, tuple(one.astype(np.float64) for one in line.rings()))


def pieces(drawing: Drawing, colours: Colours, detail: float = DETAIL) -> Iterator[Piece]:
    """Give the shapes of a drawing in the order they are laid down."""
    for lies in (Lies.UNDER, Lies.OVER):
        for mark in drawing.visible():
            made_with = tool(mark.tool)
            if made_with.lies is lies:
                yield from of(mark, colours, detail)


def of(mark: Stroke, colours: Colours, detail: float = DETAIL) -> Iterator[Piece]:
    """Give the shapes of one mark."""
    made_with = tool(mark.tool)
    colour = mixed(colours.paper, colours.ink(mark.colour), made_with.tint)
    if made_with.shape is Shape.WORDS:
        if len(mark.points) >= _CORNERS:
            yield Written(colour, mark.text, tuple(map(tuple, mark.points[:4, :2].tolist())))
    elif made_with.shape is Shape.AREA:
        yield Filled(colour, 1.0, (mark.points[:, :2],))
    else:
        for share, opacity in made_with.skins:
            covers = opacity * (GRAIN if made_with.grain else 1.0)
            yield Filled(colour, covers, _rings(mark, made_with, share, detail))


def _rings(mark: Stroke, made_with: Tool, share: float, detail: float) -> tuple[Places, ...]:
    points = mark.points if made_with.presses else evenly(mark.points)
    (outline,) = outlines([Line(points, mark.width * share)], detail)
    return tuple(ring.astype(np.float64) for ring in outline.rings())


def mixed(paper: Rgb, ink: Rgb, tint: float) -> Rgb:
    """Return the colour of ink that lets so much of the paper through."""
    red, green, blue = (
        round(under + (over - under) * tint) for under, over in zip(paper, ink, strict=True)
    )
    return red, green, blue
