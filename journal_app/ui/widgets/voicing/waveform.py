"""The shape of a recording, and the place in it: a slider that looks like its sound."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import VoiceNote, shape
from journal_app.ui.theme import Theme

STEP_MS = 5_000
_BAR, _GAP = 4, 3
_LEAST = 0.04  # silence is a thin line, not nothing
_LOUDEST = 128


class Waveform(QAbstractSlider):
    """Shows ``note``; ``sought`` carries the seconds someone wants to go to."""

    sought = Signal(float)

    def __init__(self, note: VoiceNote, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = note
        self._theme = theme
        self._bars: list[float] = []
        self._within = Stretch(0.0, note.seconds)
        self._shaded: Stretch | None = None
        self.setRange(0, round(1000 * note.seconds))
        self.setSingleStep(STEP_MS)
        self.setPageStep(6 * STEP_MS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Place in the recording"))
        self.actionTriggered.connect(self._step)
        theme.changed.connect(self.updateGeometry)

    def limit(self, within: Stretch) -> None:
        """Show only these seconds of it."""
        self._within = within
        self._bars = []
        self.setRange(round(1000 * within.start), round(1000 * within.stop))
        self.update()

    def shade(self, stretch: Stretch | None) -> None:
        """Mark these seconds, between two edges."""
        if stretch != self._shaded:
            self._shaded = stretch
            self.update()

    def show_place(self, seconds: float) -> None:
        """Show where the listener is."""
        self.setValue(round(1000 * seconds))

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, max(self._theme.target, self._theme.px(72)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.target)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            share = min(1.0, max(0.0, event.position().x() / max(1, self.width())))
            long = self._within.stop - self._within.start
            self.sought.emit(self._within.start + share * long)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        self._fit(int(room.width()) // (_BAR + _GAP))
        here = self._place(self.value() / 1000, room)
        if self._shaded is not None:
            self._paint_shade(painter, self._shaded, room)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, share in enumerate(self._bars):
            left = room.left() + number * (_BAR + _GAP)
            height = max(_BAR, share * room.height())
            painter.setBrush(self._theme.colour("accent" if left < here else "text_muted"))
            bar = QRectF(left, room.center().y() - height / 2, _BAR, height)
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.setPen(QPen(self._theme.colour("text"), 2))
        painter.drawLine(round(here), self.rect().top() + 4, round(here), self.rect().bottom() - 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 12, 12)

    def _place(self, seconds: float, room: QRectF) -> float:
        long = max(0.001, self._within.stop - self._within.start)
        return room.left() + room.width() * (seconds - self._within.start) / long

    def _paint_shade(self, painter: QPainter, shaded: Stretch, room: QRectF) -> None:
        left, right = self._place(shaded.start, room), self._place(shaded.stop, room)
        marked = QRectF(left, room.top(), max(2.0, right - left), room.height())
        painter.fillRect(marked, self._theme.colour("selection"))
        painter.setPen(QPen(self._theme.colour("accent"), 3))
        for edge in (marked.left(), marked.right()):
            painter.drawLine(round(edge), self.rect().top(), round(edge), self.rect().bottom())

    def _fit(self, columns: int) -> None:
        if columns != len(self._bars):
            first, last = (2 * round(100 * at) for at in (self._within.start, self._within.stop))
            pairs = shape(self._note.peaks[first:last], columns)
            loudest = max((high - low for low, high in pairs), default=0) or 2 * _LOUDEST
            self._bars = [max(_LEAST, (high - low) / loudest) for low, high in pairs]

    def _step(self, _action: int) -> None:
        self.sought.emit(self.sliderPosition() / 1000)
