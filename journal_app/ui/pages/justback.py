"""Just back from a session: a few things for today, said once."""

from typing_extensions import override

from journal_app.domain.arc import Offer
from journal_app.domain.spot import Spot
from journal_app.services.arc import Arc
from journal_app.ui import copytext
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.flow import Flow


class JustBackPage(Listing):
    """Says it in two sentences; what the clinic said comes first."""

    def __init__(self, arc: Arc, tools: Tools) -> None:
        self._texts = copytext.section("just_back")
        super().__init__(self._texts["title"], tools)
        self._arc = arc
        self._offer: Offer | None = None

    @override
    def arrive(self, about: object) -> None:
        self._offer = about if isinstance(about, Offer) else None
        number = self.tools.where.emergency
        ways = Flow()
        ways.setSpacing(16)
        got_it = plain.button(self._texts["dismiss"], self._got_it, "main")
        noted = plain.button(self.tr("Open what is noted of it"), self._open, "quiet")
        for button in (got_it, noted) if self._offer is not None else (got_it,):
            button.setProperty("tired", "true")
            ways.addWidget(button)
        body, warn = self._texts["body"], self._texts["warn"].format(emergency_number=number)
        said = (plain.label(body, "care", wrap=True), plain.label(warn, "care", wrap=True))
        self.go_up()
        self.show_things("", (*said, ways), got_it)
        self.focus_first()

    def _open(self) -> None:
        if self._offer is not None and self._offer.session is not None:
            session = self._offer.session
            self.entry_asked.emit(Spot(session.entry, session.part))

    def _got_it(self) -> None:
        if self._offer is None:
            self._settled(None)
        else:
            hear(self, self._arc.settle(self._offer), self._settled, self.say)

    def _settled(self, _changed: object) -> None:
        self.place_asked.emit("home", None)
