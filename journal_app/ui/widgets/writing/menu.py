"""The menu of the page: what its keys do, for the mouse."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QTextEdit

_Row = tuple[str, QKeySequence.StandardKey, Callable[[], None], bool]


def menu(page: QTextEdit, formatting: Iterable[QAction]) -> QMenu:
    """Return the menu of a page, which goes when it is closed."""
    made = QMenu(page)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    keys = QKeySequence.StandardKey
    selected = page.textCursor().hasSelection()
    rows: tuple[_Row | None, ...] = (
        (page.tr("Undo"), keys.Undo, page.undo, page.document().isUndoAvailable()),
        (page.tr("Redo"), keys.Redo, page.redo, page.document().isRedoAvailable()),
        None,
        (page.tr("Cut"), keys.Cut, page.cut, selected),
        (page.tr("Copy"), keys.Copy, page.copy, selected),
        (page.tr("Paste"), keys.Paste, page.paste, page.canPaste()),
        None,
    )
    for row in rows:
        if row is None:
            made.addSeparator()
            continue
        name, key, does, possible = row
        action = made.addAction(name)
        action.setShortcut(QKeySequence(key))
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(does)
        action.setEnabled(possible)
    made.addActions(list(formatting))
    return made
