"""What the lock costs: the journal's work on the encrypted file beside the same on an open one.

    python -m tests.bench.bench_vault [--entries 50000] [--rounds 40] [--folder FOLDER]

Both files are made by the same library with the same pragmas, on a real disk; one has no key. What
is measured takes turns, so that whatever else the machine does falls on both alike. A ratio is that
of the medians.

The search is the journal's own index, asked directly: newest first, or by relevance.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, insert

from journal_app.domain.entry import EntryState, Kind, PartId, PartState
from journal_app.domain.lines import Wanted
from journal_app.storage import engine as engines
from journal_app.storage import entries, parts, schema, upgrade, vault
from journal_app.storage import lines as line_verbs
from journal_app.storage.engine import Access
from journal_app.storage.vault import Vault
from journal_app.ui.pages.inside import LINES
from tests.fakes import KEY, SUNDAY_EVENING

BATCH = 1000
WORDS = 200  # in an entry
SYLLABLES = tuple(f"{one}{other}" for one in "bdklmnst" for other in "aeio")

NEWEST = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
RELEVANT = "SELECT body FROM search WHERE search MATCH ? ORDER BY rank LIMIT 20"


@dataclass(frozen=True)
class Place:
    """One of the two files."""

    file: Path
    locked: bool

    def open(self, access: Access = Access.WRITE) -> Vault:
        """Open it as the journal does, up to the first look at its form."""
        if self.locked:
            return Vault(engines.make(self.file, KEY, access))
        return Bare(_bare(self.file, access))


class Bare(Vault):
    """An open file without a lock, and so without a look at what the lock may have refused."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that only reads."""
        with self._engine.connect() as db:
            db.execution_options(reading=True)
            with db.begin():
                yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside a transaction; leaving the block commits it."""
        with self._engine.connect() as db, db.begin():
            yield db


def _bare(file: Path, access: Access) -> Engine:
    """Return an engine like the vault's own, without a key."""

    def connect() -> Any:
        where = f"{file.absolute().as_uri()}?{access}"
        connection = sqlcipher.connect(where, uri=True, isolation_level=None)
        if access is Access.CREATE:
            engines._run(connection, engines._AT_CREATION)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        engines._run(connection, engines._ALWAYS)
        engines._run(connection, engines._WRITING)
        return connection

    how = {"module": sqlcipher, "creator": connect, "poolclass": StaticPool}
    engine = create_engine("sqlite://", hide_parameters=True, **how)
    event.listen(engine, "begin", engines._begin)
    return engine


def texts(chance: random.Random) -> Iterator[str]:
    """Give entries without end, of words as unevenly used as those of a language."""
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 5))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    while True:
        drawn = chance.choices(vocabulary, weights, k=WORDS * 50)
        for at in range(0, len(drawn), WORDS):
            yield " ".join(drawn[at : at + WORDS])


def fill(place: Place, count: int) -> None:
    """Make the tables and so many entries of one part of words each, and an index to search in."""
    chance, made = random.Random(1), SUNDAY_EVENING  # noqa: S311 - the same for both
    wall = {"offset_minutes": made.offset_minutes, "zone": made.zone}
    numbered = enumerate(islice(texts(chance), count), 1)
    with closing(place.open(Access.CREATE)) as opened:
        with opened.migrating() as db:
            upgrade.upgrade(db)
        while batch := list(islice(numbered, BATCH)):
            with opened.writing() as db:
                whole = [(n, text, made.utc_ms + 60_000 * n) for n, text in batch]
                rows = [
                    {
                        "id": n,
                        "uid": f"e{n}",
                        "made_ms": at,
                        "changed_ms": at,
                        **wall,
                        **told(n, text),
                    }
                    for n, text, at in whole
                ]
                db.execute(insert(schema.entry).values(state=EntryState.ASIDE.value), rows)
                kind = {"kind": Kind.WORDS.value, "state": PartState.WHOLE.value, "position": 0}
                pieces = [
                    {"id": n, "uid": f"p{n}", "entry_id": n, "body": text.encode(), **kind, **wall}
                    | {"made_ms": at, "changed_ms": at}
                    for n, text, at in whole
                ]
                db.execute(insert(schema.part), pieces)
                docs = [
                    {"id": n, "entry_id": n, "kind": "", "body": text} for n, text, _at in whole
                ]
                db.execute(insert(schema.search_doc), docs)


