"""A part of a drawing cut out of it: what is inked there, at the size it is to be seen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from journal_app.domain.ink import outlines
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import EVEN, Box, Extent, Points, Stroke, radius
from journal_app.domain.ink.outline import Ring
from journal_app.domain.ink.outlines import Outline, Vertices, thinned
from journal_app.domain.ink.tools import PEN, Shape, Tool, tool
from journal_app.domain.spot import Region

MARGIN = 12.0
COARSE = 1.0  # pixels between the samples that are looked at
THIN = 2.0  # pixels; nobody sees that a line as thin as that has no shape


@dataclass(frozen=True, slots=True)
class Inked:
    """Ink of one mark: shapes to fill, or, with a ``width``, a line too thin to have one.

    With a ``text``, the one shape is the corners it stands within. A tool of several skins has
    several of these, each with its ``opacity``.
    """

    colour: str
    shapes: tuple[Ring, ...] = field(repr=False)
    width: float = 0.0
    tool: Tool = PEN
    opacity: float = 1.0
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Cutting:
    """How large a cutting is, and the ink on it."""

    size: Extent
    ink: tuple[Inked, ...] = field(repr=False)


def cut(drawing: Drawing, region: Region | None, room: Extent, most: float) -> Cutting:
    """Cut a region out, as large as there is room for, but no more than ``most`` times enlarged.

    Without a region, all that is inked is cut out. Ink reaches over the edges where it does so.
    """
    box = _box(drawing, region)
    wide, tall = box.right - box.left, box.bottom - box.top
    scale = min(room.width / wide, room.height / tall, most)
    size = Extent(max(1, round(wide * scale)), max(1, round(tall * scale)))
    marks = list(drawing.within(box))
    skins = outlines.skins(marks, scale)
    ink = (_inked(mark, of, box, scale) for mark, of in zip(marks, skins, strict=True))
    return Cutting(size, tuple(chain.from_iterable(ink)))


def _box(drawing: Drawing, region: Region | None) -> Box:
    if region is not None:
        return Box(region.x, region.y, region.x + region.width, region.y + region.height)
    return (drawing.bounds or Box(0.0, 0.0, 1.0, 1.0)).grown(MARGIN)


def _inked(mark: Stroke, skins: tuple[Outline, ...], box: Box, scale: float) -> Iterator[Inked]:
    by = tool(mark.tool)
    if by.shape is Shape.WORDS:
        yield Inked(mark.colour, (_ring(mark.points, box, scale),), tool=by, text=mark.text)
        return
    firm = float(mark.points[:, 2].mean()) if by.presses else EVEN
    width = 2 * radius(mark.width * scale, firm)
    if by.shape is Shape.LINE and width < THIN:
        line = thinned(mark.points, COARSE / scale)
        yield Inked(mark.colour, (_ring(line, box, scale),), width, by, by.covers)
        return
    for skin, (_, opacity) in zip(skins, by.skins, strict=True):
        shapes = tuple(_ring(ring, box, scale) for ring in skin.rings())
        yield Inked(mark.colour, shapes, tool=by, opacity=opacity)


def _ring(points: Points | Vertices, box: Box, scale: float) -> Ring:
    return [((x - box.left) * scale, (y - box.top) * scale) for x, y in points[:, :2].tolist()]
