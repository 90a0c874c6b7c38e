"""Whose numbers are shown: those of the country that was chosen, or of the system's own."""

from PySide6.QtCore import QLocale

from journal_app import resources
from journal_app.domain import crisis
from journal_app.domain.crisis import Country
from journal_app.domain.settings import Preferences


class Whereabouts:
    """Knows the country; nothing is asked of a network, and no other country stands in for one."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def know(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        self._preferences = preferences

    @property
    def code(self) -> str:
        """The country's two letters: as chosen, or else the system's."""
        return self._preferences.country or QLocale.territoryToCode(QLocale.system().territory())

    @property
    def country(self) -> Country | None:
        """The country, if its numbers are known."""
        return crisis.countries(resources.text("crisis_resources")).get(self.code)

    @property
    def emergency(self) -> str:
        """The number to call in an emergency, or words for it where it isn't known."""
        known = self.country
        if known is not None:
            return known.emergency
        return self._preferences.emergency or crisis.ANYWHERE
