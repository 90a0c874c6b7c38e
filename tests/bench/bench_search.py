"""What it takes to find something: from the key to the answer, and to the eye.

    python -m tests.bench.bench_search [--entries 100000] [--keys 400] [--folder FOLDER]

A journal of entries of 60 to 200 words is made, as unevenly used as those of a language, and the
search gets to know it in its own small steps. Then somebody types words and the beginnings of words
into the real page (without a screen), while another entry is kept every second through the same
door. A key counts as answered when the page shows what was found, and as seen when the list was
painted with it. A beat every few milliseconds tells how long the window was deaf at most. In the
same run, the bare index is asked for the same words, newest first; the ratio is to that.

With ``--folder``, a journal of an earlier run is used again.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert
from typing_extensions import override

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain import searching
from journal_app.domain.day import Calendar
from journal_app.domain.entry import PartId
from journal_app.domain.searching import Query
from journal_app.domain.settings import Preferences
from journal_app.services.journal import Journal
from journal_app.services.search import A_STEP, Search
from journal_app.services.session import Session
from journal_app.services.themes import Themes
from journal_app.services.work import Work
from journal_app.storage import parts, schema, search, vault
from journal_app.storage.vault import Vault
from journal_app.ui.bridge import Bridge
from journal_app.ui.icons import Icons
from journal_app.ui.pages.search import SearchPage
from journal_app.ui.theme import Theme
from journal_app.ui.tidying import Tidying
from journal_app.ui.tools import Tools
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock
from tests.fakes_sound import fake_sound

BATCH, APART_MS = 1000, 2 * 3_600_000
SYLLABLES = tuple(f"{one}{other}" for one in "bdklmnst" for other in "aeio")
WANTED_MS = 30.0
PATIENCE_S = 20
BEAT_MS, A_KEY_MS, A_SAVE_MS = 4, 90, 1000
BARE = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 30"


def texts(chance: random.Random) -> Iterator[str]:
    """Give texts without end."""
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 5))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    while True:
        drawn = chance.choices(vocabulary, weights, k=10_000)
        while len(drawn) > 200:
            long = chance.randint(60, 200)
            yield " ".join(drawn[:long])
            del drawn[:long]


def fill(opened: Vault, count: int) -> None:
    """Make so many entries of one part of words each; the search knows none of them yet."""
    wall = {"offset_minutes": SUNDAY_EVENING.offset_minutes, "zone": SUNDAY_EVENING.zone}
    numbered = enumerate(islice(texts(random.Random(1)), count), 1)  # noqa: S311
    while batch := list(islice(numbered, BATCH)):
        rows, pieces = [], []
        for n, text in batch:
            ago = (count - n) * APART_MS
            at = SUNDAY_EVENING.utc_ms - ago
            day = SUNDAY_EVENING.day - timedelta(milliseconds=ago)
            row = {"id": n, "uid": f"e{n}", "made_ms": at, "changed_ms": at, **wall}
            rows.append({**row, "state": "aside", "day": f"{day}", "kinds": "words"})
            whole = {"kind": "words", "position": 0, "state": "whole", "body": text.encode()}
            pieces.append({**row, **whole, "uid": f"p{n}", "entry_id": n, "form": "md1"})
        with opened.writing() as db:
            db.execute(insert(schema.entry), rows)
            db.execute(insert(schema.part), pieces)
            db.execute(insert(schema.unsearched), [{"entry_id": n} for n, _text in batch])


def catch_up(opened: Vault, count: int) -> None:
    """Let the search get to know everything, and say how fast."""
    before, steps, began = _mib(opened), [], perf_counter()
    while True:
        step = perf_counter()
        with opened.writing() as db:
            search.catch_up(db, A_STEP)
        steps.append(1000 * (perf_counter() - step))
        with opened.reading() as db:
            if not search.waiting(db):
                break
    took = perf_counter() - began
    _say(f"caught up with {count} entries in {took:.0f} s, {count / took:.0f} a second")
    _say(f"a step with its commit   {_spread(steps)}")
    after = _mib(opened)
    _say(f"the file grew from {before:.0f} to {after:.0f} MiB, to {after / before:.2f} of it")


class Eye(QObject):
    """Notes when the list was painted."""

    def __init__(self, page: SearchPage) -> None:
        super().__init__()
        self.seen = 0.0
        page._list.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.seen = perf_counter()


class Typist:
    """Types into the page, keeps an entry every second, and measures."""

    def __init__(self, page: SearchPage, journal: Journal, count: int) -> None:
        self.page, self.journal = page, journal
        self.answered: list[float] = []
        self.painted: list[float] = []
        self.deaf: list[float] = []
        self._eye = Eye(page)
        self._beat_at = perf_counter()
        self._which, self._bodies = random.Random(3), texts(random.Random(2))  # noqa: S311
        self._count = count
        self._timers = [self._every(BEAT_MS, self._beat), self._every(A_SAVE_MS, self._save)]

    def type(self, words: list[str]) -> None:
        for word in words:
            self.page._line.clear()
            for letter in word:
                self._press(letter)

    def _press(self, letter: str) -> None:
        before, began = self.page._asked, perf_counter()
        QTest.keyClicks(self.page._line, letter)
        if self.page._asked != before and self.page._asked.words:
            self._until(lambda: self.page._search._next is None)
            self.answered.append(1000 * (perf_counter() - began))
            if self.page.hits:
                self._until(lambda: self._eye.seen > began)
                self.painted.append(1000 * (self._eye.seen - began))
        self._until(lambda: perf_counter() - began > A_KEY_MS / 1000)

    def _until(self, met: Callable[[], bool]) -> None:
        deadline = perf_counter() + PATIENCE_S
        while not met():
            # As the app waits: without the lock that lets the vault's thread run.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            assert perf_counter() < deadline, "nothing comes any more"

    def _every(self, ms: int, does: Callable[[], None]) -> QTimer:
        made = QTimer(self.page)
        made.timeout.connect(does)
        made.start(ms)
        return made

    def _beat(self) -> None:
        now = perf_counter()
        self.deaf.append(1000 * (now - self._beat_at) - BEAT_MS)
        self._beat_at = now

    def _save(self) -> None:
        part = PartId(f"p{self._which.randint(1, self._count)}")
        self.journal.do(parts.put, part, next(self._bodies).encode(), 0)


def measure(folder: Path, count: int, keys: int) -> None:
    """Type so many letters into the page of this journal."""
    qapp = QApplication.instance() or QApplication([])
    assert isinstance(qapp, QApplication)
    bridge, clock = Bridge(), FakeClock()
    journal = Journal(bridge.post, _fail, lambda _changed: None)
    journal.open(lambda: vault.unlock(folder, KEY)).result()
    session = Session(folder, MemoryKeychain(), clock, bridge.post, journal, Work(bridge.post))
    theme = Theme(qapp, Preferences())
    tools = Tools(theme, Icons(theme), clock, fake_sound(clock).sound, Calendar(clock))
    finding = Search(session, tools.calendar)
    page = SearchPage(finding, Themes(session, tools.calendar).known, tools)
    page.resize(1240, 800)
    page.show()
    page.arrive(None)
    tidying = Tidying()
    typist = Typist(page, journal, count)
    typist.type(["water"])
    typist.answered, typist.painted, typist.deaf = [], [], []
    typist.type(list(_words(keys)))
    for name, took in (("from a key to the answer", typist.answered),
                       ("from a key to the eye", typist.painted)):  # fmt: skip
        verdict = "within" if _percentile(took, 0.95) <= WANTED_MS else "BEYOND"
        _say(f"{name:24} {_spread(took)}   wanted p95 {WANTED_MS:.0f} ms   {verdict}")
    _say(f"the window was deaf      {_spread(typist.deaf)}")
    tidying.close()
    page.forget()
    session.close()
    compare(folder, statistics.median(typist.answered), list(_words(keys)))


def compare(folder: Path, median: float, words: list[str]) -> None:
    """Ask the bare index for the same, and the journal's own question, and print the ratio."""
    bare, whole = [], []
    with closing(vault.unlock(folder, KEY)) as opened:
        for word in words:
            for size in range(2, len(word) + 1):
                query = Query(searching.parse(word[:size]))
                with opened.reading() as db:
                    began = perf_counter()
                    db.exec_driver_sql(BARE, (searching.expression(query),)).all()
                    bare.append(1000 * (perf_counter() - began))
                    began = perf_counter()
                    search.find(db, query, date.max, 30)
                    whole.append(1000 * (perf_counter() - began))
    _say(f"the bare index           {_spread(bare)}")
    _say(f"the journal’s question   {_spread(whole)}")
    _say(f"ratio of the answered key to the bare index: {median / statistics.median(bare):.1f}")


