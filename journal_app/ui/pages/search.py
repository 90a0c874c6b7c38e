"""Search: what one types is looked for at once, and what is found opens where it stands."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from journal_app.domain import searching
from journal_app.domain.changes import Changed
from journal_app.domain.lines import Wanted
from journal_app.domain.searching import Hit, Query
from journal_app.domain.themes import NamedTheme
from journal_app.services.journal import Reply
from journal_app.services.search import AT_ONCE, Search
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.finding.bounds import Bounds
from journal_app.ui.widgets.finding.hitlist import HitList
from journal_app.ui.widgets.finding.searchline import SearchLine
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.lines.filters import Filters

MARGIN, GAP = 24, 12

Known = Callable[[], Reply[tuple[NamedTheme, ...]]]


class SearchPage(Place):
    """Finds while one types. Coming back to it, everything is as it was left, until the lock."""

    def __init__(self, search: Search, known: Known, tools: Tools) -> None:
        super().__init__()
        self._search = search
        self._known = known
        self._here = True
        self._asked = Query()
        self._opened = False  # a hit, since something was typed
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._line = SearchLine()
        self._more = plain.button(self.tr("Days and themes"), self._turn_bounds, "quiet")
        self._more.setCheckable(True)
        self._filters = Filters()
        self._bounds = Bounds(tools.calendar)
        self._bounds.hide()
        self._list = HitList(tools.theme)
        self._nothing = plain.label(
            self.tr("Nothing with these words. Drawings and voices are found by their captions."),
            "lead",
            wrap=True,
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._blank = plain.label("")
        self._results = QStackedWidget()
        for thing in (self._blank, self._nothing, self._list):
            self._results.addWidget(thing)
        self._lay_out()
        self._line.textChanged.connect(self._look)
        self._line.down.connect(self._go_down)
        self._line.returnPressed.connect(self._list.open_first)
        self._filters.chosen.connect(self._look)
        self._bounds.changed.connect(self._look)
        self._list.chosen.connect(self._open)
        self._list.wanted.connect(self._look_further)
        self._list.typed.connect(self._type)
        tools.theme.changed.connect(self._fit)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is found by now."""
        return self._list.hits

    @override
    def arrive(self, about: object) -> None:
        """Look again; a theme's id as ``about`` is what to look within."""
        if isinstance(about, str) and about and about != self._bounds.theme:
            self._bounds.choose_theme(about)
            self._show_bounds(on=True)
        self._known().then(self._show_themes)
        self._search.catch_up(self.isVisible, self._caught_up)
        self._look_again()

    @override
    def changed(self, changed: Changed) -> None:
        if changed.line:
            self._search.catch_up(self.isVisible, self._caught_up)
            self._look_again()

    @override
    def forget(self) -> None:
        self._here = False
        self._search.forget()
        self._line.setText("")  # and nothing to undo
        self._bounds.clear()
        self._list.show_hits((), more=False, stay=False)

    @override
    def focus_first(self) -> None:
        """Begin with the line; for who comes back from a hit, with that."""
        first = self._list if self._opened and self._list.isVisibleTo(self) else self._line
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        """Let Esc clear the line first; only then does it lead back."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not escape or not self._line.text():
            return super().event(event)
        if event.type() == QEvent.Type.KeyPress:
            self._line.clear()
            self._line.setFocus()
        event.accept()
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = min(plain.WIDEST, self.width() - 2 * MARGIN)
        self._filters.fit(room - self._more.sizeHint().width() - GAP)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=GAP)
        within = plain.row(self._filters.folded, self._filters, None, self._more, gap=GAP)
        within.setStretchFactor(self._filters, 100)
        column.addWidget(self._line)
        column.addLayout(within)
        column.addWidget(self._bounds)
        column.addWidget(self._results, 1)
        layout = plain.column(self, margin=MARGIN, gap=GAP)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(inside), 1)

    def _turn_bounds(self) -> None:
        on = self._more.isChecked()
        self._show_bounds(on=on)
        if on:
            self._bounds.begin()

    def _show_bounds(self, *, on: bool) -> None:
        self._more.setChecked(on)
        self._bounds.setVisible(on)

    def _show_themes(self, themes: tuple[NamedTheme, ...]) -> None:
        if self._here:
            self._bounds.show_themes(themes)

    def _query(self) -> Query:
        within: Wanted = replace(self._filters.wanted, theme=self._bounds.theme)
        words = searching.parse(self._line.text())
        return Query(words, within, self._bounds.since, self._bounds.until)

    def _look(self) -> None:
        """Look for what is in the line now; until there is an answer, the last one stays."""
        query = self._query()
        self._opened = False
        if query != self._asked:
            self._asked = query
            self._search.look(query, self._show)

    def _look_again(self) -> None:
        """Look for the same, which may have changed, and stay where one is."""
        if self._asked.words:
            limit = max(AT_ONCE, len(self.hits))
            self._search.look(self._asked, self._show_again, limit)

    def _look_further(self, order: int) -> None:
        self._search.look(self._asked, self._add, AT_ONCE, order)

    def _show(self, hits: tuple[Hit, ...]) -> None:
        self._list.show_hits(hits, more=len(hits) >= AT_ONCE, stay=False)
        self._turn()

    def _show_again(self, hits: tuple[Hit, ...]) -> None:
        self._list.show_hits(hits, more=len(hits) >= AT_ONCE, stay=True)
        self._turn()

    def _add(self, hits: tuple[Hit, ...]) -> None:
        self._list.add_hits(hits, more=len(hits) >= AT_ONCE)

    def _turn(self) -> None:
        """Show what was found, or that there is nothing, or nothing at all."""
        empty = self._nothing if self._asked.words else self._blank
        had_focus = self._list.hasFocus()
        self._results.setCurrentWidget(self._list if self.hits else empty)
        if had_focus and not self.hits:
            self._line.setFocus()
        behind = self._asked.words and self._search.behind
        self.header.set_status(self.tr("Still looking through older pages…") if behind else "")

    def _caught_up(self) -> None:
        self.header.set_status("")
        self._look_again()

    def _go_down(self) -> None:
        if self.hits:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, event: QKeyEvent) -> None:
        """Take a key to the line, from the list where it was pressed."""
        self._line.setFocus()
        if event.key() != Qt.Key.Key_Up:
            self._line.end(False)  # noqa: FBT003 - Qt's own signature: without marking
            QCoreApplication.sendEvent(self._line, event)

    def _open(self, hit: Hit) -> None:
        self._opened = True
        self.entry_asked.emit(hit.spot)
