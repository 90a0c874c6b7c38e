"""What was found, for a list view; more of it is asked for when one comes to its end."""

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.searching import Hit, Where

Index = QModelIndex | QPersistentModelIndex
HIT_ROLE = int(Qt.ItemDataRole.UserRole)


class HitModel(QAbstractListModel):
    """Holds the hits; ``wanted`` carries the least order among them when older ones are."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()
        self._more = False

    def show(self, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Hold these from now on; ``more`` says whether there may be older ones."""
        self.beginResetModel()
        self.hits, self._more = hits, more
        self.endResetModel()

    def add(self, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Hold these older ones, too."""
        self._more = more
        if hits:
            self.beginInsertRows(QModelIndex(), len(self.hits), len(self.hits) + len(hits) - 1)
            self.hits += hits
            self.endInsertRows()

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return self._more

    @override
    def fetchMore(self, parent: Index) -> None:
        self._more = False  # it is asked for once
        self.wanted.emit(min(hit.order for hit in self.hits))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.hits)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{said_of(hit)}: {hit.excerpt.text}"
        return None


def said_of(hit: Hit) -> str:
    """Return the likes of "Sunday 22 November 2026 · words"."""
    tr = QCoreApplication.translate
    where = {
        Where.TITLE: tr("Hit", "title"),
        Where.WORDS: tr("Hit", "words"),
        Where.CAPTION: tr("Hit", "caption"),
        Where.TRANSCRIPT: tr("Hit", "voice, written down by a machine"),
        Where.PROMPT: tr("Hit", "prompt"),
        Where.NOTED: tr("Hit", "noted"),
        Where.THEME: tr("Hit", "theme"),
        Where.QUOTE: tr("Hit", "a theme’s words, as they were then"),
    }
    return f"{day.full_date(hit.day)} · {where[hit.where]}"
