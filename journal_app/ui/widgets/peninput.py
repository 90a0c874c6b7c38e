"""Whatever one draws with, told as one story: down, moved, up.

Qt merges mouse movements while a window is busy, which cuts corners off a fast line. The program
turns that off by setting ``Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents`` to False
*after* making its QApplication: while that is being made, the xcb platform sets it to True.
"""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import (
    QEventPoint,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.ink.turn import Source, Turn

CROSS = 14
STRIDE, SHORT_STRIDE = 12.0, 2.0
_WAYS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER: set[int] = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Contact(NamedTuple):
    """Where something touches the widget, when (ms), and how hard, if it can tell."""

    place: QPointF
    at: float
    pressure: float | None = None


class PenInput(QWidget):
    """A surface one pen, one finger, the mouse or the keyboard can draw on, one at a time.

    Nothing here needs a button held down: Enter puts the pen down and lifts it again, and between
    the two the arrow keys or the bare mouse move it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cross: QPointF | None = None
        self._turn = Turn()
        self._finger: int | None = None
        self._feels_pressure = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setTabletTracking(True)  # a hovering pen says that a palm is about to rest
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def pen_down(self, contact: Contact, *, rubber: bool) -> None:
        """Begin a touch; ``rubber`` says that it is the pen's other end."""

    def pen_moved(self, contact: Contact) -> None:
        """Go on to where the touch is now."""

    def pen_up(self) -> None:
        """End the touch."""

    def pen_cancelled(self) -> None:
        """Forget this touch: it was a mistake."""

    @property
    def busy(self) -> bool:
        """Whether something touches the surface."""
        return self._turn.live is not None

    def lift(self) -> None:
        """End the stroke now, as if the pen had been lifted."""
        if self.busy:
            self._end()
            self.pen_up()

    def _begin(self, source: Source, contact: Contact, *, rubber: bool = False) -> bool:
        if not self._turn.take(source, contact.at):
            return False
        if source is Source.KEYS:
            self.setMouseTracking(True)
        else:
            self._move_cross(None)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pen_down(contact, rubber=rubber)
        return True

    def _end(self) -> None:
        self._turn.give()
        self._finger = None
        self.setMouseTracking(False)

    def _cancel(self, at: float) -> None:
        """Give up a stroke that has only just begun; an older one was meant."""
        if self._turn.young(at):
            self._end()
            self.pen_cancelled()
        else:
            self.lift()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._turn.live is Source.KEYS:
            self.lift()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._begin(Source.MOUSE, Contact(event.position(), event.timestamp()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._turn.live is Source.MOUSE:
            self.pen_moved(Contact(event.position(), event.timestamp()))
        elif self._turn.live is Source.KEYS:
            self._move_cross(event.position())
            self.pen_moved(Contact(event.position(), event.timestamp()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._turn.live is Source.MOUSE and event.button() == Qt.MouseButton.LeftButton:
            self.pen_moved(Contact(event.position(), event.timestamp()))
            self.lift()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick dots are two dots.
        self.mousePressEvent(event)

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()  # or Qt would tell the same story again with the mouse
        at = float(event.timestamp())
        self._turn.pen_seen(at)
        if event.type() == QEvent.Type.TabletPress:
            self._pen_press(event, at)
        elif self._turn.live is not Source.PEN:
            return
        elif event.type() == QEvent.Type.TabletRelease:
            self.lift()
        elif event.pressure() > 0.0 or not self._feels_pressure:
            # A pen that reports a movement without pressure has left the surface already.
            self.pen_moved(self._pen_contact(event, at))

    def _pen_press(self, event: QTabletEvent, at: float) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._turn.live is Source.FINGER:
            self._cancel(at)  # that was the palm, a moment before the pen
        device = event.pointingDevice()
        self._feels_pressure = bool(device.capabilities() & QInputDevice.Capability.Pressure)
        rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
        self._begin(Source.PEN, self._pen_contact(event, at), rubber=rubber)

    def _pen_contact(self, event: QTabletEvent, at: float) -> Contact:
        return Contact(event.position(), at, event.pressure() if self._feels_pressure else None)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            event.accept()
            self._touch(event, float(event.timestamp()))
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent, at: float) -> None:
        points = event.points()
        pressed = [p for p in points if p.state() == QEventPoint.State.Pressed]
        if self._finger is None:
            alone = len(points) == len(pressed) == 1
            if alone and self._begin(Source.FINGER, Contact(points[0].position(), at)):
                self._finger = points[0].id()
        elif event.type() == QEvent.Type.TouchCancel or pressed:
            # A second finger, or the system saying that this was a palm or a gesture.
            self._follow(points, at)
            self._cancel(at)
        else:
            self._follow(points, at)

    def _follow(self, points: list[QEventPoint], at: float) -> None:
        for point in points:
            if point.id() == self._finger:
                if point.state() != QEventPoint.State.Stationary:
                    self.pen_moved(Contact(point.position(), at))
                if point.state() == QEventPoint.State.Released:
                    self.lift()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | _KEYPAD):
            event.ignore()
        elif key in _WAYS:
            self._stride(_WAYS[key] * (SHORT_STRIDE if shift else STRIDE), event.timestamp())
        elif key in _ENTER and not event.isAutoRepeat():
            self._toggle(event.timestamp())
        else:
            event.ignore()

    def _stride(self, by: QPointF, at: float) -> None:
        place = self._cross_place() + by
        place.setX(min(max(place.x(), 0.0), self.width()))
        place.setY(min(max(place.y(), 0.0), self.height()))
        self._move_cross(place)
        if self._turn.live is Source.KEYS:
            self.pen_moved(Contact(place, at))

    def _toggle(self, at: float) -> None:
        if self.busy:
            self.lift()
            return
        place = self._cross_place()
        self._move_cross(place)
        self._begin(Source.KEYS, Contact(place, at))

    def _cross_place(self) -> QPointF:
        return QPointF(self.rect().center()) if self.cross is None else self.cross

    def _move_cross(self, place: QPointF | None) -> None:
        for spot in (self.cross, place):
            if spot is not None:
                side = 2 * CROSS
                corner = spot.toPoint()
                self.update(QRect(corner.x() - CROSS, corner.y() - CROSS, side, side))
        self.cross = place
