"""Clicks made at moments that are known, to find out when a recording says they were.

A process of its own feeds a microphone through a pipe, so little at a time that what is written is
being spoken just then; it tells when it made each click.
"""

import array
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle
from pathlib import Path

import numpy as np

from tests.desktop.waiting import until
from tests.sound import RATE, Sound, nice

_SOURCE = "clicks"
_BLOCK = RATE // 200
_BLOCKS_BETWEEN = (41, 52, 47, 60, 44, 55)  # no two alike side by side: a shift would be seen
_LOUD = 20_000


@contextlib.contextmanager
def clicking(rig: Sound, folder: Path) -> Iterator[Callable[[], list[float]]]:
    """Click into the usual microphone; yield what returns the moments so far, in UTC ms."""
    pipe, moments = folder / "clicks.pipe", folder / "clicks.txt"
    form = (f"rate={RATE}", "channels=1", "format=s16le")
    module = rig.pactl(
        "load-module", "module-pipe-source", f"file={pipe}", f"source_name={_SOURCE}", *form
    )
    rig.pactl("set-default-source", _SOURCE)
    command = [*nice(), sys.executable, "-m", "tests.clicks", str(pipe)]
    with moments.open("wb") as told:
        feeding = subprocess.Popen(command, stdout=told, cwd=Path(__file__).parents[1])

    def made() -> list[float]:
        return [
            float(line) for line in moments.read_text().splitlines(keepends=True) if "\n" in line
        ]

    try:
        until(made, "the first click")
        yield made
    finally:
        rig.pactl("unload-module", module.strip())
        feeding.kill()
        feeding.wait()


def heard(pcm: bytes) -> list[int]:
    """Return the frames at which there are clicks."""
    loudness = np.abs(np.frombuffer(pcm, "<i2").astype(np.int32))
    (loud,) = np.nonzero(loudness > _LOUD // 4)
    clicks = np.split(loud, np.nonzero(np.diff(loud) > RATE // 10)[0] + 1)
    return [int(click[loudness[click].argmax()]) for click in clicks if len(click)]


def lateness(said: Sequence[float], told: Sequence[float]) -> list[float]:
    """Return how much later than it was said each one of ``told`` was, at the best match."""
    shifts = range(len(said) - len(told) + 1)
    found = ([late - at for late, at in zip(told, said[shift:], strict=False)] for shift in shifts)
    return min(found, key=statistics.pstdev)


def _feed(pipe: Path) -> None:
    quiet = bytes(2 * _BLOCK)
    click = array.array("h", [*[0] * (_BLOCK - 1), _LOUD]).tobytes()
    between = cycle(_BLOCKS_BETWEEN)
    next_click = next(between)
    with pipe.open("wb", buffering=0) as microphone:
        began = time.monotonic()
        for block in count():
            time.sleep(max(0.0, began + block * _BLOCK / RATE - time.monotonic()))
            microphone.write(click if block == next_click else quiet)
            if block == next_click:
                next_click += next(between)
                sys.stdout.write(f"{1000 * time.time()}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        _feed(Path(sys.argv[1]))
    os._exit(0)
