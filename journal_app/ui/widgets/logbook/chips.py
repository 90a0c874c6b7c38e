"""Large buttons to choose from: one of them, any number, or none."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.sessionlog import SessionLog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.field import Asked, Field
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow


class Chips(QWidget):
    """Buttons side by side; what is chosen has a sign beside its colour."""

    def __init__(self, options: tuple[tuple[str, str], ...], tools: Tools, title: str) -> None:
        super().__init__()
        self._tools = tools
        self._flow = Flow(self)
        self._look = 0, False
        self.buttons: dict[str, QPushButton] = {}
        for code, said in options:
            button = plain.button(said.replace("&", "&&"), self._colour, "choice")
            button.setCheckable(True)
            button.setAccessibleDescription(title)
            self._flow.addWidget(button)
            self.buttons[code] = button
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))
        tools.theme.changed.connect(self._colour)
        self._colour()

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen, in the order in which it is shown."""
        return tuple(code for code, button in self.buttons.items() if button.isChecked())

    def choose(self, chosen: tuple[str, ...]) -> None:
        """Show that these are chosen, and no others."""
        for code, button in self.buttons.items():
            button.setChecked(code in chosen)
        self._colour()

    def _colour(self) -> None:
        theme, check = self._tools.theme, self._tools.icons.get("check")
        self._flow.setSpacing(gap(theme))
        for button in self.buttons.values():
            if self._look != (
                theme.px(100),
                theme.dim,
            ):  # room for the sign, so that nothing ever moves
                button.setMinimumWidth(0)
                button.setIcon(check)
                button.ensurePolished()
                button.setMinimumWidth(button.sizeHint().width())
            button.setIcon(check if button.isChecked() else QIcon())
        self._look = theme.px(100), theme.dim


class _ChipsField(Field):
    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.chips = Chips(asked.options, tools, asked.title)
        self.setFocusProxy(self.chips)
        self.column.addWidget(self.chips)
        for button in self.chips.buttons.values():
            button.clicked.connect(self._press)

    def _press(self) -> None:
        raise NotImplementedError


class SomeOf(_ChipsField):
    """Any number may be chosen."""

    @override
    def show_log(self, log: SessionLog) -> None:
        self.chips.choose(tuple(getattr(log, self.asked.name)))

    @override
    def _press(self) -> None:
        self.changed.emit(self.asked.name, self.chips.chosen)


class OneOf(_ChipsField):
    """One may be chosen; pressed again, it isn't any more."""

    @override
    def show_log(self, log: SessionLog) -> None:
        self.chips.choose((getattr(log, self.asked.name) or "",))

    @override
    def _press(self) -> None:
        pressed = self.sender()
        chosen = [
            code for code, one in self.chips.buttons.items() if one is pressed and one.isChecked()
        ]
        self.chips.choose(tuple(chosen))
        self.changed.emit(self.asked.name, self._value(chosen[0] if chosen else ""))

    def _value(self, chosen: str) -> object:
        return chosen


class Degree(OneOf):
    """One of five steps, each a number that is kept."""

    @override
    def show_log(self, log: SessionLog) -> None:
        self.chips.choose((f"{getattr(log, self.asked.name) or ''}",))

    @override
    def _value(self, chosen: str) -> object:
        return int(chosen) if chosen else None
