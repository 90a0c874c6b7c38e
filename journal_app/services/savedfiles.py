"""Which files somebody saved out of the journal, and where: noted inside it, so that it can say so.

The note is a list in the setting ``saved_files``. It says where a file was put, never what is in
it, and nothing is ever done to such a file.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from journal_app import storage
from journal_app.domain.changes import Changed
from journal_app.services.journal import Reply
from journal_app.services.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

SETTING = "saved_files"
_MOST = 200


class Saved(StrEnum):
    """What kind of file it is."""

    KIT = "kit"
    PORTABLE = "portable"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class SavedFile:
    """One file somebody saved."""

    path: Path
    what: Saved
    at_ms: int

    @property
    def encrypted(self) -> bool:
        """Whether the journal encrypted it."""
        return self.what is Saved.PORTABLE


def note(session: Session, path: Path, what: Saved) -> Reply[Changed]:
    """Note that a file was saved; an older note on the same path goes."""
    saved = SavedFile(path.absolute(), what, session.clock.now().utc_ms)
    return session.journal.do(_add, saved)


def every(db: "Connection") -> tuple[SavedFile, ...]:
    """Return what was noted, newest first; a verb."""
    try:
        found = json.loads(storage.settings.get(db, SETTING) or "[]")
        return tuple(
            SavedFile(Path(one["path"]), Saved(one["what"]), int(one["ms"])) for one in found
        )
    except (ValueError, KeyError, TypeError):  # of another version: nothing to go by
        return ()


def _add(db: "Connection", saved: SavedFile) -> Changed:
    others = (one for one in every(db) if one.path != saved.path)
    noted = [{"path": str(one.path), "what": one.what, "ms": one.at_ms} for one in (saved, *others)]
    return storage.settings.put(db, SETTING, json.dumps(noted[:_MOST]), saved.at_ms)
