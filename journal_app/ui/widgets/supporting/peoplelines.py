"""Own people, one under the other: to write down, to move and to take away."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from journal_app.domain.people import LONGEST, MOST, Person
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PersonLines(QFrame):
    """Four lines about somebody. ``moved`` carries by how many places; Alt with an arrow moves."""

    edited = Signal()
    moved = Signal(int)
    taken = Signal()

    def __init__(self, person: Person, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._icons = icons
        names = (
            self.tr("Name"),
            self.tr("Who they are to you"),
            self.tr("Phone"),
            self.tr("The best way to reach them"),
        )
        told = (person.name, person.relation, person.phone, person.best)
        self.lines = tuple(map(plain.line, names))
        column = plain.column(gap=8)
        for line, text in zip(self.lines, told, strict=True):
            line.setMaxLength(LONGEST)
            line.setText(text)
            line.textEdited.connect(self.edited)
            column.addWidget(line)
        self._buttons = {
            "up": plain.button("", partial(self.moved.emit, -1), "quiet"),
            "down": plain.button("", partial(self.moved.emit, 1), "quiet"),
            "close": plain.button("", self.taken.emit, "quiet"),
        }
        does = (self.tr("Move up"), self.tr("Move down"), self.tr("Take them off"))
        row = plain.row(gap=8)
        row.setContentsMargins(14, 12, 8, 12)
        row.addLayout(column, 1)
        for button, name in zip(self._buttons.values(), does, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)
        theme.changed.connect(self._colour)
        self._colour()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in it, in order."""
        return (*self.lines, *self._buttons.values())

    @property
    def person(self) -> Person:
        """Whom the lines tell of now."""
        name, relation, phone, best = (" ".join(line.text().split()) for line in self.lines)
        return Person(name, relation, phone, best)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _MOVES.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    def _colour(self) -> None:
        for icon, button in self._buttons.items():
            button.setIcon(self._icons.get(icon, "text_muted"))


class PeopleLines(QWidget):
    """Holds the lines; ``edited`` at every change. Whoever was taken off can be put back."""

    edited = Signal()

    def __init__(self, people: Sequence[Person], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._looks = theme, icons
        self.lines: list[PersonLines] = []
        self._taken: tuple[int, Person] | None = None
        self._column = plain.column(self, gap=12)
        self._gone = plain.label("", "quiet", wrap=True)
        self._undo = plain.button(copytext.small("undo"), self._put_back)
        self._another = plain.button(self.tr("Someone else"), self.add)
        self._column.addLayout(plain.row(self._gone, self._undo, None, gap=12))
        self._column.addLayout(plain.row(self._another, None))
        for person in people or (Person(),):
            self._insert(len(self.lines), person)
        self._show()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who can be called, in order."""
        return tuple(line.person for line in self.lines if not line.person.is_nobody)

    def add(self) -> None:
        """Have lines for one more, and go there."""
        self._insert(len(self.lines), Person())
        self._show()
        self.focus_on(len(self.lines) - 1)

    def focus_on(self, at: int) -> None:
        """Put the keyboard on somebody's name."""
        self.lines[at].lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert(self, at: int, person: Person) -> None:
        lines = PersonLines(person, *self._looks)
        lines.edited.connect(self.edited)
        lines.moved.connect(partial(self._move, lines))
        lines.taken.connect(partial(self._take, lines))
        self.lines.insert(at, lines)
        self._column.insertWidget(at, lines)
        lines.show()

    def _move(self, lines: PersonLines, by: int) -> None:
        at = self.lines.index(lines)
        to = min(max(at + by, 0), len(self.lines) - 1)
        self.lines.insert(to, self.lines.pop(at))
        self._column.removeWidget(lines)
        self._column.insertWidget(to, lines)
        self._order()
        self.edited.emit()

    def _take(self, lines: PersonLines) -> None:
        at, person = self.lines.index(lines), lines.person
        self._drop(lines)
        self._taken = None if person.is_nobody else (at, person)
        if not self.lines:
            self._insert(0, Person())
        self._show()
        self.focus_on(min(at, len(self.lines) - 1))
        self.edited.emit()

    def _drop(self, lines: PersonLines) -> None:
        self.lines.remove(lines)
        self._column.removeWidget(lines)
        lines.hide()
        lines.deleteLater()

    def _put_back(self) -> None:
        if self._taken is None:
            return
        (at, person), self._taken = self._taken, None
        empty = [one for one in self.lines if one.person.is_nobody]
        at = min(at, len(self.lines))
        self._insert(at, person)
        for one in empty:
            self._drop(one)
        self._show()
        self.focus_on(min(at, len(self.lines) - 1))
        self.edited.emit()

    def _show(self) -> None:
        """Say who was taken off, while that can be undone."""
        if self._taken is not None:
            who = self._taken[1].name or self._taken[1].phone
            self._gone.setText(self.tr("{name} was taken off.").format(name=who))
        self._gone.setVisible(self._taken is not None)
        self._undo.setVisible(self._taken is not None)
        self._another.setVisible(len(self.lines) < MOST)
        self._order()

    def _order(self) -> None:
        """Have Tab lead through everybody as they are seen."""
        stops = [*(stop for one in self.lines for stop in one.stops), self._undo, self._another]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
