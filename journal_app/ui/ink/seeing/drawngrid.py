"""Drawings side by side, all at one scale, made small a little at a time as one looks at them."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.errors import JournalError
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Box
from journal_app.domain.series import Drawn
from journal_app.services.drawings import Drawings
from journal_app.ui.hearing import hear
from journal_app.ui.ink.seeing import small
from journal_app.ui.ink.seeing.drawntile import ARROWS, DrawnTile, room
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.writing.flow import Flow

GAP = 20
MOST_KEPT = 48  # pictures in memory; what was painted longest ago goes first


class DrawnGrid(QWidget):
    """Shows a series; ``opened`` carries a ``Spot``, ``refused`` why it can't be seen just now."""

    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, drawings: Drawings, theme: Theme) -> None:
        super().__init__()
        self._drawings = drawings
        self._theme = theme
        self._series: tuple[Drawn, ...] = ()
        self._scale = 0.0  # until it is known
        self._measuring: tuple[Drawn, ...] | None = None
        self._doubtful = False  # something was written while it was measured
        self._waiting: list[DrawnTile] = []
        self._made: list[DrawnTile] = []
        self._busy = False
        self._leisure = Leisure(self)
        self._flow = Flow(self)
        self._flow.setSpacing(GAP)
        self.tiles: tuple[DrawnTile, ...] = ()
        theme.changed.connect(self._again)

    def show_series(self, series: tuple[Drawn, ...]) -> None:
        """Show these drawings; the same ones stay where they are, and are looked at again."""
        if series != self._series:
            self._drop()
            self._series = series
            self._lay()
        self._measure()

    def step(self, key: Qt.Key) -> bool:
        """Go from one drawing to the next by an arrow key; say whether that was one."""
        here = self.focusWidget()
        at = next((n for n, tile in enumerate(self.tiles) if tile is here), None)
        if at is None or key not in ARROWS:
            return False
        to = min(max(0, at + ARROWS[key]), len(self.tiles) - 1)
        self.tiles[to].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.step(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _again(self) -> None:
        """Make everything anew: it has other colours, or another size."""
        series, here = self._series, self.focusWidget()
        at = next((n for n, tile in enumerate(self.tiles) if tile is here), None)
        self.show_series(())
        self.show_series(series)
        if at is not None:
            self.tiles[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        self.tiles = tuple(DrawnTile(drawn, self._theme) for drawn in self._series)
        for tile in self.tiles:
            tile.opened.connect(self.opened)
            tile.looked_at.connect(self._want)
            self._flow.addWidget(tile)
            tile.show()  # now, so that it has its place at once

    def _drop(self) -> None:
        self._leisure.forget()
        self._waiting.clear()
        self._made.clear()
        self._busy, self._scale = False, 0.0
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.clearFocus()  # or the keyboard goes anywhere, and the page with it
            tile.hide()
            tile.deleteLater()
        self.tiles, self._series = (), ()

    def _measure(self) -> None:
        """Find the scale at which all of them can be seen, and then see them."""
        if self._series and self._series == self._measuring:
            self._doubtful = True
        elif self._series:
            self._measuring, self._doubtful = self._series, False
            parts = tuple(drawn.part for drawn in self._series)
            measured = partial(self._measured, self._series)
            hear(self, self._drawings.frames(parts), measured, self._unmeasured)

    def _unmeasured(self, error: JournalError) -> None:
        self._measuring = None
        self.refused.emit(error)

    def _measured(self, series: tuple[Drawn, ...], frames: tuple[Box, ...]) -> None:
        if series == self._measuring:
            self._measuring = None
        if self._doubtful:
            self._measure()
        elif series == self._series:
            wide, tall = max(box.width for box in frames), max(box.height for box in frames)
            there = room(self._theme)
            fits = min(there.width() / wide, there.height() / tall)
            self._scale = min(fits, self._theme.scale)
            self._waiting += [tile for tile in self._made if tile not in self._waiting]
            self._go_on()

    def _want(self, tile: DrawnTile) -> None:
        if tile not in self._waiting:
            self._waiting.append(tile)
            self._go_on()

    def _go_on(self) -> None:
        """Read the next drawing somebody looks at; one is in memory at a time."""
        if not self._busy and self._scale and self._waiting:
            self._busy = True
            tile = self._waiting.pop(0)
            read = partial(self._develop, tile)
            hear(self, self._drawings.drawing(tile.drawn.part), read, self._refuse)

    def _refuse(self, error: JournalError) -> None:
        self._busy = False
        self.refused.emit(error)

    def _develop(self, tile: DrawnTile, drawing: Drawing) -> None:
        if tile in self.tiles:
            ratio = self.devicePixelRatioF()
            args = drawing, self._theme, self._scale, room(self._theme), ratio
            self._leisure.do(self._making(tile, small.developing(*args)))

    def _making(self, tile: DrawnTile, pieces: Iterator[QPixmap | None]) -> Iterator[object]:
        for picture in pieces:
            yield picture
            if picture is not None:
                self._show(tile, picture)

    def _show(self, tile: DrawnTile, picture: QPixmap) -> None:
        tile.show_picture(picture)
        self._made = [*(other for other in self._made if other is not tile), tile]
        for oldest in self._made[:-MOST_KEPT]:
            oldest.show_picture(QPixmap())
        self._made = self._made[-MOST_KEPT:]
        self._busy = False
        self._go_on()
