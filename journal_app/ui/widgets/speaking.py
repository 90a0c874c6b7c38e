"""The faces of the Speak page: somebody speaks, or nothing is there to hear them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.entry import Kind
from journal_app.domain.level import Hearing, Level
from journal_app.domain.soundcards import Match
from journal_app.domain.voice import clock_face
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.room import Left, Place
from journal_app.services.voice.soundcards import Way
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.devicechoice import DeviceChoice
from journal_app.ui.widgets.level import LevelBars
from journal_app.ui.widgets.record import Mark, RecordButton, StateMark

WIDEST = 860
NAME_WIDTH = 280
TIGHT = 6  # the smallest window at twice the text size has no more
LOWEST = 150  # where there is less room, what is said in words matters more than the bars

_MARKS = {
    State.READY: Mark.RING,
    State.WARMING: Mark.RING,
    State.RECORDING: Mark.DOT,
    State.PAUSED: Mark.BARS,
    State.LOST: Mark.BROKEN,
}


class Speaking(QWidget):
    """A word for what is going on, the level, and the one large button.

    In the place of the button one may choose a microphone; ``chosen`` says that one was.
    """

    chosen = Signal()

    def __init__(
        self, tools: Tools, toggle: Callable[[], None], finish: Callable[[], None]
    ) -> None:
        super().__init__()
        theme = tools.theme
        self.button = RecordButton(self.tr("Space"), theme)
        self.button.clicked.connect(toggle)
        self._finish = plain.button(self.tr("Finish"), finish, "quiet")
        self._finish.setToolTip(self.tr("Keep this recording and listen to it (Enter)"))
        self._mark = StateMark(theme)
        self._word = plain.label("", "heading")
        self._time = plain.label("", "heading")
        self._tools = tools
        self._theme = theme
        self._bars = LevelBars(theme)
        self._device = plain.button(self.tr("Microphone"), self._open_choice, "quiet")
        self._device.setToolTip(self.tr("Choose another microphone"))
        self._named: tuple[Match | None, int] = (None, 0)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.button)
        self._choice: DeviceChoice | None = None
        self._line = plain.label("", "quiet", wrap=True)
        self.setFocusProxy(self.button)
        middle = in_middle(self)
        middle.setSpacing(TIGHT)
        state = plain.row(self._mark, self._word, self._time, gap=14)
        state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addLayout(state)
        middle.addWidget(self._bars, 1)
        middle.addWidget(self._middle, 3)
        middle.addWidget(self._line)
        middle.addLayout(plain.row(self._device, None, self._finish))

    def show_recorder(self, recorder: Recorder, *, disk_full: bool) -> None:
        """Show how it stands."""
        state = recorder.state
        self._mark.show_mark(_MARKS.get(state, Mark.RING))
        self._word.setText(self._words()[state])
        self._show_device(recorder.hears_with)
        self._time.setText(clock_face(recorder.seconds))
        if recorder.left is not None and recorder.left.place is Place.MEMORY:
            self._line.setText(self._say_memory(recorder.left, state, disk_full=disk_full))
        else:
            self._line.setText(self._say(recorder))
        self._finish.setEnabled(recorder.seconds > 0)
        heard = state in {State.READY, State.RECORDING}
        self._bars.setVisible(self.height() >= self._theme.px(LOWEST))
        self._bars.show_level(recorder.level if heard else Level(), recorder.hearing)
        if state is State.READY:
            self.button.show_action(self.tr("Record"), Mark.DOT)
        elif state is State.PAUSED:
            self.button.show_action(self.tr("Resume"), Mark.DOT)
        else:
            self.button.show_action(self.tr("Pause"), Mark.BARS)

    def _show_device(self, found: Match | None) -> None:
        """Name what hears, as far as there is room for it."""
        room = self._theme.px(NAME_WIDTH)
        if self._named == (found, room):
            return
        self._named = (found, room)
        if found is None:
            self._device.setText(self.tr("Microphone"))
            return
        name = found.device.name
        shown = self._device.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        line = self.tr("Microphone: {name}")
        self._device.setText(line.format(name=shown.replace("&", "&&")))
        self._device.setAccessibleName(line.format(name=name))

    def _open_choice(self) -> None:
        if self._choice is None:
            self._choice = DeviceChoice(Way.IN, self._tools)
            self._choice.chosen.connect(self._take)
            self._choice.closed.connect(self._close_choice)
            self._middle.addWidget(self._choice)
        self._middle.setCurrentWidget(self._choice)
        self._line.hide()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self._close_choice()
        self.chosen.emit()

    def _close_choice(self) -> None:
        self._middle.setCurrentWidget(self.button)
        self._line.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self) -> dict[State, str]:
        return {
            State.READY: self.tr("Ready"),
            State.WARMING: self.tr("One moment"),
            State.RECORDING: self.tr("Recording"),
            State.PAUSED: self.tr("Paused"),
            State.LOST: self.tr("Waiting"),
            State.MISSING: "",
            State.STOPPED: self.tr("Stopped"),
        }

    def _say(self, recorder: Recorder) -> str:
        if recorder.state is State.LOST and recorder.trouble is not None:
            return str(recorder.trouble)
        if recorder.state is State.PAUSED:
            return self._say_paused(recorder)
        if recorder.hearing is Hearing.NO_SOUND:
            return self.tr("No sound comes in. The microphone may be muted, or another one chosen.")
        if recorder.hearing is Hearing.TOO_LOUD:
            return self.tr("That is very loud for the microphone. A little further away helps.")
        return self._say_device(recorder) or self._say_disk(recorder.left)

    def _say_paused(self, recorder: Recorder) -> str:
        if recorder.slept:
            line = self.tr("The computer slept. All of it up to {time} is kept.")
            return line.format(time=clock_face(recorder.seconds))
        return self.tr("All of it is kept. Nothing is heard until you resume.")

    def _say_device(self, recorder: Recorder) -> str:
        """Say which microphone hears, if it isn't the one somebody counts on."""
        found = recorder.hears_with
        if found is None:
            return ""
        now = found.device.name
        if found.missing is not None:
            line = self.tr("“{gone}” isn’t there. Recording goes on with “{now}”.")
            return line.format(gone=found.missing.name, now=now)
        if recorder.switched:
            return self.tr("“{now}” hears you now.").format(now=now)
        return ""

    def _say_disk(self, left: Left | None) -> str:
        if left is None:
            return self.tr("Nothing listens for words. Kept as you speak.")
        line = self.tr("The disk has room for about {time} of sound. Kept as you speak.")
        return line.format(time=self._time_left(left))

    def _say_memory(self, left: Left, state: State, *, disk_full: bool) -> str:
        why = self.tr("The disk is full.") if disk_full else self.tr("This can’t be kept just now.")
        if state is State.PAUSED:
            goes_on = self.tr("What you said waits in memory and is kept as soon as it can be.")
        else:
            goes_on = self.tr("Recording goes on in memory; there is room for about {time}.")
        return f"{why} {goes_on.format(time=self._time_left(left))}"

    def _time_left(self, left: Left) -> str:
        """Say it roughly: nobody needs to watch it go down."""
        minutes = int(left.seconds // 60)
        if minutes >= 2 * 60:
            return self.tr("{n} hours").format(n=minutes // 60)
        if minutes > 1:
            return self.tr("{n} minutes").format(n=minutes - minutes % 5 or minutes)
        return self.tr("a minute")


class Missing(QWidget):
    """The calm sentence, with the two other ways in beside it, and a microphone to choose."""

    wants = Signal(object)
    look_again = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._line = plain.label("", "lead", wrap=True)
        self._write = plain.button(self.tr("Write"), self._want_words, "main")
        self._draw = plain.button(self.tr("Draw"), self._want_ink, "main")
        again = plain.button(self.tr("Look again"), self.look_again.emit, "quiet")
        another = plain.button(self.tr("Choose a microphone"), self._open_choice, "quiet")
        self._choice = DeviceChoice(Way.IN, tools)
        self._choice.chosen.connect(self._take)
        self._choice.closed.connect(self._close_choice)
        self._choice.hide()
        self.setFocusProxy(self._write)
        self._rest = QWidget()
        rest = plain.column(self._rest, gap=12)
        rest.addStretch(1)
        rest.addWidget(self._line)
        rest.addLayout(plain.row(self._write, self._draw, None))
        rest.addLayout(plain.row(again, another, None))
        rest.addStretch(2)
        middle = in_middle(self)
        middle.addWidget(self._rest)
        middle.addWidget(self._choice)
        tools.theme.changed.connect(self._colour)
        self._colour()

    def say(self, sentence: str) -> None:
        """Show why nobody can be heard."""
        self._line.setText(sentence)

    def _open_choice(self) -> None:
        self._rest.hide()
        self._choice.show()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self._close_choice()
        self.look_again.emit()

    def _close_choice(self) -> None:
        self._choice.hide()
        self._rest.show()
        self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want_words(self) -> None:
        self.wants.emit(Kind.WORDS)

    def _want_ink(self) -> None:
        self.wants.emit(Kind.INK)

    def _colour(self) -> None:
        self._write.setIcon(self._tools.icons.get("write", "text_on_accent"))
        self._draw.setIcon(self._tools.icons.get("draw", "text_on_accent"))


def in_middle(parent: QWidget) -> QVBoxLayout:
    """Return a column in the middle of ``parent``, no wider than is easy to look at."""
    column = QWidget()
    column.setMaximumWidth(WIDEST)
    around = QHBoxLayout(parent)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(column)
    return plain.column(column, gap=12)
