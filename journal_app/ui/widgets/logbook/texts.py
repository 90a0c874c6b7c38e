"""What is noted in words: a line, or a few."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from journal_app.domain.sessionlog import LAST_NUMBER, SessionLog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.field import Asked, Field

LINES = 3


class TextLine(Field):
    """A line of words."""

    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.line = plain.line(asked.hint)
        self.line.setAccessibleName(asked.title or asked.hint)
        self.line.setAccessibleDescription(asked.hint)
        self.line.textEdited.connect(self._type)
        self.setFocusProxy(self.line)
        self.column.addWidget(self.line)

    @override
    def show_log(self, log: SessionLog) -> None:
        _show(self.line, getattr(log, self.asked.name))

    def _type(self) -> None:
        self.typed.emit(self.asked.name, self.line.text())


class NumberLine(TextLine):
    """A whole number, or what isn't one: then nothing is kept."""

    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.line.setMaximumWidth(tools.theme.px(200))

    @override
    def show_log(self, log: SessionLog) -> None:
        if self._number() != log.number:
            _show(self.line, "" if log.number is None else f"{log.number}")

    @override
    def _type(self) -> None:
        self.typed.emit(self.asked.name, self._number())

    def _number(self) -> int | None:
        text = self.line.text().strip()
        number = int(text) if text.isdecimal() and len(text) <= len(f"{LAST_NUMBER}") else 0
        return number or None


class _Pad(QPlainTextEdit):
    @override
    def sizeHint(self) -> QSize:
        around = 2 * (self.document().documentMargin() + self.frameWidth() + 8)
        return QSize(400, round(LINES * self.fontMetrics().lineSpacing() + around))


class TextLines(Field):
    """A few lines of words; Tab goes on to what comes next."""

    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.pad = _Pad()
        self.pad.setProperty("role", "field")
        self.pad.setTabChangesFocus(True)
        self.pad.setPlaceholderText(asked.hint)
        self.pad.setAccessibleName(asked.title or asked.hint)
        self.pad.setMaximumWidth(tools.theme.px(plain.LINE_WIDTH))
        self.pad.textChanged.connect(self._type)
        self.setFocusProxy(self.pad)
        self.column.addWidget(self.pad)
        self._shown = ""
        tools.theme.changed.connect(self._fit)
        self._fit()

    @override
    def show_log(self, log: SessionLog) -> None:
        self._shown = getattr(log, self.asked.name)
        if self.pad.toPlainText() != self._shown:
            self.pad.setPlainText(self._shown)

    def _type(self) -> None:
        if self.pad.toPlainText() != self._shown:
            self._shown = self.pad.toPlainText()
            self.typed.emit(self.asked.name, self._shown)

    def _fit(self) -> None:
        self.pad.setFixedHeight(self.pad.sizeHint().height())


def _show(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)
