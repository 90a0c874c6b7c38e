"""What one seldom needs while drawing, in one place."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from journal_app.domain.ink.hand import HandSettings
from journal_app.domain.settings import STEADIEST, Preferences
from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk import samples
from journal_app.ui.ink.desk.panels.chip import Chip
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.row import ICON_PX
from journal_app.ui.ink.desk.stepper import Stepper
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

SAMPLE = QSize(200, 44)


def hand(preferences: Preferences) -> HandSettings:
    """Return what was chosen about a hand."""
    return HandSettings(preferences.steadiness, preferences.pressure, preferences.settles)


class More(Panel):
    """Deeds on top, then how a hand is steadied; ``chosen`` carries the new ``Preferences``."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, preferences: Preferences) -> None:
        super().__init__(theme, icons, self.tr("More"))
        self._preferences = preferences
        self._deeds = self.choosing()
        self._steady = Stepper(
            (self.tr("Less steady"), self.tr("Steadier")),
            range(STEADIEST + 1),
            str,
            (theme, icons),
        )
        self._steady.show_value(preferences.steadiness)
        self._steady.stepped.connect(self._steady_to)
        self._sample = QLabel()
        self._sample.setAccessibleName(self.tr("A line of a trembling hand"))
        self.beside(plain.label(self.tr("Steady hand")), self._steady, self._sample)
        settles = Chip(
            self.tr("Settle my line when I lift"),
            self._settle,
            theme,
            icons,
            on=preferences.settles,
        )
        presses = Chip(
            self.tr("Wider where I press"), self._press, theme, icons, on=preferences.pressure
        )
        self.choosing(settles, presses)
        theme.changed.connect(self._show)
        self._show()

    def deed(
        self, name: str, icon: str, press: Callable[[], object], keys: str = ""
    ) -> QPushButton:
        """Add something to do."""
        button = ToolButton(name, self.icons.face(icon, ICON_PX), self.theme, press, "tool-quiet")
        button.setToolTip(f"{name} ({keys})" if keys else name)
        self._deeds.add(button)
        return button

    def tools(self, folded: Sequence[ToolButton]) -> None:
        """Offer the tools first that the row has no room for."""
        for tool in folded:
            stand_in = ToolButton(tool.text(), tool.face, self.theme, tool.click, "tool-quiet")
            stand_in.setToolTip(tool.toolTip())
            stand_in.setCheckable(tool.isCheckable())
            stand_in.setChecked(tool.isChecked())
            stand_in.setEnabled(tool.isEnabled())
            self._deeds.add(stand_in)

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what else was chosen meanwhile."""
        self._preferences = preferences

    def _steady_to(self, value: int) -> None:
        self._choose(replace(self._preferences, steadiness=value))

    def _settle(self) -> None:
        self._choose(replace(self._preferences, settles=not self._preferences.settles))

    def _press(self) -> None:
        self._choose(replace(self._preferences, pressure=not self._preferences.pressure))

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._show()
        self.chosen.emit(preferences)

    def _show(self) -> None:
        self._sample.setPixmap(samples.steadied(self.theme, hand(self._preferences), SAMPLE))
