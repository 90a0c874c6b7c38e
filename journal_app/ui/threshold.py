"""From a closed journal to an open one and back: what is shown while the key is looked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain import day
from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError, VaultDamaged
from journal_app.services import access, work
from journal_app.services.keys.unlocking import (
    AskPassphrase,
    AskWords,
    OfferHeader,
    OfferPassphrase,
    Opened,
    Outcome,
    Trouble,
    Unlocking,
    Waiting,
)
from journal_app.services.opening import Opening
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.ui.errand import Errand
from journal_app.ui.mending import Mending
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.upkeep import Upkeep
from journal_app.ui.window import Window
from journal_app.ui.workspace import Workspace

PATIENCE_MS = 1500


@dataclass(frozen=True)
class Makers:
    """How to make what lives from unlock to lock."""

    session: Callable[
        [Callable[[JournalError], None], Callable[[Changed], None], Callable[[], None]], Session
    ]
    workspace: Callable[[Session, Safekeeping], Workspace]
    unlocking: Callable[[Callable[[Outcome], None]], Unlocking]


class Threshold(QObject):
    """Shows the doors at once, and the locked page only if the journal can't be opened quietly."""

    entered = Signal()
    closed = Signal()

    def __init__(self, window: Window, locked: LockedPage, makers: Makers) -> None:
        super().__init__(window)
        self._window = window
        self._locked = locked
        self._makers = makers
        self._session: Session | None = None
        self._safekeeping: Safekeeping | None = None
        self._unlocking: Unlocking | None = None
        self._opening: Opening | None = None
        self._upkeep: Upkeep | None = None
        self._mending: Mending | None = None
        self._done: Errand | None = None
        self._report = ""
        self._after = ""
        self.workspace: Workspace | None = None
        self._then: Callable[[], None] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._cannot_leave_yet)
        locked.passphrase.connect(self._try_passphrase)
        locked.chosen_passphrase.connect(self._choose_passphrase)
        locked.words.connect(self._try_words)
        locked.again.connect(self._again)
        locked.header_chosen.connect(self._use_header_copy)
        locked.other_mode.connect(self._open_to_be_asked)

    @property
    def is_open(self) -> bool:
        """Whether the journal is open, or about to be: there is something to lock."""
        return self._session is not None

    def enter(self) -> None:
        """Show the doors, and open the journal behind them."""
        session = self._makers.session(self._failed, self._changed, self._squeezed)
        self._session, self._safekeeping = session, Safekeeping(session)
        self.workspace = self._makers.workspace(session, self._safekeeping)
        self.workspace.keeping.settled.connect(self._go_on)
        self.workspace.errand.connect(self._run_errand)
        self._upkeep = Upkeep(session, self._safekeeping, self.workspace)
        self._mending = Mending(session, self._safekeeping, self._locked, self.workspace)
        self._mending.errand.connect(self._do_closed)
        self._mending.refused.connect(self._not_opened)
        self._mending.offered.connect(self._show_locked)
        self._window.show_page(self.workspace)
        self.workspace.focus_here()
        self._seek_key()
        self.entered.emit()

    def lock(self) -> None:
        """Close the journal: keep everything, forget the key, tear the pages down."""
        if self._session is not None:  # else it is closed, maybe with an errand on its way
            self._leave_then(self._lock)

    def leave(self) -> None:
        """Close the journal for good; ``closed`` when everything is kept."""
        self._leave_then(self._close)

    def close_now(self) -> None:
        """Close the journal although something could not be kept; the person chose this."""
        self._tear_down()
        self.closed.emit()

    def _seek_key(self) -> None:
        self._unlocking = self._makers.unlocking(self._told)
        self._unlocking.start()

    def _leave_then(self, then: Callable[[], None]) -> None:
        if self.workspace is None:
            then()
            return
        self._then = then
        self.workspace.leave()
        if self.workspace.keeping.at_rest:
            self._go_on()
        else:
            self._patience.start()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        self._patience.stop()
        if then is not None:
            then()

    def _cannot_leave_yet(self) -> None:
        """Say that leaving now would lose something; whoever wants that can have it."""
        if self.workspace is not None:
            self._then = None
            self.workspace.go_home()
            self._window.show_page(self.workspace)
            self.workspace.notices.stay(
                self.tr("Some of what you made isn’t kept yet. We keep trying."),
                (self.tr("Try again"), self.workspace.keeping.retry),
                (self.tr("Close without it"), self.close_now),
            )

    def _lock(self) -> None:
        keyring = self._session is not None and access.opens_with_keyring(self._session.folder)
        self._tear_down()
        self._locked.locked()
        self._locked.say_what_locking_is(opens_with_keyring=keyring)
        self._window.show_page(self._locked)

    def _close(self) -> None:
        self._tear_down()
        self.closed.emit()

    def _run_errand(self, errand: Errand) -> None:
        """Close the journal, do what is asked, and open it again."""
        self._leave_then(partial(self._close_for, errand))

    def _close_for(self, errand: Errand) -> None:
        deliver = self._session.deliver if self._session is not None else None
        self._tear_down()
        self._locked.working_on(errand.sentence)
        self._window.show_page(self._locked)
        if deliver is not None:
            done = partial(self._errand_done, errand)
            work.at_once(errand.do, deliver).then(done, partial(self._errand_refused, errand))

    def _errand_done(self, errand: Errand, report: str | None) -> None:
        if errand.leave:
            self.closed.emit()
        else:
            self._done, self._report = errand, report or ""
            self.enter()

    def _errand_refused(self, errand: Errand, error: JournalError) -> None:
        self._trouble(Trouble(error, can_retry=not errand.leave))

    def _tear_down(self) -> None:
        if self._upkeep is not None:
            self._upkeep.end()
        if self._mending is not None:
            self._mending.end()
        if self._unlocking is not None:
            self._unlocking.close()
        if self._session is not None:
            self._session.close()
        if self.workspace is not None:
            self.workspace.end()
            self._window.drop_page(self.workspace)
        self._session = self._unlocking = self._opening = self.workspace = None
        self._safekeeping = self._upkeep = self._mending = None

    def _told(self, outcome: Outcome) -> None:
        if self._unlocking is None:
            return  # said just before the journal was closed
        if isinstance(outcome, Opened):
            self._open(outcome)
        elif isinstance(outcome, Waiting):
            self._wait(outcome)
        elif isinstance(outcome, AskPassphrase):
            self._locked.ask(
                str(outcome.reason or ""),
                again=outcome.reason is not None,
                or_words=outcome.or_words,
            )
            self._show_locked()
        elif isinstance(outcome, AskWords):
            self._locked.ask_words(str(outcome.reason or ""), again=True)
            self._show_locked()
        elif isinstance(outcome, OfferPassphrase):
            self._locked.offer(str(outcome.reason))
            self._show_locked()
        elif isinstance(outcome, OfferHeader):
            self._offer_header_copy(outcome)
        else:
            self._trouble(outcome)

    def _wait(self, outcome: Waiting) -> None:
        if isinstance(outcome.instead, AskPassphrase):
            sentence = self.tr("Waiting for your keyring. Your passphrase works too.")
            self._locked.ask(sentence, again=False, or_words=outcome.instead.or_words)
        elif isinstance(outcome.instead, AskWords):
            sentence = self.tr("Waiting for your keyring. Your recovery kit works too.")
            self._locked.ask_words(sentence, again=False)
        elif isinstance(outcome.instead, OfferPassphrase):
            self._locked.offer(str(outcome.instead.reason))
        else:
            self._locked.waiting()
        self._show_locked()

    def _offer_header_copy(self, outcome: OfferHeader) -> None:
        if self._session is not None:
            made = replace(self._session.clock.now(), utc_ms=outcome.made_ms)
            self._locked.offer_header(str(outcome.reason), day.date_and_time(made))
            self._show_locked()

    def _trouble(self, outcome: Trouble) -> None:
        self._locked.trouble(str(outcome.error), again=outcome.can_retry)
        self._show_locked()

    def _show_locked(self) -> None:
        """Show why it is closed, but never take a page away from someone who is at it."""
        if self.workspace is not None and self.workspace.busy:
            self.workspace.notices.stay(
                self._locked.sentence, (self.tr("Open the journal"), self._go_to_locked)
            )
        else:
            self._go_to_locked()

    def _go_to_locked(self) -> None:
        self._window.show_page(self._locked)
        self._locked.focus_first()

    def _open(self, opened: Opened) -> None:
        if self._session is not None and self._safekeeping is not None:
            self._opening = Opening(self._session, opened, self._safekeeping)
            self._session.journal.open(self._opening).then(self._opened, self._not_opened)

    def _opened(self, _nothing: None) -> None:
        self._locked.forget()
        if self.workspace is not None and self._opening is not None:
            was_locked = self._window.page is self._locked
            self._window.show_page(self.workspace)
            if was_locked:
                self.workspace.focus_here()
            self.workspace.notices.clear()
            self.workspace.opened(self._opening.recovered)
            self._after_errand(self.workspace)
        if self._upkeep is not None:
            self._upkeep.begin()

    def _after_errand(self, workspace: Workspace) -> None:
        """Say what was done while the journal was closed, and go on from there."""
        done, self._done = self._done, None
        after, self._after = self._after or (done.then if done is not None else ""), ""
        if after and not workspace.busy:
            workspace.show_aside(after)
        report, self._report = self._report, ""
        if report:
            workspace.notices.stay(report)
        elif done is not None and done.said:
            workspace.notices.say(done.said)

    def _not_opened(self, error: JournalError) -> None:
        """Say why; what was made meanwhile waits at the door for the next attempt."""
        if self._unlocking is not None:
            self._unlocking.close()
            self._unlocking = None
        self._trouble(Trouble(error, can_retry=True))
        if self._mending is not None:
            self._mending.begin(error)

    def _do_closed(self, errand: Errand) -> None:
        """Run an errand of a journal that couldn't be opened.

        The session goes on: what was made meanwhile waits at its door.
        """
        session = self._session
        if session is not None:
            self._locked.working_on(errand.sentence)
            done = partial(self._closed_errand_done, session, errand)
            refused = partial(self._closed_errand_refused, session)
            session.work.at_once(errand.do).then(done, refused)

    def _closed_errand_done(self, session: Session, errand: Errand, report: str | None) -> None:
        if session is self._session:  # else it was locked meanwhile
            self._done, self._report = errand, report or ""
            self._seek_key()

    def _closed_errand_refused(self, session: Session, error: JournalError) -> None:
        if session is self._session:
            self._not_opened(error)

    def _again(self) -> None:
        if self._session is None:
            self.enter()
        elif self._unlocking is None:
            self._seek_key()
        else:
            self._unlocking.again()

    def _use_header_copy(self) -> None:
        if self._unlocking is not None:
            self._unlocking.use_copy()

    def _open_to_be_asked(self) -> None:
        """Open the journal on the page where it can be made to ask for a passphrase."""
        self._after = "access"
        self._again()

    def _try_passphrase(self, text: str) -> None:
        if self._unlocking is not None:
            self._unlocking.try_passphrase(text)

    def _try_words(self, text: str) -> None:
        if self._unlocking is not None:
            self._unlocking.try_words(text)

    def _choose_passphrase(self, text: str) -> None:
        if self._unlocking is not None:
            self._unlocking.choose_passphrase(text)

    def _failed(self, error: JournalError) -> None:
        """Say what is damaged; what could not be kept, its entry says on its own page."""
        if isinstance(error, VaultDamaged) and self._upkeep is not None:
            self._upkeep.say_damage(error)

    def _squeezed(self) -> None:
        """Say that room was found for the last time, and look soon whether there is more again."""
        if self.workspace is not None and self._upkeep is not None:
            self.workspace.keeping.squeezed()
            self._upkeep.begin()

    def _changed(self, changed: Changed) -> None:
        if self.workspace is not None:
            self.workspace.changed(changed)
