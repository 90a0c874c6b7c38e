"""A line of words beside what was noted there of earlier sessions: most of it is the same again."""

from functools import partial

from PySide6.QtWidgets import QWidget

from journal_app.domain.quoting import short
from journal_app.services.sessions import Sessions
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.field import Asked
from journal_app.ui.widgets.logbook.texts import TextLine
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

LONGEST = 24  # characters of a text on a button


class KnownLine(TextLine):
    """Lets what was written before be taken with a press."""

    def __init__(self, asked: Asked, tools: Tools, sessions: Sessions) -> None:
        super().__init__(asked, tools)
        self._box = QWidget()
        self._flow = Flow(self._box)
        self._flow.setSpacing(gap(tools.theme))
        self._box.hide()
        self.column.addWidget(self._box)
        hear(self, sessions.said_before(asked.name), self._offer)

    def _offer(self, texts: tuple[str, ...]) -> None:
        for text in texts:
            said = short(text, LONGEST).replace("&", "&&")
            button = plain.button(said, partial(self._take, text), "choice")
            button.setAccessibleDescription(self.asked.title)
            self._flow.addWidget(button)
        self._box.setVisible(bool(texts))

    def _take(self, text: str) -> None:
        self.line.setText(text)
        self.changed.emit(self.asked.name, text)
