"""Speaking: one large button, a word for what is going on, and then the recording."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from journal_app.domain.entry import Kind, PartId
from journal_app.domain.errors import DiskFull
from journal_app.domain.spot import Spot, Stretch
from journal_app.domain.voice import Bookmark, VoiceNote
from journal_app.media import voice
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from journal_app.services.voice.soundcards import Way
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.transcript import panel as transcript
from journal_app.ui.widgets.transcript.panel import TranscriptPanel
from journal_app.ui.widgets.voicing.devicechoice import DeviceChoice
from journal_app.ui.widgets.voicing.markhere import MarkHere
from journal_app.ui.widgets.voicing.seconds import Seconds
from journal_app.ui.widgets.voicing.speaking import Missing, Speaking, in_middle
from journal_app.ui.widgets.voicing.standing import GOES_ON, Speech, Standing, Telling
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.flow import Flow

LOOK_MS = 40
SELDOM_MS = 250  # while one writes or draws meanwhile, and looks elsewhere
CHOICE_HEIGHT = 220
AGAIN_S = 0.5  # a second press so soon is a trembling hand


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
        self._telling = Telling(self)
        self._ended: Standing | None = None
        self._started = False
        self._mark = MarkHere(self._mark_here)
        self._speaking = Speaking(tools, self._telling, (self.toggle, self.finish), self._mark)
        self._missing = Missing(tools)
        self._listening: _Listening | None = None
        self._transcript: TranscriptPanel | None = None
        self._pressed_at = -AGAIN_S
        self._end_asking: Callable[[], object] = tuple  # nothing is asked
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._speaking)
        self._faces.addWidget(self._missing)
        self._missing.wants.connect(self.wants)
        self._missing.look_again.connect(self._start)
        self._speaking.chosen.connect(self._listen_afresh)
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

    @property
    @override
    def speech(self) -> Speech | None:
        return None if self._recorder is None and self._ended is None else self

    @property
    def goes_on(self) -> bool:
        """Whether it is being recorded here, or will be again after a pause."""
        if self._recorder is None:
            return False
        begins = self._started and self._recorder.state is State.READY
        return begins or self._recorder.state in GOES_ON

    @property
    def standing(self) -> Standing:
        """How the recording stands that was begun here."""
        if self._recorder is None:
            return self._ended or self._telling.ended(0.0)
        full = isinstance(self.part.entry.trouble, DiskFull)
        return self._telling.standing(self._recorder, disk_full=full)

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

    def ask_below(self, asking: QWidget, end: Callable[[], object]) -> None:
        """Let something be asked about the recording below it, until ``end``."""
        self._end_asking()
        self._end_asking = end
        if self._listening is not None:
            self._listening.show_below(asking)

    def go_on(self) -> None:
        """Put the keyboard back where the recording can be saved from."""
        if self._listening is not None:
            self._listening.save.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def flush(self) -> None:
        if self._transcript is not None:
            self._transcript.flush()

    @override
    def rest_here(self) -> bool:
        self.hush(pause_recording=False)
        self.finish()
        self.flush()
        return self._recorder is None

    @override
    def close_part(self) -> None:
        self._timer.stop()
        if self._transcript is not None:
            self._transcript.end()
        self._end_asking()
        if self._strip is not None:
            self._strip.stop()
        if self._recorder is not None:
            self._recorder.stop()
        super().close_part()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.setInterval(LOOK_MS)
        if self._listening is not None:
            self.listened.emit()

    @override
    def offer_together(self, voices: Collection[PartId]) -> None:
        if self._listening is not None:
            self._listening.together.setVisible(self.part.id in voices)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.setInterval(SELDOM_MS)
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._recorder is None or self._recorder.state is State.MISSING or control:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finish()
        elif key == Qt.Key.Key_M:
            self._mark.press()
        else:
            super().keyPressEvent(event)

    def _mark_here(self) -> Bookmark | None:
        return None if self._recorder is None else self._recorder.mark()

    def _get_ready(self, recorder: Recorder, *, start_at_once: bool) -> None:
        self._recorder = recorder
        recorder.arm()
        if start_at_once:
            self._started = True
            recorder.start()
        self._show_face(self._speaking)
        self._timer.start()
        self._look()

    def toggle(self) -> None:
        """Record, pause or go on; a second press too soon is a trembling hand."""
        now = self.tools.clock.monotonic()
        if self._recorder is None or now - self._pressed_at < AGAIN_S:
            return
        self._pressed_at = now
        if self._recorder.state in {State.READY, State.PAUSED}:
            self._started = True
            self._recorder.start()
        else:
            self._recorder.pause()

    def _start(self) -> None:
        if self._recorder is not None:
            self._recorder.start()
            self._show_face(self._speaking)

    def _listen_afresh(self) -> None:
        if self._recorder is not None:
            self._recorder.listen_afresh()

    def finish(self) -> None:
        """Stop, keep, and show what there is to hear. Nothing said: nothing to finish."""
        if self._recorder is None or not self._recorder.seconds:
            return
        recorder, self._recorder = self._recorder, None
        why = str(recorder.trouble or "") if recorder.state is State.STOPPED else ""
        if not why:
            self._timer.stop()
        recorder.stop()
        self._ended = self._telling.ended(recorder.seconds, why)
        self.part.finish()
        self._show_recording(recorder.note(), why)

    def _show_recording(self, note: VoiceNote, why: str = "") -> None:
        """Show what there is to hear, and ``why`` it ended by itself, if it did."""
        tools = self.tools
        recording, tell = Recording(note, self.part.fetch), self.part.tell
        self._strip = VoiceStrip(recording, tools.sound.player, tools.theme, tools.icons, tell)
        self._listening = _Listening(self._strip, tools, why)
        self._transcript = transcript.below(self.part, self._strip, tools)
        if self._transcript is not None:
            self._listening.add(self._transcript)
        self._listening.again.connect(self._another)
        self._listening.seconds.chosen.connect(self._chosen)
        self._listening.save.clicked.connect(self._ask_where_to_save)
        self._listening.with_all.connect(self.together_asked)
        self._faces.addWidget(self._listening)
        self._show_face(self._listening)
        self.listened.emit()

    def _chosen(self, stretch: Stretch) -> None:
        """Ask for a name for some of what was said."""
        self.hush(pause_recording=False)
        self.naming_asked.emit(Spot(self.part.entry.id, self.part.id, stretch), "")

    def _look_whether_kept(self) -> None:
        if self._listening is not None and self.part.all_kept():
            self._timer.stop()
            self._listening.forget_why()
            if self._ended is not None:
                self._ended = self._telling.ended(self._ended.seconds)

    def _ask_where_to_save(self) -> None:
        self.sound_asked.emit(self)

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
            self._speaking.show_recorder(recorder, self.standing)
        if recorder.state is State.STOPPED:  # by itself: there is no room, or a bug of ours
            self.finish()

    def _show_face(self, face: QWidget) -> None:
        """Show a face, and put the keyboard on its first button."""
        if self.focusProxy() is not face:
            self._faces.setCurrentWidget(face)
            self.setFocusProxy(face)
            if self.isVisible():  # else somebody writes on another page
                self.setFocus(Qt.FocusReason.OtherFocusReason)


class _Listening(QWidget):
    """What was said, to be heard again."""

    again = Signal()
    with_all = Signal()
    _choice: DeviceChoice | None = None

    def __init__(self, strip: VoiceStrip, tools: Tools, why: str) -> None:
        super().__init__()
        self.setFocusProxy(strip)
        self._keys = self.tr("P plays and pauses. ← and → go five seconds back and on.")
        self._line = plain.label(why or self._keys, "quiet", wrap=True)
        card = plain.card()
        self.seconds = Seconds(strip.listener)
        self.seconds.listen(self)
        self._column = plain.column(card, margin=tools.theme.px(18), gap=12)
        self._column.addWidget(strip)
        together = self.tr("Hear it with what you made")
        self.together = plain.button(together, self.with_all.emit, "quiet")
        self.together.hide()  # until it is known that there is something
        self._device = plain.button(self.tr("Listen with…"), self._open_choice, "quiet")
        ways = Flow()
        for way in (self.together, self._device):
            ways.addWidget(way)
        self._column.addLayout(ways)
        self._column.addWidget(self.seconds)
        self._tools = tools
        self.save = plain.button(self.tr("Save the sound…"), tuple, "quiet")
        self._again = plain.button(self.tr("Start a new one"), self.again.emit, "quiet")
        self._lay_out(card)

    def add(self, widget: QWidget) -> None:
        """Show something more below the recording."""
        self._column.addWidget(widget)

    def _lay_out(self, card: QWidget) -> None:
        inside = QWidget()  # may be taller than there is room: words of an hour, in large letters
        plain.column(self).addWidget(Scroller(inside))
        middle = in_middle(inside)
        middle.addStretch(1)
        middle.addWidget(card)
        foot = plain.row(self._line, self.save, self._again)
        foot.setStretch(0, 1)
        middle.addLayout(foot)
        self._below = plain.column()
        middle.addLayout(self._below)
        middle.addStretch(2)

    def _open_choice(self) -> None:
        """List what there is to listen with; what is chosen is used from the next press on."""
        if self._choice is None:
            self._choice = DeviceChoice(Way.OUT, self._tools)
            self._choice.setMinimumHeight(self._tools.theme.px(CHOICE_HEIGHT))
            self._choice.chosen.connect(self._close_choice)
            self._choice.closed.connect(self._close_choice)
            self.show_below(self._choice)
        self._choice.show()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self._choice, self._reveal_choice)  # it has its place by then

    def _reveal_choice(self) -> None:
        scroller = self.findChild(Scroller)
        if isinstance(scroller, Scroller) and self._choice is not None:
            scroller.ensureWidgetVisible(self._choice)

    def _close_choice(self) -> None:
        if self._choice is not None:
            self._choice.hide()
        self._device.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_below(self, asking: QWidget) -> None:
        """Show something that is asked about the recording."""
        self._below.addWidget(asking)
        plain.tab_on(self._again, asking)

    def forget_why(self) -> None:
        """Say no more why it ended: all of it is kept by now."""
        self._line.setText(self._keys)
