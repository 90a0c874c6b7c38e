"""Speaking: one large button, a word for what is going on, and then the recording."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from journal_app.domain.entry import Kind
from journal_app.domain.errors import DiskFull
from journal_app.domain.level import Hearing, Level
from journal_app.domain.spot import Spot, Stretch
from journal_app.domain.voice import VoiceNote, clock_face
from journal_app.media import voice
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from journal_app.services.voice.room import Left, Place
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.level import LevelBars
from journal_app.ui.widgets.record import Mark, RecordButton, StateMark
from journal_app.ui.widgets.seconds import Seconds
from journal_app.ui.widgets.transcript import panel as transcript
from journal_app.ui.widgets.transcript.panel import TranscriptPanel
from journal_app.ui.widgets.voicestrip import VoiceStrip

LOOK_MS = 40
AGAIN_S = 0.5  # a second press so soon is a trembling hand
WIDEST = 860
LOWEST = 150  # where there is less room, what is said in words matters more than the bars

_MARKS = {
    State.READY: Mark.RING,
    State.WARMING: Mark.RING,
    State.RECORDING: Mark.DOT,
    State.PAUSED: Mark.BARS,
    State.LOST: Mark.BROKEN,
}


class VoiceEditor(Editor):
    """Records a new part, beginning at once; plays a part that has been recorded."""

    def __init__(
        self,
        part: OpenPart,
        tools: Tools,
        parent: QWidget | None = None,
        *,
        start_at_once: bool = True,
    ) -> None:
        super().__init__(part, tools, parent)
        self._recorder: Recorder | None = None
        self._strip: VoiceStrip | None = None
        self._speaking = _Speaking(tools, self._toggle, self._finish)
        self._missing = _Missing(tools)
        self._listening: _Listening | None = None
        self._transcript: TranscriptPanel | None = None
        self._pressed_at = -AGAIN_S
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._speaking)
        self._faces.addWidget(self._missing)
        self._missing.wants.connect(self.wants)
        self._missing.look_again.connect(self._start)
        plain.column(self).addWidget(self._faces)
        if part.begun:
            self._show_recording(voice.read(part.content))
        else:
            self._get_ready(tools.sound.recorder(part), start_at_once=start_at_once)

    @property
    @override
    def recording(self) -> bool:
        recorder = self._recorder
        return recorder is not None and recorder.state in {State.WARMING, State.RECORDING}

    @property
    @override
    def playing(self) -> bool:
        return self._strip is not None and self._strip.playing

    @override
    def hush(self, *, pause_recording: bool) -> None:
        if self._strip is not None:
            self._strip.stop()
        if pause_recording and self.recording and self._recorder is not None:
            self._recorder.pause()

    @override
    def named(self) -> None:
        if self._listening is not None:
            self._listening.seconds.rest()
        super().named()

    @override
    def flush(self) -> None:
        if self._transcript is not None:
            self._transcript.flush()

    @override
    def close_part(self) -> None:
        self._timer.stop()
        if self._transcript is not None:
            self._transcript.end()
        if self._strip is not None:
            self._strip.stop()
        if self._recorder is not None:
            self._recorder.stop()
        super().close_part()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._recorder is None or self._recorder.state is State.MISSING or control:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._toggle()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish()
        else:
            super().keyPressEvent(event)

    def _get_ready(self, recorder: Recorder, *, start_at_once: bool) -> None:
        self._recorder = recorder
        recorder.arm()
        if start_at_once:
            recorder.start()
        self._show_face(self._speaking)
        self._timer.start()
        self._look()

    def _toggle(self) -> None:
        """Record, pause or go on; a second press too soon is a trembling hand."""
        now = self.tools.clock.monotonic()
        if self._recorder is None or now - self._pressed_at < AGAIN_S:
            return
        self._pressed_at = now
        if self._recorder.state in {State.READY, State.PAUSED}:
            self._recorder.start()
        else:
            self._recorder.pause()

    def _start(self) -> None:
        if self._recorder is not None:
            self._recorder.start()
            self._show_face(self._speaking)

    def _finish(self) -> None:
        """Stop, keep, and show what there is to hear. Nothing said: nothing to finish."""
        if self._recorder is None or not self._recorder.seconds:
            return
        recorder, self._recorder = self._recorder, None
        why = str(recorder.trouble or "") if recorder.state is State.STOPPED else ""
        if not why:
            self._timer.stop()
        recorder.stop()
        self.part.finish()
        self._show_recording(recorder.note(), why)

    def _show_recording(self, note: VoiceNote, why: str = "") -> None:
        """Show what there is to hear, and ``why`` it ended by itself, if it did."""
        tools = self.tools
        recording = Recording(note, self.part.fetch)
        self._strip = VoiceStrip(recording, tools.sound.player, tools.theme, tools.icons)
        self._listening = _Listening(self._strip, tools, why)
        self._transcript = transcript.below(self.part, recording, self._strip, tools)
        if self._transcript is not None:
            self._listening.add(self._transcript)
        self._listening.again.connect(self._another)
        self._listening.seconds.chosen.connect(self._chosen)
        self._faces.addWidget(self._listening)
        self._show_face(self._listening)

    def _chosen(self, stretch: Stretch) -> None:
        """Ask for a name for some of what was said."""
        self.hush(pause_recording=False)
        self.naming_asked.emit(Spot(self.part.entry.id, self.part.id, stretch), "")

    def _look_whether_kept(self) -> None:
        if self._listening is not None and self.part.all_kept():
            self._timer.stop()
            self._listening.forget_why()

    def _another(self) -> None:
        self.wants.emit(Kind.VOICE)

    def _look(self) -> None:
        """Show what the recorder is doing."""
        recorder = self._recorder
        if recorder is None:
            self._look_whether_kept()
            return
        if recorder.state is State.MISSING:
            self._missing.say(str(recorder.trouble))
            self._show_face(self._missing)
        else:
            full = isinstance(self.part.entry.trouble, DiskFull)
            self._speaking.show_recorder(recorder, disk_full=full)
        if recorder.state is State.STOPPED:  # by itself: there is no room, or a bug of ours
            self._finish()

    def _show_face(self, face: QWidget) -> None:
        """Show a face, and put the keyboard on its first button."""
        if self.focusProxy() is not face:
            self._faces.setCurrentWidget(face)
            self.setFocusProxy(face)
            self.setFocus(Qt.FocusReason.OtherFocusReason)


class _Speaking(QWidget):
    """A word for what is going on, the level, and the one large button."""

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
        self._theme = theme
        self._bars = LevelBars(theme)
        self._line = plain.label("", "quiet", wrap=True)
        self.setFocusProxy(self.button)
        middle = _middle(self)
        state = plain.row(self._mark, self._word, self._time, gap=14)
        state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addLayout(state)
        middle.addWidget(self._bars, 1)
        middle.addWidget(self.button, 3)
        foot = plain.row(self._line, self._finish)
        foot.setStretch(0, 1)
        middle.addLayout(foot)

    def show_recorder(self, recorder: Recorder, *, disk_full: bool) -> None:
        """Show how it stands."""
        state = recorder.state
        self._mark.show_mark(_MARKS.get(state, Mark.RING))
        self._word.setText(self._words()[state])
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
            return self.tr("All of it is kept. Nothing is heard until you resume.")
        if recorder.hearing is Hearing.NO_SOUND:
            return self.tr("No sound comes in. The microphone may be muted, or another one chosen.")
        if recorder.hearing is Hearing.TOO_LOUD:
            return self.tr("That is very loud for the microphone. A little further away helps.")
        return self._say_disk(recorder.left)

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


class _Missing(QWidget):
    """The calm sentence, with the two other ways in beside it."""

    wants = Signal(object)
    look_again = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._line = plain.label("", "lead", wrap=True)
        self._write = plain.button(self.tr("Write"), self._want_words, "main")
        self._draw = plain.button(self.tr("Draw"), self._want_ink, "main")
        again = plain.button(self.tr("Look again"), self.look_again.emit, "quiet")
        self.setFocusProxy(self._write)
        middle = _middle(self)
        middle.addStretch(1)
        middle.addWidget(self._line)
        middle.addLayout(plain.row(self._write, self._draw, again, None))
        middle.addStretch(2)
        tools.theme.changed.connect(self._colour)
        self._colour()

    def say(self, sentence: str) -> None:
        """Show why nobody can be heard."""
        self._line.setText(sentence)

    def _want_words(self) -> None:
        self.wants.emit(Kind.WORDS)

    def _want_ink(self) -> None:
        self.wants.emit(Kind.INK)

    def _colour(self) -> None:
        self._write.setIcon(self._tools.icons.get("write", "text_on_accent"))
        self._draw.setIcon(self._tools.icons.get("draw", "text_on_accent"))


class _Listening(QWidget):
    """What was said, to be heard again."""

    again = Signal()

    def __init__(self, strip: VoiceStrip, tools: Tools, why: str) -> None:
        super().__init__()
        self.setFocusProxy(strip)
        self._keys = self.tr("P plays and pauses. ← and → go five seconds back and on.")
        self._line = plain.label(why or self._keys, "quiet", wrap=True)
        card = plain.card()
        self.seconds = Seconds(strip)
        self.seconds.listen(self)
        self._column = plain.column(card, margin=tools.theme.px(18), gap=12)
        self._column.addWidget(strip)
        self._column.addWidget(self.seconds)
        again = plain.button(self.tr("Start a new one"), self.again.emit, "quiet")
        middle = _middle(self)
        middle.addStretch(1)
        middle.addWidget(card)
        foot = plain.row(self._line, again)
        foot.setStretch(0, 1)
        middle.addLayout(foot)
        middle.addStretch(2)

    def add(self, widget: QWidget) -> None:
        """Show something more below the recording."""
        self._column.addWidget(widget)

    def forget_why(self) -> None:
        """Say no more why it ended: all of it is kept by now."""
        self._line.setText(self._keys)


def _middle(parent: QWidget) -> QVBoxLayout:
    """Return a column in the middle of ``parent``, no wider than is easy to look at."""
    column = QWidget()
    column.setMaximumWidth(WIDEST)
    around = QHBoxLayout(parent)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(column)
    return plain.column(column, gap=12)
