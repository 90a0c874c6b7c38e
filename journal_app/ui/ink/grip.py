"""The frame around what is chosen: where to take hold of it, and how that looks."""

from collections.abc import Sequence
from enum import Enum, auto
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from journal_app.domain.ink.marks import Affine, Box
from journal_app.ui.ink.mode import Surface
from journal_app.ui.theme import Theme

AROUND = 10.0  # logical pixels between the marks and the frame
KNOB = 9.0
ABOVE = 40.0  # how far above the frame it is turned
_WASH = 28


class Grip(Enum):
    """Where a frame is held."""

    INSIDE = auto()
    TURN = auto()
    TOP_LEFT = auto()
    TOP_RIGHT = auto()
    BOTTOM_RIGHT = auto()
    BOTTOM_LEFT = auto()

    @property
    def opposite(self) -> "Grip":
        """The corner that stays where it is while this one is moved."""
        return _OPPOSITE[self]


_OPPOSITE = {
    Grip.TOP_LEFT: Grip.BOTTOM_RIGHT,
    Grip.TOP_RIGHT: Grip.BOTTOM_LEFT,
    Grip.BOTTOM_RIGHT: Grip.TOP_LEFT,
    Grip.BOTTOM_LEFT: Grip.TOP_RIGHT,
}
CORNERS = tuple(_OPPOSITE)


def place_of(grip: Grip, box: Box) -> tuple[float, float]:
    """Return where a corner of a box is."""
    return (
        box.left if grip in {Grip.TOP_LEFT, Grip.BOTTOM_LEFT} else box.right,
        box.top if grip in {Grip.TOP_LEFT, Grip.TOP_RIGHT} else box.bottom,
    )


def grip_at(box: Box, place: tuple[float, float], page: Surface) -> Grip | None:
    """Say where a press takes hold of the frame around a box; None beside it.

    A knob is as large a target as any other, whatever it looks like.
    """
    unit = 1.0 / page.zoom
    frame = box.grown(AROUND * unit)
    near = page.theme.target / 2 * unit
    knobs = {grip: place_of(grip, frame) for grip in CORNERS}
    knobs[Grip.TURN] = ((frame.left + frame.right) / 2, frame.top - ABOVE * unit)
    far = {grip: hypot(place[0] - x, place[1] - y) for grip, (x, y) in knobs.items()}
    nearest = min(far, key=far.__getitem__)
    inside = frame.left <= place[0] <= frame.right and frame.top <= place[1] <= frame.bottom
    # In a small frame the knobs' targets would leave no room to take hold of the middle.
    if far[nearest] <= (min(near, frame.width / 4, frame.height / 4) if inside else near):
        return nearest
    return Grip.INSIDE if inside else None


def reach(box: Box, by: Affine, zoom: float) -> Box:
    """Return the part of the page that a frame and its knobs take up."""
    unit = 1.0 / zoom
    rect = QTransform(*by).mapRect(_rect(box.grown((AROUND + ABOVE + KNOB + 4) * unit)))
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())


def paint_grip(painter: QPainter, theme: Theme, box: Box, by: Affine, unit: float) -> None:
    """Paint the frame around a box, which is moved by an affine map."""
    move = QTransform(*by)
    frame = _rect(box.grown(AROUND * unit))
    outline = move.map(QPolygonF(frame))
    top = QPointF(frame.center().x(), frame.top())
    turn = move.map(QPointF(top.x(), top.y() - ABOVE * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, wide in (("surface", 5.0), ("focus", 2.5)):
        painter.setPen(QPen(theme.colour(token), wide * unit))
        painter.drawPolygon(outline)
        painter.drawLine(move.map(top), turn)
    painter.setBrush(theme.colour("surface"))
    painter.setPen(QPen(theme.colour("focus"), 2.5 * unit))
    for corner in CORNERS:
        x, y = place_of(corner, Box(frame.left(), frame.top(), frame.right(), frame.bottom()))
        painter.drawEllipse(move.map(QPointF(x, y)), KNOB * unit, KNOB * unit)
    painter.setBrush(theme.colour("focus"))
    painter.drawEllipse(turn, KNOB * unit, KNOB * unit)


def paint_ring(painter: QPainter, theme: Theme, places: Sequence[QPointF], unit: float) -> None:
    """Paint the line that is being drawn around what is meant."""
    ring = QPolygonF(list(places))
    wash = QColor(theme.colour("focus"))
    wash.setAlpha(_WASH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    painter.drawPolygon(ring)
    painter.setPen(QPen(theme.colour("focus"), 2.5 * unit, Qt.PenStyle.DashLine))
    painter.drawPolyline(ring)


def _rect(box: Box) -> QRectF:
    return QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom))
