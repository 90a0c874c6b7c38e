"""What a drawing of 10,000 strokes (1 M points) takes on the disk, and how long it takes to open.

Run it as ``python -m tests.bench.bench_ink_kept``. The same drawing is opened in turns as it was
kept stroke by stroke and as it is once it was folded, from a real vault to what can be drawn on.
"""

import gc
import sys
from collections.abc import Callable
from math import cos, sin
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record
from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.history import History
from journal_app.domain.ink.marks import Extent, Stroke
from journal_app.domain.ink.records import Add
from journal_app.media import ink
from journal_app.services.folding import RUN
from journal_app.services.journal import Journal
from journal_app.storage import entries, folding, parts, vault
from journal_app.storage.schema import part
from tests.fakes import KEY, FakeClock, Post

STROKES, SAMPLES, ROUNDS = 10_000, 100, 9
TREMOR = 0.4  # page units: a hand is not as smooth as a formula


def bodies() -> list[bytes]:
    """Return the records of a page that is full of curly lines, each a little trembling."""
    chance, n = np.random.default_rng(1), np.arange(float(SAMPLES))
    made = []
    for number in range(STROKES):
        x = 80 + (number * 137) % 1200 + 2 * n + 20 * cos(number) * np.cos(n / 6)
        y = 80 + (number * 89) % 800 + 20 * np.sin(n / 5 + sin(number))
        pressure = 0.5 + 0.3 * np.sin(n / 20)
        points = np.stack([x, y, pressure, 5 * n], axis=1)
        points[:, :2] += chance.normal(0, TREMOR, (SAMPLES, 2))
        stroke = Stroke(number + 1, "pen", "text", 4.0, 5_000 * number, points)
        made.append(codec.pack(Add(stroke, Extent(1600, 1000))))
    return made


def begin(folder: Path, made: list[bytes]) -> Journal:
    """Return an open journal with the drawing in it, kept stroke by stroke."""
    post = Post(SimpleQueue())
    journal = Journal(post.deliver, post.failures.append, post.changes.append)
    journal.open(lambda: vault.create(folder, KEY)).result(60)
    now = FakeClock().now()
    for name in ("loose", "folded"):
        journal.do(entries.begin, Entry(EntryId(name), now)).result(60)
        journal.do(parts.begin, EntryId(name), Part(PartId(name), Kind.INK, 0, now)).result(60)
        for number, body in enumerate(made):
            journal.do(parts.append, PartId(name), Record(number, 5_000 * number, body))
        journal.ask(folding.drawn_on).result(600)  # comes when all of it is kept
    return journal


def fold(journal: Journal) -> None:
    """Fold one of the two drawings, as is done behind whatever somebody does."""
    key = journal.ask(lambda db: db.execute(part.select()).all()).result(60)[1].id
    while len(some := journal.ask(folding.loose, key, codec.BLOCK, RUN).result(60)) == RUN:
        journal.do(folding.fold, key, some[0].seq, RUN, ink.fold(some)).result(60)


def opened(journal: Journal, name: str) -> tuple[float, float, int]:
    """Open a drawing; return wall and processor time (ms), and its bytes in the vault."""
    gc.collect()
    began, used = perf_counter(), process_time()
    content = journal.ask(entries.load, EntryId(name)).result(60).parts[0]
    records = ink.records(content)
    drawing, history = Drawing(records), History(records)
    times = 1000 * (perf_counter() - began), 1000 * (process_time() - used)
    assert len(drawing) == STROKES
    assert history.can_undo
    return *times, sum(len(record.body) for record in content.records)


def say(line: str, out: Callable[[str], object] = sys.stdout.write) -> None:
    """Print a line."""
    out(f"{line}\n")


def main() -> None:
    """Measure and print."""
    gc.disable()  # as the app has it: garbage is collected between two things
    made = bodies()
    with TemporaryDirectory() as folder:
        journal = begin(Path(folder), made)
        fold(journal)
        found: dict[str, list[tuple[float, float, int]]] = {"loose": [], "folded": []}
        for _ in range(ROUNDS):
            for name, runs in found.items():
                runs.append(opened(journal, name))
        journal.close()
    for name, runs in found.items():
        wall, used = median(run[0] for run in runs), median(run[1] for run in runs)
        size = runs[0][2] / STROKES / SAMPLES
        say(f"{name:8} {size:5.2f} bytes a point   opens in {wall:4.0f} ms ({used:4.0f} ms of CPU)")


if __name__ == "__main__":
    main()
