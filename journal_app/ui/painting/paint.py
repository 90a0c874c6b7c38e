"""How ink looks: each tool's ink on its paper, in the colours of the theme."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from journal_app.domain.ink.marks import EVEN, Stroke, radius
from journal_app.domain.ink.outlines import COARSE, thinned
from journal_app.domain.ink.records import Paper
from journal_app.domain.ink.tools import Lies, Shape, Tool, tool
from journal_app.ui.painting import grain, words
from journal_app.ui.painting.colours import faint, ink_colour, mixed, paper_colour
from journal_app.ui.painting.ground import paint_paper
from journal_app.ui.painting.shapes import Outlines, path_of, polygon, rect, shapeless
from journal_app.ui.theme import Theme

__all__ = (
    "Outlines",
    "dip",
    "ink_colour",
    "lay",
    "paint_mark",
    "paint_paper",
    "paper_colour",
    "path_of",
    "rect",
)

_DARK = 0.5
_UNDER = {
    False: QPainter.CompositionMode.CompositionMode_Darken,
    True: QPainter.CompositionMode.CompositionMode_Lighten,
}


def lay(  # noqa: PLR0913, PLR0917 - each says one thing about the ink
    painter: QPainter,
    theme: Theme,
    paper: Paper,
    tool: Tool,
    colour: str,
    paths: Sequence[QPainterPath],
    scale: float,
) -> None:
    """Fill the paths as this tool's ink lies on the paper: one path for each of its skins."""
    brush = dip(painter, theme, paper, tool, colour, scale)
    for (_, opacity), path in zip(tool.skins, paths, strict=True):
        painter.setOpacity(opacity)
        painter.fillPath(path, brush)
    painter.setOpacity(1.0)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def dip(
    painter: QPainter, theme: Theme, paper: Paper, tool: Tool, colour: str, scale: float
) -> QBrush:
    """Return what a tool fills its shapes with; the painter composes as its ink does."""
    ink, ground = ink_colour(theme, colour), paper_colour(theme, paper)
    if tool.tint < 1.0:
        ink = mixed(ground, ink, tool.tint)
    if tool.lies is Lies.UNDER:
        painter.setCompositionMode(_UNDER[ground.lightnessF() < _DARK])
    return grain.brush(ink, scale) if tool.grain else QBrush(ink)


def paint_mark(
    painter: QPainter, theme: Theme, paper: Paper, mark: Stroke, outlines: Outlines, scale: float
) -> None:
    """Paint one mark. The painter counts in page units, ``scale`` device pixels to each."""
    by = tool(mark.tool)
    if by.shape is Shape.WORDS:
        paths: Sequence[QPainterPath] = (words.letters(mark.text, mark.points),)
    elif shapeless(mark, scale):
        _paint_thin(painter, theme, mark, by, scale)
        return
    else:
        paths = outlines.paths(mark, scale)
    lay(painter, theme, paper, by, mark.colour, paths, scale)


def _paint_thin(painter: QPainter, theme: Theme, mark: Stroke, by: Tool, scale: float) -> None:
    """Paint a line too thin to have a shape: as wide as a pixel, and as faint as it is thin."""
    firm = float(mark.points[:, 2].mean()) if by.presses else EVEN
    covers = 2 * radius(mark.width, firm) * scale
    thin = faint(ink_colour(theme, mark.colour), min(covers, 1.0) * by.covers)
    pen = QPen(thin, max(covers, 1.0) / scale)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    points = polygon(thinned(mark.points, COARSE / scale)[:, :2])
    if points.size() > 1:
        painter.drawPolyline(points)
    else:
        painter.drawPoint(points.at(0))
