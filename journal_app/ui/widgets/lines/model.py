"""The journal's rows for a list view: a heading for each month, and the lines under it."""

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.entry import EntryLine, Kind
from journal_app.domain.lines import Order, Rows, Told, order_of
from journal_app.media import markdown
from journal_app.ui.widgets.lines.reader import Reader

Index = QModelIndex | QPersistentModelIndex

_NOTHING = order_of({})


@dataclass(frozen=True, slots=True)
class Names:
    """What kinds of part and sets of questions are called in a line, and what is set to share."""

    kinds: dict[Kind, str]
    shared: str
    guides: dict[str, str] = field(default_factory=dict)

    def kinds_of(self, line: EntryLine) -> str:
        """Return the likes of "words · drawing"."""
        called = (self.guides.get(line.guide, ""), *(self.kinds[kind] for kind in line.kinds))
        return " · ".join(filter(None, called))

    def about(self, line: EntryLine, where: str = "", *, timed: bool = True) -> str:
        """Return the likes of "evening · 3 h after Friday’s session · set to share"."""
        when = day.part_of_day(line.made) if timed else ""
        return " · ".join(filter(None, (when, where, self.shared if line.shared else "")))


def title_of(line: EntryLine) -> str:
    """Return what a line is recognised by: its title, or its first words."""
    return line.title or " ".join(markdown.plain(line.first_words).split())


class LineModel(QStringListModel):
    """Says what stands in a row, as far as ``reader`` knows it by now.

    It is a list of empty strings to Qt, which counts fifty thousand of those in three milliseconds;
    to ask Python how many there are takes ten times as long, and happens once for each.
    """

    def __init__(self, names: Names, reader: Reader | None = None) -> None:
        super().__init__()
        self._names = names
        self._to_come = self.tr("still to come")
        self._reader = reader
        self._all: dict[int, Told] = {}  # what is shown without a reader
        self._order = _NOTHING
        self.rows = Rows(_NOTHING)

    def show(self, order: Order) -> None:
        """Have these rows from now on."""
        if order != self._order:
            self._order = order
            self.rows = Rows(order)
            self.setStringList([""] * len(self.rows))

    def show_all(self, told: dict[int, Told]) -> None:
        """Have these lines from now on, and no others."""
        self._all = told
        self.show(order_of(told))

    def told(self, row: int) -> Told | None:
        """Return what stands in a row: None for a heading, and for what isn't known yet."""
        key = self.rows.key(row)
        if key is None:
            return None
        return self._all.get(key) if self._reader is None else self._reader.told(key)

    def about(self, line: EntryLine) -> str:
        """Return what there is to say about an entry besides what it is made of."""
        reader = self._reader
        timed = reader is None or reader.is_timed(line)
        return self._names.about(line, self.where(line), timed=timed)

    def where(self, line: EntryLine) -> str:
        """Say where an entry lies around a session, if it does and that is known."""
        return "" if self._reader is None else self._reader.where(line, self._to_come)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows.key(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._said(index.row())
        return None

    def _said(self, row: int) -> str:
        on, told = self.rows.day(row), self.told(row)
        if told is None:
            return day.month(on) if self.rows.key(row) is None else day.full_date(on)
        line, names = told.line, self._names
        shared = names.shared if line.shared else ""
        when = day.date_and_part(on, line.made)
        said = (when, names.kinds_of(line), title_of(line), self.where(line), shared)
        return ", ".join(part for part in said if part)
