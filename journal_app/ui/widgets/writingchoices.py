"""What one may choose about writing, and about the day that a night belongs to."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.domain.settings import DAY_BEGINS, Preferences
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Switch
from journal_app.ui.widgets.writing.flow import Flow


class WritingChoices(QWidget):
    """Lets someone choose; ``chosen`` carries the new preferences."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._preferences = preferences
        self._icons = icons
        sentence = self.tr("Begin without going back. “Let me edit” is always there.")
        self._onward = Switch("no_going_back", sentence, theme, icons)
        self._onward.turned.connect(self._turn)
        self._hours = [self._hour(hour) for hour in DAY_BEGINS]
        column = plain.column(self, gap=12)
        column.addWidget(self._onward)
        column.addSpacing(plain.GAP)
        asked = self.tr("What you make in the night belongs to the day before. A new day begins at")
        column.addWidget(plain.label(asked, wrap=True))
        hours = Flow()
        hours.setSpacing(12)
        for button in self._hours:
            hours.addWidget(button)
        column.addLayout(hours)
        theme.changed.connect(self._show)
        self._show()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now."""
        self._preferences = preferences
        self._show()

    def _hour(self, hour: int) -> QPushButton:
        made = plain.button(f"{hour}:00", self._begin)
        made.setAccessibleName(self.tr("{hour} o’clock").format(hour=hour))
        made.setCheckable(True)
        made.setProperty("hour", hour)
        return made

    def _begin(self) -> None:
        hour = self.sender().property("hour")
        self._choose(replace(self._preferences, day_begins=hour))

    def _turn(self, _name: str, on: bool) -> None:  # noqa: FBT001 - a signal's state
        self._choose(replace(self._preferences, no_going_back=on))

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._show()
        self.chosen.emit(preferences)

    def _show(self) -> None:
        self._onward.show_state(on=self._preferences.no_going_back)
        for button in self._hours:
            begins = button.property("hour") == self._preferences.day_begins
            button.setChecked(begins)
            button.setIcon(self._icons.get("check") if begins else QIcon())
