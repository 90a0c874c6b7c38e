"""A drawing beside a voice: what was there by now stands out, and each stroke leads to its second.

Under it lies the drawing as it is now, faint, so that what came later can be pointed at, too.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from typing_extensions import override

from journal_app.domain.ink.replay import Seen
from journal_app.domain.together import Drawn, DrawnWith
from journal_app.domain.voice import clock_face
from journal_app.ui.ink.seeing.course import Course
from journal_app.ui.painting import paint
from journal_app.ui.theme import Theme

VEIL = 0.74  # how much paper lies over what is only to come
REACH = 14  # pixels beside the ink one may point
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_GOES = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_AROUND = 8.0  # pixels between a stroke and its frame


class DrawnView(Course):
    """Shows a drawing as it was at a second; ``sought`` carries the second of a pressed stroke."""

    sought = Signal(float)

    def __init__(self, drawn: DrawnWith, theme: Theme, name: str = "") -> None:
        self._drawn = drawn
        self._ghost = QPixmap()
        self._ghost_of: tuple[object, ...] = ()
        self._chosen: int | None = None
        super().__init__(theme)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or self.tr("Drawing"))
        self._describe()
        self.show_replay(drawn.replay)

    @property
    def chosen(self) -> Drawn | None:
        """The stroke the keyboard is at."""
        return None if self._chosen is None else self._drawn.moments[self._chosen]

    def show_second(self, seconds: float, *, growing: bool = True) -> None:
        """Show what was there at a second of the recording; a stroke grows, or comes whole."""
        seen = self._drawn.seen(seconds)
        seen = seen if growing else Seen(seen.done)
        if (seen.done, seen.points) != (self._seen.done, self._seen.points):
            self.show_seen(seen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._drawn.moments:
            self._step(_STEPS[key])
        elif key in _GOES:
            if self.chosen is not None:
                self.sought.emit(self.chosen.at)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        back, _ = self._to_page().inverted()
        place = back.map(event.position())
        reach = self._theme.px(REACH) / self._scale
        at = self._drawn.moment_at(place.x(), place.y(), reach, self._drawing)
        if at is not None:
            self.sought.emit(at)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.chosen is None or not self.hasFocus():
            return
        box = paint.rect(self._drawn.now.mark(self.chosen.id).box)
        framed = self._to_page().mapRect(box).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), 3.0))
        painter.drawRoundedRect(framed, _AROUND, _AROUND)

    def _step(self, by: int) -> None:
        at = -1 if self._chosen is None else self._chosen
        self._chosen = min(max(0, at + by), len(self._drawn.moments) - 1)
        self._describe()
        self.update()

    def _describe(self) -> None:
        """Say to a screen reader where the keyboard is, or what it can do."""
        if self.chosen is None or self._chosen is None:
            said = self.tr("Arrows go from stroke to stroke, Enter plays from there.")
        else:
            said = self.tr("Stroke {n} of {all}, at {time}").format(
                n=self._chosen + 1, all=len(self._drawn.moments), time=clock_face(self.chosen.at)
            )
        self.setAccessibleDescription(said)

    @override
    def _lay_under(self) -> None:
        looks = (self._theme.name, self._theme.scale)
        wanted = (self._replay, self._page.size(), self._page.devicePixelRatio(), looks)
        if wanted == self._ghost_of:
            painter = QPainter(self._page)
            self._lay_ghost(painter)
            painter.end()
        elif self._replay is self._drawn.replay:
            self._ghost = QPixmap()
            self._leisure.do(self._haunting(wanted))

    @override
    def _lay_ground(self, painter: QPainter, ground: QRectF) -> None:
        if self._ghost.isNull():
            super()._lay_ground(painter, ground)
        else:
            self._lay_ghost(painter)

    def _lay_ghost(self, painter: QPainter) -> None:
        """Paint all there is now, faintly, as far as the painter may."""
        painter.resetTransform()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawPixmap(QPointF(), self._ghost)

    def _haunting(self, wanted: tuple[object, ...]) -> Iterator[None]:
        """Paint what is there now, and lay a veil over it."""
        made = QPixmap(self._page.size())
        made.setDevicePixelRatio(self._page.devicePixelRatio())
        scale = self._scale * self.devicePixelRatioF()
        painter = self._painter(None, made)
        super()._lay_ground(painter, self._view)
        painter.end()
        for mark in self._drawn.now.visible():
            painter = self._painter(None, made)
            paint.paint_mark(painter, self._theme, self._paper, mark, self._outlines, scale)
            painter.end()
            self._outlines.forget()
            yield
        painter = QPainter(made)
        painter.setOpacity(VEIL)
        painter.fillRect(QRectF(self.rect()), paint.paper_colour(self._theme, self._paper))
        painter.end()
        self._ghost, self._ghost_of = made, wanted
