"""The shapes of marks: outlined many at a time, kept small, and made into paths when painted."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF
from shiboken6 import VoidPtr

from journal_app.domain.ink import outlines
from journal_app.domain.ink.marks import Box, Stroke
from journal_app.domain.ink.outline import Ring, grade
from journal_app.domain.ink.outlines import Outline, Vertices
from journal_app.domain.ink.tools import Lies, Shape, tool

THIN = 1.4
"""A line of fewer device pixels has no shape one could see."""

MOST_BYTES = 64 << 20
_OVERHEAD = 400  # bytes of what is kept beside the vertices


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: Stroke
    grade: float
    skins: tuple[Outline, ...]

    @property
    def size(self) -> int:
        return _OVERHEAD + sum(skin.vertices.nbytes + 8 * len(skin.lengths) for skin in self.skins)


class Outlines:
    """The outlines of the marks that were painted last, for the scale they were painted at."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[int, _Kept] = OrderedDict()

    def paths(self, mark: Stroke, scale: float) -> tuple[QPainterPath, ...]:
        """Return one path for each skin of the mark's tool, in page units."""
        fine = grade(scale)
        kept = self._find(mark, fine)
        if kept is None:
            kept = _Kept(mark, fine, *outlines.skins((mark,), fine))
            self._keep(kept)
        return tuple(path_through(skin) for skin in kept.skins)

    def prepare(self, marks: Iterable[Stroke], scale: float) -> None:
        """Outline many marks at once: far quicker than one by one."""
        fine = grade(scale)
        new = [
            mark for mark in marks if not shapeless(mark, scale) and self._find(mark, fine) is None
        ]
        for mark, skins in zip(new, outlines.skins(new, fine), strict=True):
            self._keep(_Kept(mark, fine, skins))

    def forget(self) -> None:
        """Keep no outline."""
        self._kept.clear()
        self._bytes = 0

    def _find(self, mark: Stroke, fine: float) -> _Kept | None:
        kept = self._kept.get(mark.id)
        # An id can be another mark's later on, when what was made in a touch is put back.
        if kept is None or kept.grade != fine or kept.mark is not mark:
            return None
        self._kept.move_to_end(mark.id)
        return kept

    def _keep(self, kept: _Kept) -> None:
        before = self._kept.pop(kept.mark.id, None)
        self._bytes += kept.size - (before.size if before else 0)
        self._kept[kept.mark.id] = kept
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size


def shapeless(mark: Stroke, scale: float) -> bool:
    """Say whether a mark is so thin, where it is seen, that nobody could tell its shape."""
    by = tool(mark.tool)
    return by.shape is Shape.LINE and mark.width * scale < THIN and by.lies is Lies.OVER


def path_of(rings: Iterable[Ring]) -> QPainterPath:
    """Return the union of rings as something to fill."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for ring in rings:
        made.moveTo(*ring[-1])
        line_to = made.lineTo
        for x, y in ring:
            line_to(x, y)
    return made


def path_through(outline: Outline) -> QPainterPath:
    """Return an outline as something to fill."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for ring in outline.rings():
        made.addPolygon(polygon(ring))
    return made


def polygon(vertices: Vertices | NDArray[np.float64]) -> QPolygonF:
    """Return vertices, (n, 2), as Qt knows polygons: copied at once, not one by one."""
    made = QPolygonF()
    made.resize(len(vertices))
    if len(vertices):
        # The stubs know neither how much memory this is of, nor that it is a buffer.
        room = VoidPtr(made.data(), len(vertices) * 16, True)  # type: ignore[call-arg, arg-type]  # noqa: FBT003
        np.frombuffer(room, np.float64)[:] = vertices.ravel()  # type: ignore[call-overload]
    return made


def rect(box: Box) -> QRectF:
    """Return a box of the page as Qt knows rectangles."""
    return QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom))
