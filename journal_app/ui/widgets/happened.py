"""When it happened: the day and the time an entry is kept under, changed in place."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from journal_app.domain import day, happened
from journal_app.domain.clock import Clock
from journal_app.domain.day import Calendar
from journal_app.domain.happened import Happened
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class HappenedEditor(QFrame):
    """A day and a time in plain words, said back as they were understood.

    ``chosen`` carries a ``Happened``; ``left`` says that all is to stay as it was.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, clock: Clock, calendar: Calendar) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._clock = clock
        self._calendar = calendar
        self._before = Happened(clock.now(), calendar.today())
        self._typed = ("", "")
        pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        self._day_first = pattern.find("d") < pattern.find("M")
        self._day = plain.line(self.tr("Day"))
        self._time = plain.line(self.tr("Time, if you know it"))
        for line in (self._day, self._time):
            line.textChanged.connect(self._look)
            line.returnPressed.connect(self._keep)
        self._echo = plain.label("", wrap=True)
        self._keeps = plain.button(self.tr("Keep this"), self._keep, "main")
        self._lay_out()

    def begin(self, before: Happened) -> None:
        """Show when it happened as far as is known now, to be typed over."""
        self._before = before
        self._write(before.moment.day)
        self._time.setText(day.clock_time(before.moment))
        self._typed = self._day.text(), self._time.text()
        self._look()
        self._day.selectAll()
        self._day.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        """Let Esc leave this first, before the page hears of it."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take up and down for a day earlier and a day later."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._day.hasFocus():
            self._step(step)
        else:
            super().keyPressEvent(event)

    @property
    def _on(self) -> date | None:
        """The date that was typed, if it can be read."""
        today = self._calendar.today()
        return happened.read_day(self._day.text(), today, day_first=self._day_first)

    @property
    def _meant(self) -> Happened | None:
        """What was typed, if all of it can be read."""
        if self._typed == (self._day.text(), self._time.text()):
            return self._before
        on, at = self._on, happened.read_time(self._time.text())
        if on is None or (at is None and self._time.text().strip()):
            return None
        return happened.when(on, at, self._before.moment, self._clock.at, self._calendar.begins)

    def _look(self) -> None:
        """Say back what was understood, or what could be said instead."""
        said = self._said(self._meant)
        self._echo.setText(said)
        for line in (self._day, self._time):
            line.setAccessibleDescription(said)
        self._keeps.setEnabled(self._meant is not None)

    def _said(self, meant: Happened | None) -> str:
        if self._on is None:
            return self.tr("A day such as “22 November”, “yesterday” or “Friday”.")
        if meant is None:
            return self.tr("A time such as “20:30”, or none: then only the day counts.")
        moment = meant.moment
        said = f"{day.full_date(meant.day)}, {day.part_of_day(moment)}."
        if meant.day != moment.day:
            late = self.tr("{time} still belongs to that night.")
            said += " " + late.format(time=day.clock_time(moment))
        if moment.utc_ms > self._clock.now().utc_ms:
            said += " " + self.tr("That’s still to come.")
        return said

    def _earlier(self) -> None:
        self._step(-1)

    def _later(self) -> None:
        self._step(1)

    def _step(self, days: int) -> None:
        """Move on from the date that was typed, or from where it was."""
        moved = (self._on or self._before.moment.day) + timedelta(days=days)
        self._write(min(max(moved, happened.FIRST), happened.LAST))

    def _write(self, on: date) -> None:
        self._day.setText(day.full_date(on))

    def _keep(self) -> None:
        meant = self._meant
        if meant == self._before:
            self.left.emit()
        elif meant is not None:
            self.chosen.emit(meant)

    def _lay_out(self) -> None:
        column = plain.column(self, margin=20, gap=12)
        lines = plain.row(self._day, self._time, gap=12)
        lines.setStretch(0, 3)
        lines.setStretch(1, 2)
        steps, ends = Flow(), Flow()
        steps.addWidget(plain.button(self.tr("A day earlier"), self._earlier, "quiet"))
        steps.addWidget(plain.button(self.tr("A day later"), self._later, "quiet"))
        ends.addWidget(self._keeps)
        ends.addWidget(plain.button(self.tr("Leave it as it was"), self.left.emit, "quiet"))
        column.addWidget(plain.label(self.tr("When was it?"), "heading", wrap=True))
        column.addLayout(lines)
        column.addWidget(self._echo)
        for row in (steps, ends):
            row.setSpacing(12)
            column.addLayout(row)
