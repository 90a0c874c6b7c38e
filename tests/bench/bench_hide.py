"""Measures how long a page can still be seen after F9, and how often the app wakes when at rest.

    python -m tests.bench.bench_hide [runs] [seconds at rest]

On a desktop of its own, with what is in the frame buffer of the X server: a page of words, a page
with a drawing, and one where a voice is being recorded. Hidden is hidden when no pixel that stood
out from the paper is left as it was; the key's own way to the app is part of the time.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.bench.bench_start import Typist
from tests.desktop import steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Glass, Picture, unlike
from tests.desktop.waiting import until

STILL_S = 0.5
PATIENCE_S = 5.0
LINES = "\n".join(
    f"{number}. slow water over stones, and then music, apricot" for number in range(9)
)


def words(app: App) -> None:
    """Write a page."""
    app.hands.press("1")
    steps.write(app, LINES)


def drawing(app: App) -> None:
    """Draw."""
    app.hands.press("2")
    steps.draw(app)


def voice(app: App) -> None:
    """Speak."""
    app.hands.press("3")
    app.screen.wait_to_read("Recording")


PAGES: dict[str, Callable[[App], None]] = {"words": words, "drawing": drawing, "voice": voice}


def hide(app: App, glass: Glass, typist: Typist, inside: Box) -> float:
    """Hide the window, see how many milliseconds it took, and bring it back."""
    window = app.window()
    page = _still(glass, inside)
    there = unlike(page, np.broadcast_to(page[0, 0], page.shape))
    assert there.any()
    began = time.perf_counter()
    typist.press("F9")
    while (glass.look(inside)[there] == page[there]).all(axis=1).any():
        assert time.perf_counter() - began < PATIENCE_S, "it never went"
    took = time.perf_counter() - began
    until(lambda: not app.window(), "the window to be put away")
    app.desk.shell("xdotool", "windowactivate", "--sync", window)
    until(app.has_keyboard, "the window to come back")
    return 1000 * took


def wakes(app: App, seconds: float) -> float:
    """Leave the app alone, and count how often a minute one of its threads wakes."""
    tasks = sorted((Path("/proc") / str(app.pid) / "task").iterdir())

    def count() -> int:
        lines = [line for task in tasks for line in (task / "status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))

    before, began = count(), time.monotonic()
    time.sleep(seconds)
    return 60 * (count() - before) / (time.monotonic() - began)


def main(runs: int = 20, rest_s: int = 60) -> None:
    """Measure all pages, then rest."""
    with tempfile.TemporaryDirectory(prefix="bench-") as root, Desk(Path(root)) as desk:
        glass, typist = Glass(desk.glass), Typist(desk)
        for name, make in PAGES.items():
            with App(desk, desk.guest(name)) as app:
                make(app.start())
                inside = _middle(app)
                took = [hide(app, glass, typist, inside) for _ in range(runs)]
                middle, most = statistics.median(took), max(took)
                sys.stdout.write(f"hide {name:8} median {middle:5.1f} ms   most {most:5.1f} ms\n")
        with App(desk, desk.guest("rest")) as app:
            words(app.start())
            sys.stdout.write(f"wakes at rest  {wakes(app, rest_s):5.1f} a minute\n")
        typist.leave()


def _middle(app: App) -> Box:
    """Return the middle of the window, which is most of the page, and quick to look at."""
    said = app.desk.shell("xwininfo", "-id", app.window())
    left, top = (int(said.split(f"upper-left {axis}:")[1].split()[0]) for axis in "XY")
    return Box(left + 300, top + 120, 600, 480)


def _still(glass: Glass, box: Box) -> Picture:
    """Return the picture of a page at rest, or, of one that never rests, after a while."""
    began = since = time.perf_counter()
    picture = glass.look(box)
    while time.perf_counter() - since < STILL_S and time.perf_counter() - began < 2 * STILL_S:
        now = glass.look(box)
        if not np.array_equal(now, picture):
            picture, since = now, time.perf_counter()
    return picture


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
