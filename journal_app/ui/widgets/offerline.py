"""One quiet line on the home page that offers what fits just now."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap

Way = tuple[str, Callable[[], object]]  # what a button says, and what it does


class OfferLine(QFrame):
    """Says something, and has a button for each way to answer; the last one is the quiet one."""

    def __init__(self, sentence: str, ways: tuple[Way, ...], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._theme = theme
        said = plain.label(sentence, wrap=True)
        said.setAccessibleName(sentence)
        self._row = plain.row()
        self._row.setContentsMargins(20, 8, 12, 8)
        self._row.addWidget(said, 1)
        for number, (name, does) in enumerate(ways, 1):
            role = "quiet" if number == len(ways) else ""
            self._row.addWidget(plain.button(name, partial(does), role))
        self.setLayout(self._row)
        theme.changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._row.setSpacing(gap(self._theme))
