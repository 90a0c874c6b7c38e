"""Garbage is collected on the window's thread, and nowhere else."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2000
OLDEST = 2
PATIENCE = 15  # times; a hand that is never lifted may be one that is gone

_waited_for: set[int] = set()


def put_off(by: object) -> None:
    """Leave the longest kind of tidying until later: a hand is at work."""
    _waited_for.add(id(by))


def go_on(by: object) -> None:
    """Tidy everything again."""
    _waited_for.discard(id(by))


class Tidying(QObject):
    """Collects in place of Python's own collector, which runs on whatever thread happens to be on.

    A widget caught in a reference cycle must not meet its end on the vault's thread: Qt would
    crash, seconds later and somewhere else. What there is by now, before any journal is open, stays
    for good and isn't looked through each time: that would hold the window for twice as long.
    """

    def __init__(self) -> None:
        super().__init__()
        self._put_off = 0
        gc.disable()
        self._froze = not gc.get_freeze_count()
        if self._froze:
            gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tidy)
        self._timer.start()

    def close(self) -> None:
        """Leave it to Python again; what was left out before stays so."""
        self._timer.stop()
        if self._froze:
            gc.unfreeze()
        gc.enable()

    def _tidy(self) -> None:
        """Collect the oldest generation that is due, by Python's own thresholds."""
        for generation in (OLDEST, 1, 0):
            if gc.get_count()[generation] <= gc.get_threshold()[generation]:
                continue
            if generation == OLDEST and _waited_for and self._put_off < PATIENCE:
                self._put_off += 1
                continue
            if generation == OLDEST:
                self._put_off = 0
            gc.collect(generation)
            return
