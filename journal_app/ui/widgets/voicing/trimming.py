"""Cutting off the beginning or the end of a recording, of which nothing is deleted."""

from PySide6.QtWidgets import QWidget

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import RATE, Trim
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.voicing.listener import LEAST, Listener
from journal_app.ui.widgets.writing.flow import Flow

GAP = 8


class Trimming(QWidget):
    """Sets where what is to be heard begins and ends."""

    def __init__(self, listener: Listener, theme: Theme) -> None:
        super().__init__()
        self._listener = listener
        self._theme = theme
        self._begin = plain.button(self.tr("Begin here"), self.begin_here, "quiet")
        self._end = plain.button(self.tr("End here"), self.end_here, "quiet")
        self._all = plain.button(self.tr("Show all of it"), self.show_all, "quiet")
        said = self.tr("Only what lies between the two edges is played. Nothing is deleted.")
        self._line = plain.label(said, "quiet", wrap=True)
        self._flow = Flow()
        for button in (self._begin, self._end, self._all):
            self._flow.addWidget(button)
        column = plain.column(self, gap=GAP)
        column.addWidget(self._line)
        column.addLayout(self._flow)
        listener.remade.connect(self._look)
        theme.changed.connect(self._space)
        self._space()
        self._look()

    def begin_here(self) -> None:
        """Play nothing before the place where the listener is."""
        begins = min(self._listener.position, self._listener.seconds - LEAST)
        _, ends = self._edges
        self.cut(Stretch(begins, ends if ends >= begins + LEAST else self._listener.seconds))

    def end_here(self) -> None:
        """Play nothing behind the place where the listener is."""
        ends = max(self._listener.position, LEAST)
        begins, _ = self._edges
        self.cut(Stretch(begins if begins <= ends - LEAST else 0.0, ends))

    def cut(self, heard: Stretch) -> None:
        """Play these seconds only."""
        frames = self._listener.note.frames
        start = max(0, round(heard.start * RATE))
        end = min(frames, round(heard.stop * RATE))
        whole = (start, end) == (0, frames) or end <= start
        self._listener.tell(Trim(0, 0) if whole else Trim(start, end))

    def show_all(self) -> None:
        """Play all of it again."""
        self._listener.tell(Trim(0, 0))
        self._begin.setFocus()

    @property
    def _edges(self) -> tuple[float, float]:
        note = self._listener.note
        return note.begins / RATE, note.ends / RATE

    def _space(self) -> None:
        self._flow.setSpacing(gap(self._theme))

    def _look(self) -> None:
        self._all.setEnabled(self._listener.note.trim is not None)
