"""How ink and paper look: each tool's ink on its paper, in the colours of the theme."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath

from journal_app.domain.ink.marks import EVEN, PALETTE, Box, Sample, Stroke
from journal_app.domain.ink.outline import Ring, Trace
from journal_app.domain.ink.records import Paper
from journal_app.domain.ink.tools import Lies, Shape, Tool, tool
from journal_app.ui.theme import Theme

_DARK = 0.5
_UNDER = {
    False: QPainter.CompositionMode.CompositionMode_Darken,
    True: QPainter.CompositionMode.CompositionMode_Lighten,
}


class Outlines:
    """The shapes of marks, made when they are first painted."""

    def __init__(self) -> None:
        self._paths: dict[int, tuple[QPainterPath, ...]] = {}

    def paths(self, mark: Stroke, scale: float) -> tuple[QPainterPath, ...]:
        """Return one path for each skin of the mark's tool, in page units."""
        del scale
        paths = self._paths.get(mark.id)
        if paths is None:
            paths = self._paths[mark.id] = _paths(mark)
        return paths

    def prepare(self, marks: Iterable[Stroke], scale: float) -> None:
        """Outline many marks at once."""
        for mark in marks:
            self.paths(mark, scale)

    def forget(self) -> None:
        """Keep no shape: other marks may come by the same ids."""
        self._paths.clear()


def paper_colour(theme: Theme, paper: Paper) -> QColor:
    """Return the colour of what one draws on: warm, and in Afterglow a shade off the dark."""
    raised = theme.dim or paper.pattern == "warm"
    return theme.colour("raised" if raised else "surface")


def ink_colour(theme: Theme, colour: str) -> QColor:
    """Return the colour a mark has in this theme."""
    if colour in PALETTE:
        return theme.colour(colour)
    fixed = QColor(colour)
    return fixed if fixed.isValid() else theme.colour(PALETTE[0])


def path_of(rings: Iterable[Ring]) -> QPainterPath:
    """Return the union of rings as something to fill."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for ring in rings:
        made.moveTo(*ring[-1])
        line_to = made.lineTo
        for x, y in ring:
            line_to(x, y)
    return made


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
    del scale
    ink, ground = ink_colour(theme, colour), paper_colour(theme, paper)
    painter.save()
    if tool.lies is Lies.UNDER:
        ink = _mixed(ground, ink, tool.tint)
        painter.setCompositionMode(_UNDER[ground.lightnessF() < _DARK])
    for (_, opacity), path in zip(tool.skins, paths, strict=True):
        painter.setOpacity(opacity)
        painter.fillPath(path, QBrush(ink))
    painter.restore()


def paint_mark(
    painter: QPainter, theme: Theme, paper: Paper, mark: Stroke, outlines: Outlines, scale: float
) -> None:
    """Paint one mark. The painter counts in page units, ``scale`` device pixels to each."""
    lay(painter, theme, paper, tool(mark.tool), mark.colour, outlines.paths(mark, scale), scale)


def paint_paper(
    painter: QPainter, theme: Theme, paper: Paper, page: QRectF, part: QRectF, scale: float
) -> None:
    """Paint the paper of a part of the page: its colour, its pattern, what one draws within."""
    del page, scale
    painter.fillRect(part, paper_colour(theme, paper))


def rect(box: Box) -> QRectF:
    """Return a box of the page as Qt knows rectangles."""
    return QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom))


def _paths(mark: Stroke) -> tuple[QPainterPath, ...]:
    with_ = tool(mark.tool)
    if with_.shape is Shape.AREA:
        area = QPainterPath()
        area.setFillRule(Qt.FillRule.WindingFill)
        area.moveTo(*mark.points[-1, :2].tolist())
        for x, y in mark.points[:, :2].tolist():
            area.lineTo(x, y)
        return (area,)
    samples = mark.samples
    if not with_.presses:
        samples = tuple(Sample(x, y, EVEN, at) for x, y, _, at in samples)
    return tuple(
        path_of(Trace(mark.width * wide, samples).rings()) for wide, _opacity in with_.skins
    )


def _mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        *(
            under + (over - under) * share
            for under, over in (
                (ground.redF(), ink.redF()),
                (ground.greenF(), ink.greenF()),
                (ground.blueF(), ink.blueF()),
            )
        )
    )
