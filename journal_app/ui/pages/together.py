"""A voice heard again, with what was drawn and written while it was spoken."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from journal_app.domain.entry import PartId
from journal_app.domain.errors import JournalError
from journal_app.services.together import Mixed, Together
from journal_app.services.voice.following import Following
from journal_app.ui import motion
from journal_app.ui.hearing import hear
from journal_app.ui.ink.seeing.drawnview import DrawnView
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.writtenview import WrittenView

LOOK_MS = 20  # what is heard is seen so much later at most
STEP_MS = 1000  # where movement isn't wanted
NARROW = 280  # pixels a drawing or words beside each other have at least
_PLAYS = {Qt.Key.Key_Space, Qt.Key.Key_P}


class TogetherPage(Place):
    """Shows the voice it is asked about from its beginning, at rest; it never begins by itself."""

    def __init__(self, together: Together, tools: Tools) -> None:
        super().__init__()
        self._together = together
        self._tools = tools
        self._part: PartId | None = None
        self._mixed: Mixed | None = None
        self._following = Following()
        self._shown: float | None = None
        self._strip: VoiceStrip | None = None
        self._drawings: list[DrawnView] = []
        self._words: list[WrittenView] = []
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._line = plain.label("", "quiet", wrap=True)
        self._inside = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot = plain.column()
        self._timer = QTimer(self, interval=LOOK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._lay_out()
        tools.theme.changed.connect(self._arrange)

    @property
    @override
    def playing(self) -> bool:
        return self._strip is not None and self._strip.playing

    @override
    def stop(self) -> None:
        if self._strip is not None:
            self._strip.stop()

    @override
    def arrive(self, about: object) -> None:
        if isinstance(about, str) and about != self._part:
            self.forget()
            self._part = PartId(about)
        if self._part is not None:
            read = partial(self._show, self._part)
            hear(self, self._together.read(self._part), read, self._say)

    @override
    def forget(self) -> None:
        self.stop()
        self._part = self._mixed = self._shown = None
        self._clear()

    @override
    def focus_first(self) -> None:
        if self._strip is not None:
            self._strip.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._strip is not None and event.key() in _PLAYS and not event.modifiers():
            self._strip.toggle()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self.stop()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show(self, part: PartId, mixed: Mixed | None) -> None:
        """Show it from its beginning, unless it is the same that is shown already."""
        if part != self._part or (mixed is not None and _same(mixed, self._mixed)):
            return
        self._clear()
        self._mixed = mixed
        if mixed is None:
            self._line.setText(self.tr("This recording isn’t here any more."))
            return
        self._fill(mixed)
        self._look()
        if self.isVisible():
            self.focus_first()

    def _fill(self, mixed: Mixed) -> None:
        tools = self._tools
        self._strip = VoiceStrip(mixed.recording, tools.sound.player, tools.theme, tools.icons)
        self._foot.addWidget(self._strip)
        self._drawings = [DrawnView(drawn, tools.theme, name) for name, drawn in mixed.drawings]
        self._words = [WrittenView(written, tools.theme) for written in mixed.words]
        for drawing in self._drawings:
            drawing.sought.connect(self._play_from)
        if self._drawings:
            self._beside.addWidget(self._pane(self._drawings), 3)
        if self._words:
            pane = Scroller(_column(self._words))
            for words in self._words:
                words.sought.connect(self._play_from)
                words.looked.connect(partial(self._follow, pane, words))
            self._beside.addWidget(pane, 2)
        self._line.setText(self._say_how())
        self._arrange()

    def _pane(self, drawings: list[DrawnView]) -> QWidget:
        """Return one drawing as large as can be, or several to be scrolled through."""
        return drawings[0] if len(drawings) == 1 else Scroller(_column(drawings))

    def _clear(self) -> None:
        for layout in (self._beside, self._foot):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self._strip, self._drawings, self._words = None, [], []
        self._line.setText("")

    def _say_how(self) -> str:
        if not self._drawings and not self._words:
            return self.tr("Nothing was written or drawn while this was recorded.")
        return self.tr(
            "What stands out was there by then. Press a stroke or a sentence to hear that moment."
        )

    def _play_from(self, seconds: float) -> None:
        if self._strip is not None:
            self._strip.seek(seconds)
            if not self._strip.playing:
                self._strip.toggle()

    def _look(self) -> None:
        """Show what was there where the listener is."""
        moves = motion.wanted()
        self._timer.setInterval(LOOK_MS if moves or not self.playing else STEP_MS)
        if self._strip is None:
            return
        heard = self._following.at(
            self._strip.position,
            self._tools.clock.monotonic(),
            playing=self.playing,
            speed=self._strip.listener.speed,
        )
        if heard == self._shown:
            return
        self._shown = heard
        for drawing in self._drawings:
            drawing.show_second(self._shown, growing=moves)
        for words in self._words:
            words.show_second(self._shown)

    def _follow(self, pane: Scroller, words: WrittenView, down: int) -> None:
        pane.ensureVisible(0, words.y() + down, 0, self._tools.theme.px(48))

    def _arrange(self) -> None:
        """Lay the drawing and the words beside each other, or below where that is too narrow."""
        wide = self.width() >= 2 * self._tools.theme.px(NARROW)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(beside if wide else below)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())

    def _lay_out(self) -> None:
        self._inside.setLayout(self._beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(16)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addWidget(self._inside, 1)
        layout.addWidget(self._line)
        layout.addLayout(self._foot)


def _column(things: "list[DrawnView] | list[WrittenView]") -> QWidget:
    inside = QWidget()
    column = plain.column(inside, gap=16)
    for thing in things:
        column.addWidget(thing)
    column.addStretch(1)
    return inside


def _same(mixed: Mixed, before: Mixed | None) -> bool:
    """Say whether nothing has come or gone: then whoever comes back finds it as it was."""
    return before is not None and _counted(mixed) == _counted(before)


def _counted(mixed: Mixed) -> tuple[object, ...]:
    note = mixed.recording.note
    drawn = [len(drawn.replay.records) for _, drawn in mixed.drawings]
    return note.begins, note.ends, drawn, [written.text for written in mixed.words]
