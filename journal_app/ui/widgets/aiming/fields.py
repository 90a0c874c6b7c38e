"""Lines to type in, each below what it asks for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.ui.widgets import plain

LONGEST = 400  # characters of a line


class Fields(QWidget):
    """Asks for some texts; Enter goes from one to the next.

    ``edited`` with every letter, ``settled`` when a line is left, ``done`` with Enter in the last.
    """

    edited = Signal()
    settled = Signal()
    done = Signal()

    def __init__(self, asked: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.lines = [plain.line(name) for name, _text in asked]
        column = plain.column(self, gap=6)
        for number, (line, (name, text)) in enumerate(zip(self.lines, asked, strict=True)):
            line.setMaxLength(LONGEST)
            line.setMaximumWidth(plain.WIDEST)
            line.setPlaceholderText("")  # the name stands above, and stays there
            line.setText(text)
            line.setCursorPosition(0)
            line.textEdited.connect(self.edited)
            line.editingFinished.connect(self.settled)
            line.returnPressed.connect(self._go_on)
            label = plain.label(name, "quiet", wrap=True)
            label.setBuddy(line)
            if number:
                column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(line)
        self.setFocusProxy(self.lines[0])

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed, without more space than it needs."""
        return tuple(" ".join(line.text().split()) for line in self.lines)

    def _go_on(self) -> None:
        at = next((n for n, line in enumerate(self.lines) if line.hasFocus()), len(self.lines))
        if at + 1 < len(self.lines):
            self.lines[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()
