"""The kind of place that shows a few things under each other, made anew when they are others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from journal_app.domain.errors import JournalError
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller, come_into_view

GAP = 14


class Listing(Place):
    """Shows a title, a quiet note, and things; the keyboard and the eye stay where they were."""

    def __init__(self, title: str, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._title = title
        self._first: QWidget = self.header
        self._down = 0
        self._follows = False  # whether what has the keyboard is brought into view
        self._scroll = Scroller(QWidget())
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._go_down)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(self._scroll), 1)

    def show_things(
        self, note: str, things: Sequence[QWidget | QLayout], first: QWidget | None = None
    ) -> None:
        """Show these things; ``first`` is where one would begin."""
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._down = self._scroll.verticalScrollBar().value()
        self._follows = self._follows and self._scroll.isAncestorOf(self.focusWidget())
        inside = QWidget()
        column = plain.column(inside, gap=GAP)
        column.addWidget(plain.label(self._title, "title", wrap=True))
        if note:
            column.addWidget(plain.label(note, "quiet", wrap=True))
        for thing in things:
            if isinstance(thing, QWidget):
                column.addWidget(thing)
            else:
                column.addLayout(thing)
        column.addStretch(1)
        self._scroll.show_inside(inside)
        self._first = first or self.header
        if had_focus:
            self.focus_first()
        self._soon.start()

    def go_up(self) -> None:
        """Begin at the top with what is shown next: it is to be read, or about something else."""
        self._scroll.verticalScrollBar().setValue(0)
        self._follows = False

    def say(self, what: str | JournalError) -> None:
        """Say something in the strip below."""
        self.said.emit(str(what), ())

    @override
    def forget(self) -> None:
        self._first = self.header
        self._scroll.show_inside(QWidget())

    @override
    def focus_first(self) -> None:
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_down(self) -> None:
        self._scroll.verticalScrollBar().setValue(self._down)
        here = self.focusWidget()
        if self._follows and self._scroll.isAncestorOf(here):
            come_into_view(here, here.height())  # and a little of what comes next
        self._follows = True
