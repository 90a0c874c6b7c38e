"""A program with a window that is measured: what it costs, and when it rests."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.desk import Desk
from tests.desktop.processes import marked
from tests.desktop.waiting import until

TICKS_S = os.sysconf("SC_CLK_TCK")
PAGE_B = os.sysconf("SC_PAGE_SIZE")
REST_TICKS = 2  # a program that asks for no more than this rests
LOOK_S = 0.1
PATIENCE_S = 300.0  # ten thousand strokes take their time to be read and painted


class Program:
    """One start of a program in a home of its own, by which its processes are known."""

    def __init__(self, desk: Desk, home: Path, command: Sequence[str]) -> None:
        self._desk = desk
        self._mark = f"HOME={home}"
        # Nobody listens to the screen: neither program has to tell what is on it.
        env = {**desk.env, "HOME": str(home), "NO_AT_BRIDGE": "1"}
        env.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", None)
        self._process = desk.programs.start(command, env)
        self._window = until(self._find_window, f"the window of {command[0]}", patience=120)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """End it, and all it started."""
        self._desk.programs.stop(self._process)
        until(lambda: not marked(self._mark), "the program's helpers to end")

    def to_front(self) -> None:
        """Bring the window to the front."""
        self._desk.shell("xdotool", "windowactivate", "--sync", self._window)

    def cpu_s(self) -> float:
        """Return the CPU time of all its processes, in the program and in the system for it."""
        return self._ticks() / TICKS_S

    def rss_mb(self) -> float:
        """Return the memory all its processes hold."""
        return sum(int(told.split()[1]) for told in self._told("statm")) * PAGE_B / 1e6

    def rest(self, quiet_s: float) -> None:
        """Wait until it has had next to nothing to do for a while."""
        before, since = self._ticks(), time.perf_counter()

        def rests() -> bool:
            nonlocal before, since
            ticks, now = self._ticks(), time.perf_counter()
            if ticks - before > REST_TICKS:
                before, since = ticks, now
            return now - since > quiet_s

        until(rests, "the program to rest", patience=PATIENCE_S, every=LOOK_S)

    def _ticks(self) -> int:
        """Return user and system time, of the ended children that were waited for also."""
        stats = (told.rpartition(")")[2].split() for told in self._told("stat"))
        return sum(int(number) for stat in stats for number in stat[11:15])

    def _told(self, what: str) -> Iterator[str]:
        """Yield what the system tells of each of its processes."""
        for pid in marked(self._mark):
            with contextlib.suppress(OSError):  # gone meanwhile
                yield Path(f"/proc/{pid}/{what}").read_text(encoding="utf-8")

    def _find_window(self) -> str | None:
        assert self._process.poll() is None, "the program ended"
        pid = str(self._process.pid)
        try:
            found = self._desk.shell(
                "xdotool", "search", "--all", "--onlyvisible", "--pid", pid, "--name", "."
            )
        except subprocess.CalledProcessError:
            return None
        return found.split()[-1]
