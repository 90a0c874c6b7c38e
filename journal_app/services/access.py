"""What opens this journal, and changing that while it is open.

A change is one new header, put whole in the place of the old one on the vault's thread, where
nothing else changes the folder meanwhile. What is new is opened once before what is old goes, so
there is a way in at every moment. A journal that asks for a passphrase asks for it here, too:
whoever finds it open can't make themselves a way back in.

The key is told to the keyring before the header relies on it, and taken out of it after the header
no longer does. While it may be there without the header saying so, the journal itself notes that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain.errors import JournalError, KeyringAbsent, NotKept, VaultMissing
from journal_app.services.journal import Reply
from journal_app.services.session import Session
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.slots import Cost, PassphraseSlot
from journal_app.storage.keys.ways import Way

if TYPE_CHECKING:
    from sqlalchemy import Connection

IN_KEYRING = "key_in_keyring"  # noted while the keyring may hold the key against the header's word
SHORT_NAME = 8

_CHANGED = "Nothing was changed: the journal’s folder isn’t as it was. Your journal is unharmed."
_NO_WORDS = "A passphrase needs a word or two. Nothing is changed yet; take your time."
_FORGETFUL = (
    "Nothing was changed: this computer’s keyring didn’t keep the key, so we won’t rely on it."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a journal opens; ``in_keyring`` says that the key may still be where it isn't wanted."""

    name: str
    opens_with: OpensWith
    ways: frozenset[Way]
    in_keyring: bool = False

    @property
    def asks_passphrase(self) -> bool:
        """Whether the passphrase is asked for each time."""
        return self.opens_with is OpensWith.PASSPHRASE

    @property
    def has_passphrase(self) -> bool:
        """Whether a passphrase opens the journal."""
        return Way.PASSPHRASE in self.ways

    @property
    def has_kit(self) -> bool:
        """Whether recovery words open the journal."""
        return Way.WORDS in self.ways


