"""Drawings seen small, on the paper of the theme."""

from collections.abc import Generator
from itertools import islice

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Box
from journal_app.domain.ink.papers import BODY
from journal_app.ui.painting import paint
from journal_app.ui.theme import Theme

MARGIN = 12.0
_AT_ONCE = 16  # marks: so few that a pen never waits for them


def thumbnail(drawing: Drawing, theme: Theme, size: QSize, ratio: float) -> QPixmap:
    """Return a small picture of everything that is inked, on the theme's paper.

    ``size`` counts logical pixels. Ink is made smaller to fit, never larger than it was drawn.
    """
    *_, picture = developing(drawing, theme, size, ratio)
    return picture


def developing(
    drawing: Drawing, theme: Theme, size: QSize, ratio: float
) -> Generator[QPixmap, None, None]:
    """Make a thumbnail; the picture comes again with more ink, and is whole the last time."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(paint.paper_colour(theme, drawing.paper))
    shown = _shown(drawing)
    if shown is not None:
        fit = min(size.width() / shown.width(), size.height() / shown.height(), theme.scale)
        scale = fit * ratio
        corner = QPointF(size.width(), size.height()) / (2 * fit) - shown.center()
        painter = _painter(picture, ratio, scale, corner)
        page = QRectF(0.0, 0.0, drawing.page.width, drawing.page.height)
        part = QRectF(-corner, size.toSizeF() / fit)
        paint.paint_paper(painter, theme, drawing.paper, page, part, scale)
        painter.end()
        outlines, marks = paint.Outlines(), drawing.visible()
        while some := list(islice(marks, _AT_ONCE)):
            outlines.prepare(some, scale)
            painter = _painter(picture, ratio, scale, corner)
            for mark in some:
                paint.paint_mark(painter, theme, drawing.paper, mark, outlines, scale)
            painter.end()
            outlines.forget()
            yield picture
    yield picture


def _shown(drawing: Drawing) -> QRectF | None:
    """Return the part of the page to be seen: what is inked, and the outline it may be within."""
    inked = drawing.bounds
    if drawing.paper.outline == BODY and min(drawing.page) > 0:
        page = Box(0.0, 0.0, float(drawing.page.width), float(drawing.page.height))
        inked = page.united(inked) if inked else page
    return paint.rect(inked.grown(MARGIN)) if inked else None


def _painter(picture: QPixmap, ratio: float, scale: float, corner: QPointF) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale / ratio, scale / ratio)
    painter.translate(corner)
    return painter
