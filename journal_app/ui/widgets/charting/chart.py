"""A chart that stands still: dots, thin lines between them, and plain ticks.

The only module that knows the charting library, which is slow to load: import it when a chart is
to be shown.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.charting.looks import THIN, look
from journal_app.ui.widgets.charting.sheet import Line, Mark, Sheet

TEXT = 16
LEAST, TALL = 160, 140  # pixels: at 200 %, a chart still has room on the screen
EDGE = 10
GAP = 8
CROWD = 80  # dots from which on they are small
SMALL = 0.6
RING = 3


class Chart(QFrame):
    """Draws a sheet. It can't be moved, zoomed or clicked; the keyboard stops here to be told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheet: Sheet | None = None
        self._plot = pg.PlotWidget(background=None)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (self._plot, self._plot.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(QFrame.Shape.NoFrame)
        self._item = self._plot.getPlotItem()
        self._item.setMouseEnabled(x=False, y=False)
        self._item.setMenuEnabled(enableMenu=False)
        self._item.hideButtons()
        self._item.showAxis("top")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = plain.column(self)
        layout.setContentsMargins(QMargins(EDGE, EDGE, EDGE, EDGE))
        layout.addWidget(self._plot)
        theme.changed.connect(self._draw)

    @property
    def sheet(self) -> Sheet | None:
        """What is drawn."""
        return self._sheet

    def show_sheet(self, sheet: Sheet) -> None:
        """Draw this instead of what was there."""
        self._sheet = sheet
        self.setAccessibleName(sheet.name)
        self.setAccessibleDescription(sheet.told)
        self._draw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_axes()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token, wide = ("focus", float(RING)) if self.hasFocus() else ("hairline", 2.0)
        painter.setPen(QPen(self._theme.colour(token), wide))
        painter.setBrush(self._theme.colour("surface"))
        half = round(wide / 2)
        painter.drawRoundedRect(self.rect().adjusted(half, half, -half, -half), 16, 16)

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self.setFixedHeight(LEAST + self._theme.px(TALL))
        self._plot.setBackground(self._theme.colour("surface"))
        self._item.clear()
        self._item.setRange(
            xRange=(sheet.across.first, sheet.across.last),
            yRange=(sheet.up.first, sheet.up.last),
            padding=0,
        )
        self._draw_rules(sheet)
        for line in sheet.lines:
            self._draw_line(line)
        self._name_axes()

    def _draw_rules(self, sheet: Sheet) -> None:
        """Draw a faint rule at each value that is named, and a plain one at each session."""
        faint = pg.mkPen(self._theme.colour("hairline"), width=1)
        for value, _said in sheet.up.marks(0):
            self._item.addItem(pg.InfiniteLine(value, angle=0, pen=faint))
        tick = pg.mkPen(self._theme.colour("text_muted"), width=self._theme.px(THIN))
        for at, _said in sheet.ticks:
            self._item.addItem(pg.InfiniteLine(at, angle=90, pen=tick))

    def _draw_line(self, line: Line) -> None:
        how = look(line.look)
        colour = self._theme.colour(how.token)
        pen = how.pen(colour, self._theme.px(THIN))
        crowded = sum(map(len, line.pieces)) > CROWD
        for piece in line.pieces:
            xs, ys = np.array(piece, float).T
            if len(piece) > 1:
                curve = pg.PlotCurveItem(xs, ys, pen=pen, antialias=True)
                # Years of dots joined in one stroke take seconds to paint, piece by piece a moment.
                curve.setSegmentedLineMode("on" if crowded and not how.dash else "auto")
                self._item.addItem(curve)
            edge = pg.mkPen(self._theme.colour("surface"), width=1)
            size = self._theme.px(how.size * (SMALL if crowded else 1))
            dots = pg.ScatterPlotItem(xs, ys, symbol=how.marker, size=size, pen=edge, brush=colour)
            dots.opts["antialias"] = True
            self._item.addItem(dots)

    def _name_axes(self) -> None:
        """Write along the axes what there is room for."""
        sheet = self._sheet
        if sheet is None:
            return
        font = self._theme.font(TEXT)
        metrics = QFontMetrics(font)
        values = sheet.up.marks(0)
        beside = (*(said for _at, said in values), *sheet.beside)
        left = max(map(metrics.horizontalAdvance, beside)) + self._theme.px(GAP * 2)
        side = self._theme.px(TEXT * 2)
        wide = max(1, self.width() - 2 * EDGE - left - side)
        a_date = metrics.horizontalAdvance("30 Nov") + self._theme.px(TEXT)
        days = sheet.across.marks(max(2, wide // a_date))
        a_day = wide / (sheet.across.last - sheet.across.first)
        room = (metrics.horizontalAdvance(said) + side // 2 for _at, said in sheet.ticks)
        ticks = _apart(sheet.ticks, max(room, default=0) / a_day)
        for name, marks in (("left", values), ("bottom", days), ("top", ticks)):
            axis = self._item.getAxis(name)
            axis.setStyle(tickFont=font, tickLength=0, hideOverlappingLabels=side * 2)
            axis.setStyle(tickTextOffset=self._theme.px(GAP))
            axis.setTextPen(self._theme.colour("text"))
            axis.setPen(QPen(Qt.PenStyle.NoPen) if name == "top" else self._theme.colour("border"))
            axis.setTicks([list(marks)])
        self._item.getAxis("left").setWidth(left)
        for name in ("bottom", "top"):
            self._item.getAxis(name).setHeight(metrics.height() + self._theme.px(8))
        self._item.layout.setContentsMargins(0, 0, side, 0)


def _apart(marks: tuple[Mark, ...], least: float) -> tuple[Mark, ...]:
    """Leave out names that would be written over each other; their ticks are drawn all the same."""
    found: list[Mark] = []
    for at, said in sorted(marks):
        if not found or at - found[-1][0] >= least:
            found.append((at, said))
    return tuple(found)
