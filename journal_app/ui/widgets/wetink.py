"""Wet ink: the stroke under the pen, repainted only where it just changed."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from journal_app.domain.ink.hand import Hand, Touch
from journal_app.domain.ink.marks import Sample, Stroke, points_of
from journal_app.domain.ink.outline import Trace
from journal_app.ui.widgets import inkpaint


class WetInk:
    """Grows a stroke and its outline sample by sample, all in page units."""

    def __init__(self, hand: Hand, colour: str, width: float, made_ms: int) -> None:
        self.colour = colour
        self._hand = hand
        self._width = width
        self._points = points_of(hand.samples)
        self._made_ms = made_ms
        self._trace = Trace(width)
        self._dry: list[tuple[QPainterPath, QRectF]] = []
        self._tail = QPainterPath()
        self._tail_rect = QRectF()
        self._add(hand.samples[0])

    @property
    def rect(self) -> QRectF:
        """Where there is wet ink."""
        whole = QRectF(self._tail_rect)
        for _, rect in self._dry:
            whole |= rect
        return whole

    def move(self, place: QPointF, at: float, pressure: float | None) -> QRectF:
        """Let the line follow the pen; return the part of the page that changed."""
        return self._add(self._hand.move(Touch(place.x(), place.y(), at, pressure)))

    def lift(self) -> QRectF:
        """Let the line end where the pen left the page; return what changed."""
        self._points = self._hand.lift()
        return self._add(self._hand.samples[-1])

    def outline(self, within: QRectF) -> QPainterPath:
        """Return the ink that may show in a part of the page, as one shape to fill at once."""
        whole = QPainterPath(self._tail)
        whole.setFillRule(Qt.FillRule.WindingFill)
        for path, rect in self._dry:
            if rect.intersects(within):
                whole.addPath(path)
        return whole

    def stroke(self, id_: int) -> Stroke:
        """Return what was drawn, as it is kept."""
        return Stroke(id_, "pen", self.colour, self._width, self._made_ms, self._points)

    def _add(self, sample: Sample) -> QRectF:
        before = self._tail_rect
        self._trace.add(sample)
        for rings in self._trace.chunks[len(self._dry) :]:
            path = inkpaint.path(rings)
            self._dry.append((path, path.controlPointRect()))
            before |= self._dry[-1][1]
        self._tail = inkpaint.path(self._trace.tail())
        self._tail_rect = self._tail.controlPointRect()
        return before | self._tail_rect
