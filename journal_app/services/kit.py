"""The recovery kit: twelve words on one page that open this journal without a keyring.

A kit is made while the journal is open, by whoever could open it again. A new kit is put beside an
older one, which goes when the new one was checked; so there is never a moment without a way in.
When it was checked and tried again is noted in the journal itself; the words never are.
"""

import errno
import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import SystemRandom, token_bytes
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain import rehearsal
from journal_app.domain.changes import Changed
from journal_app.domain.errors import DiskFull, NotKept
from journal_app.domain.rehearsal import Advice, Story
from journal_app.services import savedfiles
from journal_app.services.access import Access, Standing, header_of, short_name
from journal_app.services.journal import Reply
from journal_app.services.savedfiles import Saved
from journal_app.services.session import Session
from journal_app.storage.keys import header, slots, ways, words
from journal_app.storage.keys.slots import RecoverySlot
from journal_app.storage.keys.ways import Way

if TYPE_CHECKING:
    from sqlalchemy import Connection

ASKED = 3

_CHECKED, _REHEARSED = "kit_checked_ms", "kit_rehearsed_ms"
_LATER, _LATER_MS, _DECLINED = "kit_later", "kit_later_ms", "kit_offered"

_FULL = "There is no room left there, so the page wasn’t saved. You can choose another place."
_UNSAVED = "The page couldn’t be saved there. You can choose another place."


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
    """Makes, replaces, tries and lets go of the recovery kit of a session's journal."""

    def __init__(self, session: Session) -> None:
        self._access = Access(session)
        self._folder = session.folder
        self._journal = session.journal
        self._session = session
        self._work = session.work
        self._clock = session.clock

    def look(self) -> Reply[Standing]:
        """Say what this journal has, once it is open."""
        return self._access.look()

    def make(self, passphrase: str = "") -> Reply[NewKit]:
        """Make a kit beside an older one; ``passphrase`` is for a journal that asks for it."""
        return self._work.at_once(lambda: self._make(passphrase))

    def settle(self, kit: NewKit) -> Reply[Changed]:
        """Let go of every older kit: this one was written down and checked."""
        return self._journal.do(_settle, self._folder, kit.slot, self._now_ms)

    def rehearse(self, typed: str) -> Reply[None]:
        """See whether the words someone has open this journal; raises ``WrongWords`` if not."""
        return self._work.at_once(lambda: self._rehearse(typed))

    def let_go(self, passphrase: str = "") -> Reply[None]:
        """Let no words open the journal; raises ``LastWay`` if nothing else would."""
        return self._work.at_once(lambda: self._let_go(passphrase))

    def save(self, file: Path, page: bytes) -> None:
        """Write the page of a kit where the person wants it, and note in the journal where."""
        save_page(file, page)
        savedfiles.note(self._session, file, Saved.KIT)

    def advice(self) -> Reply[Advice]:
        """Say what may be said about the kit just now."""
        return self._journal.ask(_advise, self._folder, self._now_ms)

    def put_off(self, advice: Advice) -> Reply[Changed]:
        """Note that somebody doesn't want to hear ``advice`` now."""
        return self._journal.do(_put_off, advice, self._now_ms)

    @property
    def _now_ms(self) -> int:
        return self._clock.now().utc_ms

    def _make(self, passphrase: str) -> NewKit:
        found = self._access.load(passphrase)
        secret = token_bytes(words.SECRET_BYTES)
        with self._access.key(found) as key:
            slot = slots.wrap_for_words(key, secret, found.vault_id)
        kit = NewKit(words.spell(secret), slot, short_name(found))
        self._access.change(found, partial(ways.with_kit, slot=slot))
        slots.wipe(ways.by_words(header_of(self._folder), " ".join(kit.words)))  # it really opens
        return kit

    def _rehearse(self, typed: str) -> None:
        slots.wipe(ways.by_words(header_of(self._folder), typed))
        self._journal.do(storage.settings.put, _REHEARSED, str(self._now_ms), self._now_ms).result()

    def _let_go(self, passphrase: str) -> None:
        self._access.take_away(Way.WORDS, passphrase)
        self.put_off(Advice.MAKE).result()


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


def _settle(db: "Connection", folder: Path, slot: RecoverySlot, now_ms: int) -> Changed:
    found = header_of(folder)
    if slot in found.slots:
        header.save(folder, ways.only_kit(found, slot))
        storage.settings.put(db, _CHECKED, str(now_ms), now_ms)
        for of_the_older in (_LATER, _LATER_MS):
            storage.settings.drop(db, of_the_older)
    return Changed(None)


def _advise(db: "Connection", folder: Path, now_ms: int) -> Advice:
    story = Story(
        has_kit=Way.WORDS in ways.of(header_of(folder)),
        has_entry=bool(storage.entries.newest(db, 1)),
        declined=storage.settings.get(db, _DECLINED) is not None,
        checked_ms=_number(db, _CHECKED),
        rehearsed_ms=_number(db, _REHEARSED),
        put_off=_number(db, _LATER) or 0,
        put_off_ms=_number(db, _LATER_MS),
    )
    return rehearsal.advise(story, now_ms)


def _put_off(db: "Connection", advice: Advice, now_ms: int) -> Changed:
    if advice is Advice.MAKE:
        return storage.settings.put(db, _DECLINED, "1", now_ms)
    storage.settings.put(db, _LATER, str((_number(db, _LATER) or 0) + 1), now_ms)
    return storage.settings.put(db, _LATER_MS, str(now_ms), now_ms)


def _number(db: "Connection", name: str) -> int | None:
    found = storage.settings.get(db, name)
    return int(found) if found is not None and found.isdecimal() else None
