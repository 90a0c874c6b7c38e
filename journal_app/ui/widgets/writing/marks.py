"""Dresses the Markdown that stands on the page, one paragraph at a time, as it is typed."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument, QTextFormat
from typing_extensions import override

from journal_app.media import markdown
from journal_app.media.markdown import Line, Shape
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.writing.units import as_counted

HEADINGS = (1.0, 1.5, 1.25, 1.1)  # of the page's letters, by level
LARGEST_PX = 63  # what is larger is drawn as outlines, and loses its weight


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a stretch of letters looks."""

    shape: Shape
    level: int = 0
    emphasis: bool = False
    strong: bool = False
    mark: bool = False

    def dress(self, theme: Theme) -> QTextCharFormat:
        """Return the letters' format."""
        form = QTextCharFormat()
        if self.shape is Shape.HEADING:
            size = round(theme.page_font().pixelSize() * HEADINGS[self.level])
            size = min(size, LARGEST_PX)
            form.setProperty(QTextFormat.Property.FontPixelSize.value, size)
        if self.strong or self.shape is Shape.HEADING:
            form.setFontWeight(QFont.Weight.Bold.value)
        if self.emphasis or self.shape is Shape.QUOTE:
            form.setFontItalic(True)
        if self.mark:
            form.setForeground(theme.colour("border"))
        elif self.shape is Shape.QUOTE:
            form.setForeground(theme.colour("text_muted"))
        return form


class Marks(QSyntaxHighlighter):
    """Makes headings, emphasis and quotes look like that, and their marks faint."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._worn: dict[Look, QTextCharFormat] = {}

    def wear(self) -> None:
        """Dress everything again: colours or sizes are other ones now."""
        self._worn.clear()
        self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        if text[:1].isalpha() and "*" not in text:
            return  # most lines, with every letter
        kind = markdown.line(text)
        if kind.shape is not Shape.PLAIN:
            self._dress(kind.mark, len(text), Look(kind.shape, kind.level))
            self._dress(0, kind.mark, Look(kind.shape, kind.level, mark=True))
        if "*" in text:
            self._emphasise(text, kind)

    def _emphasise(self, text: str, kind: Line) -> None:
        for run in markdown.runs(as_counted(text), kind.mark):
            look = Look(kind.shape, kind.level, run.emphasis, run.strong, run.mark)
            self._dress(run.start, run.end, look)

    def _dress(self, start: int, end: int, look: Look) -> None:
        if look not in self._worn:
            self._worn[look] = look.dress(self._theme)
        self.setFormat(start, end - start, self._worn[look])
