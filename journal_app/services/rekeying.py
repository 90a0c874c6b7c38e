"""A new key for the journal, for the day somebody else may have the present one.

The journal is closed for it, written anew under the new key, read back, and put in place together
with a new header; the old files are removed. Up to that moment the old journal is there as it was,
from it on the new one. The new key is in the keyring before anything relies on it.

A new key has a new id: an id names a journal and a key. Copies keep the id of their day, which says
which key they open with.
"""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from journal_app import storage
from journal_app.domain.errors import DiskFull, JournalError, KeyringAbsent
from journal_app.domain.rotation import Occasion
from journal_app.services import secondfolder, work
from journal_app.services.access import header_of
from journal_app.services.copies import remove_earlier
from journal_app.services.journal import Reply
from journal_app.services.keys import finding as keys
from journal_app.services.secondfolder import Second, SecondFolder
from journal_app.services.session import Session
from journal_app.storage import exchange, renewing
from journal_app.storage.exchange import End
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith, State

SPARE = 2  # there must be room for the new journal and for a first backup of it

_NO_ROOM = (
    "There isn’t room for a new key just now: twice the journal’s size needs to be free. Nothing"
    " was changed."
)
_FORGETFUL = (
    "This computer’s keyring didn’t keep the new key, so it isn’t used. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Older:
    """What opens with the present key and would go on doing so, besides the journal.

    ``set_aside`` counts the folders with files something else was put in the place of.
    """

    copies: int
    size: int
    set_aside: int
    second: Second

    @property
    def any(self) -> bool:
        """Whether there is anything, or may be."""
        return bool(self.copies or self.set_aside) or self.second.folder is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything there is to know for a new key, before the journal is closed for it."""

    session: Session
    old: Header
    new: Header
    old_key: bytearray = field(repr=False)
    new_key: bytearray = field(repr=False)
    keep_older: bool
    second: Second

    def carry_out(self) -> None:
        """Give the journal its new key. It must be closed; any thread."""
        folder, before = self.session.folder, True
        try:
            place = exchange.prepare(folder, End.ERASE)
            renewing.write_anew(folder, self.old_key, place, (self.new, self.new_key))
            before = False
            exchange.put_in_place(folder, End.ERASE)
            with contextlib.suppress(JournalError):  # the journal is safe; what is left is shown
                self._look_after_copies()
        except JournalError:
            if before:
                forget(self.session, {self.new.vault_id})
            raise
        finally:
            self._wipe()

    def drop(self) -> None:
        """Leave everything as it is."""
        forget(self.session, {self.new.vault_id})
        self._wipe()

    def _look_after_copies(self) -> None:
        """Make a first backup under the new key; older ones go after that, if they should.

        The old key leaves the keyring only when nothing here needs it any more.
        """
        folder, now_ms = self.session.folder, self.session.clock.now().utc_ms
        storage.backup.make(folder, self.new_key, Occasion.WEEKLY, now_ms)
        gone = {self.old.vault_id}
        if not self.keep_older:
            for aside in _set_aside(folder, self.old_key):
                shutil.rmtree(aside, ignore_errors=True)
            gone |= remove_earlier(folder, self.second)
        gone -= {one.opens_with for one in storage.backup.every(folder)}
        if not self.keep_older or self.second.folder is None:
            forget(self.session, gone)

    def _wipe(self) -> None:
        slots.wipe(self.old_key)
        slots.wipe(self.new_key)


def forget(session: Session, ids: set[str]) -> None:
    """Take keys out of the keyring, without waiting for it: it may ask, and be ignored."""

    def forget_all() -> None:
        for vault_id in ids:
            with contextlib.suppress(JournalError):  # a key whose journal is gone opens nothing
                session.keychain.forget(vault_id)

    work.at_once(forget_all, session.deliver)


class Rekeying:
    """Prepares a new key for a session's journal."""

    def __init__(self, session: Session, room: Callable[[Path], int] | None = None) -> None:
        self._session = session
        self._folder = session.folder
        self._second = SecondFolder(session)
        self._room = room

    def look(self) -> Reply[Older]:
        """Say what opens with the present key besides the journal."""
        return self._session.work.do(self._look)

    def prepare(self, passphrase: str, *, keep_older: bool) -> Reply[Plan]:
        """Make a new key and see it kept. With a passphrase, that opens the new journal, too."""
        return self._session.work.at_once(lambda: self._prepare(passphrase, keep_older=keep_older))

    def _look(self) -> Older:
        here = [one for one in storage.backup.present(self._folder) if one.verified]
        aside = len(list(self._folder.glob("replaced-*")))
        return Older(len(here), sum(one.size for one in here), aside, self._second.standing())

    def _prepare(self, passphrase: str, *, keep_older: bool) -> Plan:
        old = header_of(self._folder)
        if (self._room or storage.backup.free)(self._folder) < SPARE * _size(self._folder):
            raise DiskFull(_NO_ROOM)
        vault_id, key = keys.fresh()
        try:
            return self._plan(old, vault_id, key, passphrase, keep_older=keep_older)
        except BaseException:
            slots.wipe(key)
            forget(self._session, {vault_id})
            raise

    def _plan(
        self, old: Header, vault_id: str, key: bytearray, passphrase: str, *, keep_older: bool
    ) -> Plan:
        slot = self._under_passphrase(old, passphrase, key, vault_id)
        now_ms = self._session.clock.now().utc_ms
        mark = header.fingerprint(key, vault_id)
        new = Header(vault_id, now_ms, mark, old.opens_with, State.READY, slot)
        if new.opens_with is OpensWith.KEYRING:
            self._session.keychain.write(vault_id, bytes(key))
            if self._session.keychain.read(vault_id) != bytes(key):
                raise KeyringAbsent(_FORGETFUL)
        noted = self._session.journal.do(secondfolder.note_earlier, self._folder, now_ms)
        noted.result()
        second = self._second_now(old)
        with self._session.key.held() as held:
            return Plan(self._session, old, new, bytearray(held), key, keep_older, second)

    def _under_passphrase(
        self, old: Header, passphrase: str, key: bytearray, vault_id: str
    ) -> tuple[slots.Slot, ...]:
        """Return the slots of the new header: the same passphrase, if there is one, and no kit."""
        present = ways.passphrase_slot(old)
        if present is None or (not passphrase and old.opens_with is OpensWith.KEYRING):
            return ()
        slots.wipe(ways.by_passphrase(old, passphrase))
        return (slots.wrap(key, passphrase, vault_id, present.cost),)

    def _second_now(self, old: Header) -> Second:
        found = self._second.look().result()
        return replace(found, earlier=found.earlier | {old.vault_id})


def _size(folder: Path) -> int:
    files = (folder / header.DATABASE, folder / f"{header.DATABASE}-wal")
    return sum(file.stat().st_size for file in files if file.exists())


def _set_aside(folder: Path, key: bytearray) -> list[Path]:
    """Return the folders with replaced files that open with ``key``."""
    found = [one / header.DATABASE for one in folder.glob("replaced-*")]
    return [one.parent for one in found if one.exists() and renewing.opens(one, key)]
