"""The one way from another thread to the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """Runs callables posted from any thread on the thread it was made on, in order."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], None]) -> None:
        """Run ``work`` on the window's thread, soon."""
        self._posted.emit(work)

    @Slot(object)
    def _run(self, work: Callable[[], None]) -> None:
        work()
