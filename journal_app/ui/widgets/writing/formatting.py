"""Light formatting by key: emphasis, headings, lists and quotes, each one step of undo."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from journal_app.media import markdown, marking
from journal_app.media.marking import Change
from journal_app.ui.widgets.writing.units import as_counted


class Formatting:
    """Sets and takes away marks where the caret or the selection of ``page`` is."""

    def __init__(self, page: QTextEdit) -> None:
        self._page = page
        tr = page.tr
        self.actions = (
            self._action(tr("Emphasis"), self._emphasis, "Ctrl+I"),
            self._action(tr("Strong"), self._strong, "Ctrl+Shift+I"),
            self._action(tr("Heading"), self._heading, "Ctrl+H"),
            self._action(tr("List"), self._list, "Ctrl+Shift+L"),
            self._action(tr("Quote"), self._quote, "Ctrl+Shift+.", "Ctrl+>"),
        )

    def enter(self) -> bool:
        """Go on with the list the caret is in, or end it; return whether there was one."""
        cursor = self._page.textCursor()
        text = as_counted(cursor.block().text())
        if cursor.hasSelection() or cursor.positionInBlock() < markdown.line(text).mark:
            return False
        mark = marking.next_item(text)
        if not mark:
            return False
        if marking.is_empty_item(text):
            _replace(cursor.block(), Change(0, len(text), ""))
        else:
            cursor.insertText("\n" + mark)
        return True

    def _emphasis(self) -> None:
        self._emphasise(1)

    def _strong(self) -> None:
        self._emphasise(2)

    def _heading(self) -> None:
        self._mark_lines(marking.head)

    def _list(self) -> None:
        self._mark_lines(partial(marking.toggle, mark=marking.ITEM))

    def _quote(self) -> None:
        self._mark_lines(partial(marking.toggle, mark=marking.QUOTE))

    def _mark_lines(self, decide: Callable[[Sequence[str]], Sequence[str]]) -> None:
        blocks = _blocks(self._page.textCursor())
        marks = decide([block.text() for block in blocks])
        with _one_step(self._page.document()):
            for block, mark in zip(blocks, marks, strict=True):
                _replace(block, Change(0, markdown.line(block.text()).mark, mark))

    def _emphasise(self, stars: int) -> None:
        cursor = self._page.textCursor()
        blocks = _blocks(cursor)
        stretches = [_stretch(block, cursor) for block in blocks]
        with _one_step(self._page.document()), _same_selection(self._page):
            for block, changes in zip(blocks, marking.emphasise(stretches, stars), strict=True):
                for change in changes:
                    _replace(block, change)
        if not cursor.hasSelection() and stretches[0][1] == stretches[0][2]:
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=stars)  # between the new marks
            self._page.setTextCursor(cursor)

    def _action(self, name: str, does: Callable[[], None], *keys: str) -> QAction:
        made = QAction(name, self._page)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.setShortcutVisibleInContextMenu(True)
        made.triggered.connect(does)
        self._page.addAction(made)
        return made


@contextmanager
def _one_step(document: QTextDocument) -> Iterator[None]:
    """Let all changes be undone at once."""
    step = QTextCursor(document)
    step.beginEditBlock()
    yield
    step.endEditBlock()


@contextmanager
def _same_selection(page: QTextEdit) -> Iterator[None]:
    """Select afterwards what was selected before, with marks that came at its ends."""
    before = page.textCursor()
    start, end = QTextCursor(page.document()), QTextCursor(page.document())
    start.setPosition(before.selectionStart())
    start.setKeepPositionOnInsert(True)
    end.setPosition(before.selectionEnd())
    yield
    if before.hasSelection():
        before.setPosition(start.position())
        before.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
        page.setTextCursor(before)


def _blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """Return the paragraphs that are touched by the caret or the selection."""
    find = cursor.document().findBlock
    block, last = find(cursor.selectionStart()), find(cursor.selectionEnd())
    found = [block]
    while block != last:
        block = block.next()
        found.append(block)
    return found


def _stretch(block: QTextBlock, cursor: QTextCursor) -> tuple[str, int, int]:
    """Return a paragraph's text and what of it is selected, or the word at the caret."""
    text = as_counted(block.text())
    if not cursor.hasSelection():
        return text, *marking.word_at(text, cursor.positionInBlock())
    start = max(0, cursor.selectionStart() - block.position())
    return text, start, min(len(text), cursor.selectionEnd() - block.position())


def _replace(block: QTextBlock, change: Change) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + change.at)
    cursor.setPosition(cursor.position() + change.gone, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(change.come)
