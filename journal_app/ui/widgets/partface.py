"""How a drawing or a photograph looks on the page of its entry: small, and there in a moment."""

from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.entry import Kind, Part
from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.records import Paper
from journal_app.media import photo
from journal_app.ui.painting import paint, thumbnail
from journal_app.ui.photos import pictures
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.leisure import Leisure

SMALL = QSize(520, 300)
CORNER = 14.0
DIMMED = 0.6  # how much of a photograph's light there is in Afterglow


class Picture(QWidget):
    """A drawing or a photograph, small; it appears when there is leisure to make it."""

    def __init__(self, part: Part, theme: Theme, leisure: Leisure) -> None:
        super().__init__()
        self._part = part
        self._theme = theme
        self._leisure = leisure
        self._picture = QPixmap()
        self._paper = Paper()
        self._tries = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._size = _size(part)
        self.setMaximumWidth(self._size.width())
        theme.changed.connect(self._again)
        self._again()

    @property
    def developed(self) -> bool:
        """Whether there is something to see."""
        return not self._picture.isNull()

    @override
    def sizeHint(self) -> QSize:
        return self._size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        sheet = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rounded = QPainterPath()
        rounded.addRoundedRect(sheet, CORNER, CORNER)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(rounded)
        painter.fillRect(sheet, paint.paper_colour(self._theme, self._paper))
        if self.developed:
            inside = self._picture.deviceIndependentSize()
            fit = min(1.0, self.width() / inside.width())
            shown = QRectF(0, 0, inside.width() * fit, inside.height() * fit)
            shown.moveCenter(sheet.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            glares = self._theme.dim and self._part.kind is Kind.PHOTO
            painter.setOpacity(DIMMED if glares else 1.0)
            painter.drawPixmap(shown, self._picture, QRectF(self._picture.rect()))
            painter.setOpacity(1.0)
        painter.setClipping(False)
        painter.setPen(QPen(self._theme.colour("hairline"), 2))
        painter.drawPath(rounded)

    def end(self) -> None:
        """Make nothing any more; the picture is about to go."""
        self._tries += 1

    def _again(self) -> None:
        """Make the picture in the colours of the theme; what is shown stays until it is there."""
        is_photo = self._part.kind is Kind.PHOTO
        if not (is_photo and self.developed):
            self._tries += 1
            pieces = self._photo() if is_photo else self._drawing()
            self._leisure.do(self._making(self._tries, pieces))

    def _making(self, number: int, pieces: Iterator[QPixmap | None]) -> Iterator[object]:
        """Make a picture, and show it when it is whole; unless another has been begun."""
        picture = None
        for picture in chain((None,), pieces):
            yield picture
            if number != self._tries:
                return
        if picture is not None:
            self._show(picture)

    def _drawing(self) -> Iterator[QPixmap | None]:
        drawing = Drawing()
        for record in codec.stream(record.body for record in self._part.records):
            drawing.apply(record)
            yield None
        self._paper = drawing.paper
        yield from thumbnail.developing(drawing, self._theme, SMALL, self.devicePixelRatioF())

    def _photo(self) -> Iterator[QPixmap]:
        ratio = self.devicePixelRatioF()
        yield QPixmap.fromImage(pictures.thumbnail(self._part.body, SMALL, ratio))

    def _show(self, picture: QPixmap) -> None:
        self._picture = picture
        self.update()


def _size(part: Part) -> QSize:
    """Return how large the picture of a part is, as far as that can be told before it is made."""
    if part.kind is Kind.PHOTO:
        kept = photo.read(part)
        if kept.width and kept.height:
            size = QSize(kept.width, kept.height)
            return size.scaled(SMALL.boundedTo(size), Qt.AspectRatioMode.KeepAspectRatio)
    return SMALL
