"""The journal: all that was made, newest first, as a calm list by month."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId
from journal_app.domain.errors import JournalError
from journal_app.domain.lines import Order, Told, Wanted, order_of
from journal_app.domain.shelved import Counts
from journal_app.domain.spot import Spot
from journal_app.services.drawings import Drawings
from journal_app.services.forms import Chosen, Forms
from journal_app.services.glimpses import Glimpses
from journal_app.services.lines import Lines
from journal_app.services.sessions import Sessions
from journal_app.services.shelving import Shelving
from journal_app.ui import copytext
from journal_app.ui.actions import Action, listen
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.lines.filters import ALL, Filters
from journal_app.ui.widgets.lines.months import MonthView
from journal_app.ui.widgets.lines.reader import Reader
from journal_app.ui.widgets.lines.view import LineList
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.writing.flow import Flow

MARGIN = 24
FIRST = 40  # lines that are read before it is known how many there are

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True)
class Shelves:
    """What the journal's page reads from, and where it puts things."""

    lines: Lines
    drawings: Drawings
    glimpses: Glimpses
    shelving: Shelving
    forms: Forms
    sessions: Sessions


class JournalPage(Place):
    """Shows the journal's lines and opens the one that is chosen."""

    def __init__(self, shelves: Shelves, tools: Tools) -> None:
        super().__init__()
        self._shelves = shelves
        self._about: object = None
        self._asked = 0  # only the last answer counts
        self._here = True
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._reader = Reader(shelves.lines, shelves.glimpses)
        self._list = LineList(tools.theme, self._reader)
        self._filters = Filters()
        self._months = MonthView(tools.theme, tools.icons)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._calendar = plain.button(self.tr("Calendar"), self._turn_months, "quiet")
        self._calendar.setCheckable(True)
        self._title = plain.label(self.tr("Journal"), "title")
        self._empty = plain.label("", "lead", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bin_button, self._sealed = self._lead("bin"), self._lead("sealed")
        self._series = self._lead("series")
        for button in (self._bin_button, self._sealed, self._series):
            button.hide()  # until it is known that there is something
        self._stack = QStackedWidget()
        self._scroll = Scroller(self._months)
        for thing in (self._list, self._empty, self._scroll):
            self._stack.addWidget(thing)
        self._ways = self._make_ways()
        self._foot = self._make_foot()
        self._lay_out()
        self._wire()
        tools.theme.changed.connect(self._fit)
        listen(self, (Action(("Ctrl+F",), self._search),), _HERE)

    @property
    def count(self) -> int:
        """How many entries are in the list."""
        return self._list.count

    def open_line(self, number: int) -> None:
        """Open the entry of a line, counted from the newest."""
        self._list.open_line(number)

    @override
    def arrive(self, about: object) -> None:
        if about != self._about:  # a theme; coming back with it changes nothing
            self._about = about
            self._want(Wanted(theme=str(about)) if about else ALL)
        else:
            self._ask()

    @override
    def changed(self, changed: Changed) -> None:
        if changed.line:
            self._ask()

    @override
    def forget(self) -> None:
        self._here = False
        self._reader.forget()
        self._list.forget()

    @override
    def focus_first(self) -> None:
        shown = self._stack.currentWidget()
        first = self._list if shown is self._list else self._calendar
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show all filters where there is room for them; the calendar needs it all."""
        months = self._calendar.isChecked()
        self._title.setMinimumHeight(self._calendar.sizeHint().height())
        self._filters.fit(min(plain.WIDEST, self.width() - 2 * MARGIN))
        self._foot.setVisible(not months)
        if months:
            self._filters.hide()
            self._filters.folded.hide()

    def _lay_out(self) -> None:
        top, inside = QWidget(), QWidget()
        search = plain.button(self.tr("Search"), self._search, "quiet")
        flow = Flow(top, last_apart=True)
        flow.setSpacing(plain.GAP)
        for thing in (self._title, self._filters.folded, _beside(self._calendar, search)):
            flow.addWidget(thing)
        column = plain.column(inside, gap=10)
        for thing in (top, self._filters, self._stack, self._foot):
            column.addWidget(thing)
        column.setStretchFactor(self._stack, 1)
        layout = plain.column(self, margin=MARGIN, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(inside), 1)

    def _make_foot(self) -> QWidget:
        ways = self._ways
        self._series.setText(self.tr("Side by side"))
        self._series.setToolTip(self.tr("The same invitation, drawn at different times"))
        foot = QWidget()
        flow = Flow(foot, last_apart=True)
        flow.setSpacing(12)
        for thing in (*ways, self._series, _beside(self._sealed, self._bin_button)):
            flow.addWidget(thing)
        return foot

    def _make_ways(self) -> tuple[QPushButton, ...]:
        """Return the ways to other looks at the same things."""
        names = {
            "sessions": self.tr("Sessions"),
            "patterns": self.tr("Patterns"),
            "goals": self.tr("Working towards"),
            "themes": self.tr("Themes"),
            "forms": self.tr("Questionnaires"),
        }
        ways = tuple(map(self._lead, names))
        ways[-1].setVisible(False)  # until it is known that one is wanted
        for way, name in zip(ways, names.values(), strict=True):
            way.setText(name)
        return ways

    def _wire(self) -> None:
        self._list.chosen.connect(self._open)
        self._list.binned.connect(self._bin)
        self._filters.chosen.connect(self._filter)
        self._months.chosen.connect(self._go_to_day)
        self._months.left.connect(self._close_months)
        self._months.reached.connect(self._show_day_soon)
        self._soon.timeout.connect(self._show_day)

    def _lead(self, place: str) -> QPushButton:
        """Return a button that leads to another place."""
        button = plain.button("", self._go, "quiet")
        button.setProperty("place", place)
        return button

    def _go(self) -> None:
        self.place_asked.emit(self.sender().property("place"), None)

    def _search(self) -> None:
        self.place_asked.emit("search", None)

    def _want(self, wanted: Wanted) -> None:
        self._filters.show_wanted(wanted)
        if wanted.theme:
            named = partial(self._name_theme, wanted)
            self._shelves.lines.name_of_theme(wanted.theme).then(named, self._say)
        self._filter(wanted)

    def _name_theme(self, wanted: Wanted, name: str) -> None:
        if self._here and self._filters.wanted == wanted:
            self._filters.show_wanted(wanted, name)

    def _filter(self, wanted: Wanted) -> None:
        if self._calendar.isChecked():
            self._close_months()
        self._list.go_to_top()
        self._ask(wanted)

    def _ask(self, wanted: Wanted | None = None) -> None:
        """Read the order of the lines, and if there are none or others, the first before that."""
        self._asked += 1
        self._reader.doubt()
        now = self._filters.wanted
        if wanted is not None or not self.count:
            first = partial(self._show_first, self._asked)
            self._shelves.lines.first(now, FIRST).then(first, self._say)
        self._shelves.lines.order(now).then(partial(self._show_order, self._asked), self._say)
        self._shelves.sessions.known().then(self._reader.surround, self._say)
        self._shelves.shelving.counts().then(self._show_counts, self._say)
        self._shelves.drawings.invitations().then(self._show_series, self._say)
        self._shelves.forms.chosen().then(self._show_forms, self._say)

    def _show_first(self, asked: int, told: dict[int, Told]) -> None:
        if self._here and asked == self._asked:
            self._reader.know(told)
            self._show_order(asked, order_of(told))

    def _show_order(self, asked: int, order: Order) -> None:
        if not self._here or asked != self._asked:
            return
        had_focus = self._list.hasFocus()
        self._list.show_order(order)
        if not self._calendar.isChecked():
            self._show_list()
            if had_focus or self.focusWidget() is None:
                self.focus_first()

    def _show_list(self) -> None:
        nothing = self.tr("Nothing like this yet. It can stay that way.")
        is_all = self._filters.wanted == ALL
        self._empty.setText(copytext.small("empty_timeline") if is_all else nothing)
        self._stack.setCurrentWidget(self._list if self.count else self._empty)

    def _show_counts(self, counts: Counts) -> None:
        if not self._here:
            return
        self._bin_button.setText(self.tr("Bin ({count})").format(count=counts.in_bin))
        self._sealed.setText(self.tr("Sealed: {count}").format(count=counts.sealed))
        self._bin_button.setVisible(counts.in_bin > 0)
        self._sealed.setVisible(counts.sealed > 0)

    def _show_series(self, prompts: tuple[str, ...]) -> None:
        if self._here:
            self._series.setVisible(bool(prompts))

    def _show_forms(self, chosen: Chosen) -> None:
        if self._here:
            self._ways[-1].setVisible(bool(chosen.on))

    def _turn_months(self) -> None:
        days = self._list.days
        if self._calendar.isChecked() and days:
            self._months.show_days(days, self._list.day or days[0])
            self._stack.setCurrentWidget(self._scroll)
            self._fit()
            self._months.focus_first()
        else:
            self._close_months()

    def _close_months(self) -> None:
        self._calendar.setChecked(False)
        self._fit()
        self._show_list()
        self.focus_first()

    def _show_day_soon(self) -> None:
        """Scroll to the day one is at, once it has its place."""
        self._soon.start(0)

    def _show_day(self) -> None:
        self._scroll.ensureWidgetVisible(self._months.here, 0, self._months.here.height())

    def _go_to_day(self, day: date) -> None:
        self._close_months()
        self._list.go_to(day)

    def _open(self, entry: EntryId) -> None:
        self.entry_asked.emit(Spot(entry))

    def _bin(self, entry: EntryId) -> None:
        self._shelves.shelving.bin(entry).then(partial(self._binned, entry), self._say)

    def _binned(self, entry: EntryId, _changed: Changed) -> None:
        if self._here:
            undo = (copytext.small("undo"), partial(self._shelves.shelving.unbin, entry))
            self.said.emit(copytext.small("trash_note"), (undo,))

    def _say(self, error: JournalError) -> None:
        if self._here:
            self.said.emit(str(error), ())


def _beside(*things: QWidget | None) -> QWidget:
    """Return things beside each other as one; None pushes what follows to the right."""
    box, row = QWidget(), plain.row(*things, gap=12)
    row.setContentsMargins(0, 0, 0, 0)
    box.setLayout(row)
    return box
