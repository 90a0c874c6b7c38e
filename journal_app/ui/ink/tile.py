"""One tile: a part of the page as a picture, with the paper in it, painted bit by bit."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Box, Stroke
from journal_app.ui.painting import paint
from journal_app.ui.painting.paint import Outlines
from journal_app.ui.theme import Theme

_POINTS_IN_A_MS = 800.0  # that are outlined at once, which is quicker than mark by mark


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to paint."""

    theme: Theme
    drawing: Drawing
    outlines: Outlines
    page: QRectF

    @property
    def colour(self) -> QColor:
        """The colour of the paper."""
        return paint.paper_colour(self.theme, self.drawing.paper)


class Tile:
    """The picture of an ``area`` of the page, counted in pixels at a ``scale`` of its own."""

    def __init__(self, area: QRect, scale: float) -> None:
        self.area = area
        self.scale = scale
        self.box = Box(
            area.left() / scale,
            area.top() / scale,
            (area.left() + area.width()) / scale,
            (area.top() + area.height()) / scale,
        )
        self.picture: QImage | None = None
        self._stale = QRect(area)
        self._painting: _Painting | None = None

    @property
    def fresh(self) -> bool:
        """Whether it shows what it should."""
        return self._stale.isEmpty() and self._painting is None

    @property
    def pending(self) -> QRect:
        """The part that isn't as it should be yet."""
        return self._stale if self._painting is None else self._stale | self._painting.part

    @property
    def begun(self) -> QImage | None:
        """The picture that isn't ready yet."""
        return None if self._painting is None else self._painting.picture

    def covers(self, part: QRectF) -> bool:
        """Say whether a part of the page is on it."""
        left, top, right, bottom = self.box
        return QRectF(left, top, right - left, bottom - top).contains(part)

    def stain(self, part: Box) -> None:
        """Have a part of the page painted anew."""
        if self._painting is not None:
            self._stale |= self._painting.part
            self._painting = None
        left, top = int(part.left * self.scale) - 2, int(part.top * self.scale) - 2
        right, bottom = int(part.right * self.scale) + 3, int(part.bottom * self.scale) + 3
        # In whole pixels: a soft edge would let the old ink shine through.
        self._stale |= QRect(left, top, right - left, bottom - top) & self.area

    def stamp(self, mark: Stroke, scene: Scene) -> None:
        """Put a mark on top."""
        if self._painting is not None:
            self._painting.marks.append(mark)
        if self.picture is not None:
            painter = _painter(self.picture, self, self.area)
            _paint(painter, scene, mark, self.scale)
            painter.end()

    def paint(self, scene: Scene, budget_ms: float) -> bool:
        """Go on painting what is stale; say whether that is done."""
        time = QElapsedTimer()
        time.start()
        if self._painting is None:
            self._painting = _Painting(self, self._stale, scene)
            self._stale = QRect()
        if not self._painting.go_on(scene, budget_ms, time):
            return False
        self.picture, self._painting = self._painting.picture, None
        return True


class _Painting:
    """The picture of a tile in the making: what is seen stays as it was until this is ready."""

    def __init__(self, tile: Tile, part: QRect, scene: Scene) -> None:
        self.part = part
        self._tile = tile
        if tile.picture is None:
            self.picture = QImage(tile.area.size(), QImage.Format.Format_RGB32)
        else:
            self.picture = tile.picture.copy()
        scale = tile.scale
        page = QRectF(
            part.x() / scale, part.y() / scale, part.width() / scale, part.height() / scale
        )
        within = Box(page.left(), page.top(), page.right(), page.bottom())
        self.marks = deque(scene.drawing.within(within.grown(1.0 / scale)))
        self._outlined = 0  # of the next marks
        painter = self._painter()
        paint.paint_paper(painter, scene.theme, scene.drawing.paper, scene.page, page, scale)
        painter.end()

    def go_on(self, scene: Scene, budget_ms: float, time: QElapsedTimer) -> bool:
        """Paint as many marks as the time allows; say whether all are there."""
        painter, scale = self._painter(), self._tile.scale
        while self.marks:
            if not self._outlined:
                self._outlined = self._outline(scene, budget_ms)
            _paint(painter, scene, self.marks.popleft(), scale)
            self._outlined -= 1
            if time.nsecsElapsed() / 1e6 >= budget_ms:
                break
        painter.end()
        return not self.marks

    def _outline(self, scene: Scene, budget_ms: float) -> int:
        """Outline the next marks, as many as fit into the time; return how many."""
        some, points = [], 0
        for mark in self.marks:
            some.append(mark)
            points += len(mark.points)
            if points >= budget_ms * _POINTS_IN_A_MS:
                break
        scene.outlines.prepare(some, self._tile.scale)
        return len(some)

    def _painter(self) -> QPainter:
        return _painter(self.picture, self._tile, self.part)


def _painter(picture: QImage, tile: Tile, part: QRect) -> QPainter:
    painter = QPainter(picture)
    painter.setClipRect(part.translated(-tile.area.topLeft()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-tile.area.left(), -tile.area.top())
    painter.scale(tile.scale, tile.scale)
    return painter


def _paint(painter: QPainter, scene: Scene, mark: Stroke, scale: float) -> None:
    paint.paint_mark(painter, scene.theme, scene.drawing.paper, mark, scene.outlines, scale)
