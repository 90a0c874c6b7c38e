"""Things of one size in even rows, so that one finds them in the same place again."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QStyle, QWidget
from typing_extensions import override

from journal_app.ui.widgets.writing.flow import Flow


class Even(Flow):
    """Gives all its things the same room, in as few and as even rows as there can be.

    Those that stand beside each other share the width. ``least`` is how large each is at least.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.least = QSize(0, 0)

    def columns(self, width: int) -> int:
        """Return how many stand in a row where there is so much room."""
        most = max(1, (width + self.spacing()) // (self._cell().width() + self.spacing()))
        rows = -(-len(self._items) // most)
        return -(-len(self._items) // rows) if rows else 1

    @override
    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._items) // self.columns(width))
        return rows * (self._cell().height() + self.spacing()) - self.spacing() if rows else 0

    @override
    def minimumSize(self) -> QSize:
        return self._cell() if self._items else QSize(0, 0)

    @override
    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)  # not that of a flow
        parent, cell, across = self.parentWidget(), self._cell(), self.columns(rect.width())
        if across > 1:
            cell.setWidth((rect.width() + self.spacing()) // across - self.spacing())
        for number, item in enumerate(self._items):
            down, right = divmod(number, across)
            step = QPoint(
                right * (cell.width() + self.spacing()), down * (cell.height() + self.spacing())
            )
            place = QRect(rect.topLeft() + step, cell)
            if parent is not None:
                item.setGeometry(QStyle.visualRect(parent.layoutDirection(), rect, place))

    def _cell(self) -> QSize:
        largest = QSize(self.least)
        for item in self._items:
            largest = largest.expandedTo(item.sizeHint())
        return largest
