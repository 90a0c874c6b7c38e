"""Measures what a key costs on the page, and whether keeping a long text is ever felt.

    python -m tests.bench.bench_page [keys]
    python -m tests.bench.bench_page --keeping [saves]

First: the time from a key to its letter on the screen, in an empty page and in one of 20,000 words,
with autosave running, beside a bare QTextEdit with the same letters. Real keys on a desktop of its
own, in turns, so that whatever else the machine does falls on both; what counts is what is in the
frame buffer of the X server. The ratios are what counts.

With ``--keeping``: how long the window's thread is ever kept from its work, in one process and a
real vault, while 20,000 words are kept again and again, and while nothing is.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.bench.bench_start import Typist
from tests.desktop.app import AFTERPAGE, App
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Glass, Picture, unlike
from tests.desktop.waiting import until

BARE = (sys.executable, "-m", "tests.bench.bare_page")
WORDS = 20_000
ROUND = 20  # keys one after the other in one window
LETTER_PX = 4  # a caret that blinks is narrower
STILL_S, PATIENCE_S, LOOK_S = 0.4, 5.0, 0.0001
STALL_MS = 8
COLUMN = 700  # pixels from the left, within which the first letters of a line stand
WHOLE = Box(0, 30, 1280, 770)
VOCABULARY = ("slow", "water", "over", "stones", "music", "apricot", "a", "door", "only", "light")


def long_text() -> str:
    """Return as many words as a small book has, in paragraphs."""
    dice = random.Random(4)  # noqa: S311 - words, not a key
    lines = [" ".join(dice.choices(VOCABULARY, k=60)) for _ in range(WORDS // 60)]
    return "\n".join(lines) + "\n"


@dataclass
class Course:
    """A program with a page in it, and how long its keys took."""

    name: str
    app: App
    row: Box = WHOLE
    took: list[float] = field(default_factory=list)

    def window(self) -> str | None:
        """Return the X id of this program's window, if it is there."""
        search = ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.app.pid)]
        try:
            return self.app.desk.shell(*search, "--name", ".").split()[-1]
        except subprocess.CalledProcessError:
            return None

    def turn_to(self) -> None:
        """Bring the window to the front, with the keyboard in it."""
        self.app.desk.shell("xdotool", "windowactivate", "--sync", until(self.window, "it"))
        time.sleep(STILL_S)


def measure(course: Course, glass: Glass, typist: Typist) -> None:
    """Type some letters, see each come, and take them back."""
    course.turn_to()
    for _ in range(ROUND):
        before = glass.look(course.row)
        began = time.perf_counter()
        typist.press("m")
        while not _letter_changed(before, glass.look(course.row)):
            assert time.perf_counter() - began < PATIENCE_S, f"no letter in {course.name}"
            time.sleep(LOOK_S)  # to leave the machine to those who are looked at
        course.took.append(1000 * (time.perf_counter() - began))
        time.sleep(random.uniform(0.04, 0.12))  # noqa: S311 - a hand, not a key
    course.app.hands.press(*["BackSpace"] * ROUND)


def find_row(course: Course, glass: Glass) -> None:
    """Learn where the letters appear."""
    course.app.hands.press("Return", "m")
    none = _still(glass)
    course.app.hands.press("m")
    one = _still(glass)
    changed = unlike(none, one)
    changed[:, COLUMN:] = False  # how it is kept is told there
    down, across = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    width = ROUND * int(across[-1] - across[0] + 1) + 20
    course.row = Box(int(across[0]), WHOLE.y + int(down[0]), width, int(down[-1] - down[0] + 1))


def main(keys: int = 400) -> None:
    """Measure the empty pages, then the long ones."""
    with tempfile.TemporaryDirectory(prefix="bench-") as root, Desk(Path(root)) as desk:
        glass, typist = Glass(desk.glass), Typist(desk)
        text = Path(root) / "text"
        for name, words in (("empty", ""), (f"{WORDS} words", long_text())):
            text.write_text(words, encoding="utf-8")
            _measure_all(name, (desk, glass, typist), text, keys)
        typist.leave()


def _measure_all(name: str, tools: tuple[Desk, Glass, Typist], text: Path, keys: int) -> None:
    desk, glass, typist = tools
    people = [desk.guest(f"{who} {name}") for who in ("bare", "page")]
    bare = Course("bare QTextEdit", App(desk, people[0], (*BARE, str(text))))
    page = Course("the page", App(desk, people[1], AFTERPAGE))
    with bare.app, page.app:
        for course in (bare, page):
            course.app.start()
            window = until(course.window, f"the window of {course.name}")
            desk.shell("xdotool", "windowsize", "--sync", window, "1240", "740")
        _open(bare, page, empty=not text.stat().st_size)
        for course in (bare, page):
            course.turn_to()
            find_row(course, glass)
        for _ in range(keys // ROUND):
            for course in (bare, page):
                measure(course, glass, typist)
    _report(name, bare, page)


def _open(bare: Course, page: Course, *, empty: bool) -> None:
    """Open a page, and bring it the words by way of the clipboard."""
    page.turn_to()
    page.app.screen.wait_for("push button", "Write")
    page.app.hands.press("1")
    page.app.screen.wait_for(name="Page")
    if not empty:
        bare.turn_to()
        bare.app.hands.press("ctrl+a", "ctrl+c", "ctrl+End")
        page.turn_to()
        page.app.hands.press("ctrl+v")
        page.app.screen.wait_to_read("Kept · just now")
        page.app.hands.press("ctrl+End")


def _report(name: str, bare: Course, page: Course) -> None:
    cells = []
    for what, of in (("median", statistics.median), ("p95", _p95)):
        floor, mine = of(bare.took), of(page.took)
        cells.append(f"{what} {mine:5.2f} ms / {floor:5.2f} ms = {mine / floor:4.2f} x")
    sys.stdout.write(f"key to paint, {name:12} " + "   ".join(cells) + "\n")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _letter_changed(before: Picture, now: Picture) -> bool:
    return int(unlike(before, now).any(axis=0).sum()) >= LETTER_PX


def _still(glass: Glass) -> Picture:
    """Return the picture once nothing wider than a caret changes any more."""
    picture, since = glass.look(WHOLE), time.perf_counter()
    while time.perf_counter() - since < STILL_S:
        now = glass.look(WHOLE)
        if _letter_changed(picture, now):
            picture, since = now, time.perf_counter()
    return picture


def keeping(saves: int = 60) -> None:
    """Keep a long text again and again, and see how long the window's thread was held up."""
    from tests.bench.kept_page import open_page, passes  # noqa: PLC0415 - Qt starts with it

    with tempfile.TemporaryDirectory(prefix="bench-") as root, open_page(Path(root)) as desk:
        desk.page.write(long_text())
        for _ in range(5):  # whatever a start leaves for later is done after this
            passes(desk, keep=True)
        for name, keep in (("at rest", False), ("keeping", True)):
            held = [passes(desk, keep=keep) for _ in range(saves)]
            longest = [max(times) for times in held]
            over = sum(time > STALL_MS for times in held for time in times)
            sys.stdout.write(
                f"{name:8} longest hold {max(longest):5.1f} ms, median of longest"
                f" {statistics.median(longest):4.1f} ms, over {STALL_MS} ms: {over}\n"
            )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    run: Callable[..., None] = keeping if "--keeping" in sys.argv else main
    run(*numbers)
