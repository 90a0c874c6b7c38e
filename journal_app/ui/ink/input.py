"""Whatever one draws with, told as one story: down, moved, up.

Qt merges mouse movements while a window is busy, which cuts corners off a fast line. The program
turns that off by setting ``Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents`` to False
*after* making its QApplication: while that is being made, the xcb platform sets it to True.
"""

from math import atan, hypot, pi, radians, tan
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import (
    QEventPoint,
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.ink import fingers
from journal_app.domain.ink.feel import Feel
from journal_app.domain.ink.fingers import Deed, Finger, Fingers, May, Stage
from journal_app.domain.ink.turn import Source, Turn

CROSS = 14
NOTCH = 120.0  # what a wheel reports for one of its steps
A_STEP_PANS, A_STEP_ZOOMS = 60.0, 1.15
_STAGES = {
    QEventPoint.State.Pressed: Stage.DOWN,
    QEventPoint.State.Updated: Stage.MOVED,
    QEventPoint.State.Stationary: Stage.STILL,
    QEventPoint.State.Released: Stage.UP,
}
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_BARREL = Qt.MouseButton.RightButton | Qt.MouseButton.MiddleButton
_STEEPEST = radians(89.0)


class Contact(NamedTuple):
    """Where something touches the widget, when (ms), how hard, if it can tell, and how flatly."""

    place: QPointF
    at: float
    pressure: float | None = None
    tilt: float = 0.0


class PenInput(QWidget):
    """A surface a pen, fingers, the mouse or the keyboard can draw on, one at a time.

    Nothing here needs a button held down: Enter puts the pen down and lifts it again, and between
    the two the arrow keys or the bare mouse move it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cross: QPointF | None = None
        self._turn = Turn()
        self._feel = Feel()
        self._fingers = Fingers()
        self._pen_button = _LEFT
        self._grip: QPointF | None = None
        self._grasps = False
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

    def ratio_changed(self) -> None:
        """Look as sharp on another screen."""

    def pan_by(self, dx: float, dy: float) -> None:
        """Look further to the right and down."""

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Show the page larger, around a place or the middle."""

    def grasp(self, *, on: bool) -> None:
        """Let the mouse take hold of the page itself from now on, or draw again."""
        self._grasps = on

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
        if self._turn.live is Source.FINGER:
            self._fingers.stop()
        self._turn.give()
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
        elif self.busy or self._grip is not None:
            return
        elif event.button() == _MIDDLE or (event.button() == _LEFT and self._grasps):
            self._grip = event.position()
        elif event.button() == _LEFT:
            self._begin(Source.MOUSE, Contact(event.position(), event.timestamp()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._grip is not None:
            way, self._grip = self._grip - place, place
            self.pan_by(way.x(), way.y())
        elif self._turn.live is Source.MOUSE:
            self.pen_moved(Contact(place, event.timestamp()))
        elif self._turn.live is Source.KEYS:
            self._move_cross(place)
            self.pen_moved(Contact(place, event.timestamp()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        if self._turn.live is Source.MOUSE and event.button() == _LEFT:
            self.pen_moved(Contact(event.position(), event.timestamp()))
            self.lift()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick dots are two dots.
        self.mousePressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        turned = event.angleDelta()
        if self.busy:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(A_STEP_ZOOMS ** (turned.y() / NOTCH), event.position())
            return
        exact = event.pixelDelta()
        way = QPointF(turned) * (A_STEP_PANS / NOTCH) if exact.isNull() else QPointF(exact)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = way.transposed()
        self.pan_by(-way.x(), -way.y())

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
            if event.button() == self._pen_button or event.buttons() == Qt.MouseButton.NoButton:
                self.lift()
        elif not _able(event) or not self._feel.gone(_name(event), event.pressure()):
            # A pen that reports a movement without pressure has left the surface already.
            self.pen_moved(self._pen_contact(event, at))

    def _pen_press(self, event: QTabletEvent, at: float) -> None:
        button = event.button()
        touches = button == _LEFT or (button & _BARREL and event.pressure() > 0.0)
        if not touches:
            return  # the barrel's button, pressed above the page
        if self._turn.live is Source.FINGER:
            self._cancel(at)  # that was the palm, a moment before the pen
        self._fingers.stop()
        rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
        rubber |= bool((event.buttons() | button) & _BARREL)
        if self._begin(Source.PEN, self._pen_contact(event, at), rubber=rubber):
            self._pen_button = button

    def _pen_contact(self, event: QTabletEvent, at: float) -> Contact:
        pressure = self._feel.pressure(_name(event), event.pressure()) if _able(event) else None
        return Contact(event.position(), at, pressure, _tilt(event))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            event.accept()
            self._touch(event, float(event.timestamp()))
            return True
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom_by(1.0 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.ratio_changed()
        return super().event(event)

    def _touch(self, event: QTouchEvent, at: float) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            # The system says that this was a palm or a gesture of its own.
            if self._turn.live is Source.FINGER:
                self._cancel(at)
            self._fingers.forget()
            return
        found = [_finger(point, self) for point in event.points()]
        self.touched(found, at)

    def touched(self, found: list[Finger], at: float) -> None:
        """Follow all fingers that touch the page."""
        young = self._turn.young(at)
        for deed in self._fingers.follow(found, self._may(at), young=young):
            self._do(deed, at)

    def _may(self, at: float) -> May:
        """Return what a finger may do that comes down now."""
        if self._turn.pen_near(at) or self._turn.live not in {None, Source.FINGER}:
            return May.NOTHING
        return May.LOOK if self._turn.pen_known else May.DRAW

    def _do(self, deed: Deed, at: float) -> None:
        match deed:
            case fingers.Down(x, y):
                self._begin(Source.FINGER, Contact(QPointF(x, y), at))
            case fingers.Move(x, y):
                self.pen_moved(Contact(QPointF(x, y), at))
            case fingers.Up():
                self.lift()
            case fingers.Cancel():
                self._turn.give()
                (self.pen_cancelled if self._turn.young(at) else self.pen_up)()
            case fingers.Look(dx, dy, factor, x, y):
                self.pan_by(-dx, -dy)
                if factor != 1.0:
                    self.zoom_by(factor, QPointF(x, y))

    def _move_cross(self, place: QPointF | None) -> None:
        for spot in (self.cross, place):
            if spot is not None:
                side = 2 * CROSS
                corner = spot.toPoint()
                self.update(QRect(corner.x() - CROSS, corner.y() - CROSS, side, side))
        self.cross = place


def _finger(point: QEventPoint, widget: QWidget) -> Finger:
    place, size = point.position(), point.ellipseDiameters()
    dots = max(widget.physicalDpiX(), 1)
    across = max(size.width(), size.height()) / dots * 25.4
    return Finger(point.id(), place.x(), place.y(), _STAGES[point.state()], across)


def _able(event: QTabletEvent) -> bool:
    """Say whether the pen is of a kind that can tell how hard it is pressed."""
    able = event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure
    return bool(able)


def _name(event: QTabletEvent) -> tuple[int, int]:
    device = event.pointingDevice()
    return device.systemId(), device.uniqueId().numericId()


def _tilt(event: QTabletEvent) -> float:
    """Return 0 for an upright pen, 1 for one that lies flat."""
    x, y = (min(abs(radians(one)), _STEEPEST) for one in (event.xTilt(), event.yTilt()))
    return atan(hypot(tan(x), tan(y))) / (pi / 2)
