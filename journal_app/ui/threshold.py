"""From a closed journal to an open one and back: what is shown while the key is looked for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain import day
from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError, VaultDamaged
from journal_app.domain.rotation import Backup
from journal_app.services.journal import Journal
from journal_app.services.opening import Opening
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.unlocking import (
    AskPassphrase,
    AskWords,
    OfferPassphrase,
    Opened,
    Outcome,
    Trouble,
    Unlocking,
    Waiting,
)
from journal_app.storage import restoring
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.window import Window
from journal_app.ui.workspace import Workspace

PATIENCE_MS = 1500
FIRST_BACKUP_MS = 20_000  # when whoever opened the journal has begun
NEXT_LOOK_MS = 15 * 60_000


@dataclass(frozen=True)
class Makers:
    """How to make what lives from unlock to lock."""

    journal: Callable[[Callable[[JournalError], None], Callable[[Changed], None]], Journal]
    safekeeping: Callable[[], Safekeeping]
    workspace: Callable[[Journal, Safekeeping], Workspace]
    unlocking: Callable[[Callable[[Outcome], None]], Unlocking]


class Threshold(QObject):
    """Shows the doors at once, and the locked page only if the journal can't be opened quietly."""

    entered = Signal()
    closed = Signal()

    def __init__(self, folder: Path, window: Window, locked: LockedPage, makers: Makers) -> None:
        super().__init__(window)
        self._folder = folder
        self._window = window
        self._locked = locked
        self._makers = makers
        self._journal: Journal | None = None
        self._safekeeping: Safekeeping | None = None
        self._unlocking: Unlocking | None = None
        self._opening: Opening | None = None
        self._copy: Backup | None = None
        self.workspace: Workspace | None = None
        self._then: Callable[[], None] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._cannot_leave_yet)
        self._backup_time = QTimer(self)
        self._backup_time.timeout.connect(self._back_up)
        locked.passphrase.connect(self._try_passphrase)
        locked.chosen_passphrase.connect(self._choose_passphrase)
        locked.words.connect(self._try_words)
        locked.again.connect(self._again)
        locked.copy_chosen.connect(self._prepare)

    def enter(self) -> None:
        """Show the doors, and open the journal behind them."""
        self._journal = self._makers.journal(self._failed, self._changed)
        self._safekeeping = self._makers.safekeeping()
        self.workspace = self._makers.workspace(self._journal, self._safekeeping)
        self.workspace.keeping.settled.connect(self._go_on)
        self.workspace.restore.connect(self._restore)
        self._window.show_page(self.workspace)
        self.workspace.focus_here()
        self._seek_key()
        self.entered.emit()

    def lock(self) -> None:
        """Close the journal: keep everything, forget the key, tear the pages down."""
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
        self._tear_down()
        self._locked.locked()
        self._window.show_page(self._locked)

    def _close(self) -> None:
        self._tear_down()
        self.closed.emit()

    def _restore(self) -> None:
        """Close the journal, put the backup that was prepared in its place, and open that."""
        self._leave_then(self._reopen)

    def _reopen(self) -> None:
        self._tear_down()
        try:
            restoring.put_in_place(self._folder)
        except JournalError as error:
            self._trouble(Trouble(error, can_retry=True))
        else:
            self.enter()

    def _tear_down(self) -> None:
        self._backup_time.stop()
        if self._unlocking is not None:
            self._unlocking.close()
        if self._safekeeping is not None:
            self._safekeeping.close()
        if self._journal is not None:
            self._journal.close()
        if self.workspace is not None:
            self._window.drop_page(self.workspace)
        self._journal = self._unlocking = self._opening = self.workspace = None
        self._safekeeping = None

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
        if self._journal is not None and self._safekeeping is not None:
            self._opening = Opening(self._folder, opened, self._safekeeping)
            self._journal.open(self._opening).then(self._opened, self._not_opened)

    def _opened(self, _nothing: None) -> None:
        self._locked.forget()
        if self.workspace is not None and self._opening is not None:
            was_locked = self._window.page is self._locked
            self._window.show_page(self.workspace)
            if was_locked:
                self.workspace.focus_here()
            self.workspace.notices.clear()
            self.workspace.opened(self._opening.recovered)
            self._backup_time.start(FIRST_BACKUP_MS)

    def _not_opened(self, error: JournalError) -> None:
        """Say why; what was made meanwhile waits at the door for the next attempt."""
        if self._unlocking is not None:
            self._unlocking.close()
            self._unlocking = None
        self._trouble(Trouble(error, can_retry=True))
        if isinstance(error, VaultDamaged) and self._safekeeping is not None:
            self._safekeeping.last_good().then(self._offer_copy)

    def _offer_copy(self, found: Backup | None) -> None:
        self._copy = found
        if found is not None and self._safekeeping is not None:
            self._locked.offer_copy(day.date_and_time(self._safekeeping.when(found)))
            self._show_locked()

    def _prepare(self) -> None:
        if self._copy is not None and self._safekeeping is not None:
            self._safekeeping.prepare(self._copy).then(self._use_copy, self._not_opened)

    def _use_copy(self, _nothing: None) -> None:
        """Put the last good copy in the place of the damaged file, and open the journal again."""
        try:
            restoring.put_in_place(self._folder)
        except JournalError as error:
            self._not_opened(error)
        else:
            self._seek_key()

    def _back_up(self) -> None:
        """Make this day's backup once there is something to copy; later looks are seldom."""
        self._backup_time.start(NEXT_LOOK_MS)
        if self._safekeeping is not None:
            self._safekeeping.daily().then(self._backed_up, self._not_backed_up)

    def _backed_up(self, made: Backup | None) -> None:
        if made is not None:
            self._backup_time.stop()

    def _not_backed_up(self, error: JournalError) -> None:
        """Say it once; the journal itself goes on."""
        self._backup_time.stop()
        if self.workspace is not None:
            show = (self.tr("Backups"), self.workspace.show_backups)
            self.workspace.notices.say(str(error), show)

    def _again(self) -> None:
        if self._journal is None:
            self.enter()
        elif self._unlocking is None:
            self._seek_key()
        else:
            self._unlocking.again()

    def _try_passphrase(self, text: str) -> None:
        if self._unlocking is not None:
            self._unlocking.try_passphrase(text)

    def _try_words(self, text: str) -> None:
        if self._unlocking is not None:
            self._unlocking.try_words(text)

    def _choose_passphrase(self, text: str) -> None:
        if self._unlocking is not None:
            self._unlocking.choose_passphrase(text)

    def _failed(self, _error: JournalError) -> None:
        """Nothing to do here: the entry that could not be kept says so on its own page."""

    def _changed(self, changed: Changed) -> None:
        if self.workspace is not None:
            self.workspace.changed(changed)
