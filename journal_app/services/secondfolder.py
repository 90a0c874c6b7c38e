"""The second folder: where it is, and each newest backup copied there when it can be reached.

The path is kept inside the journal, because it tells something. A stick that isn't plugged in is
no trouble; what else goes wrong there is said on the page of the backups, and nowhere else.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from journal_app import storage
from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.rotation import Backup
from journal_app.services.journal import Reply
from journal_app.services.session import Session
from journal_app.services.work import BREATH_S
from journal_app.storage.keys import header

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = "second_folder"
COPIED_MS = "second_folder_copied_ms"
EARLIER = "earlier_ids"  # of this journal, under keys it no longer has

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Second:
    """How it stands with the second folder; ``trouble`` is what kept the last copy from it."""

    folder: Path | None = None
    is_there: bool = False
    copied_ms: int | None = None
    earlier: frozenset[str] = frozenset()
    trouble: str = ""


class SecondFolder:
    """Keeps the copies in the second folder of a session's journal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._work = session.work
        self._trouble = ""

    def look(self) -> Reply[Second]:
        """Say how it stands, once the journal is open."""
        return self._work.do(self.standing)

    def choose(self, chosen: Path) -> Reply[Second]:
        """Copy the backups to this folder, too, from now on."""
        return self._work.do(lambda: self._choose(chosen.absolute()))

    def forget(self) -> Reply[Second]:
        """Copy the backups to no second folder any longer; the copies stay where they are."""
        return self._work.do(self._forget)

    # What follows is called on the thread "work", while the journal is open.

    def standing(self) -> Second:
        """Say how it stands."""
        found = self._answer(self._session.journal.ask(_read))
        there = found.folder is not None and storage.elsewhere.is_there(found.folder)
        return Second(found.folder, there, found.copied_ms, found.earlier, self._trouble)

    def carry(self) -> None:
        """Copy the newest backup there, if it is missing and the folder can be reached."""
        second = self.standing()
        whole = [one for one in storage.backup.present(self._session.folder) if one.verified]
        if second.folder is None or not second.is_there or not whole:
            return
        newest, self._trouble = whole[0], ""
        try:
            if not self._has(second.folder, newest):
                with self._session.key.held() as key:
                    storage.elsewhere.add(second.folder, newest, key, self._work.breathe)
        except JournalError as error:
            self._work.breathe()  # if the journal is being closed, that is no trouble
            self._trouble = str(error)
        else:
            self._put(COPIED_MS, str(newest.made_ms))

    def _has(self, folder: Path, newest: Backup) -> bool:
        copies = (one for one in storage.elsewhere.within(folder) if one.verified)
        wanted = (newest.file.name, newest.opens_with)
        return any((one.file.name, one.opens_with) == wanted for one in copies)

    def _choose(self, chosen: Path) -> Second:
        storage.elsewhere.begin(self._session.folder, chosen)
        self._put(FOLDER, str(chosen))
        self._answer(self._session.journal.do(storage.settings.drop, COPIED_MS))
        self.carry()
        return self.standing()

    def _forget(self) -> Second:
        for name in (FOLDER, COPIED_MS):
            self._answer(self._session.journal.do(storage.settings.drop, name))
        self._trouble = ""
        return self.standing()

    def _put(self, name: str, value: str) -> None:
        now_ms = self._session.clock.now().utc_ms
        self._answer(self._session.journal.do(storage.settings.put, name, value, now_ms))

    def _answer(self, reply: Reply[T]) -> T:
        """Wait for the journal, but not beyond its closing, which waits for this thread."""
        while True:
            try:
                return reply.result(BREATH_S)
            except TimeoutError:
                self._work.breathe()


def _read(db: "Connection") -> Second:
    folder = storage.settings.get(db, FOLDER)
    copied = storage.settings.get(db, COPIED_MS)
    return Second(
        None if folder is None else Path(folder),
        copied_ms=int(copied) if copied is not None and copied.isdecimal() else None,
        earlier=frozenset((storage.settings.get(db, EARLIER) or "").split()),
    )


def note_earlier(db: "Connection", folder: Path, at_ms: int) -> Changed:
    """Note the id the journal has now, because it will get another; a verb."""
    ours = header.load(folder)
    ids = set((storage.settings.get(db, EARLIER) or "").split())
    ids |= {ours.vault_id} if ours is not None else set()
    return storage.settings.put(db, EARLIER, " ".join(sorted(ids)), at_ms)
