"""A journal of a gigabyte: how long it takes to open, and what a backup does to a recording.

    python -m tests.bench.bench_vault_big [--mib 1024] [--opens 60] [--folder FOLDER]

The records are random bytes of 20 to 40 KB, in notes of an hour, beside entries of words. Opening
is measured with the file in the system's memory, and with it dropped from there before every start.
Then somebody speaks, in real time, while the journal is backed up as the app does it: what was said
is counted, and so is what was kept.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from sqlalchemy import insert

from journal_app.devices.clock import SystemClock
from journal_app.devices.opus import OpusStream
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryState, Kind, PartState
from journal_app.domain.errors import JournalError
from journal_app.domain.rotation import Occasion
from journal_app.domain.voice import RATE, EventKind
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.recorder import Recorder
from journal_app.services.voice.recording import Recording, in_memory
from journal_app.services.work import Work
from journal_app.storage import backup, entries, schema, vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.ui.pages.inside import LINES
from tests.desktop.waiting import until
from tests.fakes import KEY, SUNDAY_EVENING
from tests.fakes_sound import BLOCK, tone
from tests.fakes_sound import decoded as heard

VAULT = "0123456789abcdef0123456789abcdef"
BEFORE_S = 5.0
CLOCK = SystemClock()


def build(folder: Path, mib: int) -> None:
    """Make a journal of so many MiB, in parts of one note each."""
    chance, size, note = random.Random(1), 0, 0  # noqa: S311 - anything will do
    fresh = Header(VAULT, 0, header.fingerprint(KEY, VAULT), OpensWith.KEYRING)
    header.save(folder, fresh)
    opened = vault.create(folder, KEY)
    header.ready(folder)
    while size < mib * 2**20:
        with opened.writing() as db:
            note += 1
            at = SUNDAY_EVENING.utc_ms + 60_000 * note
            row = {"id": note, "made_ms": at, "changed_ms": at, "offset_minutes": 60, "zone": "CET"}
            aside = EntryState.ASIDE.value
            db.execute(insert(schema.entry), {**row, "uid": f"e{note}", "state": aside})
            kind = {"kind": Kind.VOICE.value, "position": 0, "state": PartState.WHOLE.value}
            db.execute(insert(schema.part), {**row, **kind, "uid": f"p{note}", "entry_id": note})
            bodies = [chance.randbytes(chance.randint(20_000, 40_000)) for _ in range(500)]
            whole = [
                {"part_id": note, "seq": seq, "made_ms": at, "body": body}
                for seq, body in enumerate(bodies)
            ]
            db.execute(insert(schema.record), whole)
            size += sum(map(len, bodies))
    opened.close()


def open_once(folder: Path) -> tuple[float, float]:
    """Open the journal; return the milliseconds to its newest line, and to its first page."""
    began = perf_counter()
    with closing(vault.unlock(folder, KEY)) as opened, opened.reading() as db:
        assert entries.newest(db, 1)
        first = perf_counter()
        assert entries.newest(db, LINES)
        return 1000 * (first - began), 1000 * (perf_counter() - began)


def drop_from_memory(folder: Path) -> None:
    """Let the system forget what it has of the files."""
    for file in folder.glob(f"{header.DATABASE}*"):
        handle = os.open(file, os.O_RDONLY)
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def measure_opening(folder: Path, times: int) -> None:
    """Open again and again, and print how long it took."""
    open_once(folder)
    for title, before in (("in memory", lambda _folder: None), ("dropped", drop_from_memory)):
        took: list[tuple[float, float]] = []
        for _ in range(times):
            before(folder)
            took.append(open_once(folder))
        for at, what in enumerate(("newest line", f"{LINES} lines")):
            values = [both[at] for both in took]
            at_p95 = statistics.quantiles(values, n=20)[-1]
            say(
                f"open, {title}, to the {what}",
                f"p50 {statistics.median(values):.1f} ms, p95 {at_p95:.1f} ms",
                "50 ms",
                good=at_p95 <= 50,
            )


@dataclass
class Voice:
    """A microphone that hears a steady tone in real time, and counts what it gave."""

    given: int = 0
    late_s: float = 0.0
    behind_s: float = 0.0
    match: None = None
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        """Begin to be heard."""
        self._thread = Thread(target=self._speak, args=(hear,), name="microphone")
        self._thread.start()

    def stop(self) -> None:
        """Fall silent."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _speak(self, hear: Callable[[bytes], None]) -> None:
        block, due = tone(BLOCK / RATE), perf_counter()
        while True:
            due += BLOCK / RATE
            if self._stop.wait(max(0.0, due - perf_counter())):
                return
            self.behind_s = max(self.behind_s, perf_counter() - due)
            hear(block)
            self.given += len(block) // 2


