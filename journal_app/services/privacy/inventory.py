"""What is here: every file the app made on this computer, and who else could open it."""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain.errors import VaultMissing
from journal_app.domain.rotation import Backup
from journal_app.services import savedfiles, secondfolder
from journal_app.services.access import IN_KEYRING, header_of
from journal_app.services.journal import Reply
from journal_app.services.privacy import ours, proof
from journal_app.services.privacy.ours import Found, What
from journal_app.services.privacy.proof import Proof
from journal_app.services.savedfiles import SavedFile
from journal_app.services.session import Session
from journal_app.services.surroundings import Place, Surroundings
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header

if TYPE_CHECKING:
    from sqlalchemy import Connection

OURS_ALONE = 0o077  # what nobody else may do with a file


@dataclass(frozen=True, slots=True)
class Notes:
    """What the journal itself knows of files outside its folder, and of its own keys."""

    second_folder: Path | None = None
    earlier_ids: frozenset[str] = frozenset()
    saved: tuple[SavedFile, ...] = ()
    in_keyring: bool = False  # the keyring may hold the key although it isn't asked for it


@dataclass(frozen=True, slots=True)
class Modes:
    """How many of our files others could open until now, and how many they still can."""

    put_right: int = 0
    still_open: int = 0
    known: bool = True


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything there is on this computer, at one moment."""

    folder: Path
    found: Found
    second: Found | None  # None: there is no second folder, or it isn't here now
    notes: Notes
    header: Header
    earlier_keys: int
    last_backup: Backup | None
    place: Place
    modes: Modes
    proof: Proof


class Inventory:
    """Looks through the places a session's journal keeps things in."""

    def __init__(self, session: Session, around: Surroundings) -> None:
        self._folder = session.folder
        self._around = around
        self._journal = session.journal
        self._work = session.work

    def notes(self) -> Reply[Notes]:
        """Return what the journal noted, once it is open; ``look`` needs it."""
        return self._journal.ask(read_notes)

    def look(self, notes: Notes) -> Reply[Holdings]:
        """Return what is here; a folder on a sleeping disk may keep it waiting."""
        return self._work.at_once(lambda: take_stock(self._folder, self._around, notes))

    def remove_aside(self) -> Reply[int]:
        """Remove what an exchange of files set aside; return how many bytes that made free."""
        return self._work.do(lambda: ours.remove_aside(self._folder))


def read_notes(db: "Connection") -> Notes:
    """Return what the journal noted; a verb."""
    second = storage.settings.get(db, secondfolder.FOLDER)
    earlier = storage.settings.get(db, secondfolder.EARLIER) or ""
    return Notes(
        Path(second) if second else None,
        frozenset(earlier.split()),
        savedfiles.every(db),
        in_keyring=storage.settings.get(db, IN_KEYRING) is not None,
    )


def take_stock(folder: Path, around: Surroundings, notes: Notes) -> Holdings:
    """Look through everything, and close to others what they could read."""
    there = header_of(folder)
    found = ours.everything(folder, around)
    ids = {its.vault_id for its in ours.headers(found)} | notes.earlier_ids
    whole = [backup for backup in storage.backup.every(folder) if backup.verified]
    still = replace(notes, saved=tuple(one for one in notes.saved if one.path.is_file()))
    try:
        proven = proof.read(folder)
    except OSError:
        raise VaultMissing(header.MISSING) from None
    return Holdings(
        folder,
        found,
        ours.copies_in(notes.second_folder, ids),
        still,
        there,
        len(ids - {there.vault_id}),
        whole[0] if whole else None,
        around.place(folder),
        put_right(folder, found),
        proven,
    )


def put_right(folder: Path, found: Found) -> Modes:
    """Close our files and folders to everybody else, where the system knows such a thing.

    A folder that holds other things as well stays open: somebody may count on that.
    """
    if os.name != "posix":
        return Modes(known=False)
    mixed = {path.parent for path in found.foreign}
    paths = [kept.path for kept in found.ours if kept.what is not What.CACHE]
    folders = {path.parent for path in paths if folder in (path.parent, *path.parent.parents)}
    loose = [path for path in (*sorted(folders - mixed), *paths) if _is_open_to_others(path)]
    for path in loose:
        with suppress(OSError):
            path.chmod(path.stat().st_mode & 0o700)
    still = sum(map(_is_open_to_others, loose))
    return Modes(put_right=len(loose) - still, still_open=still)


def _is_open_to_others(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & OURS_ALONE)
    except OSError:
        return False
