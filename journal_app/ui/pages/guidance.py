"""Small cards about ways to use the journal, for who asks."""

from typing_extensions import override

from journal_app.ui import copytext
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.unfolding import Unfolding


class GuidancePage(StepPage):
    """Shows what each card is about; a press unfolds it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, self.tr("Ways to use it"))
        self._tools = tools

    @override
    def begin(self) -> None:
        cards = [
            Unfolding(card["title"], card["body"], self._tools)
            for card in copytext.section("guidance")
        ]
        about = plain.label(self.tr("Nothing here has to be read."), "quiet", wrap=True)
        self.show_step(self.tr("Ways to use it"), (about, *cards))
        self.first = cards[0]
        self.focus_first()
