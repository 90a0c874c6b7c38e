"""Somebody's own people: to call, and, where the journal is open, to change."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.people import Person
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Switch
from journal_app.ui.widgets.supporting import numbers
from journal_app.ui.widgets.supporting.peoplelines import PeopleLines

KEEP_MS = 400


class OwnPeople(QWidget):
    """Shows them; ``changed`` carries all of them, ``when_locked`` whether to show them then."""

    changed = Signal(object)
    when_locked = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._texts = copytext.section("safety_page")
        self._looks = theme, icons
        self._people: tuple[Person, ...] = ()
        self._shown_when_locked = False
        self._mine: bool | None = None  # whether they can be changed; not known yet
        self._lines: PeopleLines | None = None
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._tell)
        self._column = plain.column(self, gap=10)
        self._inside: QWidget | None = None
        self.hide()

    def show_people(self, people: Sequence[Person], *, mine: bool, when_locked: bool) -> None:
        """Show these, unless somebody is changing them just now; ``mine``, they can be changed."""
        told = tuple(people), mine, when_locked
        if told != (self._people, self._mine, self._shown_when_locked):
            self._people, self._mine, self._shown_when_locked = told
            if self._lines is None or not mine:
                self.read()

    def read(self) -> None:
        """Show whom one may call."""
        self.flush()
        self._lines = None
        inside = QWidget()
        column = plain.column(inside, gap=10)
        column.addWidget(plain.label(self._texts["own_title"], "heading", wrap=True))
        for person in self._people:
            column.addWidget(_card(person))
        if self._mine:
            if not self._people:
                column.addWidget(plain.label(self._texts["own_empty"], wrap=True))
            said = self.tr("Change your people") if self._people else self.tr("Add someone")
            column.addLayout(plain.row(plain.button(said, self.edit), None))
        self._put(inside)
        self.setVisible(bool(self._people or self._mine))

    def edit(self, *, done: bool = True) -> None:
        """Let them be changed; ``done`` adds a button that ends it."""
        theme, icons = self._looks
        self._lines = PeopleLines(self._people, theme, icons)
        self._lines.edited.connect(self._keep.start)
        switch = Switch("locked", self._texts["own_when_locked"], theme, icons)
        switch.show_state(on=self._shown_when_locked)
        switch.turned.connect(self._turn)
        inside = QWidget()
        column = plain.column(inside, gap=10)
        column.addWidget(plain.label(self._texts["own_title"], "heading", wrap=True))
        column.addWidget(self._lines)
        column.addWidget(switch)
        if done:
            column.addLayout(plain.row(plain.button(self.tr("Done"), self.read, "main"), None))
        self._put(inside)
        self._lines.focus_on(0)
        self.show()

    def flush(self) -> None:
        """Hand over what was typed."""
        if self._keep.isActive():
            self._tell()

    def _tell(self) -> None:
        self._keep.stop()
        if self._lines is not None and self._lines.people != self._people:
            self._people = self._lines.people
            self.changed.emit(self._people)

    def _turn(self, _name: str, on: bool) -> None:  # noqa: FBT001 - a signal's state
        self.flush()
        self._shown_when_locked = on
        self.when_locked.emit(on)

    def _put(self, inside: QWidget) -> None:
        before, self._inside = self._inside, inside
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.addWidget(inside)
        inside.show()


def _card(person: Person) -> QWidget:
    card = plain.card()
    column = plain.column(card, margin=14, gap=12)
    title = " · ".join(filter(None, (person.name, person.relation)))
    if title:
        column.addWidget(plain.label(title, "lead", wrap=True))
    if person.phone:
        column.addLayout(numbers.number(person.phone))
    if person.best:
        column.addWidget(plain.label(person.best, "quiet", wrap=True))
    return card
