"""What can be done where the journal's file is missing or damaged, and what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from journal_app.domain import day
from journal_app.domain.clock import Moment
from journal_app.domain.errors import JournalError, VaultDamaged, VaultMissing
from journal_app.domain.rescued import Rescued
from journal_app.domain.rotation import Backup
from journal_app.services.rescuing import Rescuing
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.storage import exchange
from journal_app.ui.errand import Errand
from journal_app.ui.pages.locked import LockedPage

_MOST_DAYS = 4


class Mending(QObject):
    """Offers the last good copy and a rescue, for one session whose journal couldn't be opened.

    ``errand`` carries what was chosen, ``refused`` why that can't be done; ``offered`` says that
    there is something on the locked page to choose.
    """

    errand = Signal(object)
    refused = Signal(object)
    offered = Signal()

    def __init__(
        self, session: Session, safekeeping: Safekeeping, locked: LockedPage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._folder = session.folder
        self._safekeeping = safekeeping
        self._rescuing = Rescuing(session)
        self._locked = locked
        self._error = JournalError()
        self._copy: Backup | None = None
        self._here = True
        locked.copy_chosen.connect(self._prepare)
        locked.rescue_chosen.connect(self._rescue)

    def begin(self, error: JournalError) -> None:
        """Offer what helps against ``error``, if anything does."""
        if isinstance(error, VaultDamaged | VaultMissing):
            self._error = error
            self._offer(None)
            self._safekeeping.last_good().then(self._offer)

    def end(self) -> None:
        """Offer nothing any more: the session ends, and answers may still be on their way."""
        self._here = False
        self._locked.copy_chosen.disconnect(self._prepare)
        self._locked.rescue_chosen.disconnect(self._rescue)

    def _offer(self, found: Backup | None) -> None:
        if not self._here:
            return
        self._copy = found
        damaged = isinstance(self._error, VaultDamaged)
        if found is not None or damaged:
            made = "" if found is None else day.date_and_time(self._safekeeping.when(found))
            self._locked.mend(str(self._error), copy_from=made, rescue=damaged)
            self.offered.emit()

    def _prepare(self) -> None:
        if self._copy is not None:
            self._safekeeping.prepare(self._copy).then(self._use_copy, self._refuse)

    def _refuse(self, error: JournalError) -> None:
        if self._here:
            self.refused.emit(error)

    def _use_copy(self, _nothing: None) -> None:
        if self._here:
            put_in_place = partial(exchange.put_in_place, self._folder)
            self.errand.emit(Errand(put_in_place, self.tr("The copy is being put in place.")))

    def _rescue(self) -> None:
        self.errand.emit(rescue_errand(self._rescuing.rescue))


def rescue_errand(rescue: Callable[[], Rescued]) -> Errand:
    """Return the errand that rescues, and says in the end what was rescued."""
    sentence = QCoreApplication.translate(
        "Mending",
        "Everything that can be read is being brought over. That can take some minutes. The damaged"
        " file stays as it is.",
    )
    return Errand(partial(_rescue, rescue), sentence)


def _rescue(rescue: Callable[[], Rescued]) -> str:
    return told(rescue())


def told(rescued: Rescued) -> str:
    """Say what a rescue brought over, and what it couldn't."""
    say = QCoreApplication.translate
    entries = rescued.entries
    sentences = [
        say("Mending", "Rescued: {whole} of {entries} entries are whole.")
        if rescued.whole < entries
        else say("Mending", "Rescued: all entries are whole, {entries} of them.")
    ]
    if rescued.harmed:
        sentences.append(say("Mending", "Something is missing in {harmed}, from {days}."))
    if rescued.gone:
        sentences.append(say("Mending", "{gone} couldn’t be found again."))
    if not rescued.certain:
        sentences.append(say("Mending", "There may have been more."))
    sentences.append(say("Mending", "The damaged file is kept beside the journal, unchanged."))
    return " ".join(sentences).format(
        whole=rescued.whole,
        entries=entries,
        harmed=len(rescued.harmed),
        days=_days(rescued.harmed),
        gone=rescued.gone,
    )


def _days(moments: tuple[Moment, ...]) -> str:
    """Return the likes of "3 November 2026 and 9 November 2026"."""
    say = QCoreApplication.translate
    days = list(dict.fromkeys(f"{one.civil.day} {one.civil:%B %Y}" for one in moments))
    if len(days) > _MOST_DAYS:
        return say("Mending", "{number} days between {first} and {last}").format(
            number=len(days), first=days[0], last=days[-1]
        )
    *most, last = days or [""]
    return (
        say("Mending", "{days} and {last}").format(days=", ".join(most), last=last)
        if most
        else last
    )
