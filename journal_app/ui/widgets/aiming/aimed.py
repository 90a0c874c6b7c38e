"""A goal or a step: what it says, how it stands, and what can be done with it when asked."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

Way = tuple[str, Callable[[], object]]


class Aimed(QWidget):
    """Shows a sentence and how it stands. ``at_once`` is a button, the others are behind one."""

    def __init__(
        self, said: str, stands: str, at_once: Way | None, others: tuple[Way, ...], tools: Tools
    ) -> None:
        super().__init__()
        self._tools = tools
        self.said = plain.label(said, "lead", wrap=True)
        words = plain.column(gap=2)
        words.addWidget(self.said)
        if stands:
            words.addWidget(plain.label(stands, "quiet", wrap=True))
        self.more = plain.button("", self._show_ways, "quiet")
        self.more.setCheckable(True)
        name = self.tr("What can be done with it")
        self.more.setAccessibleName(f"{name}: {said}")
        self.more.setToolTip(name)
        self._ways, self._flow = QWidget(), Flow()
        self._ways.setLayout(self._flow)
        for way in others:
            self._flow.addWidget(_button(way, said))
        self._ways.hide()
        self._row = plain.row(gap=12)
        self._row.addLayout(words, 1)
        self.first = self.more
        if at_once is not None:
            self.first = _button(at_once, said)
            self.first.setProperty("role", "")
            self._row.addWidget(self.first, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = plain.column(self, gap=4)
        column.addLayout(self._row)
        column.addWidget(self._ways)
        self.setFocusProxy(self.first)
        tools.theme.changed.connect(self._colour)
        self._colour()

    def _show_ways(self) -> None:
        self._ways.setVisible(self.more.isChecked())

    def _colour(self) -> None:
        self._flow.setSpacing(gap(self._tools.theme))
        self._row.setSpacing(gap(self._tools.theme))
        self.more.setIcon(self._tools.icons.get("more", "text_muted"))


def _button(way: Way, said: str) -> QPushButton:
    name, press = way
    made = plain.button(name, press, "quiet")
    made.setAccessibleDescription(said)
    return made
