"""A card that lists files as a book lists its chapters: a name, what it is, how long it is."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QWidget

from journal_app.domain import size
from journal_app.ui.widgets import plain

SHOWN = 5

_BREAK = "\u200b"  # where a long path may go on in the next line; nobody sees it


@dataclass(frozen=True, slots=True)
class Line:
    """One file, or several of a kind; ``size`` None says nothing of it."""

    name: str
    about: str = ""
    size: int | None = None


class FileList(QFrame):
    """Shows a few lines, and the others when somebody asks for them."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = plain.column(self, margin=18, gap=14)
        shown = lines if len(lines) <= SHOWN + 1 else lines[:SHOWN]
        for line in shown:
            column.addWidget(_row(line))
        self._others = [_row(line) for line in lines[len(shown) :]]
        for other in self._others:
            other.hide()
            column.addWidget(other)
        say = QCoreApplication.translate("FileList", "Show all {}")
        self._more = plain.button(say.format(len(lines)), self._show_all, "quiet")
        self._more.setVisible(bool(self._others))
        column.addLayout(plain.row(self._more, None))

    def _show_all(self) -> None:
        self._more.hide()
        for other in self._others:
            other.show()


def where(path: Path) -> str:
    """Return a path as it is shown: from home, and with places to break it."""
    home = Path.home()
    short = str(Path("~", path.relative_to(home)) if path.is_relative_to(home) else path)
    return breakable(short)


def breakable(name: str) -> str:
    """Return a long name with places where it may go on in the next line."""
    return re.sub(r"([/\\-]|[0-9a-f]{8}(?=[0-9a-f]))", rf"\1{_BREAK}", name)


def _row(line: Line) -> QWidget:
    made = QWidget()
    words = plain.column(gap=2)
    name = plain.label(line.name, wrap=True)
    name.setAccessibleName(line.name.replace(_BREAK, ""))
    words.addWidget(name)
    if line.about:
        words.addWidget(plain.label(line.about, "quiet", wrap=True))
    row = plain.row()
    row.setContentsMargins(0, 0, 0, 0)
    row.addLayout(words, 1)
    if line.size is not None:
        row.addWidget(plain.label(size.said(line.size), "quiet"), 0, Qt.AlignmentFlag.AlignTop)
    made.setLayout(row)
    return made
