"""The journal's list with many entries: how soon it is there, and what a frame of scrolling costs.

    python -m tests.bench.bench_journal [--entries 50000] [--folder FOLDER]

A real vault, a real page without a screen. A frame is everything the window's thread does from an
event until it has nothing left to do: moving, painting, taking in what was read meanwhile.
"""

import argparse
import math
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, sleep, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain import glimpse
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryState, Kind, PartState
from journal_app.domain.ink.marks import PALETTE, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.lines import Wanted
from journal_app.domain.settings import Preferences
from journal_app.services.drawings import Drawings
from journal_app.services.forms import Forms
from journal_app.services.glimpses import Glimpses
from journal_app.services.journal import Journal
from journal_app.services.lines import Lines
from journal_app.services.session import Session
from journal_app.services.sessions import Sessions
from journal_app.services.shelving import Shelving
from journal_app.services.work import Work
from journal_app.storage import schema, vault
from journal_app.ui.bridge import Bridge
from journal_app.ui.icons import Icons
from journal_app.ui.pages.journal import JournalPage, Shelves
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.lines.pictures import shrink
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock
from tests.fakes_sound import fake_sound

BATCH = 2000
A_DAY = 3  # entries
WORDS = ("warm.", "slow", "water", "over", "stones", "apricot", "music", "a", "door", "of", "light")
SIZE = (1240, 752)
FRAME_MS = 16.0


def fill(folder: Path, count: int) -> None:
    """Make so many entries, of words, drawings and voices, with a few glimpses to choose from."""
    chance = random.Random(1)  # noqa: S311
    seen = {kind: [make(chance) for _ in range(20)] for kind, make in MAKERS.items()}
    opened = vault.create(folder, KEY)
    for first in range(0, count, BATCH):
        numbers = range(first + 1, min(first + BATCH, count) + 1)
        entries, parts, glimpses = [], [], []
        for number in numbers:
            kinds = chance.choice(((Kind.WORDS,),) * 3 + ((Kind.WORDS, Kind.INK), (Kind.VOICE,)))
            text = " ".join(chance.choices(WORDS, k=30))
            entries.append(_entry(number, count, kinds, text if Kind.WORDS in kinds else ""))
            for place, kind in enumerate(kinds):
                key = 4 * number + place
                parts.append(_part(key, number, place, kind, text))
                if kind in seen:
                    glimpses.append({"part_id": key, "body": chance.choice(seen[kind])})
        with opened.writing() as db:
            db.execute(insert(schema.entry), entries)
            db.execute(insert(schema.part), parts)
            db.execute(insert(schema.glimpse), glimpses)
    opened.close()


def _entry(number: int, count: int, kinds: tuple[Kind, ...], text: str) -> dict[str, object]:
    ago = (count - number) // A_DAY
    at = SUNDAY_EVENING.utc_ms - ago * 86_400_000 + number % A_DAY * 3_600_000
    return {
        "id": number, "uid": f"{number:032x}", "state": EntryState.ASIDE.value, "made_ms": at,
        "offset_minutes": 60, "zone": "CET", "changed_ms": at, "settled_ms": at,
        "day": f"{date(2026, 11, 22) - timedelta(ago)}", "kinds": " ".join(kinds),
        "first_words": text[:160], "shared": int(number % 40 == 0),
    }  # fmt: skip


def _part(key: int, owner: int, place: int, kind: Kind, text: str) -> dict[str, object]:
    return {
        "id": key, "uid": f"{key:032x}", "entry_id": owner, "kind": kind.value, "position": place,
        "state": PartState.WHOLE.value, "made_ms": 0, "offset_minutes": 60, "zone": "CET",
        "changed_ms": 0, "body": (7 * f"{text} ").encode() if kind is Kind.WORDS else b"",
    }  # fmt: skip


def _drawing(chance: random.Random) -> bytes:
    return glimpse.of_ink(_add(chance, number) for number in range(1, 60))


def _add(chance: random.Random, number: int) -> Add:
    x, y, wide = chance.uniform(0, 1000), chance.uniform(0, 600), chance.uniform(10, 150)
    turn = (0.1 * step for step in range(80))
    samples = tuple(Sample(x + wide * math.cos(a), y + wide * math.sin(1.3 * a)) for a in turn)
    return Add(Stroke.of(number, "pen", chance.choice(PALETTE), 4.0, 0, samples))


def _voice(chance: random.Random) -> bytes:
    return bytes((2, *(chance.randrange(256) for _ in range(glimpse.BARS))))


MAKERS: dict[Kind, Callable[[random.Random], bytes]] = {Kind.INK: _drawing, Kind.VOICE: _voice}


@dataclass
class Desk:
    """A page over an open vault, and how one tells that it was painted."""

    app: QApplication
    page: JournalPage
    journal: Journal

    @property
    def bar_end(self) -> int:
        return self.page._list.verticalScrollBar().maximum()

    def settle(self) -> None:
        """Do what there is to do."""
        self.app.processEvents()

    def settle_until(self, met: Callable[[], bool]) -> None:
        while not met():
            self.app.processEvents()
            sleep(0.0002)

    def knows_what_is_seen(self) -> bool:
        """Whether every line that is seen is known."""
        lines = self.page._list
        first, end = lines._seen()
        return all(self.page._reader.told(key) for key in lines._model.rows.keys(first, end - 1))


