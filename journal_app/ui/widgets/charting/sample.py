"""A piece of a line with one dot, to be shown beside what it stands for."""

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from journal_app.ui.theme import Theme
from journal_app.ui.widgets.charting.looks import THIN, look

WIDE, HIGH = 64, 24
RATIO = 2


def sample(number: int, theme: Theme) -> QPixmap:
    """Return a picture of one of the looks."""
    how = look(number)
    colour = theme.colour(how.token)
    size = QSize(theme.px(WIDE), theme.px(HIGH))
    picture = QPixmap(size * RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(RATIO)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(size.width() / 2, size.height() / 2))
    painter.setPen(how.pen(colour, theme.px(THIN)))
    painter.drawLine(QPointF(-size.width() / 2, 0), QPointF(size.width() / 2, 0))
    painter.scale(theme.px(how.size), theme.px(how.size))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(Symbols[how.marker])
    painter.end()
    return picture
