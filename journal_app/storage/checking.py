"""Reads the whole journal while it is open, to notice early when its file goes bad."""

from contextlib import closing
from pathlib import Path

from journal_app.domain.errors import DiskFull, NotKept, VaultDamaged
from journal_app.storage import engine as engines
from journal_app.storage.copying import Breathe
from journal_app.storage.engine import Access
from journal_app.storage.keys.header import DATABASE
from journal_app.storage.sentences import Sentences, saying

_EVERY_PAGE = "PRAGMA cipher_integrity_check"
_STEPS = 20_000  # of SQLite, between two breaths

_NOT_NOW = "The journal’s file couldn’t be checked just now. Nothing was changed."
_SENTENCES: Sentences = {
    DiskFull: _NOT_NOW,
    NotKept: _NOT_NOW,
    VaultDamaged: "A part of the journal’s file can’t be read any more. Everything readable is"
    " safe; nothing was changed.",
}


def check(folder: Path, key: bytes | bytearray, breathe: Breathe) -> None:
    """Read all of the open journal; raises ``VaultDamaged`` if anything in it isn't right."""
    with saying(_SENTENCES), closing(engines.keyed(folder / DATABASE, key, Access.READ)) as raw:
        raw.set_progress_handler(breathe, _STEPS)
        if raw.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise VaultDamaged
        # SQLite takes a page of zeros for one that was never written, also where a long text ends.
        # SQLCipher's own check doesn't, but it may meet a page that is just being written: once.
        wrong = set(raw.execute(_EVERY_PAGE).fetchall())
        breathe()
        if wrong and wrong & set(raw.execute(_EVERY_PAGE).fetchall()):
            raise VaultDamaged
