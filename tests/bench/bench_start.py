"""Measures how long a start takes: to the first picture, and to the first letter on the screen.

    python -m tests.bench.bench_start [runs] [--keyring]

Afterpage with a new and with an existing journal, beside a bare QTextEdit, on a desktop of its
own; the runs are interleaved, so that whatever else the machine does falls on all alike. What
counts is what is in the frame buffer of the X server. Files are warm.

What the real keyring adds is seen beside the same journal started with its key at hand. Only these
two are started with ``--keyring``, for more runs in the same time.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.told_key import KEY
from tests.desktop.app import AFTERPAGE, App
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Glass, Picture, unlike
from tests.desktop.keychain import key_in, name_of
from tests.desktop.screen import Thing
from tests.desktop.waiting import until

TOLD = (sys.executable, "-m", "tests.bench.told_key")
BARE = (sys.executable, str(Path(__file__).with_name("bare_editor.py")))
LETTER = "m"
KEY_EVERY_S = 0.025
STILL_S = 0.2
MIDDLE = Box(540, 300, 200, 200)
KEYRING_ADDS_MS = 50


@dataclass
class Course:
    """One program to be started again and again, and what was measured."""

    name: str
    app: App
    keys: tuple[str, ...]
    fresh: bool = False
    frames: list[float] | None = None
    letters: list[float] | None = None


@dataclass(frozen=True)
class Cell:
    """Where the first letter appears, and what it looks like."""

    box: Box
    looks: Picture


class Typist:
    """Sends keys without delay, through one xdotool that listens all the time."""

    def __init__(self, desk: Desk) -> None:
        self._pipe = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, env=desk.env)

    def press(self, *chords: str) -> None:
        """Press keys now."""
        assert self._pipe.stdin is not None
        for chord in chords:
            self._pipe.stdin.write(f"key --delay 0 {chord}\n".encode())
        self._pipe.stdin.flush()

    def leave(self) -> None:
        """End the program."""
        self._pipe.communicate()


def calibrate(course: Course, glass: Glass) -> Cell:
    """Type two letters at leisure and learn what the first one looks like."""
    app = course.app.start()
    app.hands.press(*course.keys)
    page = until(lambda: app.screen.find(where=_is_page), "the page")
    box = app.screen.box(page)
    pictures = [_still(glass, box)]
    for _ in range(2):
        app.hands.press(LETTER)
        pictures.append(_still(glass, box))
    none, one, two = pictures
    columns = np.flatnonzero(unlike(one, two).any(axis=0))
    first = unlike(none, one)[:, : columns[0]]
    across, down = np.flatnonzero(first.any(axis=0)), np.flatnonzero(first.any(axis=1))
    left, top = int(across[0]), int(down[0])
    cell = Box(box.x + left, box.y + top, int(columns[0]) - left, int(down[-1]) - top + 1)
    looks = one[top : top + cell.height, left : left + cell.width]
    _end(course, glass)
    return Cell(cell, looks)


def measure(course: Course, glass: Glass, typist: Typist, cell: Cell) -> None:
    """Start once, and type from the moment the window takes keys until a letter is seen."""
    app, started = course.app, time.perf_counter()
    app.launch()
    _spin(lambda: bool(glass.look(MIDDLE).any(axis=2).all()))
    frame = time.perf_counter() - started
    _spin(lambda: _active(app))
    typist.press(*course.keys)
    typed = 0.0
    while not np.array_equal(glass.look(cell.box), cell.looks):
        if time.perf_counter() - typed > KEY_EVERY_S:
            typist.press(LETTER)
            typed = time.perf_counter()
    letter = time.perf_counter() - started
    course.frames = [*(course.frames or []), frame]
    course.letters = [*(course.letters or []), letter]
    _end(course, glass)


def main(*, runs: int, keyring_only: bool) -> None:
    """Measure all courses in turn and print the medians."""
    with tempfile.TemporaryDirectory(prefix="bench-") as root, Desk(Path(root)) as desk:
        glass, typist = Glass(desk.glass), Typist(desk)
        courses = [
            Course("bare QTextEdit", App(desk, desk.newcomer("bare"), BARE), ()),
            Course("new journal", App(desk, desk.newcomer("new"), AFTERPAGE), ("1",), fresh=True),
            Course("existing journal", App(desk, desk.guest("old"), AFTERPAGE), ("1",)),
        ]
        cells = [calibrate(course, glass) for course in courses]
        courses.append(told(courses[-1], desk))
        cells.append(calibrate(courses[-1], glass))
        taken = slice(2, None) if keyring_only else slice(None)
        for _ in range(runs):
            for course, cell in zip(courses[taken], cells[taken], strict=True):
                measure(course, glass, typist, cell)
        typist.leave()
    _report(courses[taken])


def told(existing: Course, desk: Desk) -> Course:
    """Return the same journal again, with its key at hand."""
    home = desk.guest("told")
    shutil.copytree(existing.app.home, home, dirs_exist_ok=True)
    name = name_of(existing.app.folder)
    key = key_in(desk.keychain.get(name)).hex()
    (home / KEY).write_text(f"{name.removeprefix('vault-')} {key}", encoding="ascii")
    return Course("its key at hand", App(desk, home, TOLD), ("1",))


def _report(courses: list[Course]) -> None:
    floor = courses[0]
    for course in courses:
        cells = [f"{course.name:18}"]
        for what in ("frames", "letters"):
            mine, bare = getattr(course, what), getattr(floor, what)
            ratio = statistics.median(a / b for a, b in zip(mine, bare, strict=True))
            middle = statistics.median(mine) * 1000
            cells.append(f"{what[:-1]} {middle:6.0f} ms ({ratio:4.2f} x)")
        sys.stdout.write("   ".join(cells) + "\n")
    asked, at_hand = courses[-2:]
    for what, wanted in (("frames", KEYRING_ADDS_MS), ("letters", None)):
        mine, others = getattr(asked, what), getattr(at_hand, what)
        pairs = statistics.median(1000 * (a - b) for a, b in zip(mine, others, strict=True))
        quick = 1000 * (statistics.quantiles(mine, n=4)[0] - statistics.quantiles(others, n=4)[0])
        target = f", {wanted} ms wanted" if wanted else ""
        sys.stdout.write(
            f"the keyring adds to the first {what[:-1]:6}  {pairs:+4.0f} ms (median of pairs)"
            f"  {quick:+4.0f} ms (first quartiles){target}\n"
        )


def _is_page(thing: Thing) -> bool:
    return {"focused", "editable"} <= thing.states


def _still(glass: Glass, box: Box) -> Picture:
    """Return the picture once it has not changed for a while."""
    picture, since = glass.look(box), time.perf_counter()
    while time.perf_counter() - since < STILL_S:
        now = glass.look(box)
        if not np.array_equal(now, picture):
            picture, since = now, time.perf_counter()
    return picture


def _active(app: App) -> bool:
    try:
        return bool(app.desk.shell("xdotool", "getactivewindow").strip())
    except subprocess.CalledProcessError:
        return False


def _spin(seen: Callable[[], bool]) -> None:
    until(lambda: seen() or None, "the screen to change", every=0.001)


def _end(course: Course, glass: Glass) -> None:
    course.app.terminate()
    _spin(lambda: not glass.look(MIDDLE).any())
    if course.fresh:
        shutil.rmtree(course.app.home)
        course.app.home.mkdir(mode=0o700)


if __name__ == "__main__":
    words = sys.argv[1:]
    main(runs=int(next(iter(words), 9)), keyring_only="--keyring" in words)
