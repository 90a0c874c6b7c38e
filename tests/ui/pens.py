"""What a test draws with: a pen, an eraser, a mouse and fingers, all on one clock."""

from collections.abc import Iterable
from itertools import count

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QImage,
    QInputDevice,
    QMouseEvent,
    QPixmap,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

Place = tuple[float, float]
Picture = NDArray[np.int16]

_SERIAL = count(1)
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_PLAIN = Qt.KeyboardModifier.NoModifier


def line(start: Place, end: Place, steps: int = 20) -> list[Place]:
    """Return places on a straight way."""
    return [
        (start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps)
        for n in range(steps + 1)
    ]


class Pen:
    """A pen on a tablet; the mouse and the pen's other end move the same way."""

    STEP_MS = 5

    def __init__(
        self, widget: QWidget, parent: QObject, *, eraser: bool = False, pressure: bool = True
    ) -> None:
        self.widget = widget
        self.at = 1000
        kinds = QPointingDevice.PointerType
        able = QInputDevice.Capability.Position
        if pressure:
            able |= QInputDevice.Capability.Pressure
        serial = next(_SERIAL)
        self._device = QPointingDevice(
            f"pen {serial}",
            serial,
            QInputDevice.DeviceType.Stylus,
            kinds.Eraser if eraser else kinds.Pen,
            able,
            1,
            3,
            "seat0",
            QPointingDeviceUniqueId.fromNumericId(serial),
            parent,
        )

    def down(self, place: Place, pressure: float = 0.5) -> None:
        self.send(QEvent.Type.TabletPress, place, pressure, (_LEFT, _LEFT))

    def move(self, place: Place, pressure: float = 0.5) -> None:
        self.send(QEvent.Type.TabletMove, place, pressure, (_NONE, _LEFT))

    def up(self, place: Place) -> None:
        self.send(QEvent.Type.TabletRelease, place, 0.0, (_LEFT, _NONE))

    def hover(self, place: Place) -> None:
        self.send(QEvent.Type.TabletMove, place, 0.0, (_NONE, _NONE))

    def draw(self, places: Iterable[Place], pressure: float = 0.5) -> None:
        """Draw one whole stroke."""
        first, *rest = places
        self.down(first, pressure)
        for place in rest:
            self.move(place, pressure)
        self.up(rest[-1] if rest else first)

    def send(
        self,
        kind: QEvent.Type,
        place: Place,
        pressure: float,
        buttons: tuple[Qt.MouseButton, Qt.MouseButton],
    ) -> None:
        here = QPointF(*place)
        there = self.widget.mapToGlobal(here)
        event = QTabletEvent(
            kind, self._device, here, there, pressure, 0, 0, 0, 0, 0, _PLAIN, *buttons
        )
        _deliver(self, event)


class Mouse(Pen):
    """The mouse."""

    def send(
        self,
        kind: QEvent.Type,
        place: Place,
        pressure: float,
        buttons: tuple[Qt.MouseButton, Qt.MouseButton],
    ) -> None:
        kinds = {
            QEvent.Type.TabletPress: QEvent.Type.MouseButtonPress,
            QEvent.Type.TabletMove: QEvent.Type.MouseMove,
            QEvent.Type.TabletRelease: QEvent.Type.MouseButtonRelease,
        }
        here = QPointF(*place)
        there = self.widget.mapToGlobal(here)
        event = QMouseEvent(kinds[kind], here, there, buttons[0], buttons[1], _PLAIN)
        _deliver(self, event)


def _deliver(pen: Pen, event: QTabletEvent | QMouseEvent) -> None:
    pen.at += pen.STEP_MS
    event.setTimestamp(pen.at)
    QApplication.sendEvent(pen.widget, event)


def points(*places: Place) -> list[QPoint]:
    """Return places as the touch helpers want them."""
    return [QPoint(round(x), round(y)) for x, y in places]


def picture(shown: QPixmap | QImage) -> Picture:
    """Return the colours of a picture, row by row."""
    image = shown.toImage() if isinstance(shown, QPixmap) else shown
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(bytes(image.constBits()), np.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(np.int16)


def unlike(one: Picture, other: Picture, by: int) -> int:
    """Count the pixels that differ by more than ``by`` in some colour."""
    return int((np.abs(one - other).max(axis=2) > by).sum())
