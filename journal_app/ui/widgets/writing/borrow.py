"""Words to borrow: chips in three groups, each a press away from the page."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app import resources
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import GAP, Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.choosing import Choosing
from journal_app.ui.widgets.writing.panel import Panel

MOST_OF_WINDOW = 0.38


class Borrow(Panel):
    """Offers the words of one group at a time; ``taken`` carries one."""

    taken = Signal(str)

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        chips: Any = resources.text("prompts")["word_chips"]
        self._words: dict[str, list[str]] = chips
        self._groups = Choosing(theme)
        self._chips = Choosing(theme)
        self._scroll = Scroller(self._chips)
        super().__init__(self._groups, self._scroll)
        names = {"body": self.tr("Body"), "mood": self.tr("Mood"), "image": self.tr("Image")}
        for key, name in names.items():
            button = plain.button(name, self._turn, "chip")
            button.setCheckable(True)
            button.setProperty("group", key)
            self._groups.add(button)
        self._show_group("body")
        self._chips.reached.connect(self._reveal)
        theme.changed.connect(self._fit)

    @override
    def focus_first(self) -> None:
        self._chips.focus_first()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _turn(self) -> None:
        self._show_group(self.sender().property("group"))

    def _show_group(self, key: str) -> None:
        for button in self._groups.buttons:
            button.setChecked(button.property("group") == key)
        self._chips.offer(self._words[key], self._take)
        self._fit()

    def _take(self) -> None:
        self.taken.emit(self.sender().property("text"))

    def _fit(self) -> None:
        """Be as tall as the words need, and never most of the window."""
        wide = self.width() - self._scroll.verticalScrollBar().sizeHint().width() - GAP
        tall = self._chips.heightForWidth(wide)
        self._scroll.setFixedHeight(min(tall, round(self.window().height() * MOST_OF_WINDOW)))

    def _reveal(self, chip: QWidget) -> None:
        self._scroll.ensureWidgetVisible(chip, 0, gap(self._theme))
