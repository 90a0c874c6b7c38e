"""What the home page says of the journal: what was made last, and a word about the kit."""

from PySide6.QtCore import QObject

from journal_app import storage
from journal_app.services.journal import Journal
from journal_app.ui.asides import Asides
from journal_app.ui.hearing import hear
from journal_app.ui.pages.home import HomePage
from journal_app.ui.tools import Tools


class Doorstep(QObject):
    """Asks the journal, and tells the home page."""

    def __init__(self, home: HomePage, journal: Journal, asides: Asides, tools: Tools) -> None:
        super().__init__(home)
        self._home = home
        self._journal = journal
        self._asides = asides
        self._tools = tools
        home.put_off.connect(asides.put_off)

    def look(self) -> None:
        """Have the home page say what is so by now."""
        today = self._tools.calendar.today()
        newest = self._journal.ask(storage.lines.last, 1, today)
        hear(self, newest, self._home.refresh)
        hear(self, self._asides.advice(), self._home.advise)
