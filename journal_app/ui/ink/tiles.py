"""Dry ink: the page as a picture, in tiles, so that a large page costs only what is seen of it."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QElapsedTimer, QRect, QRectF
from PySide6.QtGui import QBrush, QPainter, QRegion

from journal_app.domain.ink.marks import Box, Stroke
from journal_app.ui.ink.tile import Scene, Tile

SIDE = 512
MOST = 192  # tiles, of one megabyte each
OVERVIEW = 1024

Key = tuple[int, int]


class Tiles:
    """The tiles of a page at one scale, and what stands in until they are painted.

    While the size changes, the tiles of the last size are stretched over the page, above a small
    picture of the whole.
    """

    def __init__(self, scene: Scene) -> None:
        self.scale = 1.0
        self.scene = scene
        self._now: OrderedDict[Key, Tile] = OrderedDict()
        self._before: list[Tile] = []
        self._overview: Tile | None = None
        self._seen = QRect()
        self._wanted: list[Tile] = []

    @property
    def whole(self) -> bool:
        """Whether everything that is seen is as it should be."""
        return all(tile.fresh for tile in self._wanted)

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to paint, seen or not."""
        return self.whole and (self._overview is None or self._overview.fresh)

    @property
    def count(self) -> int:
        """How many pictures are kept."""
        return len(self._now) + len(self._before) + (self._overview is not None)

    def show(self, scene: Scene) -> None:
        """Show something else, or the same in other colours."""
        self.scene = scene
        self._now.clear()
        self._before.clear()
        self._overview = None
        self._want()

    def look(self, seen: QRect, scale: float, reach: QRectF) -> None:
        """Look at a part of the page, counted in its pixels at this scale."""
        if scale != self.scale:
            self._resize(scale)
        if seen != self._seen or not self._wanted:
            self._seen = QRect(seen)
            self._want()
        whole = seen.contains(QRectF(_stretched(reach, scale)).toAlignedRect())
        if self._overview is not None and not self._overview.covers(reach):
            self._overview = None
        if self._overview is None and not whole:
            self._overview = _overview(reach)

    def stamp(self, mark: Stroke) -> None:
        """Put a mark on top of all others."""
        for tile in self._kept():
            if tile.box.meets(mark.box):
                tile.stamp(mark, self.scene)

    def stain(self, part: Box) -> None:
        """Have a part of the page painted anew."""
        for tile in self._kept():
            if tile.box.meets(part):
                tile.stain(part)
        self._before = [tile for tile in self._before if not tile.box.meets(part)]

    def refine(self, budget_ms: float) -> list[QRect]:
        """Go on painting for a while; return which parts have become ready."""
        ready: list[QRect] = []
        time = QElapsedTimer()
        time.start()
        while (left := budget_ms - time.nsecsElapsed() / 1e6) > 0:
            tile = self._next()
            if tile is None:
                break
            if tile.paint(self.scene, left) and tile is not self._overview:
                ready.append(tile.area)
        return ready

    def freshen(self, part: QRect, budget_ms: float) -> list[QRect]:
        """Paint at once what has changed in a part that is shown already, if that is quick.

        Return what has become ready, in that part or beside it.
        """
        ready: list[QRect] = []
        time = QElapsedTimer()
        time.start()
        for tile in self._wanted:
            left = budget_ms - time.nsecsElapsed() / 1e6
            if tile.picture is not None and not tile.fresh and tile.area.intersects(part):
                if left <= 0:
                    break
                pending = tile.pending
                if tile.paint(self.scene, left):
                    ready.append(pending)
        return ready

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Show a part of the page. The painter counts in the page's pixels."""
        missing = QRegion()
        for tile in self._wanted:
            if tile.area.intersects(part):
                if tile.picture is None:
                    missing += tile.area
                else:
                    painter.drawImage(tile.area.topLeft(), tile.picture)
        if not missing.isEmpty():
            painter.save()
            painter.setClipRegion(missing & part)
            self._stand_in(painter, part)
            painter.restore()

    def _stand_in(self, painter: QPainter, part: QRect) -> None:
        painter.fillRect(part, QBrush(self.scene.colour))
        for tile in chain([self._overview] if self._overview else [], self._before):
            area = _stretched(tile.area, self.scale / tile.scale)
            if tile.picture is not None and area.intersects(QRectF(part)):
                painter.drawImage(area.toRect(), tile.picture)
        if not self._before:
            for tile in self._wanted:
                if tile.picture is None and tile.begun is not None:
                    painter.drawImage(tile.area.topLeft(), tile.begun)

    def _kept(self) -> Iterator[Tile]:
        yield from self._now.values()
        yield from self._before
        if self._overview is not None:
            yield self._overview

    def _next(self) -> Tile | None:
        for tile in self._wanted:
            if not tile.fresh:
                return tile
        overview = self._overview
        return None if overview is None or overview.fresh else overview

    def _resize(self, scale: float) -> None:
        """Keep the last tiles that covered the view until those of the new size do."""
        last = [tile for tile in self._now.values() if tile.picture is not None]
        if self._before and self._before[0].scale == scale:
            self._now = OrderedDict((_key(tile), tile) for tile in self._before)
            self._before = last
        else:
            if self._wanted and (self.whole or not self._before):
                self._before = last
            self._now = OrderedDict()
        self.scale = scale
        self._wanted = []

    def _want(self) -> None:
        """See to it that there is a tile for everything that is seen, the middle first."""
        seen, wanted = self._seen, []
        for row in range(seen.top() // SIDE, seen.bottom() // SIDE + 1):
            for column in range(seen.left() // SIDE, seen.right() // SIDE + 1):
                tile = self._now.get((column, row))
                if tile is None:
                    area = QRect(column * SIDE, row * SIDE, SIDE, SIDE)
                    tile = self._now[column, row] = Tile(area, self.scale)
                self._now.move_to_end((column, row))
                wanted.append(tile)
        middle = seen.center()
        self._wanted = sorted(
            wanted, key=lambda tile: (tile.area.center() - middle).manhattanLength()
        )
        self._leave_some()

    def _leave_some(self) -> None:
        """Let go of what was seen longest ago, when there is too much."""
        while len(self._now) > max(len(self._wanted), MOST - len(self._before)):
            self._now.popitem(last=False)
        if self.count > MOST:
            self._before = self._before[: max(0, MOST - len(self._now))]


def _key(tile: Tile) -> Key:
    return tile.area.x() // SIDE, tile.area.y() // SIDE


def _stretched(area: QRect | QRectF, by: float) -> QRectF:
    return QRectF(area.x() * by, area.y() * by, area.width() * by, area.height() * by)


def _overview(reach: QRectF) -> Tile:
    scale = OVERVIEW / max(reach.width(), reach.height(), 1.0)
    return Tile(_stretched(reach, scale).toAlignedRect(), scale)
