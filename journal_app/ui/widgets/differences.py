"""A text on a quiet page, with what went struck through and what came underlined."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from journal_app.domain.comparing import Fate, Piece
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.page import LINE_HEIGHT_PERCENT

_SAID_OF, _SAID_LENGTH = 6, 60  # changes, and letters of each, told to a screen reader


class Differences(QTextEdit):
    """Shows pieces of text, to be read, selected and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: tuple[Piece, ...] = ()
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        by = Qt.TextInteractionFlag
        self.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Words"))
        theme.changed.connect(self._write)
        self._write()

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show these from the beginning."""
        self._pieces = pieces
        self.setAccessibleDescription(self._said(pieces))
        self._write()

    def _write(self) -> None:
        self.setFont(self._theme.page_font())
        self.clear()
        writer = QTextCursor(self.document())
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        writer.setBlockFormat(spacing)
        looks = self._looks()
        writer.beginEditBlock()
        for piece, after in zip_longest(self._pieces, self._pieces[1:]):
            before, words, behind = _parted(piece, after)
            writer.insertText(before, looks[Fate.STAYED])
            writer.insertText(words, looks[piece.fate])
            writer.insertText(behind, looks[Fate.STAYED])
        writer.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _looks(self) -> dict[Fate, QTextCharFormat]:
        stayed, went, came = (QTextCharFormat() for _ in Fate)
        went.setFontStrikeOut(True)
        went.setForeground(self._theme.colour("text_muted"))
        came.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        came.setUnderlineColor(self._theme.colour("accent"))
        return {Fate.STAYED: stayed, Fate.WENT: went, Fate.CAME: came}

    def _said(self, pieces: Sequence[Piece]) -> str:
        """Return what a screen reader says of the first changes."""
        names = {Fate.WENT: self.tr("Gone: {}"), Fate.CAME: self.tr("New: {}")}
        changes = [piece for piece in pieces if piece.fate in names and piece.text.strip()]
        said: Iterable[str] = (
            names[piece.fate].format(" ".join(piece.text[:_SAID_LENGTH].split()))
            for piece in changes[:_SAID_OF]
        )
        return ". ".join(said)


def _parted(piece: Piece, after: Piece | None) -> tuple[str, str, str]:
    """Return what is marked of a piece, and the blanks before and behind it, which aren't."""
    words = piece.text.strip()
    if piece.fate is Fate.STAYED or not words:
        return "", "" if piece.fate is Fate.WENT else piece.text, ""  # two lines became one
    before, _words, behind = piece.text.partition(words)
    if piece.fate is Fate.WENT and not behind and after is not None and after.text[0].isalnum():
        behind = " "
    return before, words, behind
