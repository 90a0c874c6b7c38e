"""The journal: what was made, newest first, as a calm list by month."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.entry import EntryLine, Kind
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header

LINES = 500
Index = QModelIndex | QPersistentModelIndex
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
LINE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Names:
    """What kinds of part are called in a line."""

    kinds: dict[Kind, str]

    def line(self, line: EntryLine) -> str:
        """Return the likes of "words · drawing"."""
        return " · ".join(self.kinds[kind] for kind in line.kinds)


class JournalModel(QAbstractListModel):
    """The journal's lines, for a list view."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._lines: tuple[EntryLine, ...] = ()

    def show(self, lines: tuple[EntryLine, ...]) -> None:
        """Hold these lines from now on."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def opens_month(self, row: int) -> bool:
        """Whether a line is the first of its month in the list."""
        month = day.month(self._lines[row].made)
        return row == 0 or day.month(self._lines[row - 1].made) != month

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            said = (day.date_and_part(line.made), self._names.line(line), title_of(line))
            return ", ".join(part for part in said if part)
        return None


def title_of(line: EntryLine) -> str:
    """Return what a line is recognised by: its title, or its first words."""
    return line.title or " ".join(line.first_words.split())


class LineDelegate(QStyledItemDelegate):
    """Paints one line: the day, what it is made of, how it begins."""

    def __init__(self, model: JournalModel, names: Names, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._names = names
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        head = self._head() if self._model.opens_month(index.row()) else 0
        return QSize(200, head + self._theme.px(82))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: EntryLine = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect)
        if self._model.opens_month(index.row()):
            head = QRectF(room.left() + 4, room.top(), room.width(), self._head() - 8)
            self._write(painter, head, day.month(line.made), 18, "text_muted")
            room.setTop(room.top() + self._head())
        state = option.state
        self._paint_card(painter, room.adjusted(2, 3, -2, -3), state)
        self._paint_line(painter, room.adjusted(0, 10, -20, -10), line)
        painter.restore()

    def _head(self) -> int:
        return self._theme.px(52)

    def _paint_card(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge, width = ("focus", 3) if focused else ("hairline", 1.5)
        painter.setPen(QPen(self._theme.colour(edge), width))
        painter.setBrush(self._theme.colour("raised" if hovered or focused else "surface"))
        painter.drawRoundedRect(box, 14, 14)

    def _paint_line(self, painter: QPainter, room: QRectF, line: EntryLine) -> None:
        date = QRectF(room.left() + 22, room.top(), self._theme.px(110), room.height())
        self._write(painter, date, day.short_date(line.made), 20, "text", bold=True)
        words = QRectF(date.right(), room.top(), room.right() - date.right(), room.height() / 2)
        title = title_of(line)
        if not title:
            words.setHeight(room.height())
            self._write(painter, words, self._names.line(line), 18, "text")
            return
        self._write(painter, words, title, 18, "text")
        words.moveTop(words.bottom())
        said = f"{self._names.line(line)} · {day.part_of_day(line.made)}"
        self._write(painter, words, said, 16, "text_muted")

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        size: int,
        token: str,
        *,
        bold: bool = False,
    ) -> None:
        font = self._theme.font(size, bold=bold)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(box, int(_MIDDLE_LEFT), shown)


class LineList(QListView):
    """A list one opens with a single click or Enter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(LINE_ROLE).id)


class JournalPage(QWidget):
    """Shows the journal's lines and opens the one that is chosen."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, back: str = "") -> None:
        super().__init__()
        names = Names(
            {
                Kind.WORDS: self.tr("words"),
                Kind.INK: self.tr("drawing"),
                Kind.VOICE: self.tr("voice"),
            }
        )
        self.header = Header(back or self.tr("Home"), theme, icons)
        self._title = plain.label(self.tr("Journal"), "title", wrap=True)
        self._model = JournalModel(names)
        self._list = LineList()
        self._list.setAccessibleName(self.tr("Journal"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(LineDelegate(self._model, names, theme, self._list))
        self._list.chosen.connect(self.chosen)
        self._empty = plain.label(copytext.small("empty_timeline"), "lead", wrap=True)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(self._title)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        layout.addLayout(plain.middle(inside), 1)
        theme.changed.connect(self._list.doItemsLayout)

    def refresh(self, lines: tuple[EntryLine, ...]) -> None:
        """Show these lines, keeping the place in the list."""
        here = self._list.verticalScrollBar().value()
        self._model.show(lines)
        self._empty.setVisible(not lines)
        self._list.setVisible(bool(lines))
        self._list.verticalScrollBar().setValue(here)
        if lines and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0))

    def show_copy(self, title: str) -> None:
        """Be the list of a copy from now on: to look at, with nothing to open."""
        self._title.setText(title)
        self._list.setCursor(Qt.CursorShape.ArrowCursor)

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
