"""What a note of four hours costs where it is shown, added to, glimpsed, saved and let go of.

Run it as ``python -m tests.bench.bench_voice_kept``; with ``--save``, its sound is saved as well,
which takes minutes. The vault is a real one; the note says the same every half minute.
"""

import argparse
import gc
import resource
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, thread_time
from typing import TypeVar

import soundfile

from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record
from journal_app.domain.lines import Piece
from journal_app.domain.voice import Page, pack
from journal_app.media import voice
from journal_app.services.glimpses import Glimpses
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.session import Session
from journal_app.services.shelving import Shelving
from journal_app.services.voice.saving import Form, SoundSaver
from journal_app.services.work import Work
from journal_app.storage import binned, entries, parts, search, vault
from journal_app.storage.schema import part as part_table
from journal_app.storage.schema import record as record_table
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock, Post
from tests.fakes_sound import file
from tests.keyrings import FakeKeychain
from tests.longnote import long_note

T = TypeVar("T")

HOURS = 4.0
ENTRY, PART = EntryId("long"), PartId("long")


def begin(folder: Path) -> Session:
    """Return a session on a journal that holds the note."""
    post = Post(SimpleQueue())
    journal = Journal(post.deliver, post.failures.append, post.changes.append)
    journal.open(lambda: vault.create(folder, KEY)).result(60)
    now = SUNDAY_EVENING
    journal.do(entries.begin, Entry(ENTRY, now)).result(60)
    journal.do(parts.begin, ENTRY, Part(PART, Kind.VOICE, 0, now)).result(60)
    some: list[dict[str, object]] = []
    key = journal.ask(lambda db: db.execute(part_table.select()).one().id).result(60)
    for seq, body in enumerate(long_note(HOURS)):
        some.append({"part_id": key, "seq": seq, "made_ms": 0, "body": body})
        if len(some) == 500:
            fill(journal, some)
    fill(journal, some)
    keychain, work = FakeKeychain(), Work(post.deliver)
    return Session(folder, keychain, FakeClock(), post.deliver, journal, work)


def fill(journal: Journal, some: list[dict[str, object]]) -> None:
    """Keep some records at once."""
    rows = list(some)
    some.clear()
    journal.ask(lambda db: db.execute(record_table.insert(), rows)).result(60)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do something; return what it returns, and how many milliseconds it took."""
    began = perf_counter()
    value = work()
    return value, 1000 * (perf_counter() - began)


def busy(work: Callable[[], object]) -> float:
    """Do something; return how many milliseconds of this thread it took, whoever else is busy."""
    began = thread_time()
    work()
    return 1000 * (thread_time() - began)


@contextmanager
def standing_by(journal: Journal) -> Iterator[list[float]]:
    """Have somebody else ask the vault for something small all the time; give their waits (ms)."""
    waits: list[float] = []
    enough = Event()

    def ask() -> None:
        while not enough.wait(0.005):
            waits.append(timed(lambda: journal.ask(lambda _db: None).result(60))[1])

    thread = Thread(target=ask, name="somebody else")
    thread.start()
    yield waits
    enough.set()
    thread.join()


def row(name: str, values: Sequence[float], unit: str = "ms") -> None:
    """Print a line."""
    median, most = statistics.median(values), max(values)
    count = f"{len(values)} times"
    sys.stdout.write(f"{name:52} median {median:8.1f} {unit}  max {most:8.1f} {unit}  {count}\n")


def size(name: str, folder: Path) -> None:
    """Print how large the journal's files are."""
    whole = sum(file.stat().st_size for file in folder.glob("journal.db*"))
    sys.stdout.write(f"{name:52} {whole / 2**20:.1f} MiB\n")


