"""A part of a drawing cut out of it: what is inked there, at the size it is to be seen."""

from dataclasses import dataclass, field

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Box, Extent, Stroke, radius
from journal_app.domain.ink.outline import Ring, Trace, scaled
from journal_app.domain.spot import Region

MARGIN = 12.0
COARSE = 1.0  # pixels between the samples that are looked at
THIN = 2.0  # pixels; nobody sees that a line as thin as that has no shape


@dataclass(frozen=True, slots=True)
class Inked:
    """The ink of a stroke: shapes to fill, or, with a ``width``, a line too thin to have one."""

    colour: str
    shapes: tuple[Ring, ...] = field(repr=False)
    width: float = 0.0


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
    return Cutting(size, tuple(_inked(stroke, box, scale) for stroke in drawing.within(box)))


def _box(drawing: Drawing, region: Region | None) -> Box:
    if region is not None:
        return Box(region.x, region.y, region.x + region.width, region.y + region.height)
    return (drawing.bounds or Box(0.0, 0.0, 1.0, 1.0)).grown(MARGIN)


def _inked(stroke: Stroke, box: Box, scale: float) -> Inked:
    left, top = box.left * scale, box.top * scale
    samples = scaled(stroke.samples, scale, COARSE)
    firm = sum(sample.pressure for sample in samples) / len(samples)
    width = 2 * radius(stroke.width * scale, firm)
    if width < THIN:
        return Inked(stroke.colour, ([(s.x - left, s.y - top) for s in samples],), width)
    rings = Trace(stroke.width * scale, samples).rings()
    return Inked(stroke.colour, tuple([(x - left, y - top) for x, y in ring] for ring in rings))
