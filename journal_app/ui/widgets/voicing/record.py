"""The one large button of the Speak page, and the mark that says what is going on."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme

RADIUS = 26

_TICK = ((0.1, 0.55), (0.4, 0.85), (0.92, 0.2))  # of the mark's side


class Mark(Enum):
    """A shape for each thing a recorder does: never told by colour alone."""

    DOT = auto()
    RING = auto()
    BARS = auto()
    BROKEN = auto()
    DONE = auto()


def paint_mark(painter: QPainter, mark: Mark, box: QRectF, theme: Theme) -> None:
    """Draw ``mark`` in ``box``. It stands still: a recording does not blink."""
    side = box.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("record" if mark is Mark.DOT else "accent"))
    if mark is Mark.DOT:
        painter.drawEllipse(box)
    elif mark is Mark.BARS:
        for left in (0.16, 0.58):
            bar = QRectF(box.left() + left * side, box.top(), 0.26 * side, side)
            painter.drawRoundedRect(bar, 0.08 * side, 0.08 * side)
    else:
        width = max(3.0, side / 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), width))
        if mark is Mark.DONE:
            at = (box.left(), box.top())
            tick = [QPointF(at[0] + x * side, at[1] + y * side) for x, y in _TICK]
            painter.drawPolyline(tick)
            return
        painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        if mark is Mark.BROKEN:
            painter.drawLine(box.bottomLeft(), box.topRight())


class StateMark(QWidget):
    """A small mark beside a word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mark = Mark.RING
        theme.changed.connect(self._resize)
        self._resize()

    def show_mark(self, mark: Mark) -> None:
        """Show another mark."""
        self._mark = mark
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self._mark, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._theme)

    def _resize(self) -> None:
        side = self._theme.px(26)
        self.setFixedSize(side, side)


class RecordButton(QAbstractButton):
    """All of it is the button. Shows a mark, a word and the key that does the same."""

    def __init__(self, hint: str, theme: Theme) -> None:
        super().__init__()
        self._hint = hint
        self._theme = theme
        self._mark = Mark.DOT
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleDescription(hint)
        theme.changed.connect(self.updateGeometry)

    def show_action(self, word: str, mark: Mark) -> None:
        """Say what a press does now."""
        if (word, mark) != (self.text(), self._mark):
            self._mark = mark
            self.setText(word)
            self.setAccessibleName(word)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(720, 300)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(300, max(self._theme.target, self._theme.px(56)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # on some desktops Enter presses buttons; here it finishes

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour(self._inside()))
        edge, width = ("focus", 3) if self.hasFocus() else ("border", 2)
        painter.setPen(QPen(self._theme.colour(edge), width))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        self._paint_words(painter)

    def _inside(self) -> str:
        if self.isDown():
            return "pressed"
        return "raised" if self.underMouse() else "surface"

    def _paint_words(self, painter: QPainter) -> None:
        """Put mark and word on one line in the middle, and the key below if there is room."""
        word = self._theme.font(40 if self._theme.dim else 34, bold=True)
        small = self._theme.font(20)
        large, line = QFontMetricsF(word), QFontMetricsF(small).height()
        side, gap = large.capHeight() * 1.15, large.height() / 2
        room = QRectF(self.rect())
        below = line if room.height() > large.height() + 2 * line else 0.0
        wide = side + gap + large.horizontalAdvance(self.text())
        middle = QPointF(room.center().x(), room.center().y() - below / 2)
        left = middle.x() - wide / 2
        mark = QRectF(left, middle.y() - side / 2, side, side)
        paint_mark(painter, self._mark, mark, self._theme)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(word)
        painter.drawText(
            QPointF(left + side + gap, middle.y() + large.capHeight() / 2), self.text()
        )
        if below:
            painter.setPen(self._theme.colour("text_muted"))
            painter.setFont(small)
            under = QRectF(room.left(), middle.y() + large.height() / 2, room.width(), line * 1.2)
            painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), self._hint)
