"""What is pasted or dropped on the page: words as Markdown, pictures handed on, nothing fetched."""

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextDocument,
    QTextFragment,
    QTextList,
    QTextListFormat,
)
from typing_extensions import override

from journal_app.media import words

PICTURES = frozenset(
    (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".pdf")
)
MOST_HTML = 4_000_000  # characters; whatever is longer comes as plain text
LEVELS = 3
_NUMBERED = frozenset(
    (
        QTextListFormat.Style.ListDecimal,
        QTextListFormat.Style.ListLowerAlpha,
        QTextListFormat.Style.ListUpperAlpha,
        QTextListFormat.Style.ListLowerRoman,
        QTextListFormat.Style.ListUpperRoman,
    )
)
_GAPS = re.compile("\n{3,}")


def pictures(source: QMimeData) -> object:
    """Return what is to become a picture: a tuple of local paths, a ``QImage``, or None."""
    paths = tuple(
        url.toLocalFile()
        for url in source.urls()
        if url.isLocalFile() and Path(url.fileName()).suffix.lower() in PICTURES
    )
    if paths:
        return paths
    if source.hasImage() and not written(source):
        return source.imageData()
    return None


def may_come(source: QMimeData) -> bool:
    """Whether there is anything here that could stand on the page or become a picture."""
    return source.hasText() or source.hasHtml() or source.hasImage() or source.hasUrls()


def written(source: QMimeData) -> str:
    """Return the words, as they are to stand on the page."""
    html = source.html() if source.hasHtml() else ""
    found = from_html(html) if html and len(html) <= MOST_HTML else ""
    return words.settle(found or source.text())


def from_html(html: str) -> str:
    """Return what is written in a piece of HTML, as Markdown."""
    document = _Sealed()
    document.setHtml(html)
    lines: list[str] = []
    before = QTextBlock()
    block = document.begin()
    while block.isValid():
        if _stand_apart(before, block) and lines:
            lines.append("")
        lines.extend(_lines(block))
        before, block = block, block.next()
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n")


class _Sealed(QTextDocument):
    """A document that never looks at anything outside itself."""

    @override
    def loadResource(self, type: int, name: object) -> object:
        return None


def _lines(block: QTextBlock) -> Iterator[str]:
    mark = _mark(block)
    heading = block.blockFormat().headingLevel() > 0
    for line in _marked(block, bold=not heading).split("\u2028"):
        text = line.strip() if mark else line.rstrip()
        yield mark + text if text else ""


def _mark(block: QTextBlock) -> str:
    """Return what marks the paragraph as a heading, an item or a quote."""
    form = block.blockFormat()
    items = _list(block)
    if form.headingLevel():
        return "#" * min(form.headingLevel(), LEVELS) + " "
    if items is not None:
        blanks = "  " * min(items.format().indent() - 1, 4)
        numbered = items.format().style() in _NUMBERED
        return f"{blanks}{items.itemNumber(block) + 1}. " if numbered else f"{blanks}- "
    return "> " if form.leftMargin() and form.rightMargin() else ""


def _list(block: QTextBlock) -> QTextList | None:
    return block.textList()


def _marked(block: QTextBlock, *, bold: bool) -> str:
    """Return a paragraph's words with their emphasis."""
    made: list[tuple[str, int]] = []
    parts = block.begin()
    while not parts.atEnd():
        part = parts.fragment()
        stars = _stars(part, bold=bold)
        if made and made[-1][1] == stars:
            made[-1] = (made[-1][0] + part.text(), stars)
        else:
            made.append((part.text(), stars))
        parts += 1
    return "".join(_wrap(text, stars) for text, stars in made)


def _stars(part: QTextFragment, *, bold: bool) -> int:
    form = part.charFormat()
    strong = bold and form.fontWeight() >= QFont.Weight.DemiBold.value
    return 2 * strong + form.fontItalic()


def _wrap(text: str, stars: int) -> str:
    """Set stars around the words of each line, inside the blanks."""
    text = text.replace("\ufffc", "")
    if not stars:
        return text
    made = []
    for line in text.split("\u2028"):
        inside = line.strip()
        start = line.find(inside)
        around = "*" * stars if inside else ""
        made.append(line[:start] + around + inside + around + line[start + len(inside) :])
    return "\u2028".join(made)


def _stand_apart(one: QTextBlock, other: QTextBlock) -> bool:
    """Whether there is room between two paragraphs."""
    if not one.isValid() or (_list(one) and _list(other)):
        return False
    return max(one.blockFormat().bottomMargin(), other.blockFormat().topMargin()) > 0
