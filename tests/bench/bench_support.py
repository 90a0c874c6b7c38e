"""Measures how long F1 takes until the whole Support page is on the screen.

    python -m tests.bench.bench_support [runs]

On a desktop of its own, with what is in the frame buffer of the X server, from a page of words: the
first press after a start, when the page is made, and later ones. The key's own way to the app is
part of the time. It is to take no longer than 200 ms.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.bench.bench_hide import LINES, _middle, _still
from tests.bench.bench_start import Typist
from tests.desktop import steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Glass, Picture

PATIENCE_S = 5.0


def learn(glass: Glass, typist: Typist, inside: Box) -> Picture:
    """Open it at leisure, and return what it looks like."""
    typist.press("F1")
    time.sleep(1)
    return _still(glass, inside)


def open_support(glass: Glass, typist: Typist, inside: Box, looks: Picture) -> float:
    """Press F1, and return how many milliseconds it took until all of it was there."""
    began = time.perf_counter()
    typist.press("F1")
    while not np.array_equal(glass.look(inside), looks):
        assert time.perf_counter() - began < PATIENCE_S, "it never came"
    return 1000 * (time.perf_counter() - began)


def go_back(glass: Glass, typist: Typist, inside: Box, looks: Picture) -> None:
    """Leave it again, and wait until the page is there."""
    typist.press("Escape")
    began = time.perf_counter()
    while not np.array_equal(glass.look(inside), looks):
        assert time.perf_counter() - began < PATIENCE_S, "it never went"


def main(runs: int = 20, starts: int = 5) -> None:
    """Measure first presses, each after a start, and then later ones."""
    first, later = [], []
    with tempfile.TemporaryDirectory(prefix="bench-") as root, Desk(Path(root)) as desk:
        glass, typist = Glass(desk.glass), Typist(desk)
        looks: Picture | None = None
        for number in range(starts + 1):
            with App(desk, desk.guest(f"support {number}")) as app:
                app.start().hands.press("1")
                steps.write(app, LINES)
                inside = _middle(app)
                page = _still(glass, inside)
                if looks is None:  # the first start only tells how it looks
                    looks = learn(glass, typist, inside)
                else:
                    first.append(open_support(glass, typist, inside, looks))
                go_back(glass, typist, inside, page)
                for _ in range(runs if number == starts else 0):
                    later.append(open_support(glass, typist, inside, looks))
                    go_back(glass, typist, inside, page)
        typist.leave()
    for name, took in (("first press", first), ("later", later)):
        middle, most = statistics.median(took), max(took)
        sys.stdout.write(f"support {name:12} median {middle:5.1f} ms   most {most:5.1f} ms\n")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
