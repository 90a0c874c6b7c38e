"""What somebody chose, named and planned, counted. Nothing was read to find it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from journal_app.domain.quoting import short
from journal_app.domain.themes import NamedTheme
from journal_app.ui.widgets import plain

MOST = 12  # words and names that are told; the others have places of their own
LONGEST = 32  # characters of each
BETWEEN = " · "


class Counts(QWidget):
    """Shows three counts; ``asked`` names the place where there is more of one."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = plain.column(self, gap=16)
        self._words, _ = self._block(self.tr("Words you chose"))
        themes = plain.button(self.tr("Themes"), partial(self.asked.emit, "themes"), "chip")
        self._themes, self._named = self._block(self.tr("Themes you named"), themes)
        steps = plain.button(self.tr("Working towards"), partial(self.asked.emit, "goals"), "chip")
        self._steps, _ = self._block(self.tr("Steps"), steps)

    def show_words(self, chosen: Sequence[tuple[str, int]]) -> None:
        """Show the words of the time that is looked at, the one chosen most first."""
        none = self.tr("None in this time.")
        self._words.setText(self._told(chosen) or none)

    def show_themes(self, themes: Sequence[NamedTheme]) -> None:
        """Show the names that are met most, of all there are."""
        met = sorted(themes, key=lambda one: -one.times)
        told = self._told([(one.name, one.times) for one in met])
        self._themes.setText(told or self.tr("None so far."))
        named = self.tr("Themes you named: {n}") if themes else self.tr("Themes you named")
        self._named.setText(named.format(n=len(themes)))

    def show_steps(self, found: tuple[int, int, int]) -> None:
        """Show how many are open, done and let go."""
        told = self.tr("{open} open · {done} done · {gone} let go")
        said = told.format(open=found[0], done=found[1], gone=found[2])
        self._steps.setText(said if any(found) else self.tr("None so far."))

    def _told(self, counts: Sequence[tuple[str, int]]) -> str:
        told = BETWEEN.join(f"{short(name, LONGEST)} {times}" for name, times in counts[:MOST])
        more = len(counts) - MOST
        return told if more <= 0 else self.tr("{told} · and {n} more").format(told=told, n=more)

    def _block(self, name: str, way: QPushButton | None = None) -> tuple[QLabel, QLabel]:
        named = plain.label(name, "heading")
        head = plain.row(named, *(() if way is None else (way,)), None, gap=12)
        told = plain.label("", wrap=True)
        block = plain.column(gap=2)
        block.addLayout(head)
        block.addWidget(told)
        self._column.addLayout(block)
        return told, named
