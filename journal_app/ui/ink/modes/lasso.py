"""Choosing marks, and moving, scaling, turning, copying, recolouring or removing them.

Nothing needs a drag: marks can be chosen by pressing one after the other, and everything that can
be done to them has a method for a button, and a key.
"""

from collections.abc import Callable, Iterable
from math import atan2, pi

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from journal_app.domain.ink import lasso
from journal_app.domain.ink.affine import shift, stretch, turn
from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.marks import STAY, Affine, Box
from journal_app.domain.ink.records import Change, Hide, InkRecord, Show
from journal_app.ui.ink.floating import Floating
from journal_app.ui.ink.grip import Grip, grip_at, paint_grip, paint_ring, place_of, reach
from journal_app.ui.ink.mode import Mode, Pointer, Surface

STRIDE, FINE_STRIDE = 12.0, 2.0  # logical pixels a key moves what is chosen
STEP = 1.15
ANGLE = pi / 12
COPY = 24.0  # logical pixels a copy lies beside what it is of
_TAP = 8.0  # logical pixels; what is smaller was a press
_NEAR = 12.0
_LEAST, _MOST = 0.05, 20.0
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Lasso(Mode):
    """Knows what is chosen; ``told`` is called with how many marks that are, when that changes."""

    def __init__(self, page: Surface, told: Callable[[int], object]) -> None:
        super().__init__(page)
        self._told = told
        self._ids: tuple[int, ...] = ()
        self._ring: list[tuple[float, float]] = []
        self._grip: Grip | None = None
        self._start = (0.0, 0.0)
        self._floating: Floating | None = None
        self._by: Affine = STAY

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the marks that are chosen, as far as they can still be seen."""
        if self._floating is not None:
            return self._ids
        return tuple(id_ for id_ in self._ids if self.page.drawing.sees(id_))

    @property
    @override
    def pointer(self) -> Pointer:
        return Qt.CursorShape.CrossCursor

    @property
    def box(self) -> Box | None:
        """The box around what is chosen, where it was before it is being moved."""
        return lasso.around(self.page.drawing, self.chosen)

    @override
    def press(self, touch: Touch) -> None:
        box, place = self.box, (touch.x, touch.y)
        self._start = place
        self._grip = None if box is None else grip_at(box, place, self.page)
        if self._grip is None:
            self._ring = [place]
        elif box is not None:
            self._ids = self.chosen
            self._floating = Floating(self.page, self._ids, box)
            self.page.apply(Hide(self._ids))

    @override
    def move(self, touch: Touch) -> None:
        place = touch.x, touch.y
        if self._grip is not None and self._floating is not None:
            self._show_by(self._moved(self._grip, self._floating.box, place))
        elif self._ring:
            last, self._ring = self._ring[-1], [*self._ring, place]
            self.page.renew(self._around(last, place, self._ring[0]))

    @override
    def release(self) -> InkRecord | None:
        if self._floating is not None:
            return self._put_down()
        ring, self._ring = np.array(self._ring), []
        if len(ring):
            self._choose_by(ring)
        return None

    @override
    def cancel(self) -> None:
        held, self._floating, self._grip, self._ring = self._floating, None, None, []
        if held is not None:
            self.page.apply(Show(self._ids))
        self._by = STAY
        self._renew()

    @override
    def leave(self) -> None:
        self.cancel()
        self.let_go()

    @override
    def key(self, key: Qt.Key, *, fine: bool) -> bool:
        if not self.chosen:
            return False
        if key in _WAYS:
            step = (FINE_STRIDE if fine else STRIDE) / self.page.zoom
            self.change(shift(_WAYS[key][0] * step, _WAYS[key][1] * step))
            return True
        doing = {
            Qt.Key.Key_Plus: self.bigger,
            Qt.Key.Key_Equal: self.bigger,
            Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_Delete: self.remove,
            Qt.Key.Key_Backspace: self.remove,
            Qt.Key.Key_R: self.turn,
            Qt.Key.Key_D: self.copy,
        }.get(key)
        if doing is not None:
            doing()
        return doing is not None

    def bigger(self) -> None:
        """Make what is chosen a step larger."""
        self._about_middle(lambda middle: stretch(middle, STEP))

    def smaller(self) -> None:
        """Make what is chosen a step smaller."""
        self._about_middle(lambda middle: stretch(middle, 1 / STEP))

    def turn(self) -> None:
        """Turn what is chosen a step to the right."""
        self._about_middle(lambda middle: turn(middle, ANGLE))

    def copy(self) -> None:
        """Lay a copy beside what is chosen; the copy is chosen then."""
        apart = COPY / self.page.zoom
        self._keep(lasso.duplicated(self.page.drawing, self.chosen, shift(apart, apart)))

    def recolour(self, colour: str) -> None:
        """Give what is chosen another colour."""
        self._keep(lasso.recoloured(self.page.drawing, self.chosen, colour))

    def remove(self) -> None:
        """Take away what is chosen."""
        if self.chosen:
            self.page.keep(lasso.removed(self.page.drawing, self.chosen))
            self.let_go()

    def change(self, by: Affine) -> None:
        """Move, scale or turn what is chosen."""
        self._keep(lasso.transformed(self.page.drawing, self.chosen, by))

    def let_go(self) -> None:
        """Choose nothing any more."""
        self._choose(())

    @override
    def paint(self, painter: QPainter) -> None:
        unit, theme = 1.0 / self.page.zoom, self.page.theme
        if self._ring:
            paint_ring(painter, theme, [QPointF(*place) for place in self._ring], unit)
        if self._floating is not None:
            self._floating.paint(painter, self._by)
            paint_grip(painter, theme, self._floating.box, self._by, unit)
        elif (box := self.box) is not None:
            paint_grip(painter, theme, box, STAY, unit)

    def _put_down(self) -> InkRecord | None:
        """End a drag: one record, or what was taken up is shown again where it was."""
        self._renew()
        by, self._by, self._floating, self._grip = self._by, STAY, None, None
        self.page.apply(Show(self._ids))
        self._renew()
        if by == STAY:
            return None
        change = lasso.transformed(self.page.drawing, self._ids, by)
        self._ids = lasso.made_by(change)
        return change

    def _moved(self, grip: Grip, box: Box, place: tuple[float, float]) -> Affine:
        (sx, sy), (x, y) = self._start, place
        if grip is Grip.INSIDE:
            return shift(x - sx, y - sy)
        if grip is Grip.TURN:
            cx, cy = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            return turn((cx, cy), atan2(y - cy, x - cx) - atan2(sy - cy, sx - cx))
        fixed = place_of(grip.opposite, box)
        before = np.hypot(sx - fixed[0], sy - fixed[1])
        factor = np.hypot(x - fixed[0], y - fixed[1]) / max(before, 1e-6)
        return stretch(fixed, float(min(max(factor, _LEAST), _MOST)))

    def _choose_by(self, ring: lasso.Ring) -> None:
        unit, drawing = 1.0 / self.page.zoom, self.page.drawing
        spread = np.ptp(ring, axis=0).max()
        if spread > _TAP * unit:
            self._choose(lasso.inside(drawing, ring))
            return
        x, y = ring[0].tolist()
        under = drawing.touched(x, y, _NEAR * unit)[-1:]
        # A press on one mark more adds it; on one that is chosen takes it out; elsewhere, all go.
        both = set(under) ^ set(self.chosen) if under else set()
        self._choose(sorted(both))

    def _choose(self, ids: Iterable[int]) -> None:
        self._renew()
        self._ids = tuple(ids)
        self._renew()
        self._told(len(self._ids))

    def _about_middle(self, made: Callable[[tuple[float, float]], Affine]) -> None:
        box = self.box
        if box is not None:
            self.change(made(((box.left + box.right) / 2, (box.top + box.bottom) / 2)))

    def _keep(self, change: Change) -> None:
        if change.derived:
            self._renew()
            self.page.keep(change)
            self._choose(lasso.made_by(change))

    def _show_by(self, by: Affine) -> None:
        self._renew()
        self._by = by
        self._renew()

    def _renew(self) -> None:
        """Have what is shown of the choice painted again."""
        box = self._floating.box if self._floating is not None else self.box
        if box is not None:
            self.page.renew(reach(box, self._by, self.page.zoom))

    def _around(self, *places: tuple[float, float]) -> Box:
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return Box(min(xs), min(ys), max(xs), max(ys)).grown(_TAP / self.page.zoom)
