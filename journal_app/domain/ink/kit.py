"""What one draws with: each tool lies there with the ink and the nib it was last used with."""

from dataclasses import dataclass

from journal_app.domain.ink.marks import BROAD, MIDDLE, PALETTE, THIN
from journal_app.domain.ink.tools import BRUSH, FILL, HIGHLIGHTER, LABEL, PEN, PENCIL, Tool

INK, CLAY, SAGE, PLUM, SKY, ASH = PALETTE
_ELSE = (INK, THIN)
_FIRST = {
    PENCIL: (ASH, THIN),
    BRUSH: (SKY, BROAD),
    HIGHLIGHTER: (CLAY, BROAD),
    FILL: (SAGE, THIN),
    LABEL: (INK, MIDDLE),
}


@dataclass(slots=True)
class Dipped:
    """A tool, the ink it was dipped in and the width of its nib."""

    tool: Tool
    colour: str
    nib: float


class Kit:
    """All tools, as they were put down."""

    def __init__(self) -> None:
        self._lying: dict[str, Dipped] = {}
        self.pen = PEN  # the one that is meant by "a pen"

    def of(self, tool: Tool) -> Dipped:
        """Return a tool as it was put down."""
        if tool.name not in self._lying:
            self._lying[tool.name] = Dipped(tool, *_FIRST.get(tool, _ELSE))
        return self._lying[tool.name]
