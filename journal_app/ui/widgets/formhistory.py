"""A form as it was filled in over time: a row for each item, a column for each day, unjudged."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from journal_app.domain import forms
from journal_app.domain.day import full_date
from journal_app.domain.forms import Instrument
from journal_app.services.forms import Filled
from journal_app.ui.widgets import plain


class FormHistory(QFrame):
    """Shows some side by side, the last ones first of all; ``opened`` carries a ``Filled``."""

    opened = Signal(object)

    def __init__(self, of: Instrument, filled: Sequence[Filled], shown: int) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._of, self._filled, self._shown = of, filled, shown
        self._last = len(filled)  # the one after the last that is shown
        self._table = QWidget()
        self._column = plain.column(self, margin=20, gap=12)
        self._column.addWidget(plain.label(of.name, "heading"))
        self._column.addWidget(self._table)
        self._column.addWidget(plain.label(self._legend(), "quiet", wrap=True))
        self._earlier = plain.button(self.tr("Earlier ones"), partial(self._turn, -shown), "quiet")
        self._later = plain.button(self.tr("Later ones"), partial(self._turn, shown), "quiet")
        for button in (self._earlier, self._later):
            button.setAccessibleName(f"{of.name}: {button.text()}")
        self._column.addLayout(plain.row(self._earlier, self._later, None, gap=12))
        self._show()

    def _turn(self, by: int) -> None:
        """Show others; where there are none further on, the keyboard goes to the way back."""
        self._last = min(max(self._shown, self._last + by), len(self._filled))
        pressed, other = (self._earlier, self._later) if by < 0 else (self._later, self._earlier)
        self._show()
        if pressed.isHidden():
            other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(plain.GAP)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.addWidget(plain.label(self.tr("Total")), 1, 0)
        for row, item in enumerate(self._of.items, 2):
            grid.addWidget(plain.label(item, "quiet", wrap=True), row, 0)
        those = self._filled[max(0, self._last - self._shown) : self._last]
        for column, one in enumerate(those, 1):
            self._fill(grid, column, one)
        self._column.replaceWidget(self._table, table)
        self._table.deleteLater()
        self._table = table
        table.show()
        for before, after in pairwise(
            (*table.findChildren(QPushButton), self._earlier, self._later)
        ):
            QWidget.setTabOrder(before, after)
        self._earlier.setVisible(self._last > self._shown)
        self._later.setVisible(self._last < len(self._filled))

    def _fill(self, grid: QGridLayout, column: int, one: Filled) -> None:
        total = forms.total(self._of, one.form)
        said = self.tr("no total") if total is None else f"{total}"
        grid.addWidget(self._day(one, said), 0, column, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(_number(said), 1, column)
        for row in range(len(self._of.items)):
            value = one.form.answer(row)
            grid.addWidget(_number("–" if value is None else f"{value}"), row + 2, column)

    def _day(self, one: Filled, total: str) -> QPushButton:
        """Return the head of a column, which opens the entry."""
        day = f"{one.day.day} {one.day:%b}\n{one.day.year}"
        button = plain.button(day, partial(self.opened.emit, one), "quiet")
        spoken = self.tr("{name}, {day}, total: {total}")
        spoken = spoken.format(name=self._of.name, day=full_date(one.day), total=total)
        button.setAccessibleName(spoken)
        return button

    def _legend(self) -> str:
        """Return what the numbers stand for."""
        pairs = zip(self._of.values, self._of.options, strict=True)
        said = (f"{value} {option}" for value, option in pairs)
        return " · ".join((*said, self.tr("– left out")))


def _number(text: str) -> QLabel:
    label = plain.label(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
