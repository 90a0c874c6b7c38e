"""What the body did: any of a list, and a few words on each of those that were chosen."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from journal_app.domain.sessionlog import Felt, SessionLog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.chips import Chips
from journal_app.ui.widgets.logbook.field import Asked, Field


class FeltField(Field):
    """Chips, and a line under them for each that is chosen."""

    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.chips = Chips(asked.options, tools, asked.title)
        self.lines: dict[str, QLineEdit] = {}
        self._boxes: dict[str, QWidget] = {}
        self.setFocusProxy(self.chips)
        self.column.addWidget(self.chips)
        for button in self.chips.buttons.values():
            button.clicked.connect(self._press)
        self._hint = plain.label(asked.hint, "quiet", wrap=True)
        self._hint.setIndent(0)
        self.column.addWidget(self._hint)
        self._hint.hide()

    @override
    def show_log(self, log: SessionLog) -> None:
        noted = {one.what: one.note for one in log.felt}
        self.chips.choose(tuple(noted))
        for code, note in noted.items():
            line = self._line(code)
            if line.text() != note:
                line.setText(note)
        self._show()

    @property
    def _value(self) -> tuple[Felt, ...]:
        return tuple(Felt(code, self._line(code).text()) for code in self.chips.chosen)

    def _show(self) -> None:
        chosen = self.chips.chosen
        for code in chosen:
            self._line(code)
        for code, box in self._boxes.items():
            box.setVisible(code in chosen)
        self._hint.setVisible(bool(chosen))

    def _press(self) -> None:
        self._show()
        self.changed.emit(self.asked.name, self._value)

    def _type(self, _text: str) -> None:
        self.typed.emit(self.asked.name, self._value)

    def _line(self, code: str) -> QLineEdit:
        """Return the line of one of them, in the order in which they are shown."""
        if code not in self.lines:
            box, line = self._make_line(self.chips.buttons[code].text())
            order = list(self.chips.buttons)
            before = sum(order.index(other) < order.index(code) for other in self.lines)
            self.column.insertWidget(self.column.indexOf(self.chips) + 1 + before, box)
            self.lines[code], self._boxes[code] = line, box
        return self.lines[code]

    def _make_line(self, called: str) -> tuple[QWidget, QLineEdit]:
        box = QWidget()
        column = plain.column(box, gap=4)
        label = plain.label(called, "asks")
        label.setIndent(0)
        line = plain.line(self.tr("when, for how long"))
        line.setAccessibleName(f"{called}: {line.placeholderText()}")
        line.textEdited.connect(self._type)
        column.addWidget(label)
        column.addWidget(line)
        return box, line
