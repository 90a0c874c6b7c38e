"""A pause: whatever is shown grows dim behind a line that slowly widens and narrows, like breath.

Nothing below is closed, changed or even told of it. Any key or click goes back.
"""

import math

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.ui import motion
from journal_app.ui.theme import Theme

IN_S, OUT_S = 4.0, 6.0
FRAME_MS = 40
NARROW, WIDE, RESTING = 0.12, 0.42, 0.27  # of the width there is
THICK = 8  # pixels
VEIL = 242  # of 255: what is below can be made out, and isn't read
DIM_PX = 44  # pixels that a sentence needs at least for eyes that see double
TEXT_AT = 0.62  # of the height
THROUGH = {Qt.Key.Key_F1, Qt.Key.Key_F9}  # which keep their meaning
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
}


def breath(seconds: float) -> float:
    """Return how wide the line is after so many seconds: 0 is narrow, 1 is wide."""
    at = seconds % (IN_S + OUT_S)
    share = at / IN_S if at < IN_S else 1 - (at - IN_S) / OUT_S
    return (1 - math.cos(math.pi * share)) / 2


class Pause(QWidget):
    """Lies over a window; ``over`` when somebody wants to go back."""

    over = Signal()

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._said = ""
        self._hint = ""
        self._moves = False
        self._elapsed_ms = 0
        self._beat = QTimer(self, interval=FRAME_MS)
        self._beat.timeout.connect(self._breathe)
        self._pressed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        window.installEventFilter(self)
        theme.changed.connect(self._settle)

    def begin(self, sentence: str = "") -> None:
        """Lie over everything, with one sentence or with none."""
        self._said = sentence
        self._hint = self.tr("Any key goes back.") if sentence else ""
        name = self.tr("A pause. Any key goes back.")
        self.setAccessibleName(f"{sentence} {name}" if sentence else name)
        self._elapsed_ms = 0
        self._pressed = False
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    @override
    def event(self, event: QEvent) -> bool:
        """Take every key for going back, but those that keep their meaning."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not self._goes_through(event):
                event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() not in _MODIFIERS and not event.isAutoRepeat():
            self.over.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = True
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._pressed:
            self.over.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return False  # Tab is a key like any other

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self._theme.colour("bg"))
        veil.setAlpha(VEIL)
        painter.fillRect(event.rect(), veil)
        share = RESTING
        if self._moves:
            share = NARROW + (WIDE - NARROW) * breath(self._elapsed_ms / 1000)
        line = QRectF(0, 0, share * self.width(), THICK)
        line.moveCenter(QRectF(self.rect()).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(line, THICK / 2, THICK / 2)
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        if not self._said:
            return
        margin = self._theme.px(40)
        rest = QRectF(self.rect()).adjusted(margin, self.height() * TEXT_AT, -margin, -margin)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        font = self._theme.font(26, bold=self._theme.dim)
        if self._theme.dim:
            font.setPixelSize(max(DIM_PX, font.pixelSize()))
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(rest, flags | int(Qt.AlignmentFlag.AlignTop), self._said)
        painter.setFont(self._theme.usual())
        painter.setPen(self._theme.colour("text_muted"))
        painter.drawText(rest, flags | int(Qt.AlignmentFlag.AlignBottom), self._hint)

    def _goes_through(self, event: QKeyEvent) -> bool:
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return event.key() in THROUGH or (ctrl and event.key() in {Qt.Key.Key_L, Qt.Key.Key_Q})

    def _settle(self) -> None:
        """Move only where movement is welcome: it makes people sick in the first hours."""
        self._moves = motion.wanted() and not self._theme.dim
        if self._moves and self.isVisible():
            self._beat.start()
        else:
            self._beat.stop()
        self.update()

    def _breathe(self) -> None:
        self._elapsed_ms += FRAME_MS
        middle = self.rect().center().y()
        self.update(0, middle - 2 * THICK, self.width(), 4 * THICK)
