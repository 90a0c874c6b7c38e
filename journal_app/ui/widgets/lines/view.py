"""The list of lines: one opens one with a single click or Enter, and it never loses its place."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu
from typing_extensions import override

from journal_app.domain.entry import EntryId
from journal_app.domain.lines import Order, Told
from journal_app.services.guides import shipped
from journal_app.ui import copytext, kinds
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.lines.delegate import LineDelegate
from journal_app.ui.widgets.lines.model import Index, LineModel, Names
from journal_app.ui.widgets.lines.reader import Reader

REST_MS = 80  # without a move, before a glimpse is made: nothing is to slow down scrolling
AHEAD = 40  # rows that are read before they are seen, at either side

_Move = QAbstractItemView.CursorAction
_DOWN = (_Move.MoveDown, _Move.MovePageDown, _Move.MoveNext, _Move.MoveEnd)


class LineList(QListView):
    """Shows the journal's lines. ``chosen`` and ``binned`` carry the id of an entry.

    Without a ``reader`` it shows what it is given, and there is nothing to be done with it.
    """

    chosen = Signal(object)
    binned = Signal(object)

    def __init__(self, theme: Theme, reader: Reader | None = None) -> None:
        super().__init__()
        titles = {guide.id: guide.title for guide in shipped()}
        names = Names(kinds.names(), self.tr("set to share"), titles)
        self._reader = reader
        self._model = LineModel(names, reader)
        self._delegate = LineDelegate(self._model, names, theme, self)
        self._row_height = self._delegate.height
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Journal"))
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self._look)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST_MS)
        self._resting.timeout.connect(self._glimpse)
        self._delegate.pictures.came.connect(self.viewport().update)
        theme.changed.connect(self._measure)
        if reader is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._choose)
            reader.came.connect(self.look_again)

    @property
    def days(self) -> tuple[date, ...]:
        """The days that hold something, newest first."""
        return self._model.rows.days

    @property
    def count(self) -> int:
        """How many entries there are."""
        return self._model.rows.count

    @property
    def day(self) -> date | None:
        """The day the keyboard is at."""
        row = self.currentIndex().row()
        return None if self._model.rows.key(row) is None else self._model.rows.day(row)

    @property
    def current(self) -> EntryId | None:
        """The entry whose line the keyboard is on."""
        told = self._model.told(self.currentIndex().row())
        return None if told is None else told.line.id

    def show_order(self, order: Order) -> None:
        """Have these lines, and stay at the place in them where one is."""
        at_top, rows = not self.verticalScrollBar().value(), self._model.rows
        current, here = self.currentIndex().row(), rows.key(self.currentIndex().row())
        seen = [(rows.key(row), self._top_of(row)) for row in range(*self._seen())]
        self._model.show(order)
        self.doItemsLayout()
        self._go(self._near(here, current), scroll=False)
        tops = ((self._row_of(key), top) for key, top in seen)
        value = next((row * self._row_height - top for row, top in tops if row is not None), 0)
        self.verticalScrollBar().setValue(0 if at_top else value)
        self.look_again()

    def show_all(self, told: dict[int, Told]) -> None:
        """Have these lines, and no others."""
        self._model.show_all(told)
        self._go(1)

    def go_to(self, day: date) -> None:
        """Go to the first line of a day, or of the nearest one before."""
        row = self._model.rows.row_on(day)
        if row is not None:
            self._go(row)
            above = row - 1 if self._model.rows.key(row - 1) is None else row
            top = self._model.index(above)
            super().scrollTo(top, QListView.ScrollHint.PositionAtTop)

    def go_to_top(self) -> None:
        """Go to the newest line."""
        self._go(1)
        self.scrollToTop()

    def open_line(self, number: int) -> None:
        """Open the entry of a line, counted from the newest."""
        keys = self._model.rows.keys(0, len(self._model.rows))
        row = self._model.rows.row_of(keys[number])
        if row is not None:
            self._choose(self._model.index(row))

    def look_again(self) -> None:
        """Paint what is known by now, and read what isn't."""
        self.viewport().update()
        self._looking.start(0)

    def forget(self) -> None:
        """Let go of every line and picture."""
        self._looking.stop()
        self._resting.stop()
        self._delegate.pictures.forget()
        self._model.show_all({})

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._looking.start(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self._bin()
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Look for nothing by typing here: it would ask for every line there is."""

    @override
    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        rows, row = self._model.rows, max(1, self.currentIndex().row())
        page = max(1, self.viewport().height() // self._row_height - 1)
        steps = {
            _Move.MoveUp: -1,
            _Move.MovePrevious: -1,
            _Move.MoveDown: 1,
            _Move.MoveNext: 1,
            _Move.MovePageUp: -page,
            _Move.MovePageDown: page,
            _Move.MoveHome: -row,
            _Move.MoveEnd: len(rows),
        }
        to = min(max(1, row + steps.get(action, 0)), len(rows) - 1)
        if rows.key(to) is None:  # a month; the first row is one, the last never
            to += 1 if action in _DOWN or to == 1 else -1
        return self._model.index(to)

    @override
    def scrollTo(
        self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible
    ) -> None:
        """Show a line, and its month if that is right above."""
        if self._model.rows.key(index.row() - 1) is None:
            super().scrollTo(self._model.index(index.row() - 1), hint)
        super().scrollTo(index, hint)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard or not at.isValid():
            at = self.currentIndex()
        if self._reader is None or self._model.told(at.row()) is None:
            return
        self.setCurrentIndex(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open")).triggered.connect(self._open_current)
        menu.addAction(copytext.small("trash")).triggered.connect(self._bin)
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(at).center()
        menu.popup(self.viewport().mapToGlobal(place))

    def _open_current(self) -> None:
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        told = self._model.told(index.row())
        if told is not None and self._reader is not None:
            self.chosen.emit(told.line.id)

    def _bin(self) -> None:
        if self.current is not None and self._reader is not None:
            self.binned.emit(self.current)

    def _go(self, row: int, *, scroll: bool = True) -> None:
        """Put the keyboard on a line."""
        index = self._model.index(row)
        self.setAutoScroll(scroll)
        if index.isValid():
            self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def _near(self, key: int | None, row: int) -> int:
        """Return the row of an entry, or of one near where it was."""
        rows = self._model.rows
        found = self._row_of(key)
        if found is not None:
            return found
        near = min(max(1, row), len(rows) - 1)
        return near + 1 if rows.key(near) is None else near

    def _row_of(self, key: int | None) -> int | None:
        return None if key is None else self._model.rows.row_of(key)

    def _top_of(self, row: int) -> int:
        return row * self._row_height - self.verticalScrollBar().value()

    def _seen(self) -> tuple[int, int]:
        """Return the first row that is seen, and the one after the last."""
        value = self.verticalScrollBar().value()
        last = (value + self.viewport().height()) // self._row_height
        return value // self._row_height, min(len(self._model.rows), last + 1)

    def _look(self) -> None:
        """Have the reader read what is seen, and what may be seen next."""
        if self._reader is not None:
            first, end = self._seen()
            rows = self._model.rows
            below, above = rows.keys(end, end + AHEAD), rows.keys(first - AHEAD, first - 1)
            self._reader.look(rows.keys(first, end - 1), (*below, *above))
            self._resting.start()

    def _glimpse(self) -> None:
        if self._reader is not None:
            first, end = self._seen()
            self._reader.glimpse(self._model.rows.keys(first, end - 1))

    def _measure(self) -> None:
        """Stay at the same line when all of them become larger or smaller."""
        place = self.verticalScrollBar().value() / self._row_height
        self._row_height = self._delegate.height
        self.doItemsLayout()
        self.verticalScrollBar().setValue(round(place * self._row_height))
