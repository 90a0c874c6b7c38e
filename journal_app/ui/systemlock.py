"""Hears from Windows and macOS that the screen is locked, or that the computer is going to sleep.

Windows says it in messages to the window; macOS has to be asked. A Linux desktop is listened to
elsewhere, on threads that know nothing of Qt (``devices/logind.py``).
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.services.desktop import Sign, Tell, Watch, Watcher


def watch(window: QWidget, desktop: Watcher, tell: Tell) -> Watch:
    """Have ``tell`` told what this computer says, by its ``desktop`` or to the ``window``."""
    if sys.platform == "win32":
        return WindowsLock(window, tell)
    elif sys.platform == "darwin":  # noqa: RET505 - so that types are checked for each system
        return MacLock(window, tell, _mac_screen())
    else:
        return desktop(tell)


class _SystemLock(QObject):
    """A watch on a system that waits for nobody before it sleeps."""

    def __init__(self, parent: QObject, tell: Tell) -> None:
        super().__init__(parent)
        self._tell = tell

    def let_sleep(self) -> None:
        """Nothing holds up sleep."""

    def stay_awake(self, *, awake: bool) -> None:
        """Leave it to the system when it sleeps."""

    def close(self) -> None:
        """Hear nothing any more."""
        self.deleteLater()

    def _tell_screen(self, *, locked: bool) -> None:
        self._tell(Sign.LOCKED if locked else Sign.UNLOCKED)


_SESSION_CHANGE, _SESSION_LOCK, _SESSION_UNLOCK = 0x02B1, 7, 8
_POWER_BROADCAST, _SUSPEND = 0x0218, 4


class WindowsLock(_SystemLock):
    """Reads what Windows tells every window that asked for it."""

    def __init__(self, window: QWidget, tell: Tell) -> None:
        super().__init__(window, tell)
        self._messages = _Messages(self._hear)
        self._app = QCoreApplication.instance()
        if self._app is not None:
            self._app.installNativeEventFilter(self._messages)
        if sys.platform == "win32":
            terminal = ctypes.WinDLL("wtsapi32")
            terminal.WTSRegisterSessionNotification(wintypes.HWND(window.winId()), 0)

    @override
    def close(self) -> None:
        if self._app is not None:
            self._app.removeNativeEventFilter(self._messages)
        super().close()

    def _hear(self, message: int, word: int) -> None:
        if message == _POWER_BROADCAST and word == _SUSPEND:
            self._tell(Sign.SLEEPS)
        elif message == _SESSION_CHANGE and word in {_SESSION_LOCK, _SESSION_UNLOCK}:
            self._tell_screen(locked=word == _SESSION_LOCK)


class _Messages(QAbstractNativeEventFilter):
    """Passes on the number and the word of each message."""

    def __init__(self, hear: Callable[[int, int], None]) -> None:
        super().__init__()
        self._hear = hear

    @override
    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if kind == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            self._hear(told.message, told.wParam)
        return False, 0


_MAC_LOOK_MS = 5000
_FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"
_UTF8 = 0x08000100


class MacLock(_SystemLock):
    """Asks every few seconds; macOS has no documented way to be told."""

    def __init__(self, parent: QObject, tell: Tell, is_locked: Callable[[], bool]) -> None:
        super().__init__(parent, tell)
        self._is_locked = is_locked
        self._was = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start(_MAC_LOOK_MS)

    @override
    def close(self) -> None:
        self._timer.stop()
        super().close()

    def _look(self) -> None:
        locked = self._is_locked()
        if locked != self._was:
            self._was = locked
            self._tell_screen(locked=locked)


def _mac_screen() -> Callable[[], bool]:
    """Return a function that tells whether the screen of a Mac is locked."""
    session = ctypes.CDLL(_FRAMEWORKS.format("ApplicationServices"))
    core = ctypes.CDLL(_FRAMEWORKS.format("CoreFoundation"))
    session.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    core.CFStringCreateWithCString.restype = ctypes.c_void_p
    core.CFDictionaryContainsKey.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    core.CFRelease.argtypes = [ctypes.c_void_p]
    key = core.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)

    def is_locked() -> bool:
        about = session.CGSessionCopyCurrentDictionary()
        if not about:
            return False
        locked = bool(core.CFDictionaryContainsKey(about, key))  # it is there only while it is
        core.CFRelease(about)
        return locked

    return is_locked
