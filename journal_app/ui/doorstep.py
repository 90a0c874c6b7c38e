"""What the home page says of the journal: what was made last, and a word about the kit."""

from PySide6.QtCore import QObject

from journal_app import storage
from journal_app.domain.arc import Offer, Phase
from journal_app.domain.changes import Changed
from journal_app.domain.rehearsal import Advice
from journal_app.services.arc import Arc
from journal_app.services.forms import Chosen, Forms
from journal_app.ui.asides import Asides
from journal_app.ui.hearing import hear
from journal_app.ui.offers import Offers
from journal_app.ui.pages.home import HomePage
from journal_app.ui.tools import Tools


class Doorstep(QObject):
    """Asks the journal, and tells the home page."""

    def __init__(self, home: HomePage, asides: Asides, arc: Arc, tools: Tools) -> None:
        super().__init__(home)
        journal = asides.session.journal
        self._arc = arc
        self._forms = Forms(journal, tools.calendar)
        self._offers = Offers(arc, tools, self)
        self._offers.place_asked.connect(home.place_asked)
        self._offers.dim.connect(home.dim)
        self._offers.settled.connect(self.look)
        self._offer: Offer | None = None
        tools.theme.changed.connect(self._show_offer)
        self._home = home
        self._journal = journal
        self._asides = asides
        self._tools = tools
        home.put_off.connect(asides.put_off)
        home.came_back.connect(self._come_back)

    def look(self) -> None:
        """Have the home page say what is so by now."""
        today = self._tools.calendar.today()
        newest = self._journal.ask(storage.lines.last, 1, today)
        hear(self, newest, self._home.refresh)
        hear(self, self._arc.look(), self._know_offer)
        hear(self, self._forms.chosen(), self._know_forms)

    def _know_forms(self, chosen: Chosen) -> None:
        self._home.track(on=chosen.checkin)

    def _come_back(self) -> None:
        """Note that a session is over, and make it dim."""
        hear(self, self._arc.come_back(), self._noted)

    def _noted(self, _changed: Changed) -> None:
        self._home.dim.emit()
        hear(self, self._arc.look(), self._say_for_today)

    def _say_for_today(self, offer: Offer | None) -> None:
        """Say what there is to say for the day of a session, unless it was said."""
        if offer is not None and offer.phase is Phase.JUST_BACK:
            self._home.place_asked.emit("just back", offer)

    def _know_offer(self, offer: Offer | None) -> None:
        """Offer what fits now; only where there is nothing like that, the kit is spoken of."""
        self._offer = offer
        self._show_offer()
        if offer is not None:
            self._home.advise(Advice.NOTHING)
        else:
            hear(self, self._asides.advice(), self._home.advise)

    def _show_offer(self) -> None:
        self._home.show_offer(self._offers.line(self._offer))
