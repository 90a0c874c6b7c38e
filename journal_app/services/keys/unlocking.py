"""From a folder to an open key: the sequence, and what to ask the person on the way.

The rules it keeps: a key is made only where no journal is; it is in the keyring, read back and
compared, before the header names it, and the header is there before the encrypted file. A keyring
that is closed or silent is never taken for one without a key.

Everything runs on a thread of its own, "unlocking". The keyring is asked on yet another, "keys",
because its prompt may stay open for ever; whoever waits for it can take a passphrase or the
recovery words instead.
"""

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from typing import Protocol
from uuid import uuid4

from journal_app.domain.clock import Clock
from journal_app.domain.errors import (
    JournalError,
    KeyMismatch,
    KeyMissing,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
    WrongWords,
)
from journal_app.storage import exchange, headercopy, place
from journal_app.storage.headercopy import HeaderCopy
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import Cost

PATIENCE_S = 1.0

_KEY_MISSING = (
    "The key isn’t where we left it. Your journal is still here, unopened and unharmed. You can"
    " sign in to your computer’s keyring and try again."
)
_KEY_MISSING_BUT_KIT = (
    "The key isn’t where we left it. Your journal is still here, unopened and unharmed. You can use"
    " your recovery kit, or sign in to your computer’s keyring and try again."
)
_KEY_OF_ANOTHER = (
    "The key in your keyring belongs to another journal. This one is still here, unopened and"
    " unharmed."
)
_ALREADY_HERE = "A journal is already here, so no new one was begun. Nothing was changed."
_NO_WORDS = "A passphrase needs a word or two. Nothing is begun yet; take your time."


class Keychain(Protocol):
    """The computer's place for keys. A call may take for ever, while a prompt is open."""

    def read(self, vault_id: str) -> bytes | None:
        """Return the key of a journal, or None if the keyring is open and holds none."""
        ...

    def write(self, vault_id: str, key: bytes) -> None:
        """Keep ``key`` and see that it is really kept. Another key is never overwritten."""
        ...

    def forget(self, vault_id: str) -> None:
        """Remove what is kept for a journal; nothing there is fine."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """The key is here; nothing follows. Whoever takes it wipes it (``slots.wipe``).

    With ``make`` there is no encrypted file yet: make it, then tell ``header.ready``.
    """

    header: Header
    key: bytearray = field(repr=False)
    make: bool


@dataclass(frozen=True, slots=True)
class AskPassphrase:
    """The passphrase of this journal is wanted; ``reason`` is why, if anything went wrong.

    With ``or_words`` the recovery words would open it as well.
    """

    reason: JournalError | None = None
    or_words: bool = False


@dataclass(frozen=True, slots=True)
class AskWords:
    """The recovery words of this journal would open it; ``reason`` is why they are wanted."""

    reason: JournalError | None = None


@dataclass(frozen=True, slots=True)
class OfferPassphrase:
    """There is no journal yet and no keyring to rely on; a passphrase can be chosen instead."""

    reason: JournalError | None = None


@dataclass(frozen=True, slots=True)
class OfferHeader:
    """``vault.json`` is missing or damaged; a copy of it from ``made_ms`` can be used instead."""

    reason: JournalError
    made_ms: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The keyring takes its time; ``instead`` is what the person can do meanwhile."""

    instead: AskPassphrase | AskWords | OfferPassphrase | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """The journal can't be opened this way now; ``again`` may help where ``can_retry`` is set."""

    error: JournalError
    can_retry: bool


Outcome = Opened | AskPassphrase | AskWords | OfferPassphrase | OfferHeader | Waiting | Trouble


