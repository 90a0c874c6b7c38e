"""Marks that were taken up: a picture of them, moved about until they are put down."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from journal_app.domain.ink.marks import Affine, Box
from journal_app.ui.ink.mode import Surface
from journal_app.ui.painting import paint

MOST = 2048  # pixels, of the longer side
SHARP = 2.0  # pixels to a logical one, if there is room


class Floating:
    """The picture of some marks, made once."""

    def __init__(self, page: Surface, ids: Sequence[int], box: Box) -> None:
        self.box = box
        longer = max(box.width, box.height, 1.0)
        scale = min(page.zoom * SHARP, MOST / longer)
        size = QSize(max(1, round(box.width * scale)), max(1, round(box.height * scale)))
        self._picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-box.left, -box.top)
        outlines = paint.Outlines()
        for id_ in ids:
            mark, paper = page.drawing.mark(id_), page.drawing.paper
            paint.paint_mark(painter, page.theme, paper, mark, outlines, scale)
        painter.end()

    def paint(self, painter: QPainter, by: Affine) -> None:
        """Show the marks, moved by an affine map. The painter counts in page units."""
        painter.save()
        painter.setTransform(QTransform(*by), combine=True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(paint.rect(self.box), self._picture, QRectF(self._picture.rect()))
        painter.restore()
