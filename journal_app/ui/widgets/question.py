"""A thing that can't be undone, done only after a second, deliberate press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.ui.widgets import plain


class Question(QWidget):
    """Says what it is about, asks once more, and tells ``decided`` only then."""

    decided = Signal()

    def __init__(self, said: tuple[str, str], asked: tuple[str, str]) -> None:
        super().__init__()
        self._said = said
        self._words = plain.label(said[0], "quiet", wrap=True)
        self._begin = plain.button(asked[0], self._ask)
        self._leave = plain.button(self.tr("Keep them"), self._never_mind)
        self._really = plain.button(asked[1], self._decide)
        column = plain.column(self, gap=12)
        column.addWidget(self._words)
        column.addLayout(plain.row(self._begin, self._leave, self._really, None, gap=12))
        self._choose(asking=False)

    def _ask(self) -> None:
        self._choose(asking=True)
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _never_mind(self) -> None:
        self._choose(asking=False)
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self) -> None:
        self._choose(asking=False)
        self.decided.emit()

    def _choose(self, *, asking: bool) -> None:
        self._words.setText(self._said[1] if asking else self._said[0])
        self._begin.setVisible(not asking)
        self._leave.setVisible(asking)
        self._really.setVisible(asking)