class Unlocking:
    """Opens the journal in ``folder``, or begins one there; ``tell`` hears how it goes.

    ``tell`` is called on the thread "unlocking" and should return at once. What a new passphrase
    costs to guess is measured on this computer, unless ``cost`` is given. ``may_begin`` raises
    where no new journal should be; one that is there already opens.
    """

    def __init__(  # noqa: PLR0913 - the last three are for the few who know better
        self,
        folder: Path,
        keychain: Keychain,
        clock: Clock,
        tell: Callable[[Outcome], None],
        *,
        cost: Cost | None = None,
        patience: float = PATIENCE_S,
        may_begin: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder = folder
        self._keychain = keychain
        self._clock = clock
        self._tell = tell
        self._cost = cost
        self._patience = patience
        self._may_begin = may_begin
        self._telling = RLock()
        self._closed = False
        self._done = False
        self._inbox: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="unlocking", daemon=True)
        self._asked = 0
        self._waiting: Waiting | None = None
        self._key_missing = False
        self._begun: tuple[Header, bytes] | None = None
        self._copy: HeaderCopy | None = None

    def start(self) -> None:
        """Look into the folder and go as far as the keyring allows."""
        self.again()
        self._thread.start()

    def again(self) -> None:
        """Try from the beginning: the file was put back, or the keyring opened."""
        self._inbox.put(self._look)

    def try_passphrase(self, text: str) -> None:
        """Open an existing journal with its passphrase, also while the keyring is waiting."""
        self._inbox.put(partial(self._unwrap, ways.by_passphrase, text))

    def try_words(self, text: str) -> None:
        """Open an existing journal with its recovery words, also while the keyring is waiting."""
        self._inbox.put(partial(self._unwrap, ways.by_words, text))

    def choose_passphrase(self, text: str) -> None:
        """Begin a new journal that opens with this passphrase, and with no keyring."""
        self._inbox.put(partial(self._choose, text))

    def use_copy(self) -> None:
        """Go on with the copy of ``vault.json`` that was offered."""
        self._inbox.put(self._use_copy)

    def close(self) -> None:
        """Stop, without waiting for anybody; nothing is told after this returns."""
        with self._telling:
            self._closed = True
        self._inbox.put(None)

    # From here on, everything runs on the thread "unlocking", one step after the other.

    def _run(self) -> None:
        while not self._done and (step := self._next()) is not None:
            try:
                step()
            except JournalError as error:
                final = isinstance(error, VaultDamaged | VaultTooNew)
                self._say(Trouble(error, can_retry=not final))

    def _next(self) -> Callable[[], None] | None:
        """Return the next step; say once that the keyring is slow when none comes in time."""
        if self._waiting is not None:
            try:
                return self._inbox.get(timeout=self._patience)
            except Empty:
                self._say(self._waiting)
                self._waiting = None
        return self._inbox.get()

    def _say(self, outcome: Outcome) -> None:
        with self._telling:
            if not self._closed:
                self._tell(outcome)
            elif isinstance(outcome, Opened):
                slots.wipe(outcome.key)

    def _look(self) -> None:
        self._copy = None
        exchange.finish(self._folder)
        try:
            found = place.find(self._folder)
        except (VaultMissing, VaultDamaged) as error:
            self._copy = headercopy.newest(self._folder) if place.has_file(self._folder) else None
            if self._copy is None:
                raise
            self._say(OfferHeader(error, self._copy.made_ms))
        else:
            self._seek(found)

    def _use_copy(self) -> None:
        if self._copy is not None:
            self._seek(self._copy.header)

    def _seek(self, found: Header | None) -> None:
        """Look for the key of the journal with that header, or begin one."""
        self._asked += 1
        self._waiting = None
        if found is None:
            self._begin()
        elif found.opens_with is OpensWith.PASSPHRASE:
            self._say(AskPassphrase(or_words=bool(ways.recovery_slots(found))))
        else:
            made = place.was_made(self._folder, found)
            self._ask(
                partial(_fetch, self._keychain, found),
                partial(self._open, found),
                partial(self._without_key, found),
                Waiting(_instead(found) if made else OfferPassphrase()),
            )

    def _begin(self) -> None:
        """Begin a journal; a second attempt offers the keyring the same key as the first."""
        self._may_begin()
        self._begun = self._begun or _new(self._clock, OpensWith.KEYRING)
        new, key = self._begun
        self._ask(
            partial(_store, self._keychain, new.vault_id, key),
            partial(self._keep, new),
            self._offer,
            Waiting(OfferPassphrase()),
        )

    def _ask(
        self,
        question: Callable[[], bytearray],
        answered: Callable[[bytearray], None],
        refused: Callable[[JournalError], None],
        waiting: Waiting,
    ) -> None:
        """Put a question to the keyring, on a thread it may block for as long as it likes."""
        asked = self._asked

        def refuse(error: JournalError) -> None:
            if asked == self._asked:  # the "no" to an older question no longer counts
                self._waiting = None
                refused(error)

        def ask() -> None:
            try:
                key = question()
            except JournalError as error:
                self._inbox.put(partial(refuse, error))
            else:
                self._inbox.put(partial(answered, key))

        self._waiting = waiting
        Thread(target=ask, name="keys", daemon=True).start()

    def _without_key(self, found: Header, error: JournalError) -> None:
        self._key_missing = isinstance(error, KeyMissing)
        if place.was_made(self._folder, found):
            self._say(_instead(found, error) or Trouble(error, can_retry=True))
        elif isinstance(error, KeyMissing | KeyMismatch):
            self._begin()  # the first start was cut short before there was anything to lose
        else:
            self._offer(error)

    def _offer(self, reason: JournalError) -> None:
        self._say(OfferPassphrase(reason))

    def _unwrap(self, way: Callable[[Header, str], bytearray], text: str) -> None:
        found = self._copy.header if self._copy is not None else place.find(self._folder)
        if found is None:
            raise VaultMissing(header.MISSING)
        try:
            key = way(found, text)
        except WrongPassphrase as error:
            self._say(AskPassphrase(error, or_words=bool(ways.recovery_slots(found))))
            return
        except WrongWords as error:
            self._say(AskWords(error))
            return
        if self._key_missing:
            self._put_back(found.vault_id, bytes(key))
        self._open(found, key)

    def _put_back(self, vault_id: str, key: bytes) -> None:
        """Give the keyring the key it lost, if it will have it; the journal opens either way."""

        def put_back() -> None:
            with contextlib.suppress(JournalError):
                self._keychain.write(vault_id, key)

        Thread(target=put_back, name="keys", daemon=True).start()

    def _choose(self, text: str) -> None:
        if not text.strip():
            self._offer(JournalError(_NO_WORDS))
            return
        self._may_begin()
        new, key = _new(self._clock, OpensWith.PASSPHRASE)
        cost = self._cost or slots.calibrate(self._clock.monotonic)
        slot = slots.wrap(key, text, new.vault_id, cost)
        self._keep(replace(new, slots=(slot,)), bytearray(key))

    def _keep(self, new: Header, key: bytearray) -> None:
        """Put down the header of a new journal, unless a journal is here by now."""
        there = place.find(self._folder)
        if there is not None and place.was_made(self._folder, there):
            raise JournalError(_ALREADY_HERE)
        header.save(self._folder, new)
        self._open(new, key)

    def _open(self, found: Header, key: bytearray) -> None:
        if self._copy is not None:
            try:
                now_ms = self._clock.now().utc_ms
                found = headercopy.put_back(self._folder, self._copy, key, now_ms)
            except JournalError:
                slots.wipe(key)
                raise
        self._done = True
        self._say(Opened(found, key, make=not place.was_made(self._folder, found)))


def _instead(found: Header, reason: JournalError | None = None) -> AskPassphrase | AskWords | None:
    """Return what opens this journal without a keyring, if anything does."""
    words = bool(ways.recovery_slots(found))
    if ways.passphrase_slot(found) is not None:
        return AskPassphrase(reason, or_words=words)
    return AskWords(reason) if words else None


def _new(clock: Clock, opens_with: OpensWith) -> tuple[Header, bytes]:
    key, vault_id = secrets.token_bytes(slots.KEY_BYTES), uuid4().hex
    mark = header.fingerprint(key, vault_id)
    return Header(vault_id, clock.now().utc_ms, mark, opens_with), key


def _fetch(keychain: Keychain, found: Header) -> bytearray:
    key = keychain.read(found.vault_id)
    if key is None:
        raise KeyMissing(_KEY_MISSING_BUT_KIT if ways.recovery_slots(found) else _KEY_MISSING)
    if not header.matches(found, key):
        raise KeyMismatch(_KEY_OF_ANOTHER)
    return bytearray(key)


def _store(keychain: Keychain, vault_id: str, key: bytes) -> bytearray:
    keychain.write(vault_id, key)
    return bytearray(key)
