"""A voice note as it lies in an entry: play it, see it, go to any place in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import clock_face
from journal_app.services.voice.player import Player
from journal_app.services.voice.recording import Recording
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.voicing.listener import Listener
from journal_app.ui.widgets.voicing.missing import MissingSound
from journal_app.ui.widgets.voicing.tools import Tools
from journal_app.ui.widgets.voicing.waveform import STEP_MS, Waveform

LOOK_MS = 50
FINELY = 0.2  # of a step, with Shift
FAR = 6.0  # steps, where no place is marked to go to
_STEPS = {Qt.Key.Key_Left: -STEP_MS / 1000, Qt.Key.Key_Right: STEP_MS / 1000}
_PLACES = {
    Qt.Key.Key_BracketLeft: -1,
    Qt.Key.Key_BracketRight: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_PageDown: 1,
}
_PACES = {Qt.Key.Key_Less: -1, Qt.Key.Key_Greater: 1}


class VoiceStrip(QWidget):
    """Plays ``recording``; ``keep`` takes the records of what is marked in it.

    Without ``keep`` it is only listened to, and there are no tools.
    """

    def __init__(
        self,
        recording: Recording,
        player: Callable[[Recording], Player],
        theme: Theme,
        icons: Icons,
        keep: Callable[[bytes], int] | None = None,
    ) -> None:
        super().__init__()
        self.listener = Listener(recording, player, keep)
        self.listener.setParent(self)
        self._theme = theme
        self._icons = icons
        self._tools: Tools | None = None
        self._key = _PlayKey()
        self._key.clicked.connect(self.toggle)
        self._key.near.connect(self.listener.prepare)
        self._waveform = Waveform(recording.note, theme)
        self._waveform.sought.connect(self.seek)
        self._time = plain.label("")
        self._more = plain.button(self.tr("More"), self._show_tools, "quiet")
        self._more.setCheckable(True)
        if keep is None:
            self._more.hide()
        self._missing = MissingSound(recording.note)
        self._trouble = plain.label("", "quiet", wrap=True)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._lay_out()
        self.listener.changed.connect(self._look)
        self.listener.remade.connect(self._show_note)
        theme.changed.connect(self._look)
        self._show_note()
        self._look()

    @property
    def playing(self) -> bool:
        """Whether somebody is listening."""
        return self.listener.playing

    @property
    def seconds(self) -> float:
        """How long the recording lasts."""
        return self.listener.seconds

    @property
    def position(self) -> float:
        """Where in the recording the listener is, in seconds."""
        return self.listener.position

    def limit(self, within: Stretch) -> None:
        """Play and show only these seconds of it."""
        self.listener.limit(within)
        shown = self.listener.within
        if shown is not None:
            self._waveform.limit(shown)
        self._tell()

    def toggle(self) -> None:
        """Play, or pause."""
        self.listener.toggle()

    def seek(self, seconds: float) -> None:
        """Go to another place."""
        self.listener.seek(seconds)

    def stop(self) -> None:
        """Fall silent."""
        self.listener.stop()

    @override
    def event(self, event: QEvent) -> bool:
        # Esc is a step back out of what is being done here, before it is one out of the page.
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not escape or self._tools is None or not self._tools.busy:
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._tools.step_back()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            finely = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.seek(self.position + _STEPS[key] * (FINELY if finely else 1.0))
        elif key in {Qt.Key.Key_P, Qt.Key.Key_Space}:
            self.toggle()
        elif key in _PACES:
            self.listener.pace(_PACES[key])
        elif key in _PLACES:
            self._go(_PLACES[key])
        elif not event.modifiers() and self._use_tool(key):
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.listener.prepare()
        super().enterEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.listener.close()
        super().hideEvent(event)

    def _use_tool(self, key: Qt.Key) -> bool:
        """Use the tool of a key; tell whether it has one."""
        if self.listener.keep is None or key not in {Qt.Key.Key_L, Qt.Key.Key_M}:
            return False
        self._more.setChecked(True)
        tools = self._show_tools()
        if key == Qt.Key.Key_L:
            tools.loop()
        else:
            tools.mark()
        return True

    def _go(self, step: int) -> None:
        """Go to the next place or the one before, or far, where none is marked at all."""
        if not self.listener.note.bookmarks:
            self.seek(self.position + step * FAR * STEP_MS / 1000)
        elif self._tools is not None:
            self._tools.places.go(step)
        else:
            found = self.listener.mark_beside(step)
            if found is not None:
                self.seek(self.listener.place_of(found))

    def _show_tools(self) -> Tools:
        """Open the tools below, or close them."""
        if self._tools is None:
            self._tools = Tools(self.listener, self._waveform, self._theme)
            self._tools.places.done.connect(self._key.setFocus)
            self._column.addWidget(self._tools)
        self._tools.setVisible(self._more.isChecked())
        return self._tools

    def _show_note(self) -> None:
        self._waveform.show_note(self.listener.note)
        self._tell()

    def _look(self) -> None:
        """Show how it stands."""
        self.listener.look()
        if not self.playing:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self._key.setIcon(self._icons.get("pause" if self.playing else "play"))
        self._key.setAccessibleName(self.tr("Pause") if self.playing else self.tr("Play"))
        self._time.setText(self._time_now())
        self._waveform.show_place(self.position)
        self._waveform.shade(self.listener.shaded)
        trouble = self.listener.trouble
        self._trouble.setText("" if trouble is None else str(trouble))
        self._trouble.setVisible(trouble is not None)

    def _time_now(self) -> str:
        """Return the place and the length, and how fast it goes where that isn't as it was said."""
        heard, said = self.listener, self._length
        if heard.position > heard.begins:
            length = clock_face(heard.ends) if heard.within is None else said
            said = f"{clock_face(heard.position)} / {length}"
        speed = heard.speed
        return said if speed == 1.0 else f"{said}  {speed:g} ×"

    @property
    def _length(self) -> str:
        heard = self.listener
        if heard.within is None and heard.ends - heard.begins == heard.seconds:
            return clock_face(heard.seconds)
        return f"{clock_face(heard.begins)} – {clock_face(heard.ends)}"

    def _tell(self) -> None:
        """Say to a screen reader what there is to hear."""
        self.setAccessibleName(self.tr("Voice, {length}").format(length=self._length))
        self.setAccessibleDescription(self._missing.text())
        places = len(self.listener.note.bookmarks)
        marked = self.tr("Places marked: {n}.").format(n=places) if places else ""
        self._waveform.setAccessibleDescription(f"{self._missing.text()} {marked}".strip())

    def _lay_out(self) -> None:
        self.setFocusProxy(self._key)
        self._waveform.explain_gaps(self._missing.said)
        self._more.setAccessibleName(self.tr("More: pace, places, trim"))
        self._more.setToolTip(self.tr("Pace, places, trim"))
        self._column = plain.column(self, gap=6)
        row = plain.row(self._key, self._waveform, self._time, self._more, gap=14)
        self._column.addLayout(row)
        self._column.addWidget(self._missing)
        self._column.addWidget(self._trouble)


class _PlayKey(QPushButton):
    """Leaves the arrow keys to the strip; a button would walk to its neighbour with them.

    ``near`` says that the keyboard has come to it.
    """

    near = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.near.emit()
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)
