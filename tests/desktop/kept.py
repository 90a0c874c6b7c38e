"""What is really in a journal's folder: read from a copy, so that looking changes nothing."""

import hashlib
import shutil
from pathlib import Path

from journal_app import storage
from journal_app.domain.entry import Entry, Kind, Record
from journal_app.services.voice.recording import in_memory
from tests.fakes_sound import decoded


def entries(folder: Path, key: bytes, room: Path) -> list[Entry]:
    """Return every entry of a journal, newest first, read from a copy made in ``room``."""
    copy = shutil.copytree(folder, room / f"copy-{len(list(room.iterdir()))}")
    vault = storage.vault.unlock(copy, key)
    try:
        with vault.reading() as db:
            lines = storage.entries.newest(db, 1000)
            return [storage.entries.load(db, line.id) for line in lines]
    finally:
        vault.close()


def words(entry: Entry) -> str:
    """Return everything written in an entry."""
    return "\n".join(part.body.decode() for part in entry.parts if part.kind is Kind.WORDS)


def sound(entry: Entry) -> bytes:
    """Return everything spoken in an entry, as 16 bit mono PCM at 48 kHz."""
    return b"".join(_decoded(part.records) for part in entry.parts if part.kind is Kind.VOICE)


def fingerprint(folder: Path) -> dict[str, str]:
    """Return a digest of every file in a folder, by name. A lock says nothing of a journal."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != ".lock"
    }


def _decoded(records: tuple[Record, ...]) -> bytes:
    return decoded(in_memory(record.body for record in records))
