"""The recovery kit: twelve words on one page that open this journal without a keyring.

A kit is made while the journal is open. The key was wiped when it opened, so it is asked for again:
from the keyring, on a thread that may wait for ever, or with the passphrase. The header is changed
on the vault's thread, like everything in the folder. A new kit is put beside an older one, which
goes when the new one was checked; so there is never a moment without a way in.
"""

import errno
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from secrets import SystemRandom, token_bytes
from threading import Thread
from typing import TYPE_CHECKING

from journal_app.domain.errors import DiskFull, JournalError, KeyMissing, NotKept, VaultMissing
from journal_app.services.journal import Deliver, Journal, Reply
from journal_app.services.unlocking import Keychain
from journal_app.storage import header, slots, ways, words
from journal_app.storage.header import Header, OpensWith
from journal_app.storage.slots import RecoverySlot

if TYPE_CHECKING:
    from sqlalchemy import Connection

SHORT_NAME = 8
ASKED = 3

_NO_KEY = (
    "The key isn’t in your computer’s keyring just now, so no kit was made. Your journal is open"
    " and unharmed."
)
_CHANGED = "No kit was made: the journal’s folder changed meanwhile. Your journal is unharmed."
_FULL = "There is no room left there, so the page wasn’t saved. You can choose another place."
_UNSAVED = "The page couldn’t be saved there. You can choose another place."


@dataclass(frozen=True, slots=True)
class Standing:
    """What a journal has: its short name, whether a kit, and whether a passphrase opens it."""

    name: str
    has_kit: bool
    asks_passphrase: bool


@dataclass(frozen=True, slots=True)
class NewKit:
    """Twelve words that open the journal from now on; they are kept nowhere."""

    words: tuple[str, ...] = field(repr=False)
    slot: RecoverySlot = field(repr=False)
    name: str

    def is_word(self, number: int, typed: str) -> bool:
        """Tell whether ``typed`` is the word with this number, counted from one."""
        return words.split(typed) == (self.words[number - 1],)


class Kit:
    """Makes and replaces the recovery kit of the journal in ``folder``, which is open."""

    def __init__(
        self, folder: Path, keychain: Keychain, journal: Journal, deliver: Deliver
    ) -> None:
        self._folder = folder
        self._keychain = keychain
        self._journal = journal
        self._deliver = deliver
        self._asked = 0

    def look(self) -> Reply[Standing]:
        """Say what this journal has, once it is open."""
        return self._journal.ask(_standing, self._folder)

    def make(
        self,
        passphrase: str,
        done: Callable[[NewKit], None],
        otherwise: Callable[[JournalError], None],
    ) -> None:
        """Make a kit beside an older one; ``passphrase`` is for a journal that asks for it.

        The answer comes on the window's thread, unless ``forget`` was called meanwhile.
        """
        self._asked += 1
        asked, made = self._asked, Future[NewKit]()

        def tell(kit: NewKit) -> None:
            if asked == self._asked:
                done(kit)

        def refuse(error: JournalError) -> None:
            if asked == self._asked:
                otherwise(error)

        Reply(made, self._deliver).then(tell, refuse)
        Thread(target=self._run, args=(made, passphrase), name="keys", daemon=True).start()

    def settle(self, kit: NewKit) -> Reply[None]:
        """Let go of every older kit: this one was written down and checked."""
        return self._journal.ask(_only, self._folder, kit.slot)

    def forget(self) -> None:
        """Stop waiting for the answer to ``make``: nobody is there any more."""
        self._asked += 1

    def _run(self, made: "Future[NewKit]", passphrase: str) -> None:
        try:
            made.set_result(self._make(passphrase))
        except BaseException as error:  # noqa: BLE001 - carried to whoever asked, not swallowed
            made.set_exception(error)

    def _make(self, passphrase: str) -> NewKit:
        found = _load(self._folder)
        key = self._key(found, passphrase)
        try:
            secret = token_bytes(words.SECRET_BYTES)
            slot = slots.wrap_for_words(key, secret, found.vault_id)
        finally:
            slots.wipe(key)
        kit = NewKit(words.spell(secret), slot, _name(found))
        self._journal.ask(_add, self._folder, found.vault_id, slot).result()
        slots.wipe(ways.by_words(_load(self._folder), " ".join(kit.words)))  # it really opens
        return kit

    def _key(self, found: Header, passphrase: str) -> bytearray:
        if found.opens_with is OpensWith.PASSPHRASE:
            return ways.by_passphrase(found, passphrase)
        key = self._keychain.read(found.vault_id)
        if key is None or not header.matches(found, key):
            raise KeyMissing(_NO_KEY)
        return bytearray(key)


def three_numbers() -> tuple[int, ...]:
    """Return which words to ask for, so that it is seen that a kit was written down."""
    return tuple(sorted(SystemRandom().sample(range(1, words.COUNT + 1), ASKED)))


def save_page(file: Path, page: bytes) -> None:
    """Write the page of a kit where the person wants it, for their eyes only."""
    try:
        with open(file, "wb", opener=partial(os.open, mode=0o600)) as out:
            out.write(page)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(_FULL) from None
        raise NotKept(_UNSAVED) from None


# What follows runs on the vault's thread, where nothing else changes the folder meanwhile.


def _standing(_db: "Connection", folder: Path) -> Standing:
    found = _load(folder)
    return Standing(
        _name(found),
        has_kit=bool(ways.recovery_slots(found)),
        asks_passphrase=found.opens_with is OpensWith.PASSPHRASE,
    )


def _add(_db: "Connection", folder: Path, vault_id: str, slot: RecoverySlot) -> None:
    found = _load(folder)
    if found.vault_id != vault_id:
        raise NotKept(_CHANGED)
    header.save(folder, replace(found, slots=(*found.slots, slot)))


def _only(_db: "Connection", folder: Path, slot: RecoverySlot) -> None:
    """Drop every recovery slot but this one, and none at all if it isn't there."""
    found = _load(folder)
    older = set(ways.recovery_slots(found)) - {slot}
    if older and slot in found.slots:
        left = tuple(other for other in found.slots if other not in older)
        header.save(folder, replace(found, slots=left))


def _load(folder: Path) -> Header:
    found = header.load(folder)
    if found is None:
        raise VaultMissing(header.MISSING)
    return found


def _name(found: Header) -> str:
    return found.vault_id[:SHORT_NAME]
