"""The real program, as a process of its own that the tests may treat badly."""

import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.bus import Bus
from tests.desktop.desk import Desk
from tests.desktop.glass import Box, Spot
from tests.desktop.hands import Hands
from tests.desktop.processes import marked
from tests.desktop.screen import Screen
from tests.desktop.waiting import PATIENCE_S, until

ROOT = Path(__file__).parents[2]
AFTERPAGE = (sys.executable, "-m", "journal_app", "--log-level", "debug")


class App:
    """One start of the program after the other, over the same journal."""

    def __init__(
        self,
        desk: Desk,
        home: Path,
        command: tuple[str, ...] = AFTERPAGE,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.desk = desk
        self.home = home
        self.folder = home / "journal"
        self.hands = Hands(desk)
        self.env = {**desk.env, "HOME": str(home), **(env or {})}
        self._mark = f"HOME={home}"
        self._command = (*command, "--vault", str(self.folder))
        self._said = [desk.logs / f"{home.name}.{stream}" for stream in ("stdout", "stderr")]
        self._bus = Bus(desk.accessibility)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        self._bus.close()

    @property
    def pid(self) -> int:
        """The process that runs now."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> Self:
        """Start the program and wait until its window has the keyboard."""
        self.launch()
        until(self.has_keyboard, "the window")
        return self

    def launch(self) -> None:
        """Start the program and wait for nothing."""
        assert self._process is None or self._process.poll() is not None
        self._process = self._spawn()
        self.screen = Screen(self._bus, self.pid)

    def start_again_beside(self) -> int:
        """Start a second process beside the first, wait for its end and return its exit code."""
        return self._spawn().wait(PATIENCE_S)

    def kill(self) -> None:
        """End the program as a power cut does."""
        self._signal(signal.SIGKILL)
        self.wait()

    def terminate(self) -> int:
        """Ask the program to end, as the system does when it shuts down."""
        self._signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Wait for the end of the program and of all it started; return its exit code."""
        assert self._process is not None
        code = self._process.wait(PATIENCE_S)
        until(lambda: not marked(self._mark), "the program's helpers to end")
        return code

    def runs(self) -> bool:
        """Tell whether the program is still there."""
        return self._process is not None and self._process.poll() is None

    def window(self) -> str:
        """Return the X id of the program's visible window, or nothing."""
        assert self._process is not None
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.pid), "--name", "."]
        try:
            return self.desk.shell(*search).split()[-1]
        except (subprocess.CalledProcessError, IndexError):
            return ""

    def click_window_closed(self) -> None:
        """Close the window with the mouse, by the button of its frame."""
        frame = self._frame()
        top = self._frame_extents()[2]
        self.hands.click(Spot(frame.x + frame.width - top // 2, frame.y + top // 2))

    def minimise(self) -> None:
        """Put the window away."""
        window = self.window()
        self.desk.shell("xdotool", "windowminimize", "--sync", window)

    def said(self) -> bytes:
        """Return all that every start wrote to stdout and stderr."""
        return b"".join(file.read_bytes() for file in self._said if file.exists())

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self._said[0].open("ab") as out, self._said[1].open("ab") as err:
            return subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )

    def _signal(self, what: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(what)

    def has_keyboard(self) -> bool:
        """Tell whether the program's window is the one that is typed into."""
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"the program ended with {self._process.returncode}")
        window = self.window()
        return bool(window) and window == self._active()

    def _active(self) -> str:
        try:
            return self.desk.shell("xdotool", "getactivewindow").strip()
        except subprocess.CalledProcessError:
            return ""

    def _frame_extents(self) -> tuple[int, int, int, int]:
        said = self.desk.shell("xprop", "-id", self.window(), "_NET_FRAME_EXTENTS")
        left, right, top, bottom = (int(number) for number in re.findall(r"\d+", said))
        return left, right, top, bottom

    def _frame(self) -> Box:
        said = self.desk.shell("xwininfo", "-id", self.window())
        names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        x, y, width, height = (int(said.split(f"{name}:")[1].split()[0]) for name in names)
        left, right, top, bottom = self._frame_extents()
        return Box(x - left, y - top, width + left + right, height + top + bottom)
