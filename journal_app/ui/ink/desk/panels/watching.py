"""Watching a drawing come about, over the page it is on."""

from typing_extensions import override

from journal_app.domain.ink.replay import Replay
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.seeing.replay import ReplayView
from journal_app.ui.tools import Tools

WHOLE = 100_000  # pixels: more than there are


class Watching(Panel):
    """Takes the whole page for itself, until it is done."""

    passes = False
    most = 1.0

    def __init__(self, tools: Tools, replay: Replay, caption: str) -> None:
        super().__init__(tools.theme, tools.icons, self.tr("Watch it come about"))
        self._view = ReplayView(tools)
        self._view.show_replay(replay, caption)
        self.add(self._view)

    @override
    def focus_first(self) -> None:
        self._view.focus_first()

    @override
    def tall(self, wide: int) -> int:
        del wide
        return WHOLE
