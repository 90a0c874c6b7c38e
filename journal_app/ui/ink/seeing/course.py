"""The page of a drawing while it is being made again: only what is new is painted."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.ink import flat
from journal_app.domain.ink.drawing import Drawing, united
from journal_app.domain.ink.marks import EVEN, Box, Sample, Stroke
from journal_app.domain.ink.outline import Trace
from journal_app.domain.ink.records import Add, InkRecord
from journal_app.domain.ink.replay import Replay, Seen
from journal_app.domain.ink.tools import tool
from journal_app.ui.painting import paint
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.leisure import Leisure

LARGEST = 1.5  # nothing is blown up much larger than it was drawn
FEW = 8  # strokes that are simply added, one after the other
CORNER = 14.0
SPARE = 2.0  # pixels around what changes


class Course(QWidget):
    """Shows a drawing as it was at a moment; ``go_to`` another one, on or back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._leisure = Leisure(self)
        self._outlines = paint.Outlines()
        self._box = Box(0.0, 0.0, 1.0, 1.0)
        self._page = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(200)
        self.show_replay(Replay((), ()))
        theme.changed.connect(self._again)

    @property
    def busy(self) -> bool:
        """Whether the page isn't whole yet."""
        return not self._leisure.idle

    def show_replay(self, replay: Replay) -> None:
        """Begin with an empty page, on which there is room for all that was ever drawn."""
        self._replay = replay
        drawing = Drawing()
        met = united(map(drawing.apply, replay.records))
        here = flat.frame(drawing)
        self._box = here if met is None else here.united(met.grown(flat.MARGIN))
        self._paper = drawing.paper
        self._seen = Seen(0)
        self._again()

    def go_to(self, ms: float) -> None:
        """Show what was there so many milliseconds after the beginning."""
        self.show_seen(self._replay.at(ms))

    def show_seen(self, seen: Seen) -> None:
        """Show what is there."""
        before, self._seen = self._seen.done, seen
        done = seen.done
        if done < before:
            self._again()
        elif done > before:
            self._add(self._replay.records[before:done])
        elif not self.busy:
            self._drop_grown()
        self._grow()
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._again()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, sheet = QPainter(self), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet.addRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        painter.setClipPath(sheet)
        painter.drawPixmap(0, 0, self._page)
        painter.setTransform(self._to_page(), combine=True)
        scale = self._scale * self.devicePixelRatioF()
        for growing in self._growing.values():
            mark, paths = growing.mark, growing.paths()
            made_with = tool(mark.tool)
            paint.lay(painter, self._theme, self._paper, made_with, mark.colour, paths, scale)
        painter.resetTransform()
        painter.setClipping(False)
        edge, wide = ("focus", 3.0) if self.hasFocus() else ("hairline", 2.0)
        painter.setPen(QPen(self._theme.colour(edge), wide))
        room = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(room, CORNER, CORNER)

    @property
    def _scale(self) -> float:
        fits = min(self.width() / self._box.width, self.height() / self._box.height)
        return min(fits, LARGEST * self._theme.scale)

    def _to_page(self) -> QTransform:
        """Return how places on the page become places here."""
        middle = QPointF(self.width(), self.height()) / 2 - (
            paint.rect(self._box).center() * self._scale
        )
        return QTransform.fromTranslate(middle.x(), middle.y()).scale(self._scale, self._scale)

    def _again(self) -> None:
        """Paint what is there on a new page."""
        self._leisure.forget()
        self._growing: dict[int, _Growing] = {}
        self._grow()
        self._drawing = Drawing(self._replay.records[: self._seen.done])
        ratio = self.devicePixelRatioF()
        self._page = QPixmap(self.size() * ratio)
        self._page.setDevicePixelRatio(ratio)
        self._page.fill(paint.paper_colour(self._theme, self._paper))
        self._lay_under()
        self._leisure.do(self._painting(self._view, list(self._drawing.visible())))
        self.update()

    def _lay_under(self) -> None:
        """Lay on a new page what is there before any of it is painted."""

    @property
    def _view(self) -> QRectF:
        """The part of the page that can be seen."""
        back, _ = self._to_page().inverted()
        return back.mapRect(QRectF(self.rect()))

    def _add(self, records: Sequence[InkRecord]) -> None:
        """Paint what some records brought or took away."""
        if len(records) <= FEW and all(isinstance(record, Add) for record in records):
            for record in records:
                self._drawing.apply(record)
            new = [record.stroke for record in records if isinstance(record, Add)]
            self._leisure.do(self._painting(None, new))
            return
        changed = united([self._drawing.apply(record) for record in records])
        if changed is not None:
            part = changed.grown(SPARE / self._scale)
            near = list(self._drawing.within(part.grown(SPARE / self._scale)))
            self._leisure.do(self._painting(paint.rect(part), near))

    def _painting(self, part: QRectF | None, marks: Sequence[Stroke]) -> Iterator[None]:
        """Paint marks one by one: over what is there, or on clean paper in a part of the page."""
        scale = self._scale * self.devicePixelRatioF()
        if part is not None:
            painter = self._painter(part)
            over = SPARE / self._scale
            self._lay_ground(painter, part.adjusted(-over, -over, over, over))
            painter.end()
        for mark in marks:
            painter = self._painter(part)
            paint.paint_mark(painter, self._theme, self._paper, mark, self._outlines, scale)
            painter.end()
            self._outlines.forget()
            self._growing.pop(mark.id, None)  # it was seen until now
            self.update()
            yield
        self._drop_grown()
        self.update()

    def _grow(self) -> None:
        """Let the marks that are growing be as long as they are by now."""
        for mark in self._seen.growing:
            if mark.id not in self._growing:
                self._growing[mark.id] = _Growing(mark)
            self._growing[mark.id].points = self._seen.points

    def _drop_grown(self) -> None:
        """Forget marks that are painted by now, or that aren't there any more."""
        growing = {mark.id for mark in self._seen.growing}
        self._growing = {id_: one for id_, one in self._growing.items() if id_ in growing}

    def _lay_ground(self, painter: QPainter, ground: QRectF) -> None:
        """Lay clean paper on a part of the page; the painter counts in page units."""
        page = QRectF(0.0, 0.0, *self._drawing.page).united(ground)
        scale = self._scale * self.devicePixelRatioF()
        paint.paint_paper(painter, self._theme, self._paper, page, ground, scale)

    def _painter(self, part: QRectF | None, onto: QPixmap | None = None) -> QPainter:
        painter = QPainter(self._page if onto is None else onto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if part is not None:  # to whole pixels, so that no edge is painted twice
            ratio = self._page.devicePixelRatio()
            there = self._to_page().mapRect(part)
            painter.scale(1 / ratio, 1 / ratio)
            painter.setClipRect(
                QRectF(there.topLeft() * ratio, there.size() * ratio).toAlignedRect()
            )
            painter.scale(ratio, ratio)
        painter.setTransform(self._to_page(), combine=True)
        return painter


class _Growing:
    """A mark as far as it has come; a longer one goes on from there."""

    def __init__(self, mark: Stroke) -> None:
        self.mark = mark
        self.points = 0
        with_ = tool(mark.tool)
        samples = mark.samples
        self._samples = samples if with_.presses else [Sample(s.x, s.y, EVEN) for s in samples]
        self._widths = [mark.width * share for share, _ in with_.skins]
        self._there = 0
        self._traces: list[Trace] = []
        self._firm: list[tuple[int, QPainterPath]] = []
        self._begin()

    def paths(self) -> list[QPainterPath]:
        """Return the shapes of its first points: one for each skin of its tool."""
        if self.points < self._there:
            self._begin()
        for sample in self._samples[self._there : self.points]:
            for trace in self._traces:
                trace.add(sample)
        self._there = self.points
        return [self._path(skin) for skin in range(len(self._traces))]

    def _begin(self) -> None:
        self._there = 0
        self._traces = [Trace(width) for width in self._widths]
        self._firm = [(0, paint.path_of(())) for _ in self._traces]

    def _path(self, skin: int) -> QPainterPath:
        trace = self._traces[skin]
        known, firm = self._firm[skin]
        for chunk in trace.chunks[known:]:
            firm.addPath(paint.path_of(chunk))
        self._firm[skin] = len(trace.chunks), firm
        whole = QPainterPath(firm)
        whole.addPath(paint.path_of(trace.tail()))
        return whole