class Access:
    """Says what opens a session's journal, and changes it.

    What a new passphrase costs to guess is measured on this computer, unless ``cost`` is given.
    """

    def __init__(self, session: Session, cost: Cost | None = None) -> None:
        self._session = session
        self._folder = session.folder
        self._keychain = session.keychain
        self._cost = cost

    def look(self) -> Reply[Standing]:
        """Say how this journal opens, once it is open. The keyring is not asked."""
        return self._session.journal.ask(self._standing)

    def choose_passphrase(self, text: str, present: str = "") -> Reply[None]:
        """Let ``text`` open the journal from now on, in the place of an older passphrase."""
        return self._session.work.at_once(lambda: self._choose(text, present))

    def remove_passphrase(self) -> Reply[None]:
        """Let no passphrase open the journal; raises ``LastWay`` if nothing else would."""
        return self._session.work.at_once(lambda: self.take_away(Way.PASSPHRASE, ""))

    def ask_each_time(self, passphrase: str) -> Reply[None]:
        """Open with the passphrase from now on; it is tried first, so that it isn't a lost one."""
        return self._session.work.at_once(lambda: self._ask_each_time(passphrase))

    def leave_keyring(self) -> Reply[None]:
        """Take the key out of the keyring; only where the passphrase is asked for."""
        return self._session.work.at_once(self._leave_keyring)

    def open_while_signed_in(self, passphrase: str) -> Reply[None]:
        """Open with the keyring from now on, once it was seen to hold the key."""
        return self._session.work.at_once(lambda: self._enter_keyring(passphrase))

    # What follows may wait for a keyring or a costly passphrase: never on the window's thread.

    def load(self, passphrase: str) -> Header:
        """Return the header; where a passphrase is asked for, only to who has it."""
        found = header_of(self._folder)
        if found.opens_with is OpensWith.PASSPHRASE:
            slots.wipe(ways.by_passphrase(found, passphrase))
        return found

    @contextmanager
    def key(self, found: Header) -> Iterator[bytearray]:
        """Give the data key for one piece of work, if it is the one this header names."""
        with self._session.key.held() as key:
            if not header.matches(found, key):
                raise NotKept(_CHANGED)
            yield key

    def change(self, found: Header, rule: Callable[[Header], Header]) -> None:
        """Change the header as it is by then, if it is still this journal's."""
        self._session.journal.ask(self._change, found.vault_id, rule).result()

    def take_away(self, way: Way, passphrase: str) -> None:
        """Take a slot away, after a look whether another way really opens the journal."""
        found = header_of(self._folder)
        ways.without(found, way, keyring=True)  # what is refused anyway asks for nothing first
        found = self.load(passphrase)
        others = ways.of(found) - {way}
        keyring = others == {Way.KEYRING} and self._keyring_has_key(found)
        self.change(found, partial(ways.without, way=way, keyring=keyring))

    def _choose(self, text: str, present: str) -> None:
        if not text.strip():
            raise JournalError(_NO_WORDS)
        found = self.load(present)
        cost = self._cost or slots.calibrate(self._session.clock.monotonic)
        with self.key(found) as key:
            slot = slots.wrap(key, text, found.vault_id, cost)
        changed = ways.with_passphrase(found, _as_stored(slot))
        slots.wipe(ways.by_passphrase(changed, text))  # it really opens
        self.change(found, partial(ways.with_passphrase, slot=slot))

    def _ask_each_time(self, passphrase: str) -> None:
        found = header_of(self._folder)
        rule = partial(ways.opening_with, mode=OpensWith.PASSPHRASE)
        rule(found)
        slots.wipe(ways.by_passphrase(found, passphrase))
        self._note_in_keyring()
        self.change(found, rule)

    def _leave_keyring(self) -> None:
        found = header_of(self._folder)
        if found.opens_with is OpensWith.PASSPHRASE:
            self._keychain.forget(found.vault_id)
            self._session.journal.do(storage.settings.drop, IN_KEYRING).result()

    def _enter_keyring(self, passphrase: str) -> None:
        found = self.load(passphrase)
        self._keychain.read(found.vault_id)  # its prompt is answered before the key is taken up
        self._note_in_keyring()
        with self.key(found) as key:
            self._keychain.write(found.vault_id, bytes(key))
        if not self._keyring_has_key(found):
            raise KeyringAbsent(_FORGETFUL)
        self.change(found, partial(ways.opening_with, mode=OpensWith.KEYRING))

    def _note_in_keyring(self) -> None:
        now_ms = self._session.clock.now().utc_ms
        self._session.journal.do(storage.settings.put, IN_KEYRING, "1", now_ms).result()

    def _keyring_has_key(self, found: Header) -> bool:
        key = self._keychain.read(found.vault_id)
        return key is not None and header.matches(found, key)

    # What follows runs on the vault's thread.

    def _standing(self, db: "Connection") -> Standing:
        found = header_of(self._folder)
        asks = found.opens_with is OpensWith.PASSPHRASE
        noted = asks and storage.settings.get(db, IN_KEYRING) is not None
        return Standing(short_name(found), found.opens_with, ways.of(found), noted)

    def _change(self, _db: "Connection", vault_id: str, rule: Callable[[Header], Header]) -> None:
        found = header_of(self._folder)
        if found.vault_id != vault_id:
            raise NotKept(_CHANGED)
        header.save(self._folder, rule(found))


def opens_with_keyring(folder: Path) -> bool:
    """Tell whether whoever is signed in can open the journal in ``folder``, as far as is known."""
    try:
        return header_of(folder).opens_with is OpensWith.KEYRING
    except JournalError:
        return False


def header_of(folder: Path) -> Header:
    """Return the header of a journal that is open; raises ``VaultMissing`` if it went away."""
    found = header.load(folder)
    if found is None:
        raise VaultMissing(header.MISSING)
    return found


def short_name(found: Header) -> str:
    """Return what a journal is called where people read it: on its kit, and beside that."""
    return found.vault_id[:SHORT_NAME]


def _as_stored(slot: PassphraseSlot) -> PassphraseSlot:
    """Return a slot as it will be read again."""
    again = slots.from_json(slots.to_json(slot))
    assert isinstance(again, PassphraseSlot)  # noqa: S101 - it was one
    return again
