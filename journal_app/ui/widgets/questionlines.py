"""The questions of an own set, one under the other: to write, to move and to take away."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from journal_app.domain.guides import LONGEST, MOST_QUESTIONS, Prompt
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.growingline import GrowingLine

Question = tuple[str, str]  # its text, its hint

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QuestionLine(QFrame):
    """One question with its hint. ``moved`` carries by how many places.

    Enter in the question leads on to the next one; Alt with an arrow moves it.
    """

    edited = Signal()
    entered = Signal()
    moved = Signal(int)
    taken = Signal()

    def __init__(self, question: Question, tools: Tools) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._icons = tools.icons
        self.text = GrowingLine(self.tr("A question"), question[0], LONGEST, tools.theme)
        hint = self.tr("A hint, if you like")
        self.hint = GrowingLine(hint, question[1], LONGEST, tools.theme)
        for line in (self.text, self.hint):
            line.edited.connect(self.edited)
            line.entered.connect(self.entered)
        self._up = plain.button("", partial(self.moved.emit, -1), "quiet")
        self._down = plain.button("", partial(self.moved.emit, 1), "quiet")
        self._off = plain.button("", self.taken.emit, "quiet")
        names = (self.tr("Move up"), self.tr("Move down"), self.tr("Take it away"))
        for button, name in zip((self._up, self._down, self._off), names, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
        lines = plain.column(gap=8)
        lines.addWidget(self.text)
        lines.addWidget(self.hint)
        row = plain.row(gap=8)
        row.setContentsMargins(14, 12, 8, 12)
        row.addLayout(lines, 1)
        for button in (self._up, self._down, self._off):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)
        tools.theme.changed.connect(self._colour)
        self._colour()

    @property
    def question(self) -> Question:
        """What it asks now."""
        return self.text.text(), self.hint.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in it, in order."""
        return self.text, self.hint, self._up, self._down, self._off

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _MOVES.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    def _colour(self) -> None:
        for button, icon in ((self._up, "up"), (self._down, "down"), (self._off, "close")):
            button.setIcon(self._icons.get(icon, "text_muted"))


class QuestionLines(QWidget):
    """Holds the lines; ``edited`` at every change, ``taken`` with where one was, and what."""

    edited = Signal()
    taken = Signal(int, object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.lines: list[QuestionLine] = []
        self._before: QWidget | None = None
        self._column = plain.column(self, gap=12)
        self._add = plain.button(self.tr("Another question"), self.add)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked now, in order."""
        return tuple(line.question for line in self.lines)

    def show_prompts(self, prompts: Iterable[Prompt]) -> None:
        """Show these questions instead of those before."""
        for line in tuple(self.lines):
            self._drop(line)
        for prompt in prompts:
            self._insert(len(self.lines), (prompt.text, prompt.hint))
        if not self.lines:
            self._insert(0, ("", ""))

    def tab_after(self, before: QWidget) -> None:
        """Have Tab lead here from ``before``, and through the questions as they are seen."""
        self._before = before
        self._order()

    def add(self) -> None:
        """Have one line more, and go there."""
        if len(self.lines) < MOST_QUESTIONS:
            self._insert(len(self.lines), ("", "")).text.setFocus()

    def put_back(self, at: int, question: Question) -> None:
        """Have a question again where it was."""
        self._insert(min(at, len(self.lines)), question).text.setFocus()
        self.edited.emit()

    def _insert(self, at: int, question: Question) -> QuestionLine:
        line = QuestionLine(question, self._tools)
        line.edited.connect(self.edited)
        line.entered.connect(partial(self._onward, line))
        line.moved.connect(partial(self._move, line))
        line.taken.connect(partial(self._take, line))
        self.lines.insert(at, line)
        self._column.insertWidget(at, line)
        line.show()
        self._order()
        return line

    def _order(self) -> None:
        before = self._before
        for stop in (*(stop for line in self.lines for stop in line.stops), self._add):
            if before is not None:
                QWidget.setTabOrder(before, stop)
                before = stop

    def _onward(self, line: QuestionLine) -> None:
        """Go to the next question; there is a new one behind the last, unless that is empty."""
        after = self.lines[self.lines.index(line) + 1 :]
        if after:
            after[0].text.setFocus()
        elif line.text.text():
            self.add()

    def _move(self, line: QuestionLine, by: int) -> None:
        at = self.lines.index(line)
        to = min(max(at + by, 0), len(self.lines) - 1)
        self.lines.insert(to, self.lines.pop(at))
        self._column.removeWidget(line)
        self._column.insertWidget(to, line)
        self._order()
        self.edited.emit()

    def _take(self, line: QuestionLine) -> None:
        at, question = self.lines.index(line), line.question
        self._drop(line)
        near = self.lines[min(at, len(self.lines) - 1)].text if self.lines else self._add
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        if any(question):
            self.taken.emit(at, question)

    def _drop(self, line: QuestionLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
