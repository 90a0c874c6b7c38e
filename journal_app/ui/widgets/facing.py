"""What stood there once, facing what stands there now: words in one text, pictures side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from journal_app.domain.comparing import Piece
from journal_app.ui.photos import pictures
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.differences import Differences

PICTURE = QSize(300, 360)


class Facing(QWidget):
    """Shows either a text with its differences, or one picture or two."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.text = Differences(theme)
        self._pictures = (QLabel(), QLabel())
        self._names = (plain.label("", "quiet"), plain.label("", "quiet"))
        self._row = QWidget()
        row = plain.row()
        row.setContentsMargins(0, 0, 0, 0)
        for name, picture in zip(self._names, self._pictures, strict=True):
            column = plain.column(gap=8)
            column.addWidget(name)
            column.addWidget(picture, 1, Qt.AlignmentFlag.AlignTop)
            row.addLayout(column, 1)
        self._row.setLayout(row)
        both = plain.column(self, gap=0)
        both.addWidget(self.text, 1)
        both.addWidget(self._row, 1)
        self.show_pieces(())

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show a text."""
        self._show_only(self.text)
        self.text.show_pieces(pieces)

    def show_pictures(self, named: Sequence[tuple[str, bytes]]) -> None:
        """Show one picture or two, each with its name above it."""
        self._show_only(self._row)
        self.text.show_pieces(())
        labels = zip(self._names, self._pictures, strict=True)
        for place, (name, picture) in enumerate(labels):
            said, body = named[place] if place < len(named) else ("", b"")
            name.setText(said)
            picture.setPixmap(self._small(body) if body else QPixmap())
            picture.setAccessibleName(said)

    def _small(self, body: bytes) -> QPixmap:
        return QPixmap.fromImage(pictures.thumbnail(body, PICTURE, self.devicePixelRatioF()))

    def _show_only(self, one: QWidget) -> None:
        self.text.setVisible(one is self.text)
        self._row.setVisible(one is self._row)
