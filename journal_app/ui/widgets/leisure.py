"""Slow looks of things, made in small pieces between whatever somebody does."""

from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

SLICE_MS = 5  # of a frame; what comes in between never waits longer


class Leisure(QObject):
    """Goes through what it is given, in order, a piece at a time, when nothing else is to do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._given: deque[Iterator[object]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def idle(self) -> bool:
        """Whether all of it is done."""
        return not self._given

    def do(self, pieces: Iterator[object]) -> None:
        """Go through ``pieces``, after all that was given before."""
        self._given.append(pieces)
        self._timer.start()

    def forget(self) -> None:
        """Leave undone what isn't done yet."""
        self._given.clear()
        self._timer.stop()

    def _go_on(self) -> None:
        since = QElapsedTimer()
        since.start()
        while self._given and since.elapsed() < SLICE_MS:
            if next(self._given[0], self) is self:
                self._given.popleft()
        if not self._given:
            self._timer.stop()
