"""What the home page offers around a session: how it is said, and what each answer does."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from journal_app.domain import placing
from journal_app.domain.arc import Offer, Phase
from journal_app.domain.entry import Kind
from journal_app.domain.guides import named
from journal_app.services.arc import Arc
from journal_app.ui import copytext
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.offerline import OfferLine, Way


class Offers(QObject):
    """Makes the line of an offer.

    ``place_asked`` carries a place or a beginning, and what it is about; ``dim`` asks for
    Afterglow; ``settled`` says that an offer was answered, so that the next may be looked for.
    """

    place_asked = Signal(str, object)
    dim = Signal()
    settled = Signal()

    def __init__(self, arc: Arc, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._arc = arc
        self._tools = tools

    def line(self, offer: Offer | None) -> OfferLine | None:
        """Return the line of an offer; none in Afterglow, where there are only the doors."""
        if offer is None or self._tools.theme.dim:
            return None
        sentence, ways = self._said(offer)
        return OfferLine(sentence, (*ways, self._not_this(offer)), self._tools.theme)

    def _said(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        """Return what is said, and the ways to take it up."""
        makers: dict[Phase, Callable[[Offer], tuple[str, tuple[Way, ...]]]] = {
            Phase.JUST_BACK: self._just_back,
            Phase.JUST_AFTER: self._just_after,
            Phase.PREPARING: self._preparing,
            Phase.LOOK: self._look,
            Phase.FORM: self._fill_in,
        }
        return makers.get(offer.phase, self._go_on)(offer)

    def _just_back(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        things = self.tr("A few things for today"), self._go("just back", offer)
        return copytext.section("just_back")["title"], (things,)

    def _just_after(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        begin = self.tr("One word at a time"), self._go("guided", offer.phase.value)
        dim = self.tr("Dim the screen"), self.dim.emit
        return self.tr("One word counts. So does none."), (begin, dim)

    def _preparing(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        opens = self.tr("Open"), self._go("preparing", offer)
        return self.tr("A page for before the session"), (opens,)

    def _look(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        looks = self.tr("Look"), self._go("look", offer)
        return self.tr("Something you marked: did it hold?"), (looks,)

    def _fill_in(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        begin = self.tr("Fill it in"), self._go("begin", (Kind.FORM, offer.about))
        return self._form(offer), (begin,)

    def _go_on(self, offer: Offer) -> tuple[str, tuple[Way, ...]]:
        opens = self.tr("Open"), self._go("guided", offer.phase.value)
        return self._after(offer), (opens,)

    def _go(self, place: str, about: object) -> Callable[[], object]:
        return partial(self.place_asked.emit, place, about)

    def _form(self, offer: Offer) -> str:
        from journal_app.services.forms import instrument  # noqa: PLC0415 - seldom needed

        of = instrument(offer.about)
        return self.tr("{name}, if you like").format(name="" if of is None else of.name)

    def _after(self, offer: Offer) -> str:
        from journal_app.services.guides import shipped  # noqa: PLC0415 - seldom needed

        guide = named(shipped(), offer.phase.value)
        title = "" if guide is None else guide.title
        if offer.session is None:
            return title
        session = placing.name(offer.session, self._tools.calendar.today())
        return self.tr("After {session}: “{title}”").format(session=session, title=title)

    def _not_this(self, offer: Offer) -> Way:
        said = self.tr("Got it") if offer.phase is Phase.JUST_BACK else self.tr("Not this one")
        return said, partial(self.settle, offer)

    def settle(self, offer: Offer) -> None:
        """Offer it no more, for good."""
        done: Callable[[object], None] = self._was_settled
        self._arc.settle(offer).then(done)

    def _was_settled(self, _changed: object) -> None:
        self.settled.emit()
