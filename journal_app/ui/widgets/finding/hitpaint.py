"""Paints a line of what was found: the day, where it stands, and the words there, underlined."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from journal_app.domain.searching import Excerpt, Hit
from journal_app.ui.theme import PAGE_FONT, Theme
from journal_app.ui.widgets.finding.hitmodel import HIT_ROLE, Index, said_of

LINES = 2  # of words
EDGE, ABOVE, GAP, THICK = 16, 14, 4, 2
_ABOUT, _WORDS = 16, 20


class HitDelegate(QStyledItemDelegate):
    """Paints rows that are all equally tall."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = LINES * QFontMetricsF(self._font()).lineSpacing()
        about = QFontMetricsF(self._theme.font(_ABOUT)).lineSpacing()
        return QSize(200, round(words + about + self._theme.px(2 * ABOVE + GAP)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_state(painter, QRectF(option.rect), option.state)
        edge, above = self._theme.px(EDGE), self._theme.px(ABOVE)
        room = QRectF(option.rect).adjusted(edge, above, -edge, -above)
        words = self._lay_out(hit.excerpt, room.width())
        unused = LINES - min(words.lineCount(), LINES)  # what is short stands in the middle
        room.translate(0, unused * QFontMetricsF(self._font()).lineSpacing() / 2)
        font = self._theme.font(_ABOUT)
        metrics = QFontMetricsF(font)
        about = metrics.elidedText(said_of(hit), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour("text_muted"))
        painter.drawText(QPointF(room.left(), room.top() + metrics.ascent()), about)
        painter.setPen(self._theme.colour("text"))
        top = room.top() + metrics.lineSpacing() + self._theme.px(GAP)
        words.draw(painter, QPointF(room.left(), top))
        painter.translate(room.left(), top)
        for span in hit.excerpt.spans:
            self._underline(painter, words, hit.excerpt.text, span)
        painter.restore()

    def _paint_state(self, painter: QPainter, row: QRectF, state: QStyle.StateFlag) -> None:
        both = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        focused = state & both == both
        if focused or state & QStyle.StateFlag.State_MouseOver:
            edge = QPen(self._theme.colour("focus"), 3) if focused else QPen(Qt.PenStyle.NoPen)
            painter.setPen(edge)
            painter.setBrush(self._theme.colour("raised"))
            painter.drawRoundedRect(row.adjusted(2, 2, -2, -2), 14, 14)
        else:
            painter.setPen(QPen(self._theme.colour("hairline"), 1.5))
            inset = QPointF(self._theme.px(EDGE), 0)
            painter.drawLine(row.bottomLeft() + inset, row.bottomRight() - inset)

    def _font(self) -> QFont:
        font = QFont(PAGE_FONT)
        font.setPixelSize(self._theme.px(_WORDS))
        return font

    def _lay_out(self, excerpt: Excerpt, width: float) -> QTextLayout:
        """Set an excerpt in as many lines as there are; what doesn't fit ends in dots."""
        layout = self._set(excerpt, width)
        if layout.lineCount() > LINES:
            last = layout.lineAt(LINES - 1)
            kept = excerpt.text.encode("utf-16-le")[: 2 * (last.textStart() + last.textLength())]
            text = kept.decode("utf-16-le", "ignore").rstrip()
            cut = text[: max(text.rfind(" "), len(text) - len("… …") * 4)].rstrip() + "…"
            layout = self._set(Excerpt(cut, excerpt.spans), width)
        return layout

    def _set(self, excerpt: Excerpt, width: float) -> QTextLayout:
        layout = QTextLayout(excerpt.text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        for number in range(LINES + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, number * QFontMetricsF(self._font()).lineSpacing()))
        layout.endLayout()
        return layout

    def _underline(
        self, painter: QPainter, words: QTextLayout, text: str, span: tuple[int, int]
    ) -> None:
        """Draw a line that tired eyes can see under what was looked for, on one row or on two."""
        start, stop = _units(text[: span[0]]), _units(text[: span[1]])
        thick = self._theme.px(THICK)
        for line in map(words.lineAt, range(words.lineCount())):
            first = max(start, line.textStart())
            last = min(stop, line.textStart() + line.textLength())
            if first < last:
                ends = sorted(_across(line, at) for at in (first, last))
                low = line.y() + line.ascent() + thick
                painter.fillRect(
                    QRectF(ends[0], low, ends[1] - ends[0], thick), self._theme.colour("accent")
                )


def _across(line: QTextLine, at: int) -> float:
    """Return how far from the left a character begins."""
    found = line.cursorToX(at)  # and which one it is
    return float(found[0] if isinstance(found, tuple) else 0)


def _units(text: str) -> int:
    """Return how long a text is to Qt, which counts some characters twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
