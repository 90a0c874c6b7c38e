"""Things of one size in even rows, so that one finds them in the same place again."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget
from typing_extensions import override


class Even(QLayout):
    """Gives all its things the same room, in as few and as even rows as there can be.

    Those that stand beside each other share the width. ``least`` is how large each is at least.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.least = QSize(0, 0)
        self._items: list[QLayoutItem] = []

    def columns(self, width: int) -> int:
        """Return how many stand in a row where there is so much room."""
        most = max(1, (width + self.spacing()) // (self._cell().width() + self.spacing()))
        rows = -(-len(self._items) // most)
        return -(-len(self._items) // rows) if rows else 1

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._items) // self.columns(width))
        return rows * (self._cell().height() + self.spacing()) - self.spacing() if rows else 0

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        return self._cell() if self._items else QSize(0, 0)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
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
