"""A logout or a Ctrl+C is a way of leaving like any other: everything is kept first."""

import os
import signal
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)


class Farewell(QObject):
    """Calls ``leave`` on the window's thread when the system asks the program to end.

    Python hears a signal only between two of its own steps, and while Qt waits for events there
    are none: so the signal writes to a pipe that Qt listens to.
    """

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self._leave = leave
        self._heard, self._spoken = os.pipe()
        for end in (self._heard, self._spoken):
            os.set_blocking(end, False)
        self._before = signal.set_wakeup_fd(self._spoken, warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _hear) for number in SIGNALS}
        self._notifier = QSocketNotifier(self._heard, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._go)

    def close(self) -> None:
        """Leave signals to whoever had them before."""
        self._notifier.setEnabled(False)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        os.close(self._heard)
        os.close(self._spoken)

    def _go(self) -> None:
        os.read(self._heard, 64)
        self._leave()


def _hear(_number: int, _frame: FrameType | None) -> None:
    """Let the pipe carry it."""
