"""Patterns: what somebody noted again and again, side by side, and nothing said of it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import patterns
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Kind
from journal_app.domain.errors import JournalError
from journal_app.domain.guides import LOOK_BACK
from journal_app.domain.patterns import USUAL_SPAN, Series, Window
from journal_app.services.patterns import Noticed, Patterns
from journal_app.ui.hearing import hear
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.charting.chips import Chips
from journal_app.ui.widgets.charting.items import item
from journal_app.ui.widgets.charting.showing import Look, Showing
from journal_app.ui.widgets.charting.spans import Spans
from journal_app.ui.widgets.counts import Counts
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.waycard import WayCard
from journal_app.ui.widgets.writing.flow import Flow

WIDEST = 1000


class PatternsPage(Place):
    """Shows one thing over the last weeks, until somebody chooses otherwise."""

    def __init__(self, service: Patterns, tools: Tools) -> None:
        super().__init__()
        self._service, self._tools = service, tools
        self._noticed: Noticed | None = None
        self._span: int | None = USUAL_SPAN
        self._wanted: tuple[str, ...] = ()
        theme, icons = tools.theme, tools.icons
        self.header = Header(self.tr("Back"), theme, icons)
        self._spans, self._items = Spans(self._span, theme), Chips(theme, icons)
        self._since = self._switch(self.tr("By days since session"))
        self._several = self._switch(self.tr("Several at once"))
        self._table = self._switch(self.tr("As a table"))
        self._showing, self._counts = Showing(theme), Counts()
        self._choices, self._kinds, self._nothing = QWidget(), QWidget(), QWidget()
        self._back = self._make_back()
        self._begin = plain.button(
            self.tr("One-minute check-in"), partial(self.place_asked.emit, "begin", Kind.CHECKIN)
        )
        self._fill_nothing()
        self._lay_out()
        self._wire()

    @override
    def arrive(self, about: object) -> None:
        hear(self, self._service.read(), self._show, self._say)

    @override
    def changed(self, changed: Changed) -> None:
        self.arrive(None)

    @override
    def forget(self) -> None:
        self._noticed = None
        self._showing.show_look(None)
        self._counts.show_words(())
        self._counts.show_themes(())
        self._counts.show_steps((0, 0, 0))

    @override
    def focus_first(self) -> None:
        here: QWidget | None = self.focusWidget()
        if here is not None and not self.header.isAncestorOf(here):
            here.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._choices.isVisibleTo(self):
            self._spans.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, noticed: Noticed) -> None:
        """Show what there is, unless it is shown: somebody may be reading it."""
        if noticed == self._noticed:
            return
        begins, self._noticed = self._noticed is None, noticed
        for thing in (self._choices, self._showing, self._kinds):
            thing.setVisible(bool(noticed.series))
        self._nothing.setVisible(not noticed.series)
        self._counts.show_themes(noticed.themes)
        self._counts.show_steps(noticed.steps)
        self._look()
        if begins and self.isVisible():
            self.focus_first()

    def _look(self) -> None:
        """Lay out what is chosen."""
        noticed = self._noticed
        if noticed is None:
            return
        known = {one.scale.id: one for one in noticed.series}
        several = self._several.isChecked()
        kept = tuple(one for one in known if one in self._wanted) or tuple(known)[:1]
        self._wanted = kept if several else kept[:1]
        names = {one: item(each.scale).name for one, each in known.items()}
        self._items.offer(names, self._wanted, several=several)
        window = patterns.window(self._span, noticed.today, noticed.days)
        words = (word for on, word in noticed.words if window.holds(on))
        self._counts.show_words(patterns.chosen(words))
        self._mark()
        chosen = tuple(known[one] for one in self._wanted)
        self._showing.show_look(self._made(noticed, chosen, window) if chosen else None)

    def _made(self, noticed: Noticed, chosen: tuple[Series, ...], window: Window) -> Look:
        return Look(
            chosen,
            tuple(one for one in noticed.sessions if window.holds(one.day)),
            window,
            since=self._since.isChecked(),
            table=self._table.isChecked(),
        )

    def _choose_items(self, wanted: tuple[str, ...]) -> None:
        self._wanted = wanted
        self._look()

    def _choose_span(self, days: int | None) -> None:
        self._span = days
        self._look()

    def _mark(self) -> None:
        """Say with more than a colour which ways of looking are on."""
        for button in (self._since, self._several, self._table):
            on = button.isChecked()
            button.setIcon(self._tools.icons.get("check") if on else QIcon())

    def _switch(self, name: str) -> QPushButton:
        made = plain.button(name, self._look, "chip")
        made.setCheckable(True)
        return made

    def _make_back(self) -> WayCard:
        title = self.tr("Look back over a month")
        about = self.tr("Six questions, one at a time. Any can be skipped.")
        theme, icons = self._tools.theme, self._tools.icons
        made = WayCard(title, about, "guide", theme, icons)
        made.clicked.connect(partial(self.place_asked.emit, "guided", LOOK_BACK))
        return made

    def _fill_nothing(self) -> None:
        said = self.tr("Nothing to lay side by side yet. It can stay that way.")
        column = plain.column(self._nothing, gap=12)
        column.addWidget(plain.label(said, "lead", wrap=True))
        column.addLayout(plain.row(self._begin, None))
        for thing in (self._choices, self._kinds, self._nothing):
            thing.hide()  # until it is known what there is

    def _lay_out(self) -> None:
        ways, kinds = Flow(self._choices), Flow()
        for button in (self._spans, self._since, self._table):
            ways.addWidget(button)
        for flow in (ways, kinds):
            flow.setSpacing(gap(self._tools.theme))
        column = plain.column(self._kinds, gap=12)
        column.addWidget(self._items)
        kinds.addWidget(self._several)
        column.addLayout(kinds)
        inside = QWidget()
        column = plain.column(inside, gap=18)
        column.addWidget(plain.label(self.tr("Patterns you’ve noted"), "title", wrap=True))
        for thing in (self._nothing, self._choices, self._showing, self._kinds, self._counts):
            column.addWidget(thing)
        read = self.tr("No reading of your writing: only what you tapped, chose and named.")
        column.addWidget(plain.label(read, "quiet", wrap=True))
        column.addWidget(self._back)
        column.addStretch(1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside), WIDEST), 1)

    def _wire(self) -> None:
        self._items.chosen.connect(self._choose_items)
        self._spans.chosen.connect(self._choose_span)
        self._counts.asked.connect(lambda name: self.place_asked.emit(name, None))
        self._tools.theme.changed.connect(self._mark)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())
