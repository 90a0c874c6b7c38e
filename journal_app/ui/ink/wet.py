"""Wet ink: the stroke under the pen, painted again only where it just changed."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from journal_app.domain.ink.marks import EVEN, STAY, Affine, Box, Sample
from journal_app.domain.ink.outline import Trace
from journal_app.domain.ink.records import Paper
from journal_app.domain.ink.tools import Tool
from journal_app.ui.ink import paint
from journal_app.ui.theme import Theme

_FIRST_ROWS = 32

Boxes = NDArray[np.float64]


class WetInk:
    """Grows the outline of a stroke sample by sample, in page units, with its copies around it.

    What can't change any more is kept in chunks. Chunks and tail are filled as one shape, so that
    the ink that is seen is the ink that stays.
    """

    def __init__(self, tool: Tool, colour: str, width: float, copies: Sequence[Affine]) -> None:
        self._tool = tool
        self._colour = colour
        self._copies = (STAY, *copies)
        self._skins = [_Skin(width * wide) for wide, _ in tool.skins]

    def add(self, samples: Iterable[Sample]) -> list[Box]:
        """Let the line go on; return the parts of the page that changed."""
        widest, *others = self._skins
        fresh = [one if self._tool.presses else one._replace(pressure=EVEN) for one in samples]
        changed = widest.add(fresh)
        for skin in others:
            skin.add(fresh)
        return self._everywhere(changed)

    @property
    def boxes(self) -> list[Box]:
        """Where there is wet ink."""
        return self._everywhere(self._skins[0].box)

    def paint(self, painter: QPainter, theme: Theme, paper: Paper, scale: float) -> None:
        """Lay the ink that may show in the parts the painter is clipped to."""
        parts = _clipped(painter, scale)
        for affine in self._copies:
            near = _back(parts, affine)
            paths = [skin.path(near) for skin in self._skins]
            if not paths[0].isEmpty():
                painter.save()
                painter.setTransform(QTransform(*affine), combine=True)
                paint.lay(painter, theme, paper, self._tool, self._colour, paths, scale)
                painter.restore()

    def _everywhere(self, box: Box) -> list[Box]:
        return [box if affine == STAY else mapped(box, affine) for affine in self._copies]


class _Skin:
    """One of the outlines that lie over one another."""

    def __init__(self, width: float) -> None:
        self._trace = Trace(width)
        self._dry: list[QPainterPath] = []
        self._boxes: Boxes = np.zeros((_FIRST_ROWS, 4))
        self._tail = QPainterPath()
        self._tail_box = self.box = Box(0.0, 0.0, -1.0, -1.0)

    def add(self, samples: Iterable[Sample]) -> Box:
        changed = [self._tail_box]
        for sample in samples:
            self._trace.add(sample)
        fresh = self._trace.chunks[len(self._dry) :]
        changed += [self._freeze(paint.path_of(rings)) for rings in fresh]
        self._tail = paint.path_of(self._trace.tail())
        self._tail_box = _box(self._tail.controlPointRect())
        changed.append(self._tail_box)
        whole = changed[-1]
        for box in changed:
            whole = whole.united(box) if box.right >= box.left else whole
        self.box = whole if self.box.right < self.box.left else self.box.united(whole)
        return whole

    def path(self, near: Boxes) -> QPainterPath:
        """Return the ink that may reach into some parts of the page, as one shape."""
        whole = QPainterPath(self._tail)
        whole.setFillRule(Qt.FillRule.WindingFill)
        for row in np.flatnonzero(_meet(self._boxes[: len(self._dry)], near)).tolist():
            whole.addPath(self._dry[row])
        return whole

    def _freeze(self, path: QPainterPath) -> Box:
        row = len(self._dry)
        if row == len(self._boxes):
            self._boxes = np.concatenate((self._boxes, np.zeros_like(self._boxes)))
        box = _box(path.controlPointRect())
        self._boxes[row] = box
        self._dry.append(path)
        return box


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
        return np.array([[-np.inf, -np.inf, np.inf, np.inf]])
    rects: list[QRect] = list(region)  # type: ignore[call-overload] # the stubs don't know it
    back, _ = here.inverted()
    spare = 1.0 / scale
    return np.array([_box(back.mapRect(QRectF(rect))).grown(spare) for rect in rects])


def _back(parts: Boxes, affine: Affine) -> Boxes:
    """Return the boxes around what an affine map makes these parts of."""
    if affine == STAY or not np.isfinite(parts).all():
        return parts
    back, _ = QTransform(*affine).inverted()
    corners = parts[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    turned = corners @ np.array([[back.m11(), back.m12()], [back.m21(), back.m22()]])
    turned += (back.dx(), back.dy())
    return np.concatenate((turned.min(axis=1), turned.max(axis=1)), axis=1)


def _meet(boxes: Boxes, parts: Boxes) -> NDArray[np.bool_]:
    """Say for each box whether it meets any of the parts."""
    left, top, right, bottom = boxes.T[:, :, None]
    meets: NDArray[np.bool_] = (
        (left <= parts[:, 2])
        & (parts[:, 0] <= right)
        & (top <= parts[:, 3])
        & (parts[:, 1] <= bottom)
    ).any(axis=1)
    return meets


def _box(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())
