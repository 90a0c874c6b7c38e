"""One window for each journal: a second start raises the first."""

import os
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

WORD = b"raise"
PATIENCE_MS = 2000


class Instance(QObject):
    """Holds the journal's lock; ``raised`` when another start asks for the window."""

    raised = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / ".lock"))
        self._lock.setStaleLockTime(0)
        whole = f"{os.getuid() if hasattr(os, 'getuid') else ''}:{folder.resolve()}"
        self._name = f"afterpage-{sha256(whole.encode()).hexdigest()[:24]}"

    def is_first(self) -> bool:
        """Take the journal's lock, or say that another start has it.

        A disk too full for a lock is no reason to end without a word: the journal itself says so.
        """
        taken = self._lock.tryLock(0)
        return taken or self._lock.error() is not QLockFile.LockError.LockFailedError

    def raise_first(self) -> bool:
        """Ask the start that has the lock to show its window; say whether it heard."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only a second start needs it

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(PATIENCE_MS)
        if heard:
            socket.write(WORD)
            heard = socket.waitForBytesWritten(PATIENCE_MS)
            socket.disconnectFromServer()
        return heard

    def listen(self) -> None:
        """Hear other starts from now on. Not before the first frame: it takes a moment to load."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415

        QLocalServer.removeServer(self._name)  # we hold the lock, so it can only be a dead one's
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._server.listen(self._name)

    def close(self) -> None:
        """Let another start have the journal."""
        if hasattr(self, "_server"):
            self._server.close()
        self._lock.unlock()

    def _hear(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()
