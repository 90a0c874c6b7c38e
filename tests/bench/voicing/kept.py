"""A real vault with a voice in it: the way in for a recorder, and the way out for a listener."""

import contextlib
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from journal_app.devices.clock import SystemClock
from journal_app.devices.opus import OpusReader
from journal_app.domain.clock import Clock
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.voice import RATE, fold
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.services.voice.recording import Recording
from journal_app.storage import checking, entries, vault
from tests.fakes import KEY

CLOCK = SystemClock()

_PIECE = 20 * RATE


@contextlib.contextmanager
def new_part(folder: Path, clock: Clock = CLOCK) -> Iterator[OpenPart]:
    """Make a journal in an empty folder, and a voice in it that nobody has spoken yet."""
    with _opened(folder, new=True) as journal:
        yield OpenEntry(journal, clock).new_part(Kind.VOICE)


@contextlib.contextmanager
def newest(folder: Path) -> Iterator[Recording]:
    """Open the newest entry's voice as a page does: its sound stays in the vault."""
    with _opened(folder) as journal:
        entry = journal.ask(_newest).result(60)
        (voice,) = entry.parts
        part = OpenEntry(journal, CLOCK, entry).part(voice.id)
        yield Recording(fold(voice.records), part.fetch)


def is_sound(folder: Path) -> None:
    """Raise if anything in a journal's file isn't right."""
    with closing(vault.unlock(folder, KEY)):
        checking.check(folder, KEY, lambda: None)


def pieces(recording: Recording) -> Iterator[bytes]:
    """Yield all sound of a recording, decoded, some seconds at a time."""
    for stretch in recording.note.stretches:
        with closing(OpusReader(recording.open(stretch))) as reader:
            for at in range(0, stretch.end - stretch.start, _PIECE):
                yield reader.read(at, min(_PIECE, stretch.end - stretch.start - at))


def sizes(folder: Path) -> int:
    """Return how many bytes there are in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def row(name: str, values: Sequence[float], unit: str = "ms", wanted: str = "") -> None:
    """Print a line of a table: the middle of what was measured, and the worst."""
    median, most = statistics.median(values), max(values)
    line = f"{name:46} median {median:9.1f}  max {most:9.1f} {unit:4} of {len(values)}"
    say(line + (f"  (wanted {wanted})" if wanted else ""))


def say(line: str) -> None:
    """Print a line at once: some of these take long."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def _opened(folder: Path, *, new: bool = False) -> Iterator[Journal]:
    journal = Journal(lambda work: work(), lambda error: say(repr(error)), lambda _changed: None)
    journal.open(lambda: (vault.create if new else vault.unlock)(folder, KEY)).result(60)
    try:
        yield journal
    finally:
        journal.close()


def _newest(db: Connection) -> Entry:
    return entries.load(db, entries.newest(db, 1)[0].id, sound=False)
