"""Carrying the journal to another computer in one file, and opening what was carried here.

A portable copy is under a key and an id of its own, wrapped under a passphrase or under the words
of the recovery kit; the journal's own key is never in it. Opened, it takes the place of the journal
that is here, whose files move aside and are kept. A backup can be opened the same way.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from journal_app.domain.clock import Moment
from journal_app.domain.errors import (
    DiskFull,
    JournalError,
    KeyringAbsent,
    KeyringLocked,
    NotKept,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
)
from journal_app.formats import portable
from journal_app.services import savedfiles
from journal_app.services.access import header_of
from journal_app.services.journal import Reply
from journal_app.services.keys import finding as keys
from journal_app.services.savedfiles import Saved
from journal_app.services.session import Session
from journal_app.storage import backup, copying, exchange, files, renewing
from journal_app.storage.exchange import End
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys import words as spelling
from journal_app.storage.keys.header import Header, OpensWith, State
from journal_app.storage.keys.slots import Cost, Slot
from journal_app.storage.keys.ways import Way
from journal_app.storage.sentences import Sentences, saying

_NO_WORDS = "A passphrase needs a word or two. Nothing is written yet; take your time."
_MAKING: Sentences = {
    DiskFull: "There isn’t enough room for a portable copy: on this computer and where it is saved,"
    " the journal’s size needs to be free. Your journal is as it was.",
    NotKept: "The portable copy couldn’t be written there. Your journal is as it was; you can"
    " choose another place.",
    VaultDamaged: "The portable copy wasn’t right when it was read back, so it was removed. Your"
    " journal is as it was.",
}
_OPENING: Sentences = {
    DiskFull: "There isn’t room for the journal in this file. Nothing was changed.",
    NotKept: "This file couldn’t be read just now. Nothing was changed.",
    VaultDamaged: "This file isn’t a copy of a journal, or it isn’t whole any more. It was left as"
    " it is, and nothing was changed here.",
    VaultMissing: "A backup needs the small file of the same name beside it, ending in .json."
    " Nothing was changed.",
    VaultTooNew: "A newer version of Afterpage made this copy. It is unharmed, and nothing was"
    " changed here.",
}


class Portable:
    """Makes portable copies of a session's journal."""

    def __init__(self, session: Session, cost: Cost | None = None) -> None:
        self._session = session
        self._folder = session.folder
        self._cost = cost

    def has_kit(self) -> Reply[bool]:
        """Tell whether the journal has a recovery kit."""
        return self._session.work.do(lambda: Way.WORDS in ways.of(header_of(self._folder)))

    def under_passphrase(self, file: Path, text: str) -> Reply[None]:
        """Write a copy that opens with this passphrase."""
        return self._session.work.at_once(lambda: self._under_passphrase(file, text))

    def under_words(self, file: Path, text: str) -> Reply[None]:
        """Write a copy that opens with the words of the kit; raises ``WrongWords`` if not those."""
        return self._session.work.at_once(lambda: self._under_words(file, text))

    def _under_passphrase(self, file: Path, text: str) -> None:
        if not text.strip():
            raise JournalError(_NO_WORDS)
        vault_id, key = keys.fresh()
        cost = self._cost or slots.calibrate(self._session.clock.monotonic)
        mode = header_of(self._folder).opens_with
        self._make(file, vault_id, key, (slots.wrap(key, text, vault_id, cost), mode))

    def _under_words(self, file: Path, text: str) -> None:
        slots.wipe(ways.by_words(header_of(self._folder), text))
        vault_id, key = keys.fresh()
        secret = spelling.read(text)
        try:
            slot = slots.wrap_for_words(key, secret, vault_id)
        finally:
            slots.wipe(secret)
        self._make(file, vault_id, key, (slot, OpensWith.KEYRING))

    def _make(
        self, file: Path, vault_id: str, key: bytearray, opening: tuple[Slot, OpensWith]
    ) -> None:
        slot, mode = opening
        now_ms = self._session.clock.now().utc_ms
        mark = header.fingerprint(key, vault_id)
        new = Header(vault_id, now_ms, mark, mode, State.READY, (slot,))
        try:
            self._session.work.do(lambda: self._write(file, new, key)).result()
        finally:
            slots.wipe(key)
        savedfiles.note(self._session, file, Saved.PORTABLE).result()

    def _write(self, file: Path, new: Header, key: bytearray) -> None:
        """Write it; on the thread "work", behind whatever somebody is making."""
        size = sum(one.stat().st_size for one in self._folder.glob(f"{header.DATABASE}*"))
        with saying(_MAKING):
            if backup.free(self._folder) < 2 * size or backup.free(file.parent) < size:
                raise DiskFull
            place = exchange.prepare(self._folder, exchange.PACKING)
        try:
            with self._session.key.held() as ours:
                breathe = self._session.work.breathe
                renewing.write_anew(self._folder, ours, place, (new, key), breathe)
            with saying(_MAKING):
                portable.pack(file, place, breathe)
        finally:
            shutil.rmtree(place, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Found:
    """A copy somebody chose to open: a portable one, or a backup. ``ways`` are what it asks for."""

    file: Path
    header: Header

    @property
    def made_ms(self) -> int:
        """Return when the copy was made, as far as it says so."""
        named = backup.made_ms(self.file)
        return self.header.created if named is None else named

    @property
    def ways(self) -> frozenset[Way]:
        """Return what it can be opened with, besides a keyring that has its key."""
        return ways.of(self.header) - {Way.KEYRING}


class Arrival:
    """Opens copies that were brought to this computer, in the place of a session's journal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = session.folder
        self._key = bytearray()

    def look(self, file: Path) -> Reply[Found]:
        """Read the header of a copy."""
        return self._session.work.do(lambda: self._look(file))

    def unlock(self, found: Found, typed: str = "") -> Reply[bool]:
        """Find its key; False if its passphrase or its words are wanted first."""
        return self._session.work.at_once(lambda: self._unlock(found, typed))

    def prepare(self, found: Found) -> Reply[None]:
        """Check a copy that was unlocked, and lay it beside the journal to be put in place."""
        return self._session.work.at_once(lambda: self._prepare(found))

    def at(self, utc_ms: int) -> Moment:
        """Return an instant on the clock that hangs here now."""
        return replace(self._session.clock.now(), utc_ms=utc_ms)

    def forget(self) -> None:
        """Let go of the key."""
        slots.wipe(self._key)

    def _look(self, file: Path) -> Found:
        with _its_header(self._folder, file) as (place, name):
            found = header.load(place, name)
            if found is None:
                raise VaultMissing
            return Found(file, found)

    def _unlock(self, found: Found, typed: str) -> bool:
        slots.wipe(self._key)
        with self._session.key.held() as ours:
            if header.matches(found.header, ours):
                self._key = bytearray(ours)
                return True
        key = keys.find(found.header, self._session.keychain, typed)
        self._key = bytearray() if key is None else key
        return key is not None

    def _prepare(self, found: Found) -> None:
        self._session.work.do(lambda: self._lay_ready(found)).result()
        ours = header.load(self._folder)
        if ours is not None and _same(ours, found.header):
            return  # the same journal under the same key: the ways into it stay
        header.save(self._folder / End.ASIDE, self._at_home(found.header))

    def _lay_ready(self, found: Found) -> None:
        breathe = self._session.work.breathe
        with saying(_OPENING):
            place = exchange.prepare(self._folder, End.ASIDE)
            if _is_portable(found.file):
                if backup.free(self._folder) < portable.size(found.file):
                    raise DiskFull
                portable.unpack(found.file, portable.DATABASE, place, breathe)
            else:
                files.copy(found.file, place / header.DATABASE, breathe)
            copying.verify(place / header.DATABASE, self._key, breathe)

    def _at_home(self, found: Header) -> Header:
        """Return the header as this computer has it, with the key in its keyring if it wants that.

        Without a keyring it asks for what is left: its passphrase, or its words.
        """
        if found.opens_with is OpensWith.KEYRING:
            try:
                self._session.keychain.write(found.vault_id, bytes(self._key))
            except (KeyringAbsent, KeyringLocked):
                if Way.PASSPHRASE in ways.of(found):
                    return ways.opening_with(found, OpensWith.PASSPHRASE)
                if Way.WORDS not in ways.of(found):
                    raise
        return replace(found, state=State.READY)


def _same(one: Header, other: Header) -> bool:
    return (one.vault_id, one.fingerprint) == (other.vault_id, other.fingerprint)


def _is_portable(file: Path) -> bool:
    return file.suffix != ".db"


@contextmanager
def _its_header(folder: Path, file: Path) -> Iterator[tuple[Path, str]]:
    """Give the place and the name of a copy's header."""
    with saying(_OPENING):
        if _is_portable(file):
            place = exchange.prepare(folder, exchange.PACKING)
            try:
                portable.unpack(file, portable.HEADER, place)
                yield place, header.FILE
            finally:
                shutil.rmtree(place, ignore_errors=True)
        else:
            yield file.parent, file.with_suffix(".json").name
