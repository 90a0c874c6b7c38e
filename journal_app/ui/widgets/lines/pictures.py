"""Small pictures of drawings, voices and photos, painted from their glimpses when there is time."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from journal_app.domain import glimpse as glimpses
from journal_app.domain.entry import Kind
from journal_app.domain.glimpse import Sketch
from journal_app.domain.ink.records import Paper
from journal_app.domain.lines import Piece
from journal_app.ui.painting import colours
from journal_app.ui.theme import Theme

WIDE, TALL = 86, 56
PHOTO = QSize(240, 240)  # what is kept of a photo fits into
MOST_KEPT = 96
BUDGET_MS = 4
_QUALITY = 75
_MARGIN = 6
_THINNEST = 1.2
_ROUND = 8
_DIMMED = 0.75  # so that no photo glares in the dark
_BAR, _GAP = 2.5, 1.6
_LEAST = 0.06  # silence is a thin line, not nothing


def shrink(body: bytes) -> bytes:
    """Return the glimpse of a photo, on any thread; nothing if it can't be read."""
    from journal_app.ui.photos import pictures as photos  # noqa: PLC0415 - here nobody waits for it

    image = photos.of_body(body, PHOTO)
    return b"" if image.isNull() else photos.pack(image, _QUALITY)


class Pictures(QObject):
    """Keeps the pictures that were asked for last; ``came`` says that there are more.

    Painting a list never waits for one: what isn't painted yet is, a few milliseconds at a time.
    """

    came = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: dict[int, tuple[bytes, QPixmap]] = {}
        self._waiting: dict[int, tuple[Piece, float]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._paint_some)
        theme.changed.connect(self.forget)

    @property
    def size(self) -> QSize:
        """How large a picture is, in logical pixels."""
        return QSize(self._theme.px(WIDE), self._theme.px(TALL))

    def of(self, piece: Piece, ratio: float) -> QPixmap | None:
        """Return the picture of a part; None if there is nothing to be seen, or not yet."""
        if not piece.glimpse:
            return None
        kept = self._kept.get(piece.key)
        if kept is not None and kept[0] == piece.glimpse:
            return kept[1]
        self._waiting[piece.key] = (piece, ratio)
        self._timer.start(0)
        return None if kept is None else kept[1]

    def forget(self) -> None:
        """Keep nothing: it would look different, or nobody is here any more."""
        self._kept.clear()
        self._waiting.clear()

    def _paint_some(self) -> None:
        time = QElapsedTimer()
        time.start()
        while self._waiting and time.elapsed() < BUDGET_MS:
            key, (piece, ratio) = self._waiting.popitem()  # what was asked for last is seen now
            self._kept.pop(key, None)
            self._kept[key] = (piece.glimpse or b"", self._painted(piece, ratio))
        for key in tuple(self._waiting)[:-MOST_KEPT]:
            del self._waiting[key]
        for key in tuple(self._kept)[:-MOST_KEPT]:
            del self._kept[key]
        if self._waiting:
            self._timer.start(0)
        self.came.emit()

    def _painted(self, piece: Piece, ratio: float) -> QPixmap:
        picture = QPixmap(self.size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(QPointF(), self.size.toSizeF())
        if piece.kind is Kind.INK:
            self._sketch(painter, room, piece.glimpse or b"")
        elif piece.kind is Kind.VOICE:
            self._bars(painter, room, piece.glimpse or b"")
        else:
            self._photo(painter, room, piece.glimpse or b"")
        painter.end()
        return picture

    def _sketch(self, painter: QPainter, room: QRectF, body: bytes) -> None:
        sketch = glimpses.read_ink(body)
        if sketch is None:
            return
        painter.setPen(QPen(self._theme.colour("hairline"), 1.5))
        painter.setBrush(colours.paper_colour(self._theme, Paper()))
        painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        margin = self._theme.px(_MARGIN)
        inside = room.adjusted(margin, margin, -margin, -margin)
        scale = self._fit(sketch, inside)
        centre = QPointF(sketch.width, sketch.height) * (scale / 2)
        painter.translate(inside.center() - centre)
        for line in sketch.lines:
            pen = QPen(
                colours.ink_colour(self._theme, line.ink), max(_THINNEST, line.width * scale)
            )
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            spots = [QPointF(x * scale, y * scale) for x, y in line.spots]
            if len(spots) == 1:
                painter.drawPoint(spots[0])
            else:
                painter.drawPolyline(spots)

    def _fit(self, sketch: Sketch, inside: QRectF) -> float:
        """Return how many pixels a step of the grid is; nothing is larger than it was drawn."""
        wide = inside.width() / max(1, sketch.width)
        tall = inside.height() / max(1, sketch.height)
        return min(wide, tall, sketch.unit * self._theme.scale)

    def _bars(self, painter: QPainter, room: QRectF, body: bytes) -> None:
        heights = glimpses.read_voice(body)
        if not heights:
            return
        step = self._theme.px(10 * (_BAR + _GAP)) / 10
        count = max(1, min(len(heights), int(room.width() / step)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text_muted"))
        left = room.right() - count * step
        wide = step * _BAR / (_BAR + _GAP)
        for bar in range(count):
            span = heights[bar * len(heights) // count : (bar + 1) * len(heights) // count]
            tall = max(_LEAST, *span) * room.height() * 0.8
            shape = QRectF(left + bar * step, room.center().y() - tall / 2, wide, tall)
            painter.drawRoundedRect(shape, wide / 2, wide / 2)

    def _photo(self, painter: QPainter, room: QRectF, body: bytes) -> None:
        image = QImage.fromData(body)
        if image.isNull():
            return
        around = QPainterPath()
        around.addRoundedRect(room, _ROUND, _ROUND)
        painter.setClipPath(around)
        scale = max(room.width() / image.width(), room.height() / image.height())
        shown = QRectF(0, 0, image.width() * scale, image.height() * scale)
        shown.moveCenter(room.center())
        painter.setOpacity(_DIMMED if self._theme.dim else 1.0)
        painter.drawImage(shown, image)
