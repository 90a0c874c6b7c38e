"""What a copy of the journal held: to look at, with nothing to open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journal_app.domain.entry import EntryLine
from journal_app.domain.lines import Told
from journal_app.ui import copytext
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.lines.view import LineList

LINES = 500  # so many are shown of a copy


class InsidePage(QWidget):
    """Shows lines as they were then."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.header = Header(self.tr("Backups"), tools.theme, tools.icons)
        self._title = plain.label("", "title", wrap=True)
        self._empty = plain.label(copytext.small("empty_timeline"), "lead", wrap=True)
        self._list = LineList(tools.theme)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(self._title)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        layout.addLayout(plain.middle(inside), 1)

    @property
    def title(self) -> str:
        """What is said above the lines."""
        return self._title.text()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._list.count

    def show_lines(self, title: str, lines: tuple[EntryLine, ...]) -> None:
        """Show these lines, newest first."""
        self._title.setText(title)
        self._list.show_all({number: Told(line) for number, line in enumerate(lines)})
        self._empty.setVisible(not lines)
        self._list.setVisible(bool(lines))

    def focus_first(self) -> None:
        """Put the keyboard on the lines."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
