"""How a drawing came about: a page to watch it on."""

from functools import partial

from typing_extensions import override

from journal_app.domain.entry import PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.ink.replay import Replay
from journal_app.services.drawings import Drawings
from journal_app.ui.hearing import hear
from journal_app.ui.ink.seeing.replay import ReplayView
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header

NOTHING = Replay((), ())


class ReplayPage(Place):
    """Shows the drawing it is asked about from its beginning. It never begins by itself."""

    def __init__(self, drawings: Drawings, tools: Tools) -> None:
        super().__init__()
        self._drawings = drawings
        self._part: PartId | None = None
        self._replay = NOTHING
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._view = ReplayView(tools)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addWidget(self._view, 1)

    @override
    def arrive(self, about: object) -> None:
        if isinstance(about, str) and about != self._part:
            self.forget()
            self._part = PartId(about)
        if self._part is not None:
            read = partial(self._show, self._part)
            hear(self, self._drawings.replay(self._part), read, self._say)

    @override
    def forget(self) -> None:
        self._part, self._replay = None, NOTHING
        self._view.show_replay(NOTHING)

    @override
    def focus_first(self) -> None:
        self._view.focus_first()

    def _show(self, part: PartId, course: Replay) -> None:
        """Show it from its beginning, unless it is the same that is looked at already."""
        grown = len(course.records) != len(self._replay.records)  # a drawing only ever grows
        if part == self._part and grown:
            self._replay = course
            self._view.show_replay(course)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())
