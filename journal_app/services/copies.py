"""The copies there are, here and in the second folder, and what one can do with each.

A copy made before the key was changed opens with its own key. That is looked for in the keyring;
otherwise its passphrase or the words of its kit are asked for, and the key is held until the page
that asked is left.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from journal_app import storage
from journal_app.domain.entry import EntryLine
from journal_app.domain.errors import JournalError
from journal_app.domain.rotation import Backup
from journal_app.services.journal import Reply
from journal_app.services.keys import finding as keys
from journal_app.services.secondfolder import Second, SecondFolder
from journal_app.services.session import Session
from journal_app.storage import elsewhere
from journal_app.storage.keys import header, slots


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup, and where it is; ``earlier`` says that the journal has another key by now."""

    backup: Backup
    is_here: bool
    is_there: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Every copy, newest first, and how it stands with the second folder."""

    copies: tuple[Copy, ...]
    second: Second


class Copies:
    """Lists the copies of a session's journal, reads them and prepares them."""

    def __init__(self, session: Session, second: SecondFolder) -> None:
        self._session = session
        self._folder = session.folder
        self._work = session.work
        self._second = second
        self._keys: dict[str, bytearray] = {}

    def look(self) -> Reply[Overview]:
        """List every copy."""
        return self._work.do(self._look)

    def unlock(self, copy: Copy, typed: str = "") -> Reply[bool]:
        """Find the key of a copy; False if its passphrase or its words are wanted first."""
        return self._work.at_once(lambda: self._unlock(copy.backup, typed))

    def look_inside(self, copy: Copy, limit: int) -> Reply[tuple[EntryLine, ...]]:
        """Read the newest lines of a copy that was unlocked."""

        def look() -> tuple[EntryLine, ...]:
            with self._key(copy.backup) as key, storage.backup.inside(copy.backup, key) as db:
                return storage.earlier.newest(db, limit)

        return self._work.do(look)

    def prepare(self, copy: Copy) -> Reply[None]:
        """Check a copy that was unlocked, and lay it beside the journal, under its present key."""

        def prepare() -> None:
            with self._session.key.held() as ours, self._key(copy.backup) as its:
                storage.backup.prepare(
                    self._folder,
                    copy.backup,
                    ours,
                    self._work.breathe,
                    its_key=None if its == ours else its,
                )

        return self._work.do(prepare)

    def remove_earlier(self) -> Reply[None]:
        """Remove the copies under earlier keys, and those keys from the keyring."""

        def remove() -> None:
            gone = self._work.do(self._remove).result()
            for vault_id in gone:
                self._session.keychain.forget(vault_id)

        return self._work.at_once(remove)

    def forget(self) -> None:
        """Let go of the keys of earlier copies."""
        for key in self._keys.values():
            slots.wipe(key)
        self._keys.clear()

    def _look(self) -> Overview:
        second = self._second.standing()
        there: tuple[Backup, ...] = ()
        try:
            if second.folder is not None and second.is_there:
                there = elsewhere.within(second.folder)
        except JournalError:
            second = replace(second, is_there=False)  # it went away just now
        ours = _id_of(self._folder)
        known = second.earlier | {ours}
        there = tuple(one for one in there if one.verified and one.opens_with in known)
        return Overview(_joined(storage.backup.every(self._folder), there, ours), second)

    def _unlock(self, backup: Backup, typed: str) -> bool:
        found = storage.backup.header_of(backup)
        with self._session.key.held() as key:
            if header.matches(found, key) or found.vault_id in self._keys:
                return True
        key_found = keys.find(found, self._session.keychain, typed)
        if key_found is not None:
            self._keys[found.vault_id] = key_found
        return key_found is not None

    @contextmanager
    def _key(self, backup: Backup) -> Iterator[bytearray]:
        held = bytearray(self._keys.get(backup.opens_with, b""))
        if not any(held):
            with self._session.key.held() as key:
                held = bytearray(key)
        try:
            yield held
        finally:
            slots.wipe(held)

    def _remove(self) -> set[str]:
        second = self._second.standing()
        return remove_earlier(self._folder, second)


def remove_earlier(folder: Path, second: Second) -> set[str]:
    """Remove every copy under another key than the present one; return whose copies are gone.

    In the second folder only this journal's are removed. Raises ``JournalError`` where a copy can't
    be.
    """
    ours = _id_of(folder)
    here = [one for one in storage.backup.every(folder) if one.opens_with not in {"", ours}]
    gone = {one.opens_with for one in here} | second.earlier
    storage.backup.remove(here)
    if second.folder is not None and elsewhere.is_there(second.folder):
        there = elsewhere.within(second.folder)
        storage.backup.remove(one for one in there if one.opens_with in second.earlier - {ours})
    return gone - {ours}


def _id_of(folder: Path) -> str:
    found = header.load(folder)
    return "" if found is None else found.vault_id


def _joined(here: Iterable[Backup], there: Iterable[Backup], ours: str) -> tuple[Copy, ...]:
    """Return each copy once, where it is nearest."""
    found: dict[tuple[str, str], Copy] = {}
    for one in here:
        earlier = one.opens_with not in {"", ours}
        found[(one.file.name, one.opens_with)] = Copy(one, is_here=True, earlier=earlier)
    for one in there:
        name = (one.file.name, one.opens_with)
        alone = Copy(one, is_here=False, earlier=one.opens_with != ours)
        found[name] = replace(found.get(name, alone), is_there=True)
    return tuple(sorted(found.values(), key=lambda copy: copy.backup.made_ms, reverse=True))
