"""A drawing seen small: painted in memory, at a scale it shares with others beside it."""

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from journal_app.domain.ink import flat
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Box
from journal_app.ui.ink.seeing import picture
from journal_app.ui.theme import Theme


def developing(
    drawing: Drawing, theme: Theme, scale: float, size: QSize, ratio: float
) -> Iterator[QPixmap | None]:
    """Make a picture of so many logical pixels; give nothing until it is whole.

    ``scale`` is how many of them a page unit is. The drawing lies in the middle.
    """
    image = QPixmap(size * ratio)
    fine = scale * ratio
    inside, wide, tall = flat.frame(drawing), image.width() / fine, image.height() / fine
    left = (inside.left + inside.right - wide) / 2
    top = (inside.top + inside.bottom - tall) / 2
    painter = QPainter(image)
    box = Box(left, top, left + wide, top + tall)
    with picture.ended(painter):
        for _mark in picture.painting(painter, theme, drawing, box, fine):
            yield None
    image.setDevicePixelRatio(ratio)
    yield image
