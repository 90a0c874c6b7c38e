"""Wet ink: the stroke under the pen, painted again only where it just changed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from journal_app.domain.ink.marks import EVEN, FAR, STAY, Affine, Box, Sample, radius
from journal_app.domain.ink.outline import Trace, tolerance
from journal_app.domain.ink.records import Paper
from journal_app.domain.ink.tools import Tool
from journal_app.ui.painting import paint
from journal_app.ui.theme import Theme

_FIRST_ROWS = 32

_EVERYWHERE = Box(-10 * FAR, -10 * FAR, 10 * FAR, 10 * FAR)

Boxes = NDArray[np.float64]


class WetInk:
    """Grows the outline of a stroke sample by sample, in page units, with its copies around it.

    What can't change any more is kept in chunks. Chunks and tail are filled as one shape, so that
    the ink that is seen is the ink that stays.
    """

    def __init__(
        self, tool: Tool, colour: str, width: float, copies: Sequence[Affine], scale: float
    ) -> None:
        self._tool = tool
        self._colour = colour
        self._copies = (STAY, *copies)
        self._backs = np.array([_inverse(affine) for affine in self._copies])
        fine = tolerance(scale)
        self._skins = [_Skin(width * wide, fine) for wide, _ in tool.skins]
        self._reach = radius(width * max(wide for wide, _ in tool.skins), 1.0)
        self._waiting: list[Sample] = []
        self._tip: Sample | None = None
        self._ends: tuple[Sample, ...] = ()
        self._box: Box | None = None

    def add(self, sample: Sample, tip: Sample) -> list[Box]:
        """Let the line go on, and be seen to go on to a tip; return what changed of the page.

        The ink itself is only made when it is painted: a pen tells more often than anyone can see.
        """
        if not self._tool.presses:
            sample, tip = sample._replace(pressure=EVEN), tip._replace(pressure=EVEN)
        self._waiting.append(sample)
        self._tip = tip
        places = (*self._ends, sample, tip)
        xs, ys = [place[0] for place in places], [place[1] for place in places]
        changed = Box(min(xs), min(ys), max(xs), max(ys)).grown(self._reach)
        self._ends = (*self._ends[-2:-1], sample, tip)
        self._box = changed if self._box is None else self._box.united(changed)
        return self._everywhere(changed)

    @property
    def boxes(self) -> list[Box]:
        """Where there is wet ink."""
        return [] if self._box is None else self._everywhere(self._box)

    def paint(self, painter: QPainter, theme: Theme, paper: Paper, scale: float) -> None:
        """Lay the ink that may show in the parts the painter is clipped to."""
        waiting, self._waiting = self._waiting, []
        for skin in self._skins:
            skin.add(waiting, self._tip)
        near = _through(_clipped(painter, scale), self._backs)
        chosen = [skin.paths(near) for skin in self._skins]
        for number, affine in enumerate(self._copies):
            painter.save()
            painter.setTransform(QTransform(*affine), combine=True)
            paths = [of_skin[number] for of_skin in chosen]
            paint.lay(painter, theme, paper, self._tool, self._colour, paths, scale)
            painter.restore()

    def _everywhere(self, box: Box) -> list[Box]:
        return [box if affine == STAY else mapped(box, affine) for affine in self._copies]


class _Skin:
    """One of the outlines that lie over one another."""

    def __init__(self, width: float, fine: float) -> None:
        self._trace = Trace(width, fine=fine)
        self._dry: list[QPainterPath] = []
        self._boxes: Boxes = np.zeros((_FIRST_ROWS, 4))
        self._tail = QPainterPath()

    def add(self, samples: Sequence[Sample], tip: Sample | None) -> None:
        """Let the line go on; make the shapes of what can't change any more, and of its end."""
        if samples:
            for sample in samples:
                self._trace.add(sample)
            for rings in self._trace.chunks[len(self._dry) :]:
                self._freeze(paint.path_of(rings))
            self._tail = paint.path_of(self._trace.tail(tip))

    def paths(self, near: Boxes) -> list[QPainterPath]:
        """Return for each copy the ink that may reach into its parts, as one shape each."""
        return [self._path(rows) for rows in _meet(self._boxes[: len(self._dry)], near)]

    def _path(self, rows: NDArray[np.bool_]) -> QPainterPath:
        whole = QPainterPath(self._tail)
        whole.setFillRule(Qt.FillRule.WindingFill)
        for row in np.flatnonzero(rows).tolist():
            whole.addPath(self._dry[row])
        return whole

    def _freeze(self, path: QPainterPath) -> None:
        row = len(self._dry)
        if row == len(self._boxes):
            self._boxes = np.concatenate((self._boxes, np.zeros_like(self._boxes)))
        self._boxes[row] = _box(path.controlPointRect())
        self._dry.append(path)


def mapped(box: Box, affine: Affine) -> Box:
    """Return the box around where an affine map puts a box."""
    return _box(QTransform(*affine).mapRect(paint.rect(box)))


def _clipped(painter: QPainter, scale: float) -> Boxes:
    """Return the parts of the page that are painted, with a pixel to spare."""
    here = painter.transform()
    painter.resetTransform()
    region = painter.clipRegion()
    painter.setTransform(here)
    if region.isEmpty():
        return np.array([_EVERYWHERE])
    rects: list[QRect] = list(region)  # type: ignore[call-overload] # the stubs don't know it
    back, _ = here.inverted()
    spare = 1.0 / scale
    return np.array([_box(back.mapRect(QRectF(rect))).grown(spare) for rect in rects])


def _inverse(affine: Affine) -> list[list[float]]:
    """Return what leads back from where an affine map leads: three rows, for x, y and 1."""
    back, _ = QTransform(*affine).inverted()
    return [[back.m11(), back.m12()], [back.m21(), back.m22()], [back.dx(), back.dy()]]


def _through(parts: Boxes, maps: Boxes) -> Boxes:
    """Return for each map the boxes around what it makes of the parts: shape (maps, parts, 4)."""
    if len(maps) == 1:
        return parts[None]
    corners = parts[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(1, -1, 2)
    there = (corners @ maps[:, :2] + maps[:, 2:]).reshape(len(maps), -1, 4, 2)
    boxes: Boxes = np.concatenate((there.min(axis=2), there.max(axis=2)), axis=2)
    return boxes


def _meet(boxes: Boxes, near: Boxes) -> NDArray[np.bool_]:
    """Say for each copy and each box whether the box meets any of the copy's parts."""
    left, top, right, bottom = boxes.T[:, None, :, None]
    near = near[:, None]
    meets: NDArray[np.bool_] = (
        (left <= near[..., 2])
        & (near[..., 0] <= right)
        & (top <= near[..., 3])
        & (near[..., 1] <= bottom)
    ).any(axis=2)
    return meets


def _box(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())
