"""One quiet line on the home page that offers what fits just now."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

ROOMY = 140  # percent of the usual text size, up to which the answers stand beside the sentence
Way = tuple[str, Callable[[], object]]  # what a button says, and what it does


class OfferLine(QFrame):
    """Says something, and has a button for each way to answer; the last one is the quiet one.

    It is laid out for the text size of now: whoever shows it makes a new one for another.
    """

    def __init__(self, sentence: str, ways: tuple[Way, ...], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        said = plain.label(sentence, wrap=True)
        said.setAccessibleName(sentence)
        beside = theme.px(100) <= ROOMY
        row: QLayout = plain.row() if beside else Flow()
        row.setSpacing(gap(theme))
        for number, (name, does) in enumerate(ways, 1):
            role = "quiet" if number == len(ways) else ""
            row.addWidget(plain.button(name, partial(does), role))
        both = plain.row(gap=gap(theme)) if beside else plain.column(gap=gap(theme))
        both.setContentsMargins(20, 8, 12, 8)
        both.addWidget(said, 1)
        both.addLayout(row)
        self.setLayout(both)
