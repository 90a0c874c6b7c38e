"""A drawing: what a list of records adds up to, and what lies where on its page."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import ceil

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.marks import NO_PAGE, Box, Derived, Extent, Points, Stroke, derive
from journal_app.domain.ink.records import Add, Block, Change, Hide, InkRecord, Paper, Show

_FIRST_ROWS = 64

Rows = NDArray[np.intp]


class Drawing:
    """The marks of a page and how it stands; a mark has a row of its own, hidden or not."""

    def __init__(self, records: Iterable[InkRecord] = ()) -> None:
        self._marks: list[Stroke] = []
        self._row_of: dict[int, int] = {}
        self._boxes = np.zeros((_FIRST_ROWS, 4))
        self._ranks = np.zeros(_FIRST_ROWS, np.int64)
        self._shown = np.zeros(_FIRST_ROWS, bool)
        self._newest = 0
        self._page = NO_PAGE
        self._paper = Paper()
        for alike, some in groupby(records, type):
            if alike is Add:
                self._add_all([record for record in some if isinstance(record, Add)])
            else:
                for record in some:
                    self.apply(record)

    def apply(self, record: InkRecord) -> Box | None:
        """Take in one more record; return the part of the page it changed, if any."""
        match record:
            case Add(stroke, page):
                return self._add(stroke, page)
            case Hide(ids):
                return self._turn(ids, shown=False)
            case Show(ids):
                return self._turn(ids, shown=True)
            case Change():
                return self._change(record)
            case Paper():
                self._paper = record
            case Block():
                raise TypeError("a block is unpacked before it is applied")
        return None

    def __len__(self) -> int:
        """Count the marks that can be seen."""
        return int(self._shown[: len(self._marks)].sum())

    @property
    def next_id(self) -> int:
        """An id no mark of this drawing has, hidden or not."""
        return self._newest + 1

    @property
    def page(self) -> Extent:
        """How far the page reached at its largest."""
        return self._page

    @property
    def paper(self) -> Paper:
        """What the page is like under the ink."""
        return self._paper

    @property
    def bounds(self) -> Box | None:
        """The part of the page that has ink on it."""
        rows = self._rows()
        return self._around(rows) if len(rows) else None

    def mark(self, id_: int) -> Stroke:
        """Return one mark, hidden or not; raises ``KeyError`` if there is none."""
        return self._marks[self._row_of[id_]]

    def knows(self, id_: int) -> bool:
        """Say whether there is such a mark, hidden or not."""
        return id_ in self._row_of

    def sees(self, id_: int) -> bool:
        """Say whether there is such a mark and it can be seen."""
        row = self._row_of.get(id_)
        return row is not None and bool(self._shown[row])

    def visible(self) -> Iterator[Stroke]:
        """Go through the marks that can be seen, in the order they are painted."""
        return self._each(self._rows())

    def within(self, box: Box) -> Iterator[Stroke]:
        """Go through the visible marks that may ink a part of the page, in that order."""
        return self._each(self._meeting(box))

    def touched(self, x: float, y: float, reach: float) -> tuple[int, ...]:
        """Return the ids of the visible marks a round rubber at this place would touch."""
        there = Box(x, y, x, y).grown(reach)
        return tuple(
            mark.id
            for mark in self.within(there)
            if distance(mark.points, x, y) <= reach + mark.width / 2
        )

    def _add(self, mark: Stroke, page: Extent) -> Box | None:
        if mark.id in self._row_of or mark.id < 0:
            return None
        row, box = len(self._marks), mark.box
        if row == len(self._shown):
            self._grow()
        self._marks.append(mark)
        self._row_of[mark.id] = row
        self._boxes[row] = box
        self._ranks[row] = mark.rank
        self._shown[row] = True
        self._newest = max(self._newest, mark.id)
        if page == NO_PAGE:
            page = _page_of(box)
        self._page = Extent(*map(max, self._page, page))
        return box

    def _add_all(self, adds: list[Add]) -> None:
        """Add many strokes, as ``_add`` does one by one, and much quicker."""
        fresh = {add.stroke.id: add for add in reversed(adds) if add.stroke.id >= 0}
        new = [add for id_, add in reversed(fresh.items()) if id_ not in self._row_of]
        marks = [add.stroke for add in new]
        first, end = len(self._marks), len(self._marks) + len(marks)
        while end > len(self._shown):
            self._grow()
        self._marks += marks
        self._row_of.update(zip((mark.id for mark in marks), range(first, end), strict=True))
        self._boxes[first:end] = np.array([mark.box for mark in marks]).reshape(-1, 4)
        self._ranks[first:end] = [mark.rank for mark in marks]
        self._shown[first:end] = True
        self._newest = max((self._newest, *(mark.id for mark in marks)))
        pages = {add.page for add in new if add.page != NO_PAGE}
        pages |= {_page_of(add.stroke.box) for add in new if add.page == NO_PAGE}
        self._page = Extent(*map(max, zip(self._page, *pages, strict=True)))

    def _change(self, record: Change) -> Box | None:
        changed = [self._turn(record.hide, shown=False), self._turn(record.show, shown=True)]
        changed += [self._add(mark, record.page) for mark in record.added]
        changed += [self._derive(how, record.page) for how in record.derived]
        return united(changed)

    def _derive(self, how: Derived, page: Extent) -> Box | None:
        row = self._row_of.get(how.source)
        return None if row is None else self._add(derive(self._marks[row], how), page)

    def _turn(self, ids: Iterable[int], *, shown: bool) -> Box | None:
        known = [self._row_of[id_] for id_ in ids if id_ in self._row_of]
        rows = np.unique(np.array(known, np.intp))
        rows = rows[self._shown[rows] != shown]
        self._shown[rows] = shown
        return self._around(rows) if len(rows) else None

    def _grow(self) -> None:
        for name in ("_boxes", "_ranks", "_shown"):
            rows = getattr(self, name)
            setattr(self, name, np.concatenate((rows, np.zeros_like(rows))))

    def _rows(self) -> Rows:
        """Return the rows of what can be seen, in the order it is painted."""
        return self._in_order(np.flatnonzero(self._shown))

    def _meeting(self, box: Box) -> Rows:
        count = len(self._marks)
        left, top, right, bottom = self._boxes[:count].T
        meets = (left <= box.right) & (box.left <= right) & (top <= box.bottom)
        return self._in_order(np.flatnonzero(meets & (box.top <= bottom) & self._shown[:count]))

    def _in_order(self, rows: Rows) -> Rows:
        ordered: Rows = rows[np.argsort(self._ranks[rows], kind="stable")]
        return ordered

    def _each(self, rows: Rows) -> Iterator[Stroke]:
        return (self._marks[row] for row in rows.tolist())

    def _around(self, rows: Rows) -> Box:
        boxes = self._boxes[rows]
        return Box(*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())


def _page_of(box: Box) -> Extent:
    return Extent(max(0, ceil(box.right)), max(0, ceil(box.bottom)))


def united(boxes: Iterable[Box | None]) -> Box | None:
    """Return the smallest box around all there are."""
    whole: Box | None = None
    for box in boxes:
        if box is not None:
            whole = box if whole is None else whole.united(box)
    return whole


def distance(points: Points, x: float, y: float) -> float:
    """Return how far a place is from the line through some points."""
    places = points[:, :2] - (x, y)
    if len(places) == 1:
        return float(np.hypot(*places[0]))
    start, way = places[:-1], np.diff(places, axis=0)
    length = np.einsum("ij,ij->i", way, way)
    along = -np.einsum("ij,ij->i", start, way) / np.where(length > 0, length, 1.0)
    nearest = start + way * np.clip(along, 0.0, 1.0)[:, None]
    return float(np.sqrt(np.einsum("ij,ij->i", nearest, nearest).min()))
