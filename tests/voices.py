"""A voice in a real vault: the way in for a recorder, and the way out for a listener."""

import contextlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from journal_app.devices.clock import SystemClock
from journal_app.devices.opus import OpusReader
from journal_app.domain.clock import Clock
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.errors import JournalError
from journal_app.domain.voice import RATE, fold
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.services.voice.recording import Recording
from journal_app.storage import entries, vault
from tests.desktop.waiting import until
from tests.fakes import KEY

CLOCK = SystemClock()

_PIECE = 20 * RATE
_PATIENCE_S = 60


@contextlib.contextmanager
def new_part(folder: Path, clock: Clock = CLOCK) -> Iterator[OpenPart]:
    """Make a journal in an empty folder, and a voice in it that nobody has spoken yet."""
    with _opened(folder, new=True) as journal:
        yield OpenEntry(journal, clock).new_part(Kind.VOICE)


@contextlib.contextmanager
def newest(folder: Path) -> Iterator[Recording]:
    """Open the newest entry's voice as a page does: its sound stays in the vault."""
    with _opened(folder) as journal:
        yield _recording(journal)


def kept(part: OpenPart) -> Recording:
    """Return what the vault has of a new part, once it has all of it."""
    until(part.all_kept, "all to be kept", patience=_PATIENCE_S)
    return _recording(part.entry.journal)


def pieces(recording: Recording) -> Iterator[bytes]:
    """Yield all sound of a recording, decoded, some seconds at a time."""
    for stretch in recording.note.stretches:
        with closing(OpusReader(recording.open(stretch))) as reader:
            for at in range(0, stretch.end - stretch.start, _PIECE):
                yield reader.read(at, min(_PIECE, stretch.end - stretch.start - at))


@contextlib.contextmanager
def _opened(folder: Path, *, new: bool = False) -> Iterator[Journal]:
    journal = Journal(lambda work: work(), _refuse, lambda _changed: None)
    opening = vault.create if new else vault.unlock
    journal.open(lambda: opening(folder, KEY)).result(_PATIENCE_S)
    try:
        yield journal
    finally:
        journal.close()


def _refuse(error: JournalError) -> None:
    raise error


def _recording(journal: Journal) -> Recording:
    entry = journal.ask(_newest).result(_PATIENCE_S)
    (voice,) = entry.parts
    return Recording(fold(voice.records), OpenEntry(journal, CLOCK, entry).part(voice.id).fetch)


def _newest(db: Connection) -> Entry:
    return entries.load(db, entries.newest(db, 1)[0].id, sound=False)
