"""What happens when we made a mistake: a plain sentence, and a log that names places, not words."""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from journal_app.ui.workspace import Workspace

log = logging.getLogger("afterpage")


class Mishaps(QObject):
    """Catches what nobody caught, on any thread, for as long as it lives.

    The text of an exception may quote what somebody wrote, so only its kind and the places in the
    code are logged.
    """

    _happened = Signal()

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._window = window
        self._happened.connect(self._say)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_from_qt)

    def close(self) -> None:
        """Leave it to Python and Qt again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _caught(
        self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        log.error("%s at %s", kind.__name__, _places(trace))
        self._happened.emit()

    def _caught_in_thread(self, hooked: threading.ExceptHookArgs) -> None:
        log.error("%s at %s", hooked.exc_type.__name__, _places(hooked.exc_traceback))
        self._happened.emit()

    def _say(self) -> None:
        for workspace in self._window.findChildren(Workspace):
            workspace.notices.say(
                self.tr("Something broke, and that is our mistake. What says “Kept” is kept.")
            )


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
