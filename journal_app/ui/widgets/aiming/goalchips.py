"""Goals there are, to choose one of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journal_app import storage
from journal_app.domain import goals
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.goals import GoalState
from journal_app.domain.noted import Noted
from journal_app.domain.quoting import short
from journal_app.services.openentry import OpenPart
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.chips import Chips

LONGEST = 40  # characters of a goal


class GoalChips(QWidget):
    """Lets a goal be chosen for a part; pressed again, none is. ``chosen``: its id, and its name.

    Only open goals are offered, and the one that was chosen before. ``offers`` says whether there
    is any.
    """

    chosen = Signal(object, str)
    offers = Signal(bool)

    def __init__(self, part: OpenPart, tools: Tools, title: str, goal: PartId | None) -> None:
        super().__init__()
        self._part, self._tools, self._title, self._goal = part, tools, title, goal
        self._names: dict[str, str] = {}
        self._chips: Chips | None = None
        self._column = plain.column(self, gap=8)
        found = part.entry.journal.ask(storage.noted.of_kind, Kind.GOAL, tools.calendar.today())
        hear(self, found, self._show)

    def _show(self, found: tuple[Noted, ...]) -> None:
        read = [(one.part, goals.read(one.body)) for one in found]
        self._names = {
            part: goal.text
            for part, goal in read
            if goal.state is GoalState.OPEN or part == self._goal
        }
        options = tuple(
            (part, short(text, LONGEST).replace("&", "&&")) for part, text in self._names.items()
        )
        self._chips = Chips(options, self._tools, self._title)
        self._chips.choose((self._goal or "",))
        for button in self._chips.buttons.values():
            button.clicked.connect(self._press)
        self._column.addWidget(self._chips)
        self._chips.show()
        self.setFocusProxy(self._chips)
        self.offers.emit(bool(options))

    def _press(self) -> None:
        assert self._chips is not None  # noqa: S101 - one of them was pressed
        pressed = self.sender()
        buttons = self._chips.buttons.items()
        on = [part for part, one in buttons if one is pressed and one.isChecked()]
        self._chips.choose(tuple(on))
        self._goal = PartId(on[0]) if on else None
        self.chosen.emit(self._goal, self._names.get(on[0], "") if on else "")
