"""Seal it until…: choosing the day it opens, in its place on the page."""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import someday
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Seal
from journal_app.ui import copytext
from journal_app.ui.widgets import plain

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def told(seal: Seal, today: date) -> str:
    """Return what is said of an entry that was just sealed."""
    say = QCoreApplication.translate
    if seal.until is None:
        return say("Sealing", "Sealed until you open it.")
    until = someday.said(seal.until, today)
    return say("Sealing", "Sealed. It opens on {day}.").format(day=until)


class Sealing(QFrame):
    """Asks until when; ``chosen`` carries a ``Seal``, ``left`` says that it is not to be now."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar
        self.setProperty("role", "card")
        self._choices = QWidget()
        self._buttons = plain.column(self._choices, gap=12)
        self._someday = SomeDay(calendar)
        self._someday.chosen.connect(self._seal_until)
        self._someday.left.connect(self.begin)
        about = self.tr(
            "Until then it isn’t shown, found or exported. Nothing of it is lost, and you can open"
            " it earlier."
        )
        column = plain.column(self, margin=24, gap=16)
        column.addWidget(plain.label(copytext.small("seal"), "heading", wrap=True))
        column.addWidget(plain.label(about, wrap=True))
        column.addWidget(self._choices)
        column.addWidget(self._someday)
        self.begin()

    def begin(self) -> None:
        """Offer the choices, reckoned from today."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        today = self._calendar.today()
        self._first = self._offer(self.tr("A week"), today + timedelta(weeks=1))
        self._offer(self.tr("A month"), someday.in_months(today, 1))
        self._offer(self.tr("Three months"), someday.in_months(today, 3))
        self._add(plain.button(self.tr("A day I choose…"), self._choose_day))
        self._add(plain.button(self.tr("Until I open it"), self._seal_for_good))
        self._add(plain.button(self.tr("Not now"), self.left.emit, "quiet"))
        self._someday.hide()
        self._choices.show()
        if self.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
        first = self._first if self._someday.isHidden() else self._someday.line
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        """Let Esc go back one level here first, before the page hears of it."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._go_back()
                return True
        return super().event(event)

    def _offer(self, name: str, until: date) -> QPushButton:
        button = plain.button("", partial(self._seal_until, until))
        day = someday.said(until, self._calendar.today())
        button.setText(self.tr("{name}, until {day}").format(name=name, day=day))
        return self._add(button)

    def _add(self, button: QPushButton) -> QPushButton:
        self._buttons.addWidget(button)
        return button

    def _choose_day(self) -> None:
        self._choices.hide()
        self._someday.begin()
        self._someday.show()
        self.focus_first()

    def _seal_until(self, until: date) -> None:
        self.chosen.emit(Seal(until))

    def _seal_for_good(self) -> None:
        self.chosen.emit(Seal())

    def _go_back(self) -> None:
        if self._someday.isHidden():
            self.left.emit()
        else:
            self.begin()


class SomeDay(QWidget):
    """A line for a day in plain words, said back as it was understood; ``chosen`` carries it."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar
        pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        self._day_first = pattern.find("d") < pattern.find("M")
        self.line = plain.line(self.tr("The day it opens"))
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._seal)
        self._echo = plain.label("", wrap=True)
        self._really = plain.button(self.tr("Seal it until then"), self._seal, "main")
        steps = (
            ((self.tr("A day earlier"), -1, 0), (self.tr("A day later"), 1, 0)),
            ((self.tr("A month earlier"), 0, -1), (self.tr("A month later"), 0, 1)),
        )
        column = plain.column(self, gap=16)
        column.addWidget(self.line)
        column.addWidget(self._echo)
        for pair in steps:
            column.addLayout(plain.row(*map(self._stepper, pair), None, gap=12))
        others = plain.button(self.tr("Another choice"), self.left.emit)
        column.addLayout(plain.row(others, self._really, None, gap=12))

    def _stepper(self, step: tuple[str, int, int]) -> QPushButton:
        name, days, months = step
        return plain.button(name, partial(self._step, days, months), "quiet")

    def begin(self) -> None:
        """Begin with the day a month from now, to be typed over or moved."""
        self._write(someday.in_months(self._calendar.today(), 1))
        self.line.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take up and down for a day earlier and a day later."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.line.hasFocus():
            self._step(step, 0)
        else:
            super().keyPressEvent(event)

    @property
    def _day(self) -> date | None:
        """The day that was typed, if it is one and still to come."""
        today = self._calendar.today()
        found = someday.read(self.line.text(), today, day_first=self._day_first)
        return found if found is not None and found > today else None

    def _look(self) -> None:
        """Say the day back, or what kind of day is meant."""
        today = self._calendar.today()
        day = someday.read(self.line.text(), today, day_first=self._day_first)
        example = someday.in_months(today, 1)
        said = self.tr("A day such as {day}.").format(day=f"{example.day} {example:%B}")
        if day is not None:
            said = self.tr("It opens on {day}.").format(day=someday.said(day, today))
            if day <= today:
                said = self.tr("That day is here already. It opens on a day still to come.")
        self._echo.setText(said)
        self.line.setAccessibleDescription(said)
        self._really.setEnabled(self._day is not None)

    def _step(self, days: int, months: int) -> None:
        """Move on from the day that was typed, never to a day that is here already."""
        tomorrow = self._calendar.today() + timedelta(days=1)
        with suppress(ValueError, OverflowError):  # there is no day after the last of all years
            moved = someday.in_months(self._day or tomorrow, months) + timedelta(days=days)
            self._write(max(moved, tomorrow))

    def _write(self, day: date) -> None:
        self.line.setText(f"{day.day} {day:%B} {day.year}")

    def _seal(self) -> None:
        if self._day is not None:
            self.chosen.emit(self._day)
