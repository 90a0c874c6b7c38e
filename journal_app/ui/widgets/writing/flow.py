"""Things side by side, in as many rows as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget
from typing_extensions import override


class Flow(QLayout):
    """Lays things out like words on a page; ``last_apart`` keeps the last one at the far edge."""

    def __init__(self, parent: QWidget | None = None, *, last_apart: bool = False) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._last_apart = last_apart

    def rows(self, width: int) -> list[list[QLayoutItem]]:
        """Return which things stand in which row where there is so much room."""
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not rows or wide > left:
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= wide + self.spacing()
        return rows

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
        rows = self.rows(width)
        return sum(map(_height, rows)) + self.spacing() * max(0, len(rows) - 1)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.sizeHint())
        return least

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        rows = self.rows(rect.width())
        top = rect.top()
        for row in rows:
            left = rect.left()
            for item in row:
                if self._last_apart and row is rows[-1] and item is row[-1]:
                    left = rect.right() + 1 - item.sizeHint().width()
                middle = top + (_height(row) - item.sizeHint().height()) // 2
                self._place(item, QPoint(left, middle), rect)
                left += item.sizeHint().width() + self.spacing()
            top += _height(row) + self.spacing()

    def _place(self, item: QLayoutItem, at: QPoint, within: QRect) -> None:
        parent, place = self.parentWidget(), QRect(at, item.sizeHint())
        if parent is not None:
            item.setGeometry(QStyle.visualRect(parent.layoutDirection(), within, place))


def _height(row: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in row)
