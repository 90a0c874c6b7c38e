"""The card that stands below an answer about thoughts of death: the same one for every answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from journal_app.ui import copytext
from journal_app.ui.widgets import plain


class Item9Card(QFrame):
    """Thanks, says that nobody was alerted, and leads to Support. It keeps nobody from going on."""

    support = Signal()
    carry_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        texts = copytext.section("item9_card")
        opens, carries = texts["buttons"]
        self.open_support: QPushButton = plain.button(opens, self.support.emit)
        self.go_on: QPushButton = plain.button(carries, self.carry_on.emit, "quiet")
        column = plain.column(self, margin=16, gap=8)
        column.addWidget(plain.label(texts["title"], "heading", wrap=True))
        column.addWidget(plain.label(texts["body"], wrap=True))
        column.addLayout(plain.row(self.open_support, self.go_on, None, gap=12))