def _words(letters: int) -> Iterator[str]:
    """Give words of that many letters in all: common ones, rare ones, and two at once."""
    drawn, chance = next(texts(random.Random(1))).split(), random.Random(5)  # noqa: S311
    while letters > 0:
        word = chance.choice(drawn) if chance.random() < 0.7 else " ".join(chance.sample(drawn, 2))
        letters -= len(word)
        yield word


def _fail(error: Exception) -> None:
    raise error


def _mib(opened: Vault) -> float:
    with opened.reading() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        return float(pages) * 4096 / 2**20


def _percentile(values: list[float], which: float) -> float:
    return sorted(values)[int(which * (len(values) - 1))]


def _spread(values: list[float]) -> str:
    middle, late = _percentile(values, 0.5), _percentile(values, 0.95)
    return f"p50 {middle:7.2f} ms   p95 {late:7.2f} ms   most {max(values):7.2f} ms"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Make a journal, unless there is one, and type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=400)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = asked.folder or Path(name)
        if not (folder / "journal.db").exists():
            folder.mkdir(parents=True, exist_ok=True)
            with closing(vault.create(folder, KEY)) as opened:
                fill(opened, asked.entries)
                catch_up(opened, asked.entries)
        measure(folder, asked.entries, asked.keys)


if __name__ == "__main__":
    main()
