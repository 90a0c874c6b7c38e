"""A short list of moments to choose from, one line each."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from journal_app.ui.theme import Theme

_SIDE, _MARK = 18, 5  # pixels beside the words, and of the mark of the chosen line
_LONGEST = 8  # names that are measured: there may be thousands
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Delegate(QStyledItemDelegate):
    """Paints a line; the chosen one is bold and has a mark at its side."""

    def __init__(self, theme: Theme, parent: "VersionList") -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        metrics = QFontMetricsF(self._theme.font(bold=True))
        wide = metrics.horizontalAdvance(str(index.data()))
        return QSize(round(wide) + 2 * _SIDE + 4, max(self._theme.target, self._theme.px(48)))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        room = QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), 3) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised" if chosen or hovered else "bg"))
        painter.drawRoundedRect(room, 12, 12)
        if chosen:
            mark = QRectF(room.left() + 6, room.top() + 10, _MARK, room.height() - 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(mark, 2, 2)
        font = self._theme.font(bold=chosen)
        words = room.adjusted(_SIDE, 0, -6, 0)
        said = QFontMetricsF(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(words, int(_MIDDLE_LEFT), said)
        painter.restore()


class VersionList(QListView):
    """Moments, the newest first; ``chosen`` carries the place of the one somebody goes to."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names = QStringListModel()
        self.setModel(self._names)
        self.setItemDelegate(_Delegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Versions"))
        self.selectionModel().currentChanged.connect(self._go)
        theme.changed.connect(self.doItemsLayout)

    def show_names(self, names: list[str], chosen: int) -> None:
        """Show these lines, and go to one of them."""
        self._names.setStringList(names)
        self.setCurrentIndex(self._names.index(chosen))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    @property
    def row_height(self) -> int:
        """How tall a line is."""
        return max(1, self.sizeHintForRow(0))

    @property
    def widest(self) -> int:
        """How wide the list is when no line is cut."""
        names = self._names.stringList()
        longest = sorted(range(len(names)), key=lambda row: len(names[row]))[-_LONGEST:]
        wide = (self.sizeHintForIndex(self._names.index(row)).width() for row in longest)
        return max(wide, default=0) + self.verticalScrollBar().sizeHint().width()

    def _go(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())
