"""Slow bars that rise and fall with a voice. They stay in place: nothing scrolls."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.level import Hearing, Level
from journal_app.ui.theme import Theme

BARS = (0.24, 0.42, 0.34, 0.6, 0.5, 0.82, 0.7, 1.0, 0.74, 0.88, 0.54, 0.64, 0.36, 0.44, 0.26)
QUIET_DB, LOUD_DB = -54.0, -10.0
RISE, FALL = 0.35, 0.08  # of the way, each time the level is shown


class LevelBars(QWidget):
    """Shows how loud it is; says so in words to whoever can't see it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = 0.0
        self._hearing = Hearing.NOTHING_YET
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)
        self._say()

    def show_level(self, level: Level, hearing: Hearing) -> None:
        """Move a little towards ``level``; called many times a second."""
        aim = min(1.0, max(0.0, (level.rms_db - QUIET_DB) / (LOUD_DB - QUIET_DB)))
        self._height += (aim - self._height) * (RISE if aim > self._height else FALL)
        if hearing is not self._hearing:
            self._hearing = hearing
            self._say()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 112)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        loud = self._hearing is Hearing.TOO_LOUD
        painter.setBrush(self._theme.colour("record" if loud else "sage"))
        thick = min(14.0, self.width() / (2 * len(BARS)))
        left = (self.width() - thick * (2 * len(BARS) - 1)) / 2
        for number, share in enumerate(BARS):
            height = max(thick, share * self._height * self.height())
            bar = QRectF(left + 2 * thick * number, (self.height() - height) / 2, thick, height)
            painter.drawRoundedRect(bar, thick / 2, thick / 2)

    def _say(self) -> None:
        words = {
            Hearing.NOTHING_YET: self.tr("Sound level: listening"),
            Hearing.HEARD: self.tr("Sound level: your voice is heard"),
            Hearing.NO_SOUND: self.tr("Sound level: no sound"),
            Hearing.TOO_LOUD: self.tr("Sound level: very loud"),
        }
        self.setAccessibleName(words[self._hearing])
