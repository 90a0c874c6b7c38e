"""A table of words: what a chart shows, for whoever would rather read it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView
from typing_extensions import override

from journal_app.ui.theme import Theme

MOST = 10  # rows that are shown at once
MANY = 500  # rows from which on each has one line: to look for more would take too long
AIR = 18  # pixels at 100 % around the words of a row

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Texts(QAbstractTableModel):
    """Rows of texts under their names."""

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._names, self._rows = names, rows

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._names)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._rows[index.row()][index.column()] if role in _SAID else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._names[section]


class Table(QTableView):
    """Shows rows of texts; the arrows walk through them, and nothing can be changed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._texts = Texts((), ())
        self.setModel(self._texts)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self._settling = QTimer(self, interval=0, singleShot=True)
        self._settling.timeout.connect(self._settle)
        self.horizontalHeader().sectionResized.connect(self._resized)
        theme.changed.connect(self._fit)

    def show_rows(self, name: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead of what was there."""
        self.setAccessibleName(name)
        self._texts = Texts(names, rows)
        self.setModel(self._texts)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _fit(self) -> None:
        """Give each column what its words need, and the last one all that is left."""
        header = self.horizontalHeader()
        header.setFont(self._theme.font(bold=True))
        columns = self._texts.columnCount()
        for column in range(columns):
            last = column == columns - 1
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, mode.Stretch if last else mode.ResizeToContents)
        least = self._theme.px(AIR * 2 + 4)
        self.verticalHeader().setMinimumSectionSize(least)
        self.verticalHeader().setDefaultSectionSize(least)
        self._settle()

    def _resized(self) -> None:
        self._settling.start()

    def _settle(self) -> None:
        """Have each row as high as its words need where the columns are as wide as they are."""
        if self._texts.rowCount() < MANY:
            self.resizeRowsToContents()
        shown = range(min(MOST, self._texts.rowCount()))
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height()
            + sum(map(self.rowHeight, shown))
            + 2 * self.frameWidth()
        )


_SAID = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
