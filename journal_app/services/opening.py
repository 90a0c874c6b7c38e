"""The last step on the way in: an open key becomes an open vault."""

from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain.entry import EntryLine
from journal_app.services.keys.unlocking import Opened
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.session import Session
from journal_app.storage import ballast
from journal_app.storage.keys import header, slots

if TYPE_CHECKING:
    from journal_app.storage.vault import Vault


class Opening:
    """Opens the vault a key was found for, or makes it the first time. Runs on the vault's thread.

    Afterwards ``recovered`` has what was under someone's hands when the journal last stopped.
    """

    def __init__(self, session: Session, opened: Opened, safekeeping: Safekeeping) -> None:
        self._folder = session.folder
        self._key = session.key
        self._opened = opened
        self._safekeeping = safekeeping
        self.recovered: tuple[EntryLine, ...] = ()

    def __call__(self) -> "Vault":
        """Open the vault and put back what was unfinished; the key is wiped either way."""
        self._key.trust(self._opened.key)
        try:
            return ballast.spare(self._folder, self._enter)
        finally:
            slots.wipe(self._opened.key)

    def _enter(self) -> "Vault":
        found = self._open()
        try:
            with found.writing() as db:
                self.recovered = storage.entries.recover(db)
        except BaseException:
            found.close()
            raise
        return found

    def _open(self) -> "Vault":
        there = (self._folder / header.DATABASE).exists()
        if self._opened.make and not there:
            found = storage.vault.create(self._folder, self._opened.key)
        else:
            copy_first = self._safekeeping.before_migration
            found = storage.vault.unlock(self._folder, self._opened.key, copy_first)
        header.ready(self._folder)
        return found
