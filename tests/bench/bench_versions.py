"""What versions cost: keeping a long text with them and without, and what an hour of them weighs.

    python -m tests.bench.bench_versions [--words 20000] [--saves 400] [--folder FOLDER]

Both write the same texts into encrypted files of their own, taking turns, each save a transaction
of its own, synced. A ratio is that of the medians. Then: how long it takes to go back to the oldest
save of that hour, to compare two long texts, and to thin.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from sqlalchemy import Connection, func, select, update

from journal_app.domain import comparing
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId
from journal_app.domain.versions import DAY_MS, HOUR_MS
from journal_app.storage import entries, lines, parts, vault, versions
from journal_app.storage.schema import part, version
from journal_app.storage.vault import Vault
from tests.fakes import KEY, SUNDAY_EVENING

PART = PartId("p")
BEGAN = SUNDAY_EVENING.utc_ms // HOUR_MS * HOUR_MS
SYLLABLES = tuple(f"{one}{other}" for one in "bdklmnst" for other in "aeio")

Put = Callable[[Connection, bytes, int], object]


def words(chance: random.Random, count: int) -> list[str]:
    """Return so many words of one to four syllables."""
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(count)]


def writing(count: int) -> Iterator[bytes]:
    """Yield a long text as somebody goes on with it, mostly at its end, now and then inside."""
    chance = random.Random(1)  # noqa: S311
    text = words(chance, count)
    while True:
        at = len(text) if chance.random() < 0.8 else chance.randrange(len(text))
        text[at:at] = words(chance, 2)
        if chance.random() < 0.2:
            del text[at : at + 3]
        yield " ".join(text).encode()


def with_versions(db: Connection, body: bytes, at_ms: int) -> None:
    """Keep a text as the journal does."""
    parts.put(db, PART, body, at_ms)


def without(db: Connection, body: bytes, at_ms: int) -> None:
    """Keep a text in the place of what was there."""
    values = {"body": body, "changed_ms": at_ms}
    query = update(part).where(part.c.uid == PART).values(values).returning(part.c.entry_id)
    lines.retell(db, db.execute(query).scalar_one())


def make(folder: Path) -> Vault:
    """Make a file with one empty part."""
    folder.mkdir()
    made = vault.create(folder, KEY)
    with made.writing() as db:
        entries.begin(db, Entry(EntryId("e"), SUNDAY_EVENING))
        parts.begin(db, EntryId("e"), Part(PART, Kind.WORDS, 0, SUNDAY_EVENING))
    return made


def save(opened: Vault, put: Put, body: bytes, at_ms: int) -> float:
    """Keep a text; return how many milliseconds that took."""
    began = perf_counter()
    with opened.writing() as db:
        put(db, body, at_ms)
    return 1000 * (perf_counter() - began)


def timed(what: str, work: Callable[[], object]) -> None:
    """Do something once, and say how long it took."""
    began = perf_counter()
    work()
    say(f"{what:52} {1000 * (perf_counter() - began):9.1f} ms")


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def compare_costs(folder: Path, count: int, saves: int) -> None:
    """Save in turn with versions and without, and print how they compare."""
    texts = writing(count)
    took: dict[str, list[float]] = {"with": [], "without": []}
    with closing(make(folder / "with")) as one, closing(make(folder / "without")) as other:
        for number in range(saves):
            body, at_ms = next(texts), BEGAN + 1000 * number
            turns = [("with", one, with_versions), ("without", other, without)]
            for name, opened, put in turns if number % 2 else turns[::-1]:
                took[name].append(save(opened, put, body, at_ms))
    medians = {name: statistics.median(these[2:]) for name, these in took.items()}
    worst = {name: statistics.quantiles(these[2:], n=20)[-1] for name, these in took.items()}
    for name in took:
        say(
            f"keep {count} words, {name:7} versions: median {medians[name]:6.2f} ms,"
            f" p95 {worst[name]:6.2f} ms"
        )
    pairs = [a / b for a, b in zip(took["with"][2:], took["without"][2:], strict=True)]
    say(
        f"ratio of the medians {medians['with'] / medians['without']:.2f},"
        f" median of the pairs {statistics.median(pairs):.2f}"
    )


def weigh_an_hour(folder: Path, count: int) -> None:
    """Save every second for an hour, and print what that weighs and what it takes to use it."""
    texts = writing(count)
    with closing(make(folder / "hour")) as opened:
        with opened.writing() as db:
            for second in range(3600):
                parts.put(db, PART, next(texts), BEGAN + 1000 * second)
        weight = select(version.c.form, func.count(), func.sum(func.length(version.c.body)))
        with opened.reading() as db:
            for form, rows, size in db.execute(weight.group_by(version.c.form)):
                say(f"an hour, a save a second: {rows:5} {form:6} {size / 2**10:9.1f} KiB")
            history = versions.of_part(db, PART)
            assert history is not None
            oldest = history.versions[-2].id
            timed("go back to the oldest patch of the hour", lambda: versions.read(db, oldest))
            then = versions.read(db, oldest) or b""
        before, now = then.decode(), history.body.decode()
        timed("compare that with what stands there now", lambda: comparing.compare(before, now))
        for later in (HOUR_MS, 3 * DAY_MS):
            with opened.writing() as db:
                at = BEGAN + 2 * HOUR_MS + later
                timed(f"thin {later / HOUR_MS:.0f} hours later", lambda: versions.thin(db, at))  # noqa: B023


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--saves", type=int, default=400)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as name:
        compare_costs(Path(name), asked.words, asked.saves)
        weigh_an_hour(Path(name), asked.words)


if __name__ == "__main__":
    main()
