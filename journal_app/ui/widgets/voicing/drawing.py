"""How a waveform is drawn: its bars, what is missing, cut off, marked or chosen in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from journal_app.domain.spot import Stretch
from journal_app.ui.theme import Theme

BAR, GAP = 4, 3
GRIP = 9  # radius of what one takes an edge at
FLAG = 10  # the height of one, for which room is left above

_THIN = 2
_LEAST_GAP = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """Where seconds lie in ``room``, which shows those ``within``."""

    room: QRectF
    within: Stretch

    def x(self, seconds: float) -> float:
        """Return where a place is."""
        long = max(0.001, self.within.stop - self.within.start)
        return self.room.left() + self.room.width() * (seconds - self.within.start) / long

    def seconds(self, x: float) -> float:
        """Return the place that is there."""
        share = (x - self.room.left()) / max(1.0, self.room.width())
        long = self.within.stop - self.within.start
        return self.within.start + min(1.0, max(0.0, share)) * long

    def reached(self, seconds: float) -> int:
        """Return where the last bar ends that was begun by then, in whole pixels."""
        bars = -(-max(0.0, self.x(seconds) - self.room.left()) // (BAR + GAP))
        return round(self.room.left() + bars * (BAR + GAP))

    def box(self, stretch: Stretch, least: float = _THIN) -> QRectF:
        """Return what seconds cover, at least so wide."""
        left, right = self.x(stretch.start), self.x(stretch.stop)
        wide = max(least, right - left)
        left = min(max(self.room.left(), (left + right - wide) / 2), self.room.right() - wide)
        return QRectF(left, self.room.top(), wide, self.room.height())


class Drawing:
    """Draws on ``painter`` at a scale."""

    def __init__(self, painter: QPainter, scale: Scale, theme: Theme) -> None:
        self._painter = painter
        self._scale = scale
        self._theme = theme
        self._room = scale.room

    def shade(self, stretch: Stretch) -> None:
        """Mark seconds, between two edges."""
        marked = self._scale.box(stretch)
        self._painter.fillRect(marked, self._theme.colour("selection"))
        self._painter.setPen(QPen(self._theme.colour("accent"), 3))
        for edge in (marked.left(), marked.right()):
            self._painter.drawLine(QPointF(edge, 0), QPointF(edge, self._room.bottom() + 6))

    def bars(
        self, heights: Sequence[float], token: str, heard: Stretch, gaps: Iterable[Stretch]
    ) -> None:
        """Draw the bars in the colour of a token; what is not to be ``heard`` is thin."""
        holes = [self._scale.box(gap, _LEAST_GAP) for gap in gaps]
        first, last = self._scale.x(heard.start), self._scale.x(heard.stop)
        colour, pale = self._theme.colour(token), self._theme.colour("border")
        self._painter.setPen(Qt.PenStyle.NoPen)
        for number, share in enumerate(heights):
            left = self._room.left() + number * (BAR + GAP)
            middle = left + BAR / 2
            if any(hole.left() <= middle <= hole.right() for hole in holes):
                continue
            cut = not first <= middle <= last
            wide = _THIN if cut else BAR
            height = max(wide, share * self._room.height() * (0.5 if cut else 1.0))
            self._painter.setBrush(pale if cut else colour)
            top = self._room.center().y() - height / 2
            self._painter.drawRoundedRect(QRectF(left, top, wide, height), wide / 2, wide / 2)

    def gaps(self, gaps: Iterable[Stretch]) -> None:
        """Hatch what is missing, between two broken lines."""
        colour = self._theme.colour("text_muted")
        for gap in gaps:
            box = self._scale.box(gap, _LEAST_GAP)
            inside = box.adjusted(0, box.height() / 4, 0, -box.height() / 4)
            self._painter.fillRect(inside, QBrush(colour, Qt.BrushStyle.BDiagPattern))
            self._painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
            self._painter.drawLine(box.topLeft(), box.bottomLeft())
            self._painter.drawLine(box.topRight(), box.bottomRight())

    def marks(self, places: Iterable[float]) -> None:
        """Put a small flag at each place."""
        colour = self._theme.colour("text")
        self._painter.setBrush(colour)
        for place in places:
            at = QPointF(self._scale.x(place), self._room.top() - FLAG - 2)
            foot = QPointF(at.x(), self._room.top() + FLAG / 2)
            self._painter.setPen(QPen(colour, _THIN))
            self._painter.drawLine(at, foot)
            self._painter.setPen(Qt.PenStyle.NoPen)
            flag = [at, at + QPointF(FLAG, FLAG / 2), at + QPointF(0, FLAG)]
            self._painter.drawPolygon(QPolygonF(flag))

    def edges(self, heard: Stretch) -> None:
        """Draw the two edges that can be taken, to cut off what lies outside."""
        self._painter.setBrush(self._theme.colour("surface"))
        for place in (heard.start, heard.stop):
            x = self._scale.x(place)
            self._painter.setPen(QPen(self._theme.colour("accent"), 3))
            self._painter.drawLine(QPointF(x, self._room.top()), QPointF(x, self._room.bottom()))
            self._painter.drawEllipse(self.grip(x), GRIP - 2, GRIP - 2)

    def grip(self, x: float) -> QPointF:
        """Return the middle of what an edge is taken at."""
        inside = min(max(self._room.left() + GRIP, x), self._room.right() - GRIP)
        return QPointF(inside, self._room.center().y())

    def here(self, seconds: float) -> None:
        """Draw where the listener is."""
        x = round(self._scale.x(seconds))
        self._painter.setPen(QPen(self._theme.colour("text"), _THIN))
        self._painter.drawLine(x, round(self._room.top()) - 2, x, round(self._room.bottom()) + 2)

    def focus(self, box: QRectF) -> None:
        """Draw that the keyboard is here."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("focus"), 3))
        self._painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 12, 12)
