"""The shape of a recording, and the place in it: a slider that looks like its sound."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import RATE, Outline, VoiceNote, clock_face, gaps
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.voicing.drawing import BAR, FLAG, GAP, Drawing, Scale

STEP_MS = 5_000
LEAST = 1.0  # second that is left to hear between two edges
_QUIETEST = 0.04  # silence is a thin line, not nothing
_LOUDEST = 128
_NEAR = 12  # pixels
_MARGIN = 6


class Waveform(QAbstractSlider):
    """Shows ``note``; ``sought`` carries the seconds someone wants to go to.

    ``trimmed`` carries the ``Stretch`` between the two edges, where somebody moved one.
    """

    sought = Signal(float)
    trimmed = Signal(object)

    def __init__(self, note: VoiceNote, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = note
        self._theme = theme
        self._outline = Outline(note.peaks)
        self._gaps = [Stretch(one.start / RATE, one.end / RATE) for one in gaps(note)]
        self._why: tuple[str, ...] = ()
        self._bars: list[float] = []
        self._drawn: tuple[QPixmap, QPixmap] | None = None
        self._within = Stretch(0.0, note.seconds)
        self._heard = Stretch(0.0, note.seconds)
        self._shaded: Stretch | None = None
        self._trims = False
        self._taken: int | None = None  # the edge under the mouse: 0 or 1
        self.setRange(0, round(1000 * note.seconds))
        self.setSingleStep(STEP_MS)
        self.setPageStep(6 * STEP_MS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Place in the recording"))
        self.actionTriggered.connect(self._step)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self._redraw)
        self.show_note(note)

    def show_note(self, note: VoiceNote) -> None:
        """Show what is marked and cut off by now."""
        self._note = note
        if self._taken is None:
            self._heard = Stretch(note.begins / RATE, note.ends / RATE)
        self._redraw()

    def explain_gaps(self, why: tuple[str, ...]) -> None:
        """Say this where each gap is pointed at."""
        self._why = why

    def limit(self, within: Stretch) -> None:
        """Show only these seconds of it."""
        self._within = within
        self._bars = []
        self.setRange(round(1000 * within.start), round(1000 * within.stop))
        self._redraw()

    def shade(self, stretch: Stretch | None) -> None:
        """Mark these seconds, between two edges."""
        if stretch != self._shaded:
            self._shaded = stretch
            self.update()

    def show_edges(self, *, on: bool) -> None:
        """Let the edges of what is heard be taken and moved."""
        self._trims = on
        self._taken = None
        self.show_note(self._note)

    def show_place(self, seconds: float) -> None:
        """Show where the listener is."""
        self.setValue(round(1000 * seconds))

    def hint_at(self, x: float) -> str:
        """Return what is to be known about a place: what it is called, or why nothing is there."""
        scale = self._scale
        for mark in self._note.bookmarks:
            if abs(scale.x(mark.frame / RATE) - x) <= _NEAR:
                return f"{clock_face(mark.frame / RATE)}  {mark.name}".rstrip()
        for gap, why in zip(self._gaps, self._why, strict=False):
            box = scale.box(gap, 2 * _NEAR)
            if box.left() <= x <= box.right():
                return why
        return ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, max(self._theme.target, self._theme.px(72)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.target)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos().x()), self)
            return True
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bars = []
        self._redraw()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._taken = self._edge_at(x)
        if self._taken is None:
            self.sought.emit(self._scale.seconds(x))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()  # they lead to the places that are marked
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._taken is not None:
            self._heard = self._moved(self._taken, self._scale.seconds(event.position().x()))
            self._redraw()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._taken is not None:
            self._taken = None
            self.trimmed.emit(self._heard)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale
        drawing = Drawing(painter, scale, self._theme)
        if self._shaded is not None:
            drawing.shade(self._shaded)
        here = self.value() / 1000
        self._paint_sound(painter, scale.reached(here))
        if self._trims:
            drawing.edges(self._heard)
        drawing.here(here)
        if self.hasFocus():
            drawing.focus(QRectF(self.rect()))

    def _paint_sound(self, painter: QPainter, reached: int) -> None:
        """Paint the sound as it is kept drawn: before a pixel as heard, and as not yet from there.

        It is looked at many times a second, and drawn only where something else is to be seen.
        """
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn[0].devicePixelRatio() != ratio:
            self._drawn = self._draw("accent"), self._draw("text_muted")
        painter.save()
        for picture, left, right in zip(
            self._drawn, (0, reached), (reached, self.width()), strict=True
        ):
            painter.setClipRect(left, 0, right - left, self.height())
            painter.drawPixmap(0, 0, picture)
        painter.restore()

    def _draw(self, token: str) -> QPixmap:
        ratio, scale = self.devicePixelRatioF(), self._scale
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._fit(int(scale.room.width()) // (BAR + GAP))
        drawing = Drawing(painter, scale, self._theme)
        drawing.bars(self._bars, token, self._heard, self._gaps)
        drawing.gaps(self._gaps)
        drawing.marks(one.frame / RATE for one in self._note.bookmarks)
        painter.end()
        return picture

    def _redraw(self) -> None:
        """Draw it anew: it looks different now."""
        self._drawn = None
        self.update()

    @property
    def _scale(self) -> Scale:
        top = _MARGIN + (FLAG if self._note.bookmarks else 0)
        room = QRectF(self.rect()).adjusted(_MARGIN, top, -_MARGIN, -_MARGIN)
        return Scale(room, self._within)

    def _edge_at(self, x: float) -> int | None:
        """Return the edge that is taken there."""
        if not self._trims:
            return None
        far = [abs(self._scale.x(edge) - x) for edge in (self._heard.start, self._heard.stop)]
        return far.index(min(far)) if min(far) <= max(_NEAR, self._theme.target / 2) else None

    def _moved(self, edge: int, seconds: float) -> Stretch:
        """Return what is heard when an edge is moved there."""
        if edge == 0:
            return Stretch(max(0.0, min(seconds, self._heard.stop - LEAST)), self._heard.stop)
        last = min(self._note.seconds, max(seconds, self._heard.start + LEAST))
        return Stretch(self._heard.start, last)

    def _fit(self, columns: int) -> None:
        if not self._bars:
            first, last = (round(RATE * at) for at in (self._within.start, self._within.stop))
            pairs = self._outline.shape(first, last, columns)
            loudest = max((high - low for low, high in pairs), default=0) or 2 * _LOUDEST
            self._bars = [max(_QUIETEST, (high - low) / loudest) for low, high in pairs]

    def _step(self, _action: int) -> None:
        self.sought.emit(self.sliderPosition() / 1000)
