"""The day of a session: the one thing that is needed, and usually one press."""

from datetime import date, timedelta

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import day, happened, sessionlog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.chips import Chips
from journal_app.ui.widgets.logbook.field import GAP
from journal_app.ui.widgets.writing.flow import Flow

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class DayField(QWidget):
    """Today, yesterday, or another day in plain words; ``chosen`` carries it."""

    chosen = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._now: date | None = None
        pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        self._day_first = pattern.find("d") < pattern.find("M")
        options = (
            ("today", self.tr("Today")),
            ("yesterday", self.tr("Yesterday")),
            ("other", self.tr("Another day")),
        )
        self.chips = Chips(options, tools, self.tr("The day of the session"))
        for button in self.chips.buttons.values():
            button.clicked.connect(self._press)
        self.line = plain.line(self.tr("Such as “20 November”, “Friday” or “next Friday”"))
        self.line.setAccessibleName(self.tr("Day"))
        self.line.textEdited.connect(self._type)
        self.line.editingFinished.connect(self._write)
        self._echo = plain.label("", wrap=True)
        self._echo.setIndent(0)
        self._other = self._make_other()
        self.setFocusProxy(self.chips)
        column = plain.column(self, gap=GAP)
        for thing in (self.chips, self._other, self._echo):
            column.addWidget(thing)
        self.show_day(None)

    def show_day(self, on: date | None) -> None:
        """Show the day that was chosen, if one was."""
        self._now = on
        code = {None: "", self._today: "today", self._yesterday: "yesterday"}.get(on, "other")
        if on is not None and self._other.isVisibleTo(self):
            code = "other"  # somebody is typing there
        self.chips.choose((code,))
        self._other.setVisible(code == "other")
        if code == "other" and not self.line.hasFocus():
            self._write()
        self._say()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take up and down for a day earlier and a day later."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.line.hasFocus():
            self._step(step)
        else:
            super().keyPressEvent(event)

    @property
    def _today(self) -> date:
        return self._tools.calendar.today()

    @property
    def _yesterday(self) -> date:
        return self._today - timedelta(days=1)

    def _press(self) -> None:
        code = next(c for c, button in self.chips.buttons.items() if button is self.sender())
        self.chips.choose((code,))
        self._other.setVisible(code == "other")
        if code == "other":
            self._write()
            self.line.selectAll()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._choose(self._today if code == "today" else self._yesterday)

    def _type(self, typed: str) -> None:
        on = sessionlog.read_day(typed, self._today, day_first=self._day_first)
        if on is not None:
            self._choose(on)
        else:
            self._say()

    def _step(self, days: int) -> None:
        on = (self._now or self._today) + timedelta(days=days)
        on = min(max(on, happened.FIRST), happened.LAST)
        self.line.setText(day.full_date(on))
        self._choose(on)

    def _earlier(self) -> None:
        self._step(-1)

    def _later(self) -> None:
        self._step(1)

    def _choose(self, on: date) -> None:
        self.show_day(on)
        self.chosen.emit(on)

    def _write(self) -> None:
        """Show the day as it was understood, once nobody types any more."""
        self.line.setText("" if self._now is None else day.full_date(self._now))

    def _say(self) -> None:
        now = self._now
        said = "" if now is None else f"{day.full_date(now)}."
        if now is not None and now > self._today:
            said = self.tr("{day} That’s still to come.").format(day=said)
        self._echo.setText(said)
        self._echo.setVisible(bool(said))
        self.line.setAccessibleDescription(said)

    def _make_other(self) -> QWidget:
        other, steps = QWidget(), Flow()
        steps.setSpacing(GAP)
        steps.addWidget(plain.button(self.tr("A day earlier"), self._earlier, "quiet"))
        steps.addWidget(plain.button(self.tr("A day later"), self._later, "quiet"))
        column = plain.column(other, gap=GAP)
        column.addWidget(self.line)
        column.addLayout(steps)
        return other
