"""A voice note as it lies in an entry: play it, see it, go to any place in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import clock_face
from journal_app.services.voice.player import Player
from journal_app.services.voice.recording import Recording
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.voicing.waveform import STEP_MS, Waveform

LOOK_MS = 50
FINELY = 0.2  # of a step, with Shift
_STEPS = {Qt.Key.Key_Left: -STEP_MS / 1000, Qt.Key.Key_Right: STEP_MS / 1000}


class VoiceStrip(QWidget):
    """Plays ``recording`` with a player made when it is first needed."""

    def __init__(
        self,
        recording: Recording,
        player: Callable[[Recording], Player],
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recording = recording
        self._note = recording.note
        self._make_player = player
        self._player: Player | None = None
        self._within: Stretch | None = None
        self._theme = theme
        self._icons = icons
        self._key = _PlayKey()
        self._key.clicked.connect(self.toggle)
        self._waveform = Waveform(self._note, theme)
        self._waveform.sought.connect(self.seek)
        self._time = plain.label("")
        self._trouble = plain.label("", "quiet", wrap=True)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._lay_out()
        theme.changed.connect(self._look)
        self._look()

    @property
    def playing(self) -> bool:
        """Whether somebody is listening."""
        return self._player is not None and self._player.playing

    @property
    def seconds(self) -> float:
        """How long the recording lasts."""
        return self._note.seconds

    @property
    def position(self) -> float:
        """Where in the recording the listener is, in seconds."""
        return self._begins if self._player is None else max(self._begins, self._player.position)

    def limit(self, within: Stretch) -> None:
        """Play and show only these seconds of it."""
        stop = min(within.stop, self._note.seconds)
        self._within = Stretch(min(within.start, stop), stop)
        self._waveform.limit(self._within)
        self._tell()
        self._look()

    def shade(self, stretch: Stretch | None) -> None:
        """Mark these seconds in its shape, or none."""
        self._waveform.shade(stretch)

    def toggle(self) -> None:
        """Play, or pause."""
        player = self._need_player()
        if player.playing:
            player.pause()
        else:
            if self._within is not None and not self._begins <= player.position < self._ends:
                player.seek(self._begins)
            player.play()
            self._timer.start()
        self._look()

    def seek(self, seconds: float) -> None:
        """Go to another place."""
        self._need_player().seek(min(max(self._begins, seconds), self._ends))
        self._look()

    def stop(self) -> None:
        """Fall silent."""
        if self._player is not None:
            self._player.pause()
        self._look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            finely = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.seek(self.position + _STEPS[key] * (FINELY if finely else 1.0))
        elif key in {Qt.Key.Key_P, Qt.Key.Key_Space}:
            self.toggle()
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def _need_player(self) -> Player:
        if self._player is None:
            self._player = self._make_player(self._recording)
        return self._player

    @property
    def _begins(self) -> float:
        return 0.0 if self._within is None else self._within.start

    @property
    def _ends(self) -> float:
        return self._note.seconds if self._within is None else self._within.stop

    def _look(self) -> None:
        """Show how it stands."""
        if self._within is not None and self._player is not None and self.position >= self._ends:
            self._player.pause()
            self._player.seek(self._begins)
        playing = self._player is not None and self._player.playing
        if not playing:
            self._timer.stop()
        self._key.setIcon(self._icons.get("pause" if playing else "play"))
        self._key.setAccessibleName(self.tr("Pause") if playing else self.tr("Play"))
        place, begun = clock_face(self.position), self.position > self._begins
        self._time.setText(f"{place} / {self._length}" if begun else self._length)
        self._waveform.show_place(self.position)
        trouble = None if self._player is None else self._player.trouble
        self._trouble.setText("" if trouble is None else str(trouble))
        self._trouble.setVisible(trouble is not None)

    @property
    def _length(self) -> str:
        if self._within is None:
            return clock_face(self._note.seconds)
        return f"{clock_face(self._within.start)} – {clock_face(self._within.stop)}"

    def _tell(self) -> None:
        """Say to a screen reader what there is to hear."""
        self.setAccessibleName(self.tr("Voice, {length}").format(length=self._length))

    def _lay_out(self) -> None:
        self._tell()
        self.setFocusProxy(self._key)
        layout = plain.column(self, gap=6)
        layout.addLayout(plain.row(self._key, self._waveform, self._time, gap=14))
        layout.addWidget(self._trouble)


class _PlayKey(QPushButton):
    """Leaves the arrow keys to the strip; a button would walk to its neighbour with them."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)
