"""A series: the same invitation, drawn at different times, side by side, and nothing said of it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.series import Drawn
from journal_app.services.drawings import Drawings
from journal_app.ui.hearing import hear
from journal_app.ui.ink.seeing.drawngrid import DrawnGrid
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.namechips import NameChips
from journal_app.ui.widgets.scroller import Scroller

WIDEST = 1180


class SeriesPage(Place):
    """Shows the drawings of one invitation, oldest first; a press opens the entry of one."""

    def __init__(self, drawings: Drawings, tools: Tools) -> None:
        super().__init__()
        self._drawings = drawings
        self._here = True
        self._prompt = ""
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._chips = NameChips()
        self._chips.chosen.connect(self._choose)
        self._title = plain.label("", "title", wrap=True)
        nothing = self.tr("Nothing to see side by side just now. It can stay that way.")
        self._note = plain.label(nothing, "lead", wrap=True)
        self._note.hide()  # until that is known
        self._grid = DrawnGrid(drawings, tools.theme)
        self._grid.opened.connect(self.entry_asked)
        self._grid.refused.connect(self._say)
        self._lay_out()

    @override
    def arrive(self, about: object) -> None:
        if isinstance(about, str):
            self._prompt = about
        self._look()

    @override
    def changed(self, changed: Changed) -> None:
        if changed.entry is not None:
            self._look()

    @override
    def forget(self) -> None:
        self._here = False
        self._prompt = ""
        self._grid.show_series(())

    @override
    def focus_first(self) -> None:
        here, tiles = self.focusWidget(), self._grid.tiles
        first = here if here in tiles else next(iter(tiles), self._scroll)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        hear(self, self._drawings.invitations(), self._offer, self._say)

    def _offer(self, prompts: tuple[str, ...]) -> None:
        """Offer the invitations there are, and show the one that was asked for, or the last."""
        if self._here:
            if self._prompt not in prompts:
                self._prompt = next(iter(prompts), "")
            self._chips.show_names(prompts, self._prompt)
            self._choose(self._prompt)

    def _choose(self, prompt: str) -> None:
        self._prompt = prompt
        hear(self, self._drawings.of(prompt), partial(self._show, prompt), self._say)

    def _show(self, prompt: str, series: tuple[Drawn, ...]) -> None:
        if not self._here or prompt != self._prompt:
            return
        had_focus = self.window().focusWidget() in {self._scroll, None}
        self._title.setText(self._prompt)
        self._title.setVisible(bool(self._prompt))
        self._note.setVisible(not self._prompt)
        self._grid.show_series(series if self._prompt else ())
        if had_focus and self.isVisible():
            self.focus_first()

    def _say(self, error: JournalError) -> None:
        if self._here:
            self.said.emit(str(error), ())

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=14)
        for thing in (self._title, self._chips, self._note, self._grid):
            column.addWidget(thing)
        column.addStretch(1)
        self._scroll = Scroller(inside)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(self._scroll, WIDEST), 1)
