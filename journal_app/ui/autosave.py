"""Keeps a whole value soon after it changes, in the rhythm of ``domain.saving``."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from journal_app.domain.clock import Clock
from journal_app.domain.saving import SaveRhythm


class Autosave(QObject):
    """Calls ``save`` after a pause in the touches, and never later than the limit."""

    def __init__(self, save: Callable[[], None], clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._clock = clock
        self._rhythm = SaveRhythm()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._dirty = False

    def touch(self) -> None:
        """Note a change."""
        self._dirty = True
        self._timer.start(round(1000 * self._rhythm.touch(self._clock.monotonic())))

    def forget(self) -> None:
        """Save nothing of what changed: it is not wanted any more."""
        self._timer.stop()
        self._dirty = False

    def flush(self) -> None:
        """Save now, if anything changed since the last time."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self._rhythm.saved()
            self._save()
