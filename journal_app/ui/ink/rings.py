"""The pointer over the page: a ring as large as what one draws or rubs out with."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from journal_app.ui.ink.mode import Pointer

LEAST, MOST = 4.0, 60.0
_ROOM = 4.0


def ring(radius: float, colour: QColor, halo: QColor) -> Pointer:
    """Return a ring of this radius (logical pixels) that shows on any ink.

    Where there would have to be a larger one than pointers can be, it is a cross.
    """
    if radius > MOST:
        return Qt.CursorShape.CrossCursor
    radius = max(radius, LEAST)
    side = 2 * round(radius + _ROOM) + 1
    ratio = QApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(side / 2, side / 2)
    for pen in (QPen(halo, 4.0), QPen(colour, 1.6)):
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)
    painter.end()
    return picture
