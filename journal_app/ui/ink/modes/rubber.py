"""What both ways to erase share: something round, as large as its pointer."""

from typing_extensions import override

from journal_app.ui.ink.mode import Mode, Pointer
from journal_app.ui.ink.rings import ring
from journal_app.ui.painting import paint

RUBBER = 9.0


class Rubber(Mode):
    """Something round to erase with."""

    @property
    def reach(self) -> float:
        """How far the rubber reaches around its middle, in logical pixels."""
        theme = self.page.theme
        return theme.px(RUBBER) * (1.5 if theme.dim else 1.0)

    @property
    @override
    def pointer(self) -> Pointer:
        theme = self.page.theme
        paper = paint.paper_colour(theme, self.page.drawing.paper)
        return ring(self.reach, paint.ink_colour(theme, "text"), paper)
