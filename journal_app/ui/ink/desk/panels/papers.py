"""The paper: what it is like, and what one draws within."""

from dataclasses import replace

from PySide6.QtCore import Signal

from journal_app.domain.ink.papers import BODY, LEAST_ARMS, MOST_ARMS, PATTERNS
from journal_app.domain.ink.records import Paper
from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.panels.chip import Chip, choose
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.stepper import Stepper
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

_NONE = LEAST_ARMS - 1


class Papers(Panel):
    """Shows the paper and lets one change it; ``chosen`` carries the new ``Paper``.

    A mandala's centre is left to whoever knows the page.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, paper: Paper) -> None:
        super().__init__(theme, icons, self.tr("Paper"))
        self._paper = paper
        names = (self.tr("Plain"), self.tr("Dots"), self.tr("Lines"), self.tr("Warm"))
        self._patterns: list[Chip] = []
        for name, pattern in zip(names, PATTERNS, strict=True):
            chip = Chip(name, self._pattern, theme, icons, on=pattern == paper.pattern)
            chip.setProperty("value", pattern)
            self._patterns.append(chip)
        outline = Chip(self.tr("Body outline"), self._outline, theme, icons, on=bool(paper.outline))
        self._mirror = Chip(self.tr("Mirrored"), self._turn, theme, icons, on=paper.mirrored)
        self._arms = Stepper(
            (self.tr("Fewer arms"), self.tr("More arms")),
            range(_NONE, MOST_ARMS + 1),
            self._say_arms,
            (theme, icons),
        )
        self._arms.stepped.connect(self._repeat)
        self.choosing(*self._patterns, outline)
        self.beside(plain.label(self.tr("Mandala")), self._arms, self._mirror)
        self.show_paper(paper)

    def show_paper(self, paper: Paper) -> None:
        """Show how the paper is now."""
        self._paper = paper
        choose(self._patterns, paper.pattern)
        self._arms.show_value(paper.arms or _NONE)
        self._mirror.setChecked(paper.mirrored)
        self._mirror.setEnabled(paper.arms > 0)

    def _say_arms(self, arms: int) -> str:
        return self.tr("none") if arms == _NONE else str(arms)

    def _pattern(self) -> None:
        self._choose(replace(self._paper, pattern=self.sender().property("value")))

    def _outline(self) -> None:
        self._choose(replace(self._paper, outline="" if self._paper.outline else BODY))

    def _repeat(self, arms: int) -> None:
        self._choose(replace(self._paper, arms=0 if arms == _NONE else arms))

    def _turn(self) -> None:
        self._choose(replace(self._paper, mirrored=not self._paper.mirrored))

    def _choose(self, paper: Paper) -> None:
        self.show_paper(paper)
        self.chosen.emit(paper)
