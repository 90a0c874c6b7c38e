"""Support: who to call, and a few steady things. Offline, on every screen one press away.

It needs nothing that could be closed, missing or slow: no journal, no keyring, no sound.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app import resources
from journal_app.domain import crisis
from journal_app.domain.crisis import Way
from journal_app.domain.people import Person
from journal_app.domain.settings import Preferences
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.whereabouts import Whereabouts
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.supporting import numbers
from journal_app.ui.widgets.supporting.countrychoice import CountryChoice, OwnNumber
from journal_app.ui.widgets.supporting.ownpeople import OwnPeople


class SupportPage(QWidget):
    """Shows the numbers of a country, and somebody's own people.

    ``country_chosen`` carries two letters, ``number_chosen`` the emergency number of a country that
    isn't listed, ``people_changed`` everybody, ``when_locked`` whether to show them then.
    """

    country_chosen = Signal(str)
    number_chosen = Signal(str)
    people_changed = Signal(object)
    when_locked = Signal(bool)

    def __init__(self, preferences: Preferences, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._texts = copytext.section("safety_page")
        self._data: dict[str, Any] = dict(resources.text("crisis_resources"))
        self._where = Whereabouts(preferences)
        self._preferences = preferences
        self._looks = theme, icons
        self._told: tuple[Sequence[Person], bool] = preferences.people_shown, False
        self._people = OwnPeople(*self._looks)
        self.header = Header(self._texts["back"], theme, icons)
        self._choice = CountryChoice(preferences)
        self._scroll = Scroller(QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self._texts["title"])
        self._lay_out()
        self._show()
        self._choice.country_chosen.connect(self.country_chosen)

    def focus_first(self) -> None:
        """Put the keyboard on the page, so that arrows scroll it."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        shown = self._where.country, self._where.emergency
        self._preferences = preferences
        self._where.know(preferences)
        if shown != (self._where.country, self._where.emergency):
            self._choice.show_preferences(preferences)
            self._show()

    def show_people(self, people: Sequence[Person], *, mine: bool) -> None:
        """Show these people; ``mine``, they can be changed, because the journal is open."""
        self._told = people, mine
        locked = self._preferences.people_when_locked
        self._people.show_people(people, mine=mine, when_locked=locked)

    def flush(self) -> None:
        """Hand over what was typed."""
        self._people.flush()

    def leave(self) -> None:
        """Hand over what was typed; begin at the top the next time."""
        self._people.read()
        self._scroll.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=12)
        title = plain.row(plain.label(self._texts["title"], "title"), None, self._choice)
        column.addLayout(title)
        column.addWidget(self._scroll, 1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(inside), 1)

    def _show(self) -> None:
        self._people.flush()
        number = self._where.emergency
        page = QWidget()
        column = plain.column(page, gap=10)
        column.addWidget(plain.label(self._texts["lead"], "lead", wrap=True))
        column.addWidget(numbers.emergency(number))
        self._add_lines(column, number)
        self._add_people(column)
        self._add_list(column, "say")
        self._add_list(column, "steady")
        column.addWidget(plain.label(self._texts["medical_title"], "heading", wrap=True))
        medical = self._texts["medical"].format(emergency_number=number)
        column.addWidget(plain.label(medical, wrap=True))
        column.addWidget(plain.label(self._texts["honest"], "quiet", wrap=True))
        column.addStretch(1)
        self._scroll.show_inside(page)

    def _add_lines(self, column: QVBoxLayout, number: str) -> None:
        here = self._where.country
        if here is None:
            own = OwnNumber(self._preferences.emergency)
            own.chosen.connect(self.number_chosen)
            column.addWidget(own)
        else:
            column.addWidget(plain.label(self._texts["lines_title"], "heading", wrap=True))
            for line in here.lines:
                column.addWidget(numbers.line(line))
        as_of = crisis.checked(self._data["as_of"])
        note = self._texts["lines_note"].format(as_of=as_of, emergency_number=number)
        column.addWidget(plain.label(note, "quiet", wrap=True))
        column.addLayout(numbers.reach(Way("web", self._data["anywhere"]["web"])))

    def _add_people(self, column: QVBoxLayout) -> None:
        people, mine = self._told
        self._people = OwnPeople(*self._looks)
        self._people.changed.connect(self.people_changed)
        self._people.when_locked.connect(self.when_locked)
        column.addWidget(self._people)
        self.show_people(people, mine=mine)

    def _add_list(self, column: QVBoxLayout, name: str) -> None:
        column.addWidget(plain.label(self._texts[f"{name}_title"], "heading", wrap=True))
        for sentence in self._texts[name]:
            column.addWidget(plain.label(sentence, wrap=True))
