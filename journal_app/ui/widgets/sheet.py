"""Dry ink: the paper and every stroke on it, painted once and kept as a picture."""

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QElapsedTimer, QRectF, QSize
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPixmap, QTransform

from journal_app.domain.ink.marks import Stroke
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import inkpaint

Outline = Callable[[Stroke], QPainterPath]


class Sheet:
    """A picture of the page at one scale (device pixels to a page unit), in one theme."""

    def __init__(self, size: QSize, scale: float, theme: Theme, outline: Outline) -> None:
        self.scale = scale
        self.picture = QPixmap(size)
        self._theme = theme
        self._outline = outline
        self._waiting: deque[Stroke] = deque()
        self._paper = inkpaint.paper(theme)
        self.picture.fill(self._paper)

    @property
    def whole(self) -> bool:
        """Whether everything that belongs on this sheet is on it."""
        return not self._waiting

    def add(self, strokes: Iterable[Stroke], budget_ms: int) -> None:
        """Ink strokes on top of all others, as many now as the time allows."""
        self._waiting.extend(strokes)
        time = QElapsedTimer()
        time.start()
        painter = QPainter(self.picture)
        self._prepare(painter)
        while self._waiting:
            self._ink(painter, self._waiting.popleft())
            if time.elapsed() >= budget_ms:
                break
        painter.end()

    def renew(self, part: QRectF, strokes: Iterable[Stroke]) -> None:
        """Paint a part of the page anew, with these strokes on it."""
        # In whole pixels: a soft edge would let the old ink shine through.
        pixels = QTransform.fromScale(self.scale, self.scale).mapRect(part).toAlignedRect()
        painter = QPainter(self.picture)
        painter.setClipRect(pixels)
        painter.fillRect(pixels, self._paper)
        self._prepare(painter)
        for stroke in strokes:
            self._ink(painter, stroke)
        painter.end()

    def _prepare(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)

    def _ink(self, painter: QPainter, stroke: Stroke) -> None:
        colour = inkpaint.ink(self._theme, stroke.colour)
        painter.fillPath(self._outline(stroke), QBrush(colour))
