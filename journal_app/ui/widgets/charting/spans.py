"""How long is looked back: one of a few spans, always up to today."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygon, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate
from typing_extensions import override

from journal_app.domain.patterns import SPANS
from journal_app.ui.theme import Theme


class Spans(QComboBox):
    """Lets someone choose; ``chosen`` carries so many days, or None for all there is."""

    chosen = Signal(object)

    def __init__(self, now: int | None, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setItemDelegate(QStyledItemDelegate(self))  # one that asks how large a line is to be
        self.setAccessibleName(self.tr("How long to look back"))
        names = (
            self.tr("last 2 weeks"),
            self.tr("last 6 weeks"),
            self.tr("last 3 months"),
            self.tr("last year"),
            self.tr("all of it"),
        )
        for name, days in zip(names, SPANS, strict=True):
            self.addItem(name, days)
        self.setCurrentIndex(SPANS.index(now))
        self.activated.connect(lambda: self.chosen.emit(self.currentData()))

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._theme.px(16), 0)

    @override
    def showPopup(self) -> None:
        """Have every line large enough to be hit."""
        for row in range(self.count()):
            self.setItemData(row, QSize(0, self._theme.target), Qt.ItemDataRole.SizeHintRole)
        self.view().setMinimumHeight(self.count() * self._theme.target)
        super().showPopup()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that there is more to choose from."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().text().color(), self._theme.px(2)))
        half, drop = self._theme.px(6), self._theme.px(3)
        at = QPoint(self.width() - self._theme.px(22), self.height() // 2)
        arrow = (at - QPoint(half, drop), at + QPoint(0, drop), at + QPoint(half, -drop))
        painter.drawPolyline(QPolygon(arrow))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page be scrolled instead."""
        event.ignore()
