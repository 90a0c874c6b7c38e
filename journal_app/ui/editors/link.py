"""What an entry touches, shown and changed."""

from PySide6.QtWidgets import QWidget

from journal_app.domain import links
from journal_app.domain.entry import PartId
from journal_app.domain.links import Link
from journal_app.services.openentry import OpenPart
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.aiming.goalchips import GoalChips
from journal_app.ui.widgets.scroller import Scroller


class LinkEditor(Editor):
    """Shows which goal it is, and lets another be chosen."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        link = links.read(part.content.body)
        self._name = plain.label(link.name, "lead", wrap=True)
        self._note = plain.label("", "quiet", wrap=True)
        self._note.hide()
        title = self.tr("What this touches")
        goals = GoalChips(part, tools, title, link.goal or None)
        goals.chosen.connect(self._choose)
        goals.offers.connect(self._say_whether)
        lead = self.tr("See what I’m working towards")
        way = plain.button(lead, self._go, "quiet")
        inside = QWidget()
        column = plain.column(inside, gap=18)
        column.addWidget(plain.label(title, "title", wrap=True))
        for thing in (self._name, self._note, goals):
            column.addWidget(thing)
        column.addLayout(plain.row(way, None))
        column.addStretch(1)
        plain.column(self).addLayout(plain.middle(Scroller(inside)))
        self.setFocusProxy(way)

    def _choose(self, goal: PartId | None, name: str) -> None:
        """Touch another goal. To touch none any more, the part is taken out of its entry."""
        if goal is not None:
            self._name.setText(name)
            self.part.put(links.body(Link(goal, name)))

    def _say_whether(self, offers: bool) -> None:  # noqa: FBT001 - a signal's
        self._note.setText(self.tr("There is nothing you’re working towards just now."))
        self._note.setVisible(not offers)

    def _go(self) -> None:
        self.place_asked.emit("goals", None)
