"""Removing the journal from this computer: what goes, what stays, and in which order.

The order keeps one promise: cut short at any moment, there is either a journal that opens, or none,
and then the next start begins as the first one did.

1. Copies go first, while the journal itself still opens.
2. The header is set back to a journal that has not begun, and the encrypted file goes. From here on
   there is nothing to open, and a start finds a journal without anything in it.
3. The key goes. It comes after the file because a keyring may ask, wait, or say no: a file whose
   key is gone could neither be opened nor be removed by us any more, but a key whose file is gone
   opens nothing.
4. The header goes, with it the last that was known of the key, and then all that tells nothing.

Only files the app made go, each by its name. Nothing else in our folders is touched.
"""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from journal_app.domain.errors import JournalError, NotKept
from journal_app.services.access import header_of
from journal_app.services.keys.unlocking import Keychain
from journal_app.services.privacy import ours
from journal_app.services.privacy.inventory import Notes
from journal_app.services.privacy.ours import Found, Kept, What
from journal_app.services.surroundings import Surroundings
from journal_app.storage import files
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State

_BUSY = (
    "The journal couldn’t be removed just now; maybe another program has its file open. The journal"
    " itself is unharmed, and its backups are gone."
)
_KEY_STAYS = (
    "The journal is removed. Your computer’s keyring didn’t open, so the key is still in it, as"
    " {names}. Without a copy of the journal it opens nothing; you can delete it in there."
)
_FILES_STAY = "The journal is removed. A few small things couldn’t be, and are still there: {names}"
_NAMED = 4

_COPIES = (What.BACKUP, What.ASIDE, What.UNFINISHED, What.BALLAST)
_LAST = (What.SETTINGS, What.CACHE, What.MODEL)


def leave(folder: Path, keychain: Keychain, around: Surroundings, notes: Notes) -> None:
    """Remove the closed journal in ``folder`` and everything made for it; may ask the keyring.

    Raises ``JournalError`` with what stayed, if anything did.
    """
    there = header_of(folder)
    found = ours.everything(folder, around)
    every = ours.headers(found)
    ids = {its.vault_id for its in every} | notes.earlier_ids
    second = ours.copies_in(notes.second_folder, ids) or Found()
    ours.remove((*found.of(*_COPIES), *second.ours))
    _remove_journal(folder, there)
    stays = _forget(keychain, _in_keyring(there, every, notes))
    with suppress(OSError):
        (folder / header.FILE).unlink()
    ours.remove(found.of(*_LAST))
    _drop_empty(folder, around)
    _say_what_stayed((*found.ours, *second.ours), around, stays)


def _remove_journal(folder: Path, there: Header) -> None:
    """Remove the encrypted file; what SQLite keeps beside it goes first, or none could begin."""
    try:
        header.save(folder, replace(there, state=State.NEW))
        for end in reversed(files.ENDINGS):
            (folder / f"{header.DATABASE}{end}").unlink(missing_ok=True)
        files.settle(folder)
    except (OSError, JournalError):
        raise NotKept(_BUSY) from None


def _in_keyring(there: Header, every: tuple[Header, ...], notes: Notes) -> set[str]:
    """Return the ids of the keys the keyring may hold; it isn't asked where it never had any."""
    ids = {its.vault_id for its in every if its.opens_with is OpensWith.KEYRING}
    if notes.in_keyring:
        ids.add(there.vault_id)
    return ids | notes.earlier_ids if ids else ids


def _forget(keychain: Keychain, ids: set[str]) -> list[str]:
    """Take the keys out of the keyring; return those that stay because it doesn't open."""
    waiting = sorted(ids)
    with suppress(JournalError):
        while waiting:
            keychain.forget(waiting[-1])
            waiting.pop()
    return waiting


def _drop_empty(folder: Path, around: Surroundings) -> None:
    """Remove the folders of ours that are empty now."""
    inner = [place for place in folder.iterdir() if ours.is_our_folder(place)]
    caches = [] if around.cache is None else [Path(top) for top, *_ in os.walk(around.cache)]
    settings = [] if around.settings in {None, folder} else [around.settings]
    for place in (*inner, *reversed(caches), *settings):
        with suppress(OSError):
            place.rmdir()


def _say_what_stayed(kept: tuple[Kept, ...], around: Surroundings, keys: list[str]) -> None:
    if keys:
        names = [f"{around.keyring} / vault-{vault_id}" for vault_id in keys]
        raise NotKept(_KEY_STAYS.format(names=", ".join(names)))
    there = (one.path for one in kept if one.what is not What.LOCK)  # that goes with the window
    paths = [str(path) for path in there if path.exists()]
    if paths:
        raise NotKept(_FILES_STAY.format(names=", ".join(paths[:_NAMED])))
