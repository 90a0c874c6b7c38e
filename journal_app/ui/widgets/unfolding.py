"""A title that is a button: a press shows what it stands for, another puts that away."""

from PySide6.QtWidgets import QFrame

from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain


class Unfolding(QFrame):
    """Shows a title; pressed, also its text."""

    def __init__(self, title: str, text: str, tools: Tools) -> None:
        super().__init__()
        self._icons = tools.icons
        self._title = plain.button(title, self._turn, "row")
        self._title.setCheckable(True)
        self._title.setAccessibleDescription(text)
        self._text = plain.label(text, wrap=True)
        self._text.setContentsMargins(20, 0, 20, 16)
        self._text.hide()
        self.setProperty("role", "card")
        column = plain.column(self, gap=0)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.setFocusProxy(self._title)
        tools.theme.changed.connect(self._colour)
        self._colour()

    def _turn(self) -> None:
        self._text.setVisible(self._title.isChecked())
        self._colour()

    def _colour(self) -> None:
        self._title.setIcon(self._icons.get("less" if self._title.isChecked() else "add"))
