"""When the journal locks by itself, and what else happens while nobody should see it."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.domain.settings import LOCK_AFTER, Preferences
from journal_app.ui import capture
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Switch


class Locking(QWidget):
    """Lets someone choose; ``chosen`` carries the new preferences."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._preferences = preferences
        self._icons = icons
        self._minutes = {minutes: self._minute(minutes) for minutes in LOCK_AFTER}
        self._switches = {
            name: Switch(name, said, theme, icons) for name, said in self._sentences().items()
        }
        after = self.tr("After this many minutes in which nobody touches anything:")
        column = plain.column(self, gap=12)
        column.setContentsMargins(0, plain.GAP, 0, plain.GAP)
        column.addWidget(plain.label(self.tr("Lock by itself"), "heading", wrap=True))
        column.addWidget(plain.label(after, wrap=True))
        column.addLayout(plain.row(*self._minutes.values(), None, gap=12))
        for switch in self._switches.values():
            switch.turned.connect(self._turn)
            column.addWidget(switch)
        if not capture.can_hide():
            never = self.tr("This desktop can’t keep a window out of screen pictures.")
            column.addWidget(plain.label(never, "quiet", wrap=True))
        theme.changed.connect(self._show)
        self._show()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now."""
        self._preferences = preferences
        self._show()

    def _sentences(self) -> dict[str, str]:
        """Return the preferences that are on or off, and what each says."""
        sentences = {
            "lock_in_afterglow": self.tr("Also in the first half hour of Afterglow"),
            "lock_with_screen": self.tr("When the screen locks or the computer sleeps"),
            "record_when_hidden": self.tr("Go on recording while the window is hidden"),
        }
        pictures = {"hide_from_capture": self.tr("Keep this window out of screen pictures")}
        return sentences | (pictures if capture.can_hide() else {})

    def _minute(self, minutes: int) -> QPushButton:
        made = plain.button(str(minutes) if minutes else self.tr("Never"), self._lock_after)
        made.setCheckable(True)
        made.setProperty("minutes", minutes)
        after = self.tr("Lock after {} minutes").format(minutes)
        made.setAccessibleName(after if minutes else self.tr("Never lock by itself"))
        return made

    def _show(self) -> None:
        for minutes, button in self._minutes.items():
            chosen = minutes == self._preferences.lock_after_minutes
            button.setChecked(chosen)
            button.setIcon(self._icons.get("check") if chosen else QIcon())
        for name, switch in self._switches.items():
            switch.show_state(on=getattr(self._preferences, name))

    def _lock_after(self) -> None:
        self._choose(lock_after_minutes=int(self.sender().property("minutes")))

    def _turn(self, name: str, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._choose(**{name: on})

    def _choose(self, **changed: Any) -> None:  # noqa: ANN401 - one preference, of its own type
        self.show_preferences(replace(self._preferences, **changed))
        self.chosen.emit(self._preferences)