def told(number: int, text: str) -> dict[str, str]:
    """Return what an entry's line shows; there are three a day."""
    day = SUNDAY_EVENING.day + timedelta(number // 3)
    return {"day": f"{day}", "kinds": Kind.WORDS.value, "first_words": text[:160]}


Work = Callable[[Place, Vault], object]


def opening(place: Place, _opened: Vault) -> None:
    """Open the file and read the newest line."""
    with closing(place.open()) as opened:
        vault._recognise(opened)
        with opened.reading() as db:
            assert not upgrade.needed(db)
            assert entries.newest(db, 1)


def lines(count: int) -> Work:
    """List so many lines, which are in memory if they fit there."""

    def work(_place: Place, opened: Vault) -> None:
        with opened.reading() as db:
            assert entries.newest(db, count)

    return work


def lines_from_cold(count: int) -> Work:
    """List so many lines through a connection that has read nothing yet."""

    def work(_place: Place, opened: Vault) -> None:
        with opened.reading() as db:
            db.exec_driver_sql("PRAGMA shrink_memory")
            assert entries.newest(db, count)

    return work


def order(_place: Place, opened: Vault) -> None:
    """Read the order of the whole journal, as its page does."""
    with opened.reading() as db:
        assert line_verbs.order(db, Wanted()).keys


def saving(of: int) -> Work:
    """Keep the words of one part, as autosave does: in a transaction of its own, synced."""
    chance = random.Random(2)  # noqa: S311
    bodies, which = texts(chance), random.Random(3)  # noqa: S311

    def work(_place: Place, opened: Vault) -> None:
        with opened.writing() as db:
            parts.put(db, PartId(f"p{which.randint(1, of)}"), next(bodies).encode(), 0)

    return work


def searching(query: str, asked: list[str]) -> Work:
    """Search for a few things, one after the other."""

    def search(db: Connection) -> None:
        for words in asked:
            db.exec_driver_sql(query, (words,)).all()

    def work(_place: Place, opened: Vault) -> None:
        with opened.reading() as db:
            search(db)

    return work


def measure(name: str, most: float, work: Work, places: list[Place], rounds: int) -> None:
    """Do something in turn in both places, and print how they compare."""
    took: dict[bool, list[float]] = {True: [], False: []}
    opened = {place: place.open() for place in places}
    for number in range(rounds + 2):
        for place in places if number % 2 else places[::-1]:
            began = perf_counter()
            work(place, opened[place])
            if number > 1:
                took[place.locked].append(1000 * (perf_counter() - began))
    for one in opened.values():
        one.close()
    bare, locked = (statistics.median(took[which]) for which in (False, True))
    pairs = statistics.median(a / b for a, b in zip(took[True], took[False], strict=True))
    verdict = "within" if locked / bare <= most else "BEYOND"
    sys.stdout.write(
        f"{name:44} open {bare:9.3f} ms   locked {locked:9.3f} ms   ratio {locked / bare:5.2f}"
        f" (of pairs {pairs:5.2f})   wanted {most:.1f}   {verdict}\n"
    )
    sys.stdout.flush()


def compare(folder: Path, count: int, rounds: int) -> None:
    """Make both files with so many entries, and measure everything on them."""
    places = [Place(folder / f"{name}-{count}.db", name == "locked") for name in ("locked", "bare")]
    for place in places:
        fill(place, count)
    sys.stdout.write(f"\n{count} entries, {places[0].file.stat().st_size / 2**20:.0f} MiB\n")
    chance = random.Random(4)  # noqa: S311
    known = next(islice(texts(random.Random(1)), 50, None)).split()  # noqa: S311
    typed = [f'"{word[:4]}"*' for word in chance.sample(known, 20)]
    rare = [f'"{word}"' for word in sorted(set(known), key=len)[-10:]]
    few = max(5, rounds // 4)
    for name, most, work, times in (
        ("open and read the newest line", 1.3, opening, 5 * rounds),
        ("keep a part (autosave), synced", 1.5, saving(count), 10 * rounds),
        (f"list the newest {LINES}, as the journal does", 1.2, lines(LINES), rounds),
        (f"list the newest {LINES}, first time", 1.2, lines_from_cold(LINES), rounds),
        (f"list all {count}", 1.2, lines(count), few),
        (f"the order of all {count}", 1.2, order, few),
        ("search 20 beginnings, newest 50 of each", 1.2, searching(NEWEST, typed), rounds),
        ("search 10 words, best 20 of each", 1.2, searching(RELEVANT, rare), rounds),
    ):
        measure(name, most, work, places, times)


def main() -> None:
    """Measure with few and with many entries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as name:
        for count in asked.entries:
            compare(Path(name), count, asked.rounds)


if __name__ == "__main__":
    main()
