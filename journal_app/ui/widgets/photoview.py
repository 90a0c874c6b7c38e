"""A picture to look at: fitted to begin with, made larger, and moved about."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme

STEP = 1.25
CLOSEST = 4.0  # pixels of the view for one of the picture
NEARLY = 1e-6
SHARE = 0.125  # of the view, moved with one key
AFTERGLOW = 0.6  # how much of a picture's light is let through: white paper would glare
RING, CORNER = 3, 14
_WAYS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_SEEN_FOCUS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class PhotoView(QWidget):
    """Shows an image; ``zoomed`` when it is shown at another size.

    Where it is larger than the view, the arrows, a drag, the wheel, or a click on what should be in
    the middle move it.
    """

    zoomed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = QPixmap()
        self._ready = QPixmap()  # the same, at the size it is shown
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)  # of the view, in shares of the picture
        self._pressed: QPoint | None = None
        self._dragged = False
        self._seen_focus = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)
        self.setAccessibleDescription(
            self.tr(
                "Plus and minus make the picture larger and smaller, 0 fits it; arrows move it."
            )
        )
        theme.changed.connect(self._again)

    def show_image(self, image: QImage) -> None:
        """Show another image, whole."""
        self._whole = QPixmap.fromImage(image)
        self._ready = QPixmap()
        self.fit()

    @property
    def can_grow(self) -> bool:
        """Whether the picture can be shown larger."""
        return not self._whole.isNull() and self._zoom < self._most() - NEARLY

    @property
    def can_shrink(self) -> bool:
        """Whether the picture can be shown smaller."""
        return self._zoom > 1.0 + NEARLY

    def larger(self) -> None:
        """Show the picture a step larger, around what is in the middle."""
        self._zoom_to(self._zoom * STEP)

    def smaller(self) -> None:
        """Show the picture a step smaller, but never smaller than fits."""
        self._zoom_to(self._zoom / STEP)

    def fit(self) -> None:
        """Show the whole picture."""
        self._middle = QPointF(0.5, 0.5)
        self._zoom_to(1.0)

    def shown(self) -> QRectF:
        """Return where in the view the picture lies, also what is out of sight of it."""
        size = self._size()
        corner = QPointF(
            self.width() / 2 - self._middle.x() * size.width(),
            self.height() / 2 - self._middle.y() * size.height(),
        )
        return QRectF(corner, size)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._move(QPointF(way.x() * self.width() * SHARE, way.y() * self.height() * SHARE))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is None:
            return
        way = self._pressed - here
        if self._dragged or way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed, self._dragged = here, True
            self._move(QPointF(way))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragged:
            self._move(QPointF(self._pressed - self.rect().center()))
        self._pressed = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_to(self._zoom * STEP ** (event.angleDelta().y() / 120))
        else:
            self._move(QPointF(-event.angleDelta()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._again()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._seen_focus = event.reason() in _SEEN_FOCUS
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._seen_focus = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(self._room())
        self._paint_picture(painter, self.shown())
        painter.setClipping(False)
        if self._seen_focus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), RING))
            inset = RING / 2
            ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, CORNER, CORNER)

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        painter.setOpacity(AFTERGLOW if self._theme.dim else 1.0)
        if self._whole.hasAlphaChannel():  # drawn for light paper, most likely
            painter.fillRect(place, self._theme.colour("text" if self._dark() else "surface"))
        picture = self._at_size(place.size())
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
        painter.setOpacity(1.0)
        painter.setPen(QPen(self._theme.colour("hairline"), 1))
        painter.drawRect(place)

    def _dark(self) -> bool:
        return self._theme.colour("bg").lightnessF() < 0.5  # noqa: PLR2004 - half way

    def _at_size(self, size: QSizeF) -> QPixmap:
        """Return the picture made small once, so that moving it costs nothing; never made large."""
        wanted = (size * self.devicePixelRatioF()).toSize()
        if wanted.width() >= self._whole.width():
            return self._whole
        if self._ready.size() != wanted:
            self._ready = self._whole.scaled(
                wanted, mode=Qt.TransformationMode.SmoothTransformation
            )
        return self._ready

    def _room(self) -> QRect:
        """Return where the picture may be: the ring of the focus stands apart from it."""
        apart = 2 * RING
        return self.rect().adjusted(apart, apart, -apart, -apart)

    def _fitted(self) -> float:
        """Return the scale at which the whole picture is seen, a small one at its own size."""
        room = self._room()
        wide = room.width() / max(1, self._whole.width())
        return max(0.0, min(wide, room.height() / max(1, self._whole.height()), self._theme.scale))

    def _most(self) -> float:
        return max(1.0, CLOSEST / max(self._fitted(), NEARLY))

    def _size(self) -> QSizeF:
        return QSizeF(self._whole.size()) * (self._fitted() * self._zoom)

    def _again(self) -> None:
        self._zoom_to(self._zoom)

    def _zoom_to(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 1.0), self._most())
        self._move(QPointF())
        self.zoomed.emit()

    def _move(self, way: QPointF) -> None:
        """Look at what lies ``way`` from the middle, without leaving the picture."""
        size, room = self._size(), self._room()
        wide, high = max(1.0, size.width()), max(1.0, size.height())
        half_x, half_y = min(0.5, room.width() / 2 / wide), min(0.5, room.height() / 2 / high)
        self._middle = QPointF(
            min(max(self._middle.x() + way.x() / wide, half_x), 1 - half_x),
            min(max(self._middle.y() + way.y() / high, half_y), 1 - half_y),
        )
        larger = wide > room.width() or high > room.height()
        self.setCursor(Qt.CursorShape.OpenHandCursor if larger else Qt.CursorShape.ArrowCursor)
        self.update()
