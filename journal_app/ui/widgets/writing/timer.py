"""A soft timer: silent, counting nothing down, one faint line at its end."""

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain.clock import Clock
from journal_app.ui import copytext
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.choosing import Choosing
from journal_app.ui.widgets.writing.panel import Panel
from journal_app.ui.widgets.writing.whisper import Whisper

MINUTES = (5, 10, 15, 20)
STAYS_MS = 60_000  # how long the line at the end is there for somebody who doesn't write


class SoftTimer(QObject):
    """Says ``over`` once, with the minutes that are past."""

    over = Signal(int)

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until = 0.0
        self.minutes = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def start(self, minutes: int) -> None:
        """Wait so many minutes from now; with 0, for nothing any more."""
        self.minutes = minutes
        self._until = self._clock.monotonic() + 60 * minutes
        self._timer.stop()
        self.look()

    def look(self) -> None:
        """See how late it is: a computer that slept has waited less than it thinks."""
        left = self._until - self._clock.monotonic()
        if not self.minutes:
            return
        if left > 0:
            self._timer.start(round(1000 * left) + 1)
        else:
            minutes, self.minutes = self.minutes, 0
            self.over.emit(minutes)


class TimerChoice(Panel):
    """Asks for how long; ``chosen`` carries minutes, or 0."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, present: int) -> None:
        choosing = Choosing(theme)
        super().__init__(choosing)
        names = [self.tr("{n} minutes").format(n=minutes) for minutes in MINUTES]
        for minutes, name in zip((*MINUTES, 0), (*names, self.tr("No timer")), strict=True):
            button = plain.button(name, self._choose, "chip")
            button.setCheckable(True)
            button.setChecked(minutes == present)
            button.setProperty("minutes", minutes)
            choosing.add(button)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("minutes"))


class TimerLine(Whisper):
    """Says that the time is over, until the next key or for a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(self.pass_by)

    def say_over(self, minutes: int) -> None:
        """Say softly how long it was."""
        self.say(copytext.small("timer_soft").format(n=minutes))
        self._fade.start(STAYS_MS)

    def pass_by(self) -> None:
        """Say nothing any more."""
        self._fade.stop()
        if self.line:
            self.say("")
