"""Something to choose that is too long for a button: a row, as tall as its words need."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.face import Face

MARK = 24


class WideChoice(Face):
    """Can be chosen and let go again; what is chosen has a sign."""

    def __init__(self, said: str, tools: Tools) -> None:
        super().__init__(tools.theme)
        self.setSizePolicy(plain.as_tall_as_needed())
        self._tools = tools
        self.setCheckable(True)
        self.setAccessibleName(said)
        self._mark = QLabel()
        words = plain.label(said, wrap=True)
        words.setIndent(0)
        for label in (self._mark, words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = plain.row(self._mark, gap=12)
        row.addWidget(words, 1)
        row.setContentsMargins(16, 10, 16, 10)
        self.setLayout(row)
        self.toggled.connect(self._show)
        tools.theme.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        side = self._tools.theme.px(MARK)
        self._mark.setFixedSize(side, side)
        if self.isChecked():
            self._mark.setPixmap(self._tools.icons.pixmap("check", side, "accent"))
        else:
            self._mark.clear()
