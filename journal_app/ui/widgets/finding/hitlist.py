"""The list of what was found: one opens a hit with a single click or Enter."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView
from typing_extensions import override

from journal_app.domain.searching import Hit
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.finding.hitmodel import HIT_ROLE, HitModel
from journal_app.ui.widgets.finding.hitpaint import HitDelegate


class HitList(QListView):
    """Shows hits. ``chosen`` carries one, ``wanted`` the order of the last when more are.

    ``typed`` carries a key that belongs to the line above.
    """

    chosen = Signal(object)
    wanted = Signal(object)
    typed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = HitModel()
        self._model.wanted.connect(self.wanted)
        self.setModel(self._model)
        self.setItemDelegate(HitDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Found"))
        self.clicked.connect(self._choose)
        theme.changed.connect(self.doItemsLayout)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What it shows."""
        return self._model.hits

    def show_hits(self, hits: tuple[Hit, ...], *, more: bool, stay: bool) -> None:
        """Show these; with ``stay``, at the place in the list where one is."""
        here, value = self._here(), self.verticalScrollBar().value()
        self._model.show(hits, more=more)
        spots = [(hit.spot.entry, hit.spot.part, hit.where) for hit in hits]
        row = spots.index(here) if stay and here in spots else 0
        self.setCurrentIndex(self._model.index(row))
        self.doItemsLayout()
        self.verticalScrollBar().setValue(value if stay else 0)

    def add_hits(self, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Show these older ones below."""
        self._model.add(hits, more=more)

    def open_first(self) -> None:
        """Open the hit the keyboard is at; at first, that is the newest."""
        self._choose(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        elif self._is_for_the_line(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def _is_for_the_line(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Up:
            return self.currentIndex().row() <= 0
        printed = bool(event.text()) and event.text().isprintable()
        return printed or event.key() == Qt.Key.Key_Backspace

    def _here(self) -> object:
        hit: Hit | None = self.currentIndex().data(HIT_ROLE)
        return None if hit is None else (hit.spot.entry, hit.spot.part, hit.where)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(HIT_ROLE))
