"""A calm list under headings, made anew whenever it is shown again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.line import Line
from journal_app.ui.widgets.toolrow import gap

Group = tuple[str, Sequence[Line]]


class Listing(QWidget):
    """Shows lines in groups; the keyboard stays at the number of the line where it was."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._column = plain.column(self)
        self.lines: tuple[Line, ...] = ()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these lines, each group under its heading, if it has one."""
        at = next((n for n, line in enumerate(self.lines) if line.hasFocus()), None)
        self._empty()
        self._column.setSpacing(gap(self._tools.theme))
        for heading, lines in groups:
            if heading:
                label = plain.label(heading, "heading", wrap=True)
                label.setContentsMargins(0, 12, 0, 0)
                self._add(label)
            for line in lines:
                self._add(line)
        self.lines = tuple(line for _heading, lines in groups for line in lines)
        if at is not None and self.lines:
            self.focus_line(at)

    def focus_line(self, number: int = 0) -> None:
        """Put the keyboard on a line, or on the last one."""
        line = self.lines[min(number, len(self.lines) - 1)]
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()  # now, so that it is known how tall it is before the page is laid out

    def _empty(self) -> None:
        items = [self._column.itemAt(n) for n in range(self._column.count())]
        for item in items:
            widget = None if item is None else item.widget()
            if widget is not None:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
