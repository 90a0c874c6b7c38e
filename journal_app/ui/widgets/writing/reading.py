"""Words to be read: the Markdown they are, without its marks."""

from bisect import bisect_right
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from journal_app.domain import quoting, searching
from journal_app.domain.spot import Phrase
from journal_app.media import markdown, words
from journal_app.media.markdown import Line, Shape
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.writing.marks import Look
from journal_app.ui.widgets.writing.units import as_counted

LINE_HEIGHT_PERCENT = 112.0  # as on the page
RING = 3  # the frame of the style sheet, which shows the focus
SIDE_EM = 1.2  # how far a quote or an item stands in


class Reading(QTextEdit):
    """Shows a text as tall as it is, to be read, selected and copied."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = words.settle(text).strip("\n")
        self._theme = theme
        self._words: tuple[str, ...] = ()
        self._first: int | None = None
        self._places: list[tuple[int, int, str]] = []  # in the text, in the document, and what
        self._tall: dict[int, int] = {}
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        by = Qt.TextInteractionFlag
        self.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Words"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._dress)
        self._dress()

    def underline(self, words_: tuple[str, ...]) -> None:
        """Underline what was looked for where it stands, as the search finds it."""
        self._words = words_
        self._first = None
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(self._theme.colour("accent"))
        form.setBackground(self._theme.colour("selection"))
        marked = []
        block = self.document().begin()
        while self._words and block.isValid():
            text = block.text()
            for found in searching.found_in(text, self._words):
                start, end = (len(as_counted(text[:place])) for place in found)
                selection = QTextEdit.ExtraSelection()
                selection.cursor = _cursor(block, start, end)
                selection.format = form
                marked.append(selection)
                self._first = block.position() + start if self._first is None else self._first
            block = block.next()
        self.setExtraSelections(marked)

    def first(self) -> int | None:
        """Return how far down (in pixels) the first underlined word stands, if there is one."""
        if self._first is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._first)
        return self.cursorRect(cursor).top()

    def position_of(self, place: int) -> int:
        """Return where a letter of the text (by code points) stands in the document."""
        nth = max(0, bisect_right(self._places, place, key=_in_text) - 1)
        if not self._places:
            return 0
        start, position, stretch = self._places[nth]
        return position + len(as_counted(stretch[: max(0, place - start)]))

    def place_of(self, position: int) -> int:
        """Return which letter of the text (by code points) stands at a place of the document."""
        nth = max(0, bisect_right(self._places, position, key=_in_document) - 1)
        if not self._places:
            return 0
        start, first, stretch = self._places[nth]
        before = stretch.encode("utf-16-le", "surrogatepass")[: 2 * max(0, position - first)]
        return start + len(before.decode("utf-16-le", "ignore"))

    def chosen_in(self, text: str) -> Phrase | None:
        """Return what is chosen here as a place of the ``text`` this shows, if something is."""
        caret = self.textCursor()
        if not caret.hasSelection():
            return None
        start, stop = map(self.place_of, (caret.selectionStart(), caret.selectionEnd()))
        at = quoting.trimmed(self._text, Phrase(start, stop))
        return None if at is None else quoting.find(text, self._text[at.start : at.stop], at)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._tall:
            shown = self.document().textWidth()
            self.document().setTextWidth(max(1, width - 2 * RING))
            self._tall[width] = ceil(self.document().size().height()) + 2 * RING
            if shown > 0:  # being asked about another width changes nothing of what is seen
                self.document().setTextWidth(shown)
        return self._tall[width]

    @override
    def sizeHint(self) -> QSize:
        wide = max(self.width(), 1)
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # whatever this lies in scrolls

    def _dress(self) -> None:
        self.setFont(self._theme.page_font())
        self._tall.clear()
        self.clear()
        writer = QTextCursor(self.document())
        side = SIDE_EM * self.font().pixelSize()
        self.document().setIndentWidth(side)
        looks: dict[Look, QTextCharFormat] = {}
        self._places.clear()
        writer.beginEditBlock()
        place = 0
        for number, text in enumerate(self._text.split("\n")):
            if number:
                writer.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self._write_line(writer, text, looks, place)
            place += len(text) + 1
        writer.endEditBlock()
        self.underline(self._words)
        self.updateGeometry()

    def _write_line(
        self, writer: QTextCursor, text: str, looks: dict[Look, QTextCharFormat], place: int
    ) -> None:
        kind = markdown.line(text)
        writer.setBlockFormat(self._form(kind))
        if kind.shape in {Shape.ITEM, Shape.NUMBER}:
            writer.createList(_item(text, kind))
        for at, stretch, look in _stretches(text, kind):
            if look not in looks:
                looks[look] = look.dress(self._theme)
            self._places.append((place + at, writer.position(), stretch))
            writer.insertText(stretch, looks[look])

    def _form(self, kind: Line) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setLineHeight(
            LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        if kind.shape is Shape.QUOTE:
            form.setLeftMargin(SIDE_EM * self.font().pixelSize())
        return form


def _in_text(place: tuple[int, int, str]) -> int:
    return place[0]


def _in_document(place: tuple[int, int, str]) -> int:
    return place[1]


def _stretches(text: str, kind: Line) -> list[tuple[int, str, Look]]:
    """Cut a line into what looks alike, without its marks; say where in it each begins."""
    plain = Look(kind.shape, kind.level)
    found, at = [], kind.mark
    for run in markdown.runs(text, kind.mark):
        found.append((at, text[at : run.start], plain))
        if not run.mark:
            look = Look(kind.shape, kind.level, run.emphasis, run.strong)
            found.append((run.start, text[run.start : run.end], look))
        at = run.end
    found.append((at, text[at:], plain))
    return [(at, stretch, look) for at, stretch, look in found if stretch]


def _item(text: str, kind: Line) -> QTextListFormat:
    form = QTextListFormat()
    mark = text[: kind.mark].lstrip()
    form.setIndent(1 + (kind.mark - len(mark)) // 2)
    if kind.shape is Shape.NUMBER:
        form.setStyle(QTextListFormat.Style.ListDecimal)
        form.setStart(int(mark.rstrip(". ")))
    else:
        form.setStyle(QTextListFormat.Style.ListDisc)
    return form


def _cursor(block: QTextBlock, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    return cursor