@contextmanager
def desk(folder: Path) -> Iterator[tuple[Desk, float]]:
    """Unlock, show the page and wait for its first screen; give how long that took since unlock."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    bridge, clock = Bridge(), FakeClock()
    calendar, theme = Calendar(clock), Theme(app, Preferences())
    tools = Tools(theme, Icons(theme), clock, fake_sound(clock).sound, calendar)
    journal = Journal(bridge.post, _ignore, _ignore)
    work = Work(bridge.post)
    session = Session(folder, MemoryKeychain(), clock, bridge.post, journal, work)
    opening = journal.open(lambda: vault.unlock(folder, KEY))
    opening.result(60)
    began = perf_counter()
    lines = Lines(journal, calendar)
    shelves = Shelves(
        lines,
        Drawings(session, calendar),
        Glimpses(session, shrink),
        Shelving(session, calendar),
        Forms(journal, calendar),
        Sessions(journal, calendar),
    )
    made = Desk(app, JournalPage(shelves, tools), journal)
    made.page.resize(*SIZE)
    made.page.show()
    made.page.arrive(None)
    made.page.focus_first()
    made.settle_until(lambda: made.page.count > 0 and made.knows_what_is_seen())
    made.page.grab()
    first = 1000 * (perf_counter() - began)
    yield made, first
    made.page.forget()
    made.page.hide()
    made.page.deleteLater()
    app.processEvents()
    work.close()
    journal.close()


def _ignore(_what: object) -> None:
    """Hear nothing."""


def wheel(one: Desk, number: int) -> None:
    """Turn the wheel by one notch, a little down and then up again."""
    view = one.page._list.viewport()
    at, turn = QPointF(300, 200), QPoint(0, -120 if number % 200 < 150 else 120)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    keys = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(at, view.mapToGlobal(at), QPoint(), turn, none, keys, phase, False)  # noqa: FBT003
    QApplication.sendEvent(view, event)


def page_down(one: Desk, _number: int) -> None:
    """Press Page Down."""
    QTest.keyClick(one.page._list, Qt.Key.Key_PageDown)


def drag(one: Desk, number: int) -> None:
    """Let go of the bar somewhere else."""
    chance = random.Random(number)  # noqa: S311
    one.page._list.verticalScrollBar().setValue(chance.randrange(one.bar_end))


def frames(one: Desk, name: str, move: Callable[[Desk, int], None], count: int) -> None:
    """Move so often, 60 times a second, and print what each frame cost.

    Own work is the processor's time of the window's thread; the clock also counts whatever else
    the machine does.
    """
    own: list[float] = []
    took: list[float] = []
    blank = 0
    for number in range(count):
        began, worked = perf_counter(), thread_time()
        move(one, number)
        one.settle()
        own.append(1000 * (thread_time() - worked))
        took.append(1000 * (perf_counter() - began))
        blank += not one.knows_what_is_seen()
        while 1000 * (perf_counter() - began) < FRAME_MS:
            worked = thread_time()
            one.settle()
            own[-1] = max(own[-1], 1000 * (thread_time() - worked))
            sleep(0.001)
    one.settle_until(one.knows_what_is_seen)
    sys.stdout.write(
        f"{name:21} {count:4} frames: own work {_told(own)} | by the clock {_told(took)}"
        f" | with a line still unread {blank}\n"
    )


def _told(frames: list[float]) -> str:
    ordered = sorted(frames)
    over = sum(ms > FRAME_MS for ms in frames)
    p95 = ordered[int(0.95 * len(ordered))]
    return (
        f"median {statistics.median(frames):5.2f} p95 {p95:5.2f} most {ordered[-1]:6.2f} ms,"
        f" {over} over {FRAME_MS:.0f}"
    )


def answers(one: Desk) -> None:
    """Print how long the vault's thread takes for the order of everything, and of each filter."""
    lines = one.page._shelves.lines
    wanted = [Wanted(), *(Wanted(kind=kind) for kind in Kind), Wanted(shared=True)]
    for each in wanted:
        took, count = [], 0
        for _ in range(7):
            began = perf_counter()
            count = len(lines.order(each).result(20).keys)
            took.append(1000 * (perf_counter() - began))
        ms = statistics.median(took)
        sys.stdout.write(f"order of {each!s:65} {count:6} entries {ms:6.1f} ms\n")


def main() -> None:
    """Fill a vault, open it a few times, and scroll."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as name:
        folder = Path(name)
        fill(folder, asked.entries)
        first = []
        for _ in range(5):
            with desk(folder) as (one, took):
                first.append(took)
        sys.stdout.write(
            f"{asked.entries} entries: first screen painted {statistics.median(first):.0f} ms"
            f" (most {max(first):.0f}) after unlock, wanted 100\n"
        )
        with desk(folder) as (one, _took):
            one.settle_until(lambda: one.page.count == asked.entries)
            for title, move, count in (
                ("wheel", wheel, 600),
                ("page down", page_down, 400),
                ("bar to random places", drag, 200),
            ):
                frames(one, title, move, count)
            answers(one)


if __name__ == "__main__":
    main()
