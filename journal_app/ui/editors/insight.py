"""What seemed true at the time, what was found when it was looked at again, and where it stands."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import insights
from journal_app.domain.insights import Found, Insight
from journal_app.media import insight as medium
from journal_app.services.openentry import OpenPart
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow


class InsightEditor(Editor):
    """Shows an insight. While a look at it is open, it can be taken here, too."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._quote = plain.label("", wrap=True)
        self._told = plain.label("", "quiet", wrap=True)
        self._asked, self._row = QWidget(), Flow()
        answers = (
            (Found.TRUE, self.tr("Still true")),
            (Found.CHANGED, self.tr("Changed")),
            (Found.GONE, self.tr("Gone")),
        )
        buttons = [plain.button(name, partial(self._look, found)) for found, name in answers]
        for button in buttons:
            self._row.addWidget(button)
        self._see = plain.button(self.tr("See it where it stands"), self._show_place, "quiet")
        self._lay_out()
        tools.theme.changed.connect(self._dress)
        self._dress()
        self._show()
        self.setFocusProxy(self._see if self._asked.isHidden() else buttons[0])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()  # a style sheet that came with the window would have changed the letters

    @property
    def _insight(self) -> Insight:
        return insights.read(self.part.content.body)

    def _show(self) -> None:
        quote, *told = medium.told(self.part.content)
        self._quote.setText(quote)
        self._told.setText("\n".join(told))
        self._told.setVisible(bool(told))
        made, now = self.part.made.utc_ms, self.tools.clock.now().utc_ms
        self._asked.setVisible(insights.open_look(self._insight, made, now) is not None)
        self._see.setVisible(self._insight.of is not None)

    def _look(self, found: Found) -> None:
        now = self.tools.clock.now().utc_ms
        at = insights.open_look(self._insight, self.part.made.utc_ms, now)
        if at is not None:
            self.part.put(insights.body(self._insight.looked(at, found, now)))
            self.setFocusProxy(self._see)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()

    def _show_place(self) -> None:
        self.place_asked.emit("entry", insights.spot(self._insight, self.part.entry.id))

    def _lay_out(self) -> None:
        inside = QWidget()
        asked = plain.column(self._asked, gap=12)
        asked.addWidget(plain.label(self.tr("Is it still so?"), "question", wrap=True))
        asked.addLayout(self._row)
        column = plain.column(inside, gap=18)
        column.addWidget(plain.label(self.tr("What seemed true"), "title", wrap=True))
        for thing in (self._quote, self._told, self._asked):
            column.addWidget(thing)
        column.addLayout(plain.row(self._see, None))
        column.addStretch(1)
        plain.column(self).addLayout(plain.middle(Scroller(inside)))

    def _dress(self) -> None:
        self._quote.setFont(self.tools.theme.page_font())
        self._row.setSpacing(gap(self.tools.theme))
