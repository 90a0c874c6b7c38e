"""Paints a row of the journal: a month, or a day, how something begins, and what it looks like."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.entry import Kind
from journal_app.domain.lines import Piece, Told
from journal_app.ui.theme import PAGE_FONT, Theme
from journal_app.ui.widgets.lines.model import Index, LineModel, Names, title_of
from journal_app.ui.widgets.lines.pictures import Pictures

ROW, DAY, EDGE, GAP, TICK = 74, 112, 16, 12, 5
LEAST_WORDS = 0.5  # of the room beside the day, before any picture is shown
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_LOW = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)


class LineDelegate(QStyledItemDelegate):
    """Paints rows that are all equally tall, so that the list never has to measure one."""

    def __init__(self, model: LineModel, names: Names, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._names = names
        self._theme = theme
        self.pictures = Pictures(theme, self)

    @property
    def height(self) -> int:
        """How tall a row is."""
        return self._theme.px(ROW)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, row = QRectF(option.rect), index.row()
        edge = self._theme.px(EDGE)
        if self._model.rows.key(row) is None:
            head = room.adjusted(edge, 0, -edge, -self._theme.px(12))
            month = day.month(self._model.rows.day(row))
            self._write(painter, head, month, self._theme.font(22, bold=True), "text", _LOW)
        else:
            self._paint_state(painter, room.adjusted(2, 2, -2, -2), option.state)
            self._paint_line(painter, room.adjusted(edge, 0, -edge, 0), row)
        painter.restore()

    def _paint_state(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        both = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        focused = state & both == both
        if not focused and not state & QStyle.StateFlag.State_MouseOver:
            return
        edge = QPen(self._theme.colour("focus"), 3) if focused else QPen(Qt.PenStyle.NoPen)
        painter.setPen(edge)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(box, 14, 14)

    def _paint_line(self, painter: QPainter, room: QRectF, row: int) -> None:
        rows, told = self._model.rows, self._model.told(row)
        wide = self._theme.px(DAY)
        if rows.opens_day(row):
            self._paint_day(painter, QRectF(room.left(), room.top(), wide, room.height()), row)
        if told is None:
            return
        beside = room.adjusted(wide, 0, 0, 0)
        if Kind.SESSION in told.line.kinds:
            self._paint_tick(painter, beside)
        right = self._paint_pictures(painter, beside, told.pieces)
        self._paint_words(painter, beside.adjusted(0, 0, right - beside.right(), 0), told)

    def _paint_day(self, painter: QPainter, room: QRectF, row: int) -> None:
        on = self._model.rows.day(row)
        if self._model.rows.key(row - 1) is not None:
            painter.setPen(QPen(self._theme.colour("hairline"), 1.5))
            painter.drawLine(room.topLeft(), room.topLeft() + QPointF(room.width() * 0.7, 0))
        font = self._theme.font(24, bold=True)
        number = f"{on.day}"
        self._write(painter, room, number, font, "text")
        beside = QFontMetricsF(font).horizontalAdvance("22 ")
        name = room.adjusted(beside, self._theme.px(2), 0, self._theme.px(2))
        self._write(painter, name, f"{on:%a}", self._theme.font(18), "text_muted")

    def _paint_tick(self, painter: QPainter, room: QRectF) -> None:
        """Paint an upright stroke beside a session, as it stands for one wherever there is one."""
        wide, tall = self._theme.px(TICK), room.height() * 0.6
        left, top = room.left() - self._theme.px(GAP) - wide, room.center().y() - tall / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QRectF(left, top, wide, tall), wide / 2, wide / 2)

    def _paint_pictures(self, painter: QPainter, room: QRectF, pieces: tuple[Piece, ...]) -> float:
        """Paint as many pictures as leave room for words; return where that ends."""
        size, gap, right = self.pictures.size, self._theme.px(GAP), room.right()
        ratio = painter.device().devicePixelRatio()
        for piece in reversed(pieces):
            left = right - size.width()
            if left - gap < room.left() + LEAST_WORDS * room.width():
                break
            picture = self.pictures.of(piece, ratio)
            if picture is not None:
                painter.drawPixmap(QPointF(left, room.center().y() - size.height() / 2), picture)
            if piece.glimpse != b"":
                right = left - gap
        return right

    def _paint_words(self, painter: QPainter, room: QRectF, told: Told) -> None:
        line = told.line
        title, kinds = title_of(line), self._names.kinds_of(line)
        about = self._model.about(line)
        font = self._theme.font(20)
        if title:
            font = QFont(PAGE_FONT)
            font.setPixelSize(self._theme.px(20))
            about = f"{kinds} · {about}"
        upper = QRectF(room.left(), room.top(), room.width(), room.height() * 0.55)
        self._write(painter, upper, title or kinds[:1].upper() + kinds[1:], font, "text", _LOW)
        lower = room.adjusted(0, room.height() * 0.57, 0, -room.height() * 0.14)
        self._write(painter, lower, about, self._theme.font(16), "text_muted")

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        font: QFont,
        token: str,
        where: int = _MIDDLE,
    ) -> None:
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(box, where | int(Qt.TextFlag.TextSingleLine), shown)
