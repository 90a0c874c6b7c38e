"""Every key of the keyboard map that works anywhere, as one table."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Action:
    """A key and what it does."""

    keys: tuple[str, ...]
    does: Callable[[], object]


def listen(
    window: QWidget,
    actions: tuple[Action, ...],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> None:
    """Make the keys work in ``window``."""
    for action in actions:
        for keys in action.keys:
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setContext(context)
            shortcut.activated.connect(action.does)
            shortcut.activatedAmbiguously.connect(action.does)
