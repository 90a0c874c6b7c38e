"""From which day until which, and within which theme: shown to those who ask for it."""

from datetime import date

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from journal_app.domain import day, daysmeant
from journal_app.domain.day import Calendar
from journal_app.domain.themes import NamedTheme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

GAP = 12
MOST = 24  # characters of a theme's name that are shown


class Bounds(QWidget):
    """Two days in plain words, said back as they were understood, and a theme. ``changed`` tells.

    What isn't understood bounds nothing.
    """

    changed = Signal()

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar
        pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        self._day_first = pattern.find("d") < pattern.find("M")
        self._since = plain.line(self.tr("From"))
        self._until = plain.line(self.tr("Until"))
        self._theme = QComboBox()
        self._theme.setAccessibleName(self.tr("Theme"))
        self._echo = plain.label("", "quiet", wrap=True)
        lines = QWidget()
        flow = Flow(lines)
        flow.setSpacing(GAP)
        for thing in (self._since, self._until, self._theme):
            flow.addWidget(thing)
        column = plain.column(self, gap=6)
        column.addWidget(lines)
        column.addWidget(self._echo)
        for line in (self._since, self._until):
            line.textChanged.connect(self._change)
        self._theme.activated.connect(self._change)
        self.show_themes(())
        self._say()

    @property
    def since(self) -> date | None:
        """The first day."""
        days = self._days(self._since.text())
        return None if days is None else days[0]

    @property
    def until(self) -> date | None:
        """The last day."""
        days = self._days(self._until.text())
        return None if days is None else days[1]

    @property
    def theme(self) -> str:
        """The id of the theme, or nothing."""
        return str(self._theme.currentData() or "")

    def choose_theme(self, uid: str) -> None:
        """Look within a theme; it may become known later."""
        if self._theme.findData(uid) < 0:
            self._theme.addItem("", uid)
        self._theme.setCurrentIndex(self._theme.findData(uid))

    def show_themes(self, themes: tuple[NamedTheme, ...]) -> None:
        """Offer these, and keep the one that is chosen."""
        chosen = self.theme
        self._theme.clear()
        self._theme.addItem(self.tr("Any theme"), "")
        for theme in themes:
            short = theme.name if len(theme.name) <= MOST else f"{theme.name[: MOST - 1]}…"
            self._theme.addItem(short, theme.id)
        self._theme.setCurrentIndex(max(0, self._theme.findData(chosen)))
        self._theme.setVisible(bool(themes))

    def clear(self) -> None:
        """Bound nothing, and know no name."""
        for line in (self._since, self._until):
            line.setText("")
        self.show_themes(())

    def begin(self) -> None:
        """Get the keyboard."""
        self._since.setFocus()

    def _days(self, typed: str) -> tuple[date, date] | None:
        return daysmeant.read(typed, self._calendar.today(), day_first=self._day_first)

    def _change(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        since, until = self.since, self.until
        said = []
        if since is not None:
            said.append(self.tr("From {day}").format(day=day.full_date(since)))
        if until is not None:
            said.append(self.tr("Until {day}").format(day=day.full_date(until)))
        hint = self.tr("A year, a month or a day, such as 2026, November 2026 or 22 November.")
        self._echo.setText(" · ".join(said) or hint)
