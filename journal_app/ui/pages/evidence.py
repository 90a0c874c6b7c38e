"""What is known about writing after a session, and what isn't: a page to read."""

from typing_extensions import override

from journal_app.ui import copytext
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain


class EvidencePage(StepPage):
    """Says it in five paragraphs, and promises nothing."""

    def __init__(self, tools: Tools) -> None:
        self._texts = copytext.section("evidence_page")
        super().__init__(tools, self._texts["title"])

    @override
    def begin(self) -> None:
        paragraphs = (plain.label(one, "lead", wrap=True) for one in self._texts["paras"])
        self.show_step(self._texts["title"], tuple(paragraphs))
