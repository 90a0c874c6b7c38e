"""The answers to one question: all of them seen, each in the same place as those before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.even import Even
from journal_app.ui.widgets.toolrow import gap

TICK = 16  # pixels of the mark on an answer that was given
TALL = 72  # pixels of an answer, whatever the text size
WIDEST = 920  # pixels of all that is asked


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as it is read, and as a screen reader says it."""

    text: str = field(repr=False)
    spoken: str = field(repr=False)


class Answers(QWidget):
    """Shows buttons; ``chosen`` carries the number of one that was pressed, counted from 0.

    They stand where those of the question before stood. A trembling hand that clicks twice would
    answer two questions, so the mouse finds them at rest for a moment.
    """

    chosen = Signal(int)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._even = Even(self)
        self._buttons: list[QPushButton] = []
        self._longest: tuple[str, ...] = ()
        tools.theme.changed.connect(self._measure)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons that are shown."""
        return tuple(self._buttons)

    @property
    def first(self) -> QPushButton:
        """The answer that was given, or else the first."""
        return next((one for one in self._buttons if one.isChecked()), self._buttons[0])

    def allow(self, texts: Sequence[str]) -> None:
        """Give every answer the room of the longest of these, whichever are shown."""
        self._longest = tuple(texts)
        self._measure()

    def show_these(self, choices: Sequence[Choice], given: int | None) -> None:
        """Show these answers, of which one may have been given."""
        self._empty()
        for number, choice in enumerate(choices):
            button = self._add(choice.text, partial(self.chosen.emit, number), "answer")
            button.setAccessibleName(choice.spoken)
            button.setCheckable(True)
            button.setChecked(number == given)
            self._dress(button, given=number == given)

    def show_way(self, name: str, press: Callable[[], object]) -> None:
        """Show what one can do when there is nothing left to answer."""
        self._empty()
        self._add(name, press, "main")

    def number(self, event: QKeyEvent) -> int | None:
        """Return which number key was pressed, if it stands for an answer, or is 0.

        A key that is held down is one press.
        """
        number = event.key() - Qt.Key.Key_0.value
        answers = sum(one.isCheckable() for one in self._buttons)
        if event.isAutoRepeat() or not answers or not 0 <= number <= answers:
            return None
        return number

    def _add(self, text: str, press: Callable[[], object], role: str) -> QPushButton:
        button = plain.button(text, press, role, rests=True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._even.addWidget(button)
        button.show()
        self._buttons.append(button)
        return button

    def _empty(self) -> None:
        for button in self._buttons:
            self._even.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    def _measure(self) -> None:
        """See how much room each answer needs at this text size, also with its tick."""
        probe = self._dress(plain.button("", self._empty, "answer"), given=True)
        probe.setParent(self)
        probe.hide()
        wide = 0
        for text in self._longest:
            probe.setText(text)
            wide = max(wide, probe.sizeHint().width())
        probe.deleteLater()
        self._even.least = QSize(wide, TALL)
        self._even.setSpacing(gap(self._tools.theme))
        for button in self._buttons:
            self._dress(button, given=button.isChecked())

    def _dress(self, button: QPushButton, *, given: bool) -> QPushButton:
        side = self._tools.theme.px(TICK)
        button.setIcon(self._tools.icons.get("check") if given else QIcon())
        button.setIconSize(QSize(side, side))
        return button
