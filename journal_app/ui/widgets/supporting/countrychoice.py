"""Whose numbers are shown: a country to choose, and a line for the number of one we don't know."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from journal_app import resources
from journal_app.domain import crisis
from journal_app.domain.settings import ELSEWHERE, Preferences
from journal_app.ui.whereabouts import Whereabouts
from journal_app.ui.widgets import plain

LONGEST = 40  # letters in a number


class CountryChoice(QComboBox):
    """Offers the countries whose numbers are known; ``country_chosen`` carries two letters."""

    country_chosen = Signal(str)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Country"))
        self.addItem(self.tr("Another country"), ELSEWHERE)
        for code, found in crisis.countries(resources.text("crisis_resources")).items():
            self.addItem(found.name, code)
        self.show_preferences(preferences)
        self.activated.connect(self._choose)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show which is chosen now."""
        self.setCurrentIndex(max(0, self.findData(Whereabouts(preferences).code)))

    def _choose(self) -> None:
        self.country_chosen.emit(str(self.currentData()))


class OwnNumber(QWidget):
    """A line for the emergency number where the country isn't listed; ``chosen`` carries it."""

    chosen = Signal(str)

    def __init__(self, number: str) -> None:
        super().__init__()
        self._line = plain.line(self.tr("Your local emergency number"))
        self._line.setMaxLength(LONGEST)
        self._line.setText(number)
        self._line.editingFinished.connect(self._choose)
        plain.column(self).addWidget(self._line)
        self._before = number

    def _choose(self) -> None:
        number = " ".join(self._line.text().split())
        if number != self._before:
            self._before = number
            self.chosen.emit(number)