def show(session: Session) -> None:
    """Open the entry as a page does."""
    reads, folds, opens = [], [], []
    for _ in range(5):
        ask = session.journal.ask
        content, took = timed(lambda: ask(entries.load, ENTRY, sound=False).result(60))  # noqa: B023
        reads.append(took)
        opens.append(busy(lambda: OpenEntry(session.journal, session.clock, content)))  # noqa: B023
        folds.append(busy(lambda: voice.read(content.parts[0])))  # noqa: B023
    row("entry read (on the vault's thread)", reads)
    row("entry opened (on the window)", opens)
    row("note folded (on the window)", folds)


def add(session: Session) -> None:
    """Go on with the note."""
    took = []
    for number in range(40):
        one = Record(1_000_000 + number, 0, pack(Page(9, 0, 0, bytes(2000))))
        took.append(timed(lambda: session.journal.do(parts.append, PART, one).result(60))[1])  # noqa: B023
    row("append at its end", took)


def glimpse(session: Session) -> None:
    """Make its glimpse, while somebody else writes."""
    key = session.journal.ask(lambda db: db.execute(part_table.select()).one().id).result(60)
    made = Glimpses(session, bytes)
    with standing_by(session.journal) as waits:
        _, took = timed(lambda: made.make(Piece(key, Kind.VOICE, None)).result(600))
    row("glimpse made (behind)", [took])
    row("  others wait meanwhile", waits)


def look(session: Session) -> None:
    """Have the search learn of it."""
    _, took = timed(lambda: session.journal.do(search.catch_up, 12_000).result(600))
    row("search catches up", [took])


def let_go(session: Session) -> None:
    """Bin it, let go of it, and sweep, while somebody else writes."""
    journal = session.journal
    row("bin", [timed(lambda: journal.do(binned.put, ENTRY, 1).result(60))[1]])
    row("bin listed", [timed(lambda: journal.ask(binned.contents, date.today()).result(60))[1]])  # noqa: DTZ011
    row("let go", [timed(lambda: journal.do(binned.let_go, None).result(60))[1]])
    steps: dict[str, list[float]] = {}
    real = journal.do

    def noted(verb: Callable[..., object], *args: object) -> object:
        reply = real(verb, *args)  # type: ignore[arg-type]
        steps.setdefault(verb.__name__, []).append(timed(lambda: reply.result(60))[1])
        return reply

    journal.do = noted  # type: ignore[method-assign,assignment]
    with standing_by(journal) as waits:
        swept = Shelving(session, Calendar(FakeClock()))
        _, took = timed(lambda: swept.sweep().result(3600))
    row("swept (behind)", [took / 1000], "s")
    for name, values in steps.items():
        row(f"  {name}", values)
    row("  others wait meanwhile", waits)


def save(session: Session, folder: Path) -> None:
    """Save its sound in every way."""
    content = session.journal.ask(entries.load, ENTRY, sound=False).result(60)
    (part,) = OpenEntry(session.journal, session.clock, content).parts

    saver = SoundSaver(session, file)
    for form in Form:
        path = folder / f"long.{form}"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with standing_by(session.journal) as waits:
            _, took = timed(lambda: saver.save(part, form, path, lambda *_: None).result(3600))  # noqa: B023
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row(f"saved as {form}, {path.stat().st_size / 2**20:.0f} MiB", [took / 1000], "s")
        row("  others wait meanwhile", waits)
        off = soundfile.info(path).frames - voice.read(content.parts[0]).frames
        more = f"{off} frames off; peak memory {after - before:+.1f} MiB"
        sys.stdout.write(f"{'':52} {more}\n")
        path.unlink()


def main() -> None:
    """Measure, and print."""
    gc.disable()  # as the app has it: garbage is collected between two things
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name) / "journal"
        folder.mkdir(mode=0o700)
        session = begin(folder)
        size("file with the note", folder)
        show(session)
        if asked.save:
            save(session, Path(name))
        add(session)
        glimpse(session)
        look(session)
        let_go(session)
        session.close()
        size("file without it", folder)


if __name__ == "__main__":
    main()
