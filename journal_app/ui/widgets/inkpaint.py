"""Painting ink: outlines become paths, kept colours become the theme's."""

from collections.abc import Generator, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import PALETTE, Box, Stroke
from journal_app.domain.ink.outline import Ring, Trace, scaled
from journal_app.ui.theme import Theme

MARGIN = 12.0
COARSE = 2.0  # pixels between the samples a thumbnail looks at


def paper(theme: Theme) -> QColor:
    """Return the colour of what one draws on: warm, and in Afterglow a shade off the dark."""
    return theme.colour("raised" if theme.dim else "surface")


def ink(theme: Theme, colour: str) -> QColor:
    """Return the colour a stroke has in this theme."""
    if colour in PALETTE:
        return theme.colour(colour)
    fixed = QColor(colour)
    return fixed if fixed.isValid() else theme.colour(PALETTE[0])


def path(rings: Iterable[Ring]) -> QPainterPath:
    """Return the union of the rings as something to fill."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for ring in rings:
        made.moveTo(*ring[-1])
        line_to = made.lineTo
        for x, y in ring:
            line_to(x, y)
    return made


def outline(stroke: Stroke) -> QPainterPath:
    """Return the shape of a whole stroke, in page units."""
    return path(Trace(stroke.width, stroke.samples).rings())


def rect(box: Box) -> QRectF:
    """Return a box of the page as Qt knows rectangles."""
    return QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom))


def thumbnail(drawing: Drawing, theme: Theme, size: QSize, ratio: float) -> QPixmap:
    """Return a small picture of everything that is inked, on the theme's paper.

    ``size`` counts logical pixels. Ink is made smaller to fit, never larger than it was drawn.
    """
    *_, picture = developing(drawing, theme, size, ratio)
    return picture


def developing(
    drawing: Drawing, theme: Theme, size: QSize, ratio: float
) -> Generator[QPixmap, None, None]:
    """Make a thumbnail; the picture comes again with every stroke, and is whole the last time."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(paper(theme))
    bounds = drawing.bounds
    if bounds is not None:
        inked = rect(bounds.grown(MARGIN))
        fit = min(size.width() / inked.width(), size.height() / inked.height(), theme.scale)
        scale = fit * ratio
        corner = QPointF(size.width(), size.height()) * (ratio / 2) - inked.center() * scale
        for stroke in drawing.visible():
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(1 / ratio, 1 / ratio)
            painter.translate(corner)
            # Outlined at the size it is shown: a small line needs few points.
            rings = Trace(stroke.width * scale, scaled(stroke.samples, scale, COARSE)).rings()
            painter.fillPath(path(rings), QBrush(ink(theme, stroke.colour)))
            painter.end()
            yield picture
    yield picture


def ring_cursor(widget: QWidget, radius: float, colour: QColor, halo: QColor) -> QPixmap:
    """Return a ring to show as the pointer: how large the nib or the rubber is, and where."""
    side = 2 * round(max(radius, 4.0) + 4.0) + 1
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(side / 2, side / 2)
    for pen in (QPen(halo, 4.0), QPen(colour, 1.6)):
        painter.setPen(pen)
        painter.drawEllipse(centre, max(radius, 4.0), max(radius, 4.0))
    painter.end()
    return picture
