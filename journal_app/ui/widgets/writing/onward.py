"""Going only on: what a page takes when there is no going back, and what rests."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence

_ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_BACK = frozenset((Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape))
_CTRL = Qt.KeyboardModifier.ControlModifier


def adds(event: QKeyEvent) -> bool:
    """Whether a key adds something at the end of the page."""
    if event.matches(QKeySequence.StandardKey.Paste) or event.key() in _ENTER:
        return True
    held = event.modifiers() & (_CTRL | Qt.KeyboardModifier.AltModifier)  # both are AltGr
    return held != _CTRL and event.key() not in _BACK and _is_written(event.text())


def _is_written(text: str) -> bool:
    return bool(text) and text.isprintable()


def only_adding(event: QInputMethodEvent) -> QInputMethodEvent:
    """Return what is composed, without what it would take away."""
    made = QInputMethodEvent(event.preeditString(), event.attributes())
    made.setCommitString(event.commitString())
    return made
