"""What is chosen to be looked at, as charts or as a table, with what there is to be said of it."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QLabel, QWidget

from journal_app.domain import patterns
from journal_app.domain.patterns import Aligned, Series, Window
from journal_app.domain.sessionlog import Logged
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.charting import telling
from journal_app.ui.widgets.charting.chart import Chart
from journal_app.ui.widgets.charting.items import Item, item
from journal_app.ui.widgets.charting.sample import sample
from journal_app.ui.widgets.charting.sheet import Sheet
from journal_app.ui.widgets.charting.table import Table
from journal_app.ui.widgets.writing.flow import Flow


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be laid side by side, and how: over time or since sessions, drawn or told."""

    series: tuple[Series, ...]
    sessions: tuple[Logged, ...]
    window: Window
    since: bool = False
    table: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """What the series are called."""
        return tuple(item(one.scale) for one in self.series)


class Showing(QWidget):
    """Shows a look; it is made anew for each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: Look | None = None
        self._things: list[QWidget] = []
        self._column = plain.column(self, gap=12)

    def show_look(self, look: Look | None) -> None:
        """Show this, or nothing."""
        if look == self._look:
            return
        self._look = look
        for thing in self._things:
            self._column.removeWidget(thing)
            thing.hide()
            thing.deleteLater()
        self._things = []
        if look is not None:
            self._fill(look)

    def _add(self, thing: QWidget) -> None:
        self._things.append(thing)
        self._column.addWidget(thing)

    def _say(self, said: str, role: str = "") -> None:
        self._add(plain.label(said, role, wrap=True))

    def _fill(self, look: Look) -> None:
        if look.since and not look.sessions:
            self._say(self.tr("No session is noted in this time."), "lead")
        elif look.since:
            self._fill_since(look)
        else:
            self._fill_time(look)

    def _fill_time(self, look: Look) -> None:
        shown = [one.within(look.window) for one in look.series]
        for number, (one, each) in enumerate(zip(look.items, shown, strict=True)):
            sheet = telling.over_time(one, each, look.sessions, look.window, number)
            self._show_one(look, one, sheet)
            self._say(telling.counted(one, each, look.sessions, look.window))
        if look.table:
            found = telling.rows(patterns.rows(shown, look.sessions), look.items)
            self._show_table(look, found)
        else:
            self._say(telling.joined(look.items), "quiet")

    def _fill_since(self, look: Look) -> None:
        shown = [one.within(look.window) for one in look.series]
        aligned = [patterns.align(look.sessions, one.readings) for one in shown]
        for one, each in zip(look.items, aligned, strict=True):
            self._show_one(look, one, telling.since_sessions(one, each))
            if not look.table:
                self._add(_Legend(each, self._theme))
            self._say(telling.counted_since(one, each))
        if look.table:
            scales = [one.scale for one in look.series]
            found = patterns.rows_since(list(zip(scales, aligned, strict=True)))
            self._show_table(look, telling.rows_since(found, look.items, patterns.empty(aligned)))
        else:
            self._say(
                self.tr(
                    "Day 0 is the day of a session. Each answer stands after the last session"
                    " before it, for {n} days. Nothing here says why one day is unlike another."
                ).format(n=patterns.FARTHEST),
                "quiet",
            )

    def _show_one(self, look: Look, one: Item, sheet: Sheet) -> None:
        if look.table:
            return
        if len(look.series) > 1:
            self._say(one.name.capitalize() if one.labels else one.name, "heading")
        chart = Chart(self._theme)
        beside = tuple(said for each in look.items for _at, said in each.marks)
        chart.show_sheet(replace(sheet, beside=beside))
        self._add(chart)

    def _show_table(self, look: Look, found: telling.Rows) -> None:
        table = Table(self._theme)
        names = telling.names(several=len(look.series) > 1, since=look.since)
        items = ", ".join(one.name for one in look.items)
        table.show_rows(self.tr("Table: {items}").format(items=items), names, found)
        self._things.append(table)
        self._column.insertWidget(0, table)


class _Legend(QWidget):
    """Which look belongs to which session, and how many answers followed it."""

    def __init__(self, aligned: Aligned, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pictures: dict[int, QLabel] = {}
        self._flow = Flow(self)
        for number, said in telling.legend(aligned):
            self._pictures[number] = plain.label("")
            one = QWidget()
            row = plain.row(self._pictures[number], plain.label(said), gap=10)
            row.setContentsMargins(0, 0, 0, 0)
            one.setLayout(row)
            self._flow.addWidget(one)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._flow.setSpacing(self._theme.px(16))
        for number, picture in self._pictures.items():
            picture.setPixmap(sample(number, self._theme))
