"""Watching a drawing come about again: it begins when it is asked to, and rests at any moment."""

from PySide6.QtCore import QElapsedTimer, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSlider, QWidget
from typing_extensions import override

from journal_app.domain.ink.replay import Replay
from journal_app.ui import motion
from journal_app.ui.ink.seeing.course import Course
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

FRAME_MS = 16
LATE_MS = 100  # what a busy moment costs at most
NOTCH_MS = 100  # of the slider
FASTER = {1: 2, 2: 4, 4: 1}  # times as fast, and what comes next


class ReplayView(QWidget):
    """Shows how a drawing was made. Where movement isn't wanted, it goes on by steps."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._theme, self._icons = tools.theme, tools.icons
        self._replay = Replay((), ())
        self._ms = 0.0
        self._speed = 1
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._course = Course(tools.theme)
        self._slider = self._make_slider()
        self._play = plain.button("", self.toggle, "main")
        self._back = plain.button(self.tr("A step back"), self.step_back, "quiet")
        self._onward = plain.button(self.tr("A step on"), self.step_on, "quiet")
        self._pace = plain.button("", self.hurry, "quiet")
        self._lay_out()
        self._moves = motion.wanted()
        for thing in (self._play, self._pace):
            thing.setVisible(self._moves)
        tools.theme.changed.connect(self._dress)
        self.show_replay(self._replay)

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself just now."""
        return self._timer.isActive()

    @property
    def ms(self) -> float:
        """How far it is, from the beginning."""
        return self._ms

    def show_replay(self, replay: Replay, caption: str = "") -> None:
        """Show a drawing from its beginning, at rest."""
        self.pause()
        self._replay = replay
        self._course.show_replay(replay)
        self._course.setAccessibleName(caption or self.tr("Drawing"))
        with QSignalBlocker(self._slider):
            self._slider.setMaximum(max(1, round(replay.duration_ms / NOTCH_MS)))
        self._go_to(0.0)

    def toggle(self) -> None:
        """Go on, from the beginning where it had come to the end; or rest."""
        if self.playing:
            self.pause()
        elif self._moves and self._replay.duration_ms:
            if self._ms >= self._replay.duration_ms:
                self._go_to(0.0)
            self._since.start()
            self._timer.start()
            self._dress()

    def pause(self) -> None:
        """Rest here."""
        self._timer.stop()
        self._dress()

    def hurry(self) -> None:
        """Go faster, or after the fastest as slowly as it was drawn."""
        self._speed = FASTER[self._speed]
        self._dress()

    def start_again(self) -> None:
        """Go back to the empty page, and rest there."""
        self.pause()
        self._go_to(0.0)

    def step_on(self) -> None:
        """See the next thing done."""
        self.pause()
        self._go_to(self._replay.onward(self._ms))

    def step_back(self) -> None:
        """See the page before the last thing was done."""
        self.pause()
        self._go_to(self._replay.back(self._ms))

    def focus_first(self) -> None:
        """Put the keyboard on the page, where Space and the arrows make it go on."""
        self._course.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Space: self.toggle if self._moves else self.step_on,
            Qt.Key.Key_Right: self.step_on,
            Qt.Key.Key_Left: self.step_back,
            Qt.Key.Key_Home: self.start_again,
        }
        act = keys.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.pause()

    def _tick(self) -> None:
        """Go on by as much as has passed; while the page isn't whole, time stands still."""
        passed = min(self._since.restart(), LATE_MS)
        if not self._course.busy:
            self._go_to(min(self._ms + passed * self._speed, self._replay.duration_ms))
            if self._ms >= self._replay.duration_ms:
                self.pause()

    def _go_to(self, ms: float) -> None:
        self._ms = ms
        self._course.go_to(ms)
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(ms / NOTCH_MS))

    def _slide(self, notch: int) -> None:
        self.pause()
        end = notch == self._slider.maximum()
        self._ms = self._replay.duration_ms if end else notch * NOTCH_MS
        self._course.go_to(self._ms)

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(self.tr("How far the drawing has come"))
        slider.setSingleStep(10)
        slider.setPageStep(50)
        slider.valueChanged.connect(self._slide)
        return slider

    def _lay_out(self) -> None:
        first = plain.button(self.tr("To the beginning"), self.start_again, "quiet")
        self._flow = Flow()
        for thing in (self._play, first, self._back, self._onward, self._pace):
            self._flow.addWidget(thing)
        column = plain.column(self, gap=8)
        column.addWidget(self._course, 1)
        column.addWidget(self._slider)
        column.addLayout(self._flow)

    def _dress(self) -> None:
        self._flow.setSpacing(gap(self._theme))
        self._play.setText(self.tr("Rest") if self.playing else self.tr("Play"))
        icon = "pause" if self.playing else "play"
        self._play.setIcon(self._icons.on_accent(icon))
        paces = {
            1: self.tr("As fast as it was"),
            2: self.tr("Twice as fast"),
            4: self.tr("Four times as fast"),
        }
        self._pace.setText(paces[self._speed])
        self._pace.setToolTip(self.tr("Press for another pace"))
