"""A mouse that moves on an X display exactly when it is told to.

xdotool would do, but it starts a process or parses a line for each motion; a thousand motions a
second leave no time for that. So this calls the library xdotool is made of.
"""

import ctypes
from ctypes.util import find_library
from types import TracebackType
from typing import Self

from tests.desktop.glass import Spot

LEFT = 1
_PR_SET_TIMERSLACK = 29


class Mouse:
    """Moves and presses at once; its arrow is hidden, for it would lie over the fresh ink."""

    def __init__(self, display: str) -> None:
        self._x11 = _library("X11")
        self._test = _library("Xtst")
        fixes = _library("Xfixes")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        opened = self._x11.XOpenDisplay(display.encode())
        assert opened, f"no display {display}"
        self._display = ctypes.c_void_p(opened)
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        root = self._x11.XDefaultRootWindow(self._display)
        fixes.XFixesHideCursor(self._display, ctypes.c_ulong(root))
        self._x11.XSync(self._display, 0)
        self._now = ctypes.c_ulong(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._x11.XCloseDisplay(self._display)

    def move(self, spot: Spot) -> None:
        """Go to a point of the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, spot.x, spot.y, self._now)
        self._x11.XFlush(self._display)

    def press(self, *, down: bool) -> None:
        """Press the left button, or let it go."""
        self._test.XTestFakeButtonEvent(self._display, LEFT, int(down), self._now)
        self._x11.XFlush(self._display)


def wake_on_time() -> None:
    """Let short sleeps of this process end when asked, and not up to 50 µs later (Linux)."""
    ctypes.CDLL(None).prctl(_PR_SET_TIMERSLACK, ctypes.c_ulong(1000), 0, 0, 0)


def _library(name: str) -> ctypes.CDLL:
    found = find_library(name)
    assert found, f"lib{name} is missing; it comes with xdotool or openbox"
    return ctypes.CDLL(found)
