"""A drawing as a picture for somewhere else: always by daylight, whatever the journal looks like.

Everything is made in memory, a mark at a time, so that whoever waits can go on with other things.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from itertools import chain
from math import sqrt

import numpy as np
from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPolygonF,
)

from journal_app.domain.ink import flat
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.flat import Colours, Filled, Piece, Rgb
from journal_app.domain.ink.marks import Box
from journal_app.domain.ink.records import Paper
from journal_app.formats import svg
from journal_app.ui.painting import paint
from journal_app.ui.painting.words import letters
from journal_app.ui.theme import Daylight, Theme

LONGEST = 4000  # pixels of a side
MOST = 9_000_000  # pixels of a picture; four bytes each while it is made
FINEST = 3.0  # pixels to a page unit: what is small isn't blown up without end
DPI = 1200
_UNIT_PT = 0.75  # a page unit is a pixel of 96 to the inch
_LARGEST_PT = 14_000.0  # of a side of a page, as readers of PDF files have it
_DATES = re.compile(rb'/(?:Creation|Mod)Date ?\([^)]*\)|xmp:[A-Z][a-z]+Date="[^"]*"')


class Form(StrEnum):
    """What kind of file it is to be; the value is the ending of its name."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


def make(drawing: Drawing, caption: str, form: Form) -> Iterator[bytes]:
    """Make the file; give nothing at all, again and again, and the whole of it at the end."""
    if form is Form.PNG:
        return _png(drawing)
    return _pdf(drawing) if form is Form.PDF else _svg(drawing, caption)


def colours(theme: Theme, paper: Paper) -> Colours:
    """Return what the colours of a drawing are in a theme, as numbers."""
    sheet = paint.paper_colour(theme, paper)
    dot, line = theme.colour("border"), theme.colour("hairline")
    return Colours(
        _rgb(sheet), _rgb(dot), _rgb(line), lambda name: _rgb(paint.ink_colour(theme, name))
    )


def size(box: Box) -> tuple[float, int, int]:
    """Return how many pixels a page unit is in a picture, and how wide and high that makes it."""
    wide, tall = box.width, box.height
    scale = min(FINEST, LONGEST / max(wide, tall), sqrt(MOST / (wide * tall)))
    return scale, max(1, int(wide * scale)), max(1, int(tall * scale))


@contextmanager
def ended(painter: QPainter) -> Iterator[None]:
    """See that a painter lets go of what it paints on, before that goes: also when given up."""
    try:
        yield
    finally:
        painter.end()


def painting(
    painter: QPainter, theme: Theme, drawing: Drawing, box: Box, scale: float
) -> Iterator[None]:
    """Paint a part of a drawing, mark by mark, at so many pixels to a page unit."""
    paper = replace(drawing.paper, arms=0)  # guide lines help a hand that draws, and nobody else
    outlines = paint.Outlines()
    _lay_paper(painter, theme, paper, drawing, box, scale)
    for mark in drawing.within(box):
        paint.paint_mark(painter, theme, paper, mark, outlines, scale)
        outlines.forget()
        yield


def _svg(drawing: Drawing, caption: str) -> Iterator[bytes]:
    looks, box = colours(Daylight(), drawing.paper), flat.frame(drawing)
    pieces = chain(flat.ground(drawing, box, looks), flat.pieces(drawing, looks))
    made = []
    for some in svg.write(box, looks.paper, pieces, _say("Drawing"), caption):
        made.append(some)
        yield b""
    yield b"".join(made)


def _png(drawing: Drawing) -> Iterator[bytes]:
    box = flat.frame(drawing)
    scale, wide, tall = size(box)
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(96 * scale / 0.0254))
    image.setDotsPerMeterY(round(96 * scale / 0.0254))
    painter = QPainter(image)
    with ended(painter):
        for _mark in painting(painter, Daylight(), drawing, box, scale):
            yield b""
    buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    yield bytes(buffer.data().data())


def _pdf(drawing: Drawing) -> Iterator[bytes]:
    box, theme = flat.frame(drawing), Daylight()
    to_pt = min(_UNIT_PT, _LARGEST_PT / max(box.width, box.height))
    buffer = _buffer()
    painter = QPainter(writer := _writer(buffer, QSizeF(box.width * to_pt, box.height * to_pt)))
    paper, looks = replace(drawing.paper, arms=0), colours(theme, drawing.paper)
    with ended(painter):
        _lay_paper(painter, theme, paper, drawing, box, to_pt * writer.resolution() / 72)
        for piece in flat.pieces(drawing, looks):  # a PDF can't mix colours as a screen does
            _lay(painter, piece)
            yield b""
    yield _undated(bytes(buffer.data().data()))


def _writer(buffer: QBuffer, room: QSizeF) -> QPdfWriter:
    """Return what writes a PDF of one page with so many points, without margins."""
    writer = QPdfWriter(buffer)
    writer.setTitle(_say("Drawing"))
    writer.setCreator("Afterpage")
    writer.setResolution(DPI)
    page = QPageSize(room, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    return writer


def _lay_paper(
    painter: QPainter, theme: Theme, paper: Paper, drawing: Drawing, box: Box, scale: float
) -> None:
    """Lay the paper, and let the painter count in page units from there on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-box.left, -box.top)
    page = QRectF(0.0, 0.0, drawing.page.width, drawing.page.height)
    part = paint.rect(box.grown(1.0))
    paint.paint_paper(painter, theme, paper, page.united(part), part, scale)


def _lay(painter: QPainter, piece: Piece) -> None:
    path = (
        _filled(piece)
        if isinstance(piece, Filled)
        else letters(piece.text, np.array(piece.corners))
    )
    opacity = piece.opacity if isinstance(piece, Filled) else 1.0
    painter.fillPath(path, QBrush(_colour(piece.colour, opacity)))


def _filled(piece: Filled) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for ring in piece.rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring.tolist()]))
        path.closeSubpath()
    return path


def _undated(pdf: bytes) -> bytes:
    """Blank out when the file was made; it stays as long as it was, so that it stays whole."""
    return _DATES.sub(lambda date: b" " * len(date[0]), pdf)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _rgb(colour: QColor) -> Rgb:
    return colour.red(), colour.green(), colour.blue()


def _colour(rgb: Rgb, opacity: float = 1.0) -> QColor:
    return QColor(*rgb, round(255 * opacity))


def _say(text: str) -> str:
    return QCoreApplication.translate("picture", text)
