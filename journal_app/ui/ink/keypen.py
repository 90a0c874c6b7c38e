"""The keyboard as a pen: arrows move it, Enter puts it down and lifts it. Keys look around, too."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from typing_extensions import override

from journal_app.domain.ink.turn import Source
from journal_app.ui.ink.input import Contact, PenInput

STRIDE, SHORT_STRIDE = 12.0, 2.0
A_KEY_ZOOMS, A_KEY_PANS = 1.25, 0.5
_WAYS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_PANS: dict[int, QPointF] = {
    Qt.Key.Key_PageUp: QPointF(0, -1),
    Qt.Key.Key_PageDown: QPointF(0, 1),
    Qt.Key.Key_Home: QPointF(-1, 0),
    Qt.Key.Key_End: QPointF(1, 0),
}
_ZOOMS: dict[int, float] = {
    Qt.Key.Key_Plus: A_KEY_ZOOMS,
    Qt.Key.Key_Equal: A_KEY_ZOOMS,
    Qt.Key.Key_Minus: 1 / A_KEY_ZOOMS,
    Qt.Key.Key_Underscore: 1 / A_KEY_ZOOMS,
}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ENTER: set[int] = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class KeyPen(PenInput):
    """A surface that keys can draw on, too, and move about."""

    def zoom_to_fit(self) -> None:
        """Show the whole page."""

    def means(self, key: int, *, fine: bool) -> bool:
        """Do what a key means in particular just now; say whether it means anything."""
        del key, fine
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & _SHIFT)
        if event.modifiers() & ~(_SHIFT | _KEYPAD):
            event.ignore()
            return
        event.setAccepted(
            self.means(event.key(), fine=shift)
            or self._draw_by(event, shift=shift)
            or self._look_by(event.key())
        )

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.grasp(on=False)
        super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.grasp(on=False)
        super().focusOutEvent(event)

    def _draw_by(self, event: QKeyEvent, *, shift: bool) -> bool:
        key = event.key()
        if key in _WAYS:
            self._stride(_WAYS[key] * (SHORT_STRIDE if shift else STRIDE), event.timestamp())
        elif event.isAutoRepeat():
            pass
        elif key in _ENTER:
            self._toggle(event.timestamp())
        elif key == Qt.Key.Key_Space:
            self.grasp(on=True)
        return key in _WAYS or key in _ENTER or key == Qt.Key.Key_Space

    def _look_by(self, key: int) -> bool:
        """Zoom or pan; not while a stroke is being drawn: the page would slip from under it."""
        known = key in _PANS or key in _ZOOMS or key == Qt.Key.Key_0
        if self.busy:
            return known
        if key in _PANS:
            way = _PANS[key] * A_KEY_PANS
            self.pan_by(way.x() * self.width(), way.y() * self.height())
        elif key in _ZOOMS:
            self.zoom_by(_ZOOMS[key], self.cross)
        elif key == Qt.Key.Key_0:
            self.zoom_to_fit()
        return known

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
