"""A calm month to go to a day by: plain numbers, and a dot where there is something."""

from bisect import bisect_left
from datetime import date, timedelta
from itertools import groupby

from PySide6.QtCore import QEvent, QLocale, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

GAP = 4
WEEK = 7
_MONDAY = date(2024, 1, 1)
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class DayButton(plain.Button):
    """A day. ``moved`` carries how many days an arrow key goes, ``turned`` how many months."""

    moved = Signal(int)
    turned = Signal(int)

    def __init__(self, on: date, theme: Theme, *, held: bool) -> None:
        super().__init__(f"{on.day}")
        self.on = on
        self._theme = theme
        self._held = held
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        said = self.tr("{day}, something is here") if held else "{day}"
        self.setAccessibleName(said.format(day=day.full_date(on)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in _TURNS:
            self.turned.emit(_TURNS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._held:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            low = self.height() - self._theme.px(9)
            radius = self._theme.px(30) / 10
            painter.drawEllipse(QPointF(self.width() / 2, low), radius, radius)


class MonthView(QWidget):
    """Shows a month that holds something; ``chosen`` carries a day, ``left`` leads back.

    ``reached`` says that the keyboard is on another day, ``here``.
    """

    chosen = Signal(object)
    left = Signal()
    reached = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._held: frozenset[date] = frozenset()
        self._months: list[tuple[int, int]] = []  # oldest first
        self._at = _MONDAY
        self._days: dict[date, DayButton] = {}
        self._name = plain.label("", "heading")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._earlier = plain.button("", self._turn_back, "quiet")
        self._earlier.setAccessibleName(self.tr("Earlier"))
        self._later = plain.button("", self._turn_on, "quiet")
        self._later.setAccessibleName(self.tr("Later"))
        head = plain.row(self._earlier, self._name, self._later)
        head.setStretch(1, 1)
        self._grid = QWidget()
        self._cells = QGridLayout(self._grid)
        self._cells.setContentsMargins(0, 0, 0, 0)
        column = plain.column(self, gap=12)
        column.addLayout(head)
        column.addWidget(self._grid)
        column.addStretch(1)
        theme.changed.connect(self._fill)
        theme.changed.connect(self._colour)
        self._colour()

    @property
    def here(self) -> QWidget:
        """The day one is at."""
        return self._days[self._at]

    def show_days(self, days: tuple[date, ...], at: date) -> None:
        """Mark these days, and begin at one."""
        self._held = frozenset(days)
        months = [month for month, _days in groupby((one.year, one.month) for one in days)]
        self._months = months[::-1]
        self._go(at)

    def focus_first(self) -> None:
        """Put the keyboard on the day one is at."""
        self.here.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit()

    @override
    def event(self, event: QEvent) -> bool:
        """Take Escape for oneself: it leads back to the list, not off the page."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, at: date) -> None:
        self._at = at
        month = (at.year, at.month)
        self._name.setText(day.month(at))
        self._earlier.setEnabled(bool(self._months) and self._months[0] < month)
        self._later.setEnabled(bool(self._months) and self._months[-1] > month)
        self._fill()

    def _fill(self) -> None:
        """Lay the days of the month out; the keyboard stays on a day if it was on one."""
        had_focus = any(day.hasFocus() for day in self._days.values())
        while (item := self._cells.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._cells.setSpacing(plain.GAP if self._theme.dim else GAP)
        begins = QLocale().firstDayOfWeek().value - 1
        for column in range(WEEK):
            name = plain.label(f"{_MONDAY + timedelta(begins + column):%a}", "quiet")
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._cells.addWidget(name, 0, column)
            self._cells.setColumnStretch(column, 1)
        self._days = {}
        first = self._at.replace(day=1)
        offset = (first.weekday() - begins) % WEEK
        for number in range((_next_month(first) - first).days):
            on = first + timedelta(number)
            row, column = divmod(number + offset, WEEK)
            button = self._make(on)
            self._cells.addWidget(button, row + 1, column)
            button.show()  # at once: it may be about to have the keyboard
        self.here.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if had_focus:
            self.focus_first()

    def _make(self, on: date) -> DayButton:
        button = DayButton(on, self._theme, held=on in self._held)
        button.clicked.connect(self._choose)
        button.moved.connect(self._move)
        button.turned.connect(self._turn)
        self._days[on] = button
        return button

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, DayButton):
            self.chosen.emit(button.on)

    def _move(self, days: int) -> None:
        """Go some days on; beyond the month, to the next one that holds something."""
        to = self._at + timedelta(days)
        if to in self._days:
            self._days[self._at].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._at = to
            self._days[to].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.focus_first()
        else:
            self._turn(1 if days > 0 else -1, at_edge=True)

    def _turn(self, months: int, *, at_edge: bool = False) -> None:
        month = (self._at.year, self._at.month)
        where = bisect_left(self._months, month)
        is_in = where < len(self._months) and self._months[where] == month
        to = where + months if is_in or months < 0 else where
        if not 0 <= to < len(self._months):
            return
        first = date(*self._months[to], 1)
        last = _next_month(first) - timedelta(1)
        if at_edge:
            at = first if months > 0 else last
        else:
            at = first.replace(day=min(self._at.day, last.day))
        self._go(at)

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_on(self) -> None:
        self._turn(1)

    def _colour(self) -> None:
        earlier = self._icons.pixmap("back", self._theme.px(SIZE))
        self._earlier.setIcon(earlier)
        self._later.setIcon(earlier.transformed(QTransform.fromScale(-1, 1)))


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _next_month(first: date) -> date:
    return (first + timedelta(31)).replace(day=1)