class Commits:
    """How long each record waited, from being handed over to being on the disk."""

    def __init__(self) -> None:
        self.took: list[tuple[float, float]] = []
        self._since: deque[float] = deque()

    def asked(self) -> None:
        """Note that a record was handed over."""
        self._since.append(perf_counter())

    def done(self, changed: Changed) -> None:
        """Note that the oldest that waits is kept; a record alone changes no line."""
        if not changed.line:
            began = self._since.popleft()
            self.took.append((began, perf_counter() - began))

    def longest(self, began: float, ended: float) -> tuple[int, float, float]:
        """Return how many were handed over meanwhile, and their median and longest wait in ms."""
        waits = [1000 * took for since, took in self.took if began <= since <= ended]
        return len(waits), statistics.median(waits), max(waits)


def back_up_while_recording(folder: Path) -> None:
    """Record, back up meanwhile, and compare what was said with what was kept."""
    commits, voice, work = Commits(), Voice(), Work(lambda call: call())
    journal = Journal(lambda call: call(), print, commits.done)
    journal.open(lambda: vault.unlock(folder, KEY)).result(20)
    part = OpenEntry(journal, CLOCK).new_part(Kind.VOICE)

    def keep(body: bytes) -> int:
        commits.asked()
        return part.append(body)

    recorder = Recorder(keep, voice, OpusStream, CLOCK)
    recorder.start()
    until(lambda: recorder.seconds > 0, "the recorder")
    began = perf_counter()
    until(lambda: perf_counter() - began > BEFORE_S, "some seconds without a backup")
    started = perf_counter()
    now_ms = CLOCK.now().utc_ms
    made = work.do(lambda: backup.make(folder, KEY, Occasion.BY_HAND, now_ms, work.breathe))
    made.result(1800)
    ended = perf_counter()
    recorder.stop()
    journal.close()
    work.close()
    tell(folder, voice, commits, (began, started, ended))


def tell(folder: Path, voice: Voice, commits: Commits, at: tuple[float, float, float]) -> None:
    """Print what the backup cost the recording."""
    began, started, ended = at
    recording = kept(folder)
    note = recording.note
    gaps = sum(event.kind is EventKind.GAP for event in note.events)
    decoded = len(heard(recording))
    # The recording begins at the press, somewhere within the first block.
    before, dropped = divmod(voice.given - note.frames, BLOCK)[::-1]
    mib = sum(file.stat().st_size for file in (folder / backup.FOLDER).glob("*.db")) / 2**20
    say("backup, copied and read back", f"{ended - started:.1f} s for {mib:.0f} MiB")
    say(
        "frames said, kept, and blocks dropped meanwhile",
        f"{voice.given}, {note.frames} ({before} before the press), {dropped}; gaps {gaps};"
        f" {decoded // 2} decode",
        "0 dropped",
        good=dropped == gaps == 0 and decoded // 2 == note.frames,
    )
    for title, span in (("before", (began, started)), ("during", (started, ended))):
        count, median, most = commits.longest(*span)
        text = f"{count} records, median {median:.1f} ms, longest {most:.0f} ms"
        say(f"a record's wait to be kept, {title} the backup", text)
    say("the latest the sound itself came", f"{1000 * voice.behind_s:.0f} ms")


def kept(folder: Path) -> Recording:
    """Return the newest recording."""
    with closing(vault.unlock(folder, KEY)) as opened, opened.reading() as db:
        (part,) = entries.load(db, entries.newest(db, 1)[0].id).parts
        return in_memory(record.body for record in part.records)


def say(what: str, found: str, wanted: str = "", *, good: bool = True) -> None:
    """Print a line of the table."""
    verdict = f"   wanted {wanted}   {'within' if good else 'BEYOND'}" if wanted else ""
    sys.stdout.write(f"{what:46} {found}{verdict}\n")
    sys.stdout.flush()


def main() -> None:
    """Build, measure, and leave nothing behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--opens", type=int, default=60)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as name:
        folder, began = Path(name) / "journal", perf_counter()
        folder.mkdir(mode=0o700)
        build(folder, asked.mib)
        size = (folder / header.DATABASE).stat().st_size / 2**20
        say("built", f"{size:.0f} MiB in {perf_counter() - began:.0f} s")
        measure_opening(folder, asked.opens)
        back_up_while_recording(folder)


if __name__ == "__main__":
    main()
