"""Keeps a window out of screenshots and shared screens, on systems that let a window ask for it.

It is a request: a camera, an older system or a program made to spy can still see the window.
"""

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtWidgets import QWidget

_EVERYWHERE, _NOT_IN_PICTURES = 0x00, 0x11  # what Windows calls display affinity
_SHARED_WITH_NOBODY, _SHARED_TO_BE_READ = 0, 1  # what macOS calls a sharing type


def can_hide() -> bool:
    """Tell whether this system can keep a window out of pictures of the screen."""
    return sys.platform in {"win32", "darwin"}


def hide(window: QWidget, *, on: bool) -> None:
    """Keep ``window`` out of pictures of the screen from now on, or let it be seen again."""
    if sys.platform == "win32":
        affinity = wintypes.DWORD(_NOT_IN_PICTURES if on else _EVERYWHERE)
        ctypes.WinDLL("user32").SetWindowDisplayAffinity(wintypes.HWND(window.winId()), affinity)
    elif sys.platform == "darwin":
        _share_on_mac(window, _SHARED_WITH_NOBODY if on else _SHARED_TO_BE_READ)


def _share_on_mac(window: QWidget, sharing: int) -> None:
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    pointer = ctypes.c_void_p
    objc.sel_registerName.argtypes, objc.sel_registerName.restype = [ctypes.c_char_p], pointer
    ask = ctypes.CFUNCTYPE(pointer, pointer, pointer)(("objc_msgSend", objc))
    tell = ctypes.CFUNCTYPE(None, pointer, pointer, ctypes.c_ulong)(("objc_msgSend", objc))
    frame = ask(int(window.winId()), objc.sel_registerName(b"window"))
    if frame:
        tell(frame, objc.sel_registerName(b"setSharingType:"), sharing)
