"""What a part held before: moments to choose from, what stood there then, and what became of it."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget
from typing_extensions import override

from journal_app.domain import comparing
from journal_app.domain.changes import Changed
from journal_app.domain.comparing import Fate, Piece
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.versions import History, Version, at_a_glance
from journal_app.services.journal import Reply
from journal_app.services.versions import Compared, Versions, words
from journal_app.ui import copytext
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.facing import Facing
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.versionlist import VersionList
from journal_app.ui.widgets.versionnames import names

WIDE = 900  # pixels at 100 %, from which there is room for the list beside the page
WIDEST = 1180
ROWS = 2  # of the list, where it stands above the page
PAGE_SHARE = 0.7  # of the height, for the page below it

T = TypeVar("T")


class VersionsPage(Place):
    """Shows the versions of one part, each beside what stands there now, and brings one back."""

    def __init__(self, versions: Versions, tools: Tools) -> None:
        super().__init__()
        self._versions = versions
        self._theme = tools.theme
        self._calendar = tools.calendar
        self._part: PartId | None = None
        self._history: History | None = None
        self._rows: tuple[Version | None, ...] = ()  # None is what stands there now
        self._chosen: Version | None = None
        self._compared: Compared | None = None
        self._comparing = False
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._list = VersionList(tools.theme)
        self._list.chosen.connect(self._choose)
        self._every = plain.button(self.tr("Show every save"), self._name_again, "quiet")
        self._every.setCheckable(True)
        self._ways = self._make_ways()
        self._back = plain.button(self.tr("Bring this back"), self._bring_back, "main")
        self._note = plain.label("", "quiet", wrap=True)
        self._facing = Facing(tools.theme)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._area = self._lay_out()
        tools.theme.changed.connect(self._fit)

    @override
    def arrive(self, about: object) -> None:
        if isinstance(about, str) and about != self._part:
            self._part = PartId(about)
            self._clear()
        self._look()

    @override
    def changed(self, changed: Changed) -> None:
        if changed.entry is not None:
            self._look()

    @override
    def forget(self) -> None:
        self._part = None
        self._clear()

    @override
    def focus_first(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> Scroller:
        steady = self._back.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # so that the text stays where it is
        self._back.setSizePolicy(steady)
        page, inside = QWidget(), QWidget()
        column = plain.column(page, gap=12)
        column.addLayout(plain.row(*self._ways.buttons(), None, self._back, gap=12))
        column.addWidget(self._note)
        column.addWidget(self._facing, 1)
        self._panes.setSpacing(28)
        self._panes.addWidget(self._list)
        self._panes.addWidget(page, 1)
        title = plain.row(plain.label(self.tr("Earlier versions"), "title", wrap=True), self._every)
        title.setStretch(0, 1)
        whole = plain.column(inside, gap=16)
        whole.addLayout(title)
        whole.addLayout(self._panes, 1)
        area = Scroller(inside)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(area, WIDEST), 1)
        return area

    def _make_ways(self) -> QButtonGroup:
        """Make the two ways to look at a version."""
        group = QButtonGroup(self)
        for name in (self.tr("What changed"), self.tr("As it was")):
            button = plain.button(name, self._show_version, "chip")
            button.setCheckable(True)
            group.addButton(button)
        group.buttons()[0].setChecked(True)
        return group

    def _fit(self) -> None:
        """Stand the list beside the page, or above it where there is little room."""
        wide = self.width() >= self._theme.px(WIDE)
        direction = QBoxLayout.Direction
        self._panes.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._list.setMinimumWidth(self._list.widest if wide else 0)
        self._list.setMaximumWidth(self._list.widest if wide else self.maximumWidth())
        least = min(ROWS, len(self._rows)) * self._list.row_height
        self._list.setMinimumHeight(least)
        self._list.setMaximumHeight(self.maximumHeight() if wide else least)
        self._facing.setMinimumHeight(0 if wide else round(PAGE_SHARE * self._area.height()))

    def _clear(self) -> None:
        self._history = self._compared = self._chosen = None
        self._rows = ()
        self._every.setChecked(False)
        self._every.hide()
        self._offer(ways=False, back=False)
        self._note.setText("")
        self._list.show_names([], 0)
        self._facing.show_pieces(())

    def _look(self) -> None:
        if self._part is not None:
            self._hear(self._versions.of(self._part), partial(self._show, self._part))

    def _show(self, part: PartId, history: History | None) -> None:
        if part != self._part or (history is not None and history == self._history):
            return
        if history is None:
            self._clear()
            self._note.setText(self.tr("This isn’t in the journal any more."))
            return
        if self._history is None:  # what came is what one comes here for
            first = [version for version in history.versions if version.first]
            self._chosen = next(iter((*first, *history.versions)), None)
        self._history = history
        self._compared = None
        self._name_again()

    def _name_again(self) -> None:
        """List the moments there are, and go to the one that was chosen."""
        if self._history is None:
            return
        every, glance = self._history.versions, at_a_glance(self._history.versions)
        self._every.setVisible(len(every) > len(glance))
        self._rows = (None, *(every if self._every.isChecked() else glance))
        if self._chosen not in self._rows:
            self._chosen = None
        named = names(self._history, self._rows, self._calendar)
        self._list.show_names(named, self._rows.index(self._chosen))  # which goes there
        self._fit()

    def _choose(self, row: int) -> None:
        self._chosen = self._rows[row]
        self._show_version()

    def _show_version(self) -> None:
        """Show what was chosen, as soon as it is known."""
        history, chosen, known = self._history, self._chosen, self._compared
        if history is None:
            return
        if chosen is None:
            self._show_now(history)
        elif known is None or known.version != chosen:
            self._compare(history, chosen)
        elif known.body is None:
            self._say_unreadable()
        else:
            self._show_compared(history, known, known.body)

    def _compare(self, history: History, version: Version) -> None:
        """Have a version read; while that is done, no other one is asked for."""
        self._back.setEnabled(False)
        if not self._comparing:
            self._comparing = True
            self._hear(self._versions.compare(history, version), partial(self._know, history))

    def _know(self, history: History, compared: Compared) -> None:
        self._comparing = False
        if history is self._history:
            self._compared = compared
        self._show_version()

    def _show_now(self, history: History) -> None:
        self._offer(ways=False, back=False)
        none = not history.versions
        nothing = self.tr("Nothing earlier yet. When this changes, what stood here is kept.")
        self._note.setText(nothing if none else self.tr("As it stands now."))
        if history.kind is Kind.PHOTO:
            self._facing.show_pictures([(self.tr("Now"), history.body)])
        else:
            self._facing.show_pieces((Piece(words(history.body), Fate.STAYED),))

    def _show_compared(self, history: History, known: Compared, body: bytes) -> None:
        if history.kind is Kind.PHOTO:
            self._offer(ways=False, back=True)
            self._note.setText("")
            both = ((self.tr("Then"), body), (self.tr("Now"), history.body))
            self._facing.show_pictures(both)
            return
        self._offer(ways=True, back=True)
        if self._ways.buttons()[1].isChecked():
            self._note.setText(self.tr("All of it, as it was."))
            self._facing.show_pieces((Piece(words(body), Fate.STAYED),))
            return
        same = all(piece.fate is Fate.STAYED for piece in known.pieces)
        marks = self.tr("Underlined: there now, not then. Struck through: there then, not now.")
        self._note.setText(self.tr("The same words as now.") if same else marks)
        self._facing.show_pieces(comparing.gist(known.pieces))

    def _say_unreadable(self) -> None:
        self._offer(ways=False, back=False)
        self._note.setText(
            self.tr("This one can’t be read any more. What stands there now is safe.")
        )
        self._facing.show_pieces(())

    def _offer(self, *, ways: bool, back: bool) -> None:
        for button in self._ways.buttons():
            button.setVisible(ways)
        self._back.setVisible(back)
        self._back.setEnabled(back)

    def _bring_back(self) -> None:
        part, history, known = self._part, self._history, self._compared
        if part is None or history is None or known is None or known.body is None:
            return
        self._back.setEnabled(False)
        done = partial(self._brought_back, part, history.body)
        self._hear(self._versions.bring_back(part, known.body), done)

    def _brought_back(self, part: PartId, before: bytes, _changed: Changed) -> None:
        if part == self._part:
            self._chosen = None
            self._look()
            self.focus_first()
        undo = (copytext.small("undo"), partial(self._versions.bring_back, part, before))
        self.said.emit(self.tr("It’s back. What stood there until now is kept, too."), (undo,))

    def _hear(self, reply: Reply[T], done: Callable[[T], None]) -> None:
        """Pass on an answer, if the journal is still open when it comes."""

        def answer(value: T) -> None:
            if self._part is not None:
                done(value)

        reply.then(answer, self._refuse)

    def _refuse(self, error: JournalError) -> None:
        self._comparing = False
        if self._part is not None:
            self._offer(ways=False, back=False)
            self._note.setText("")
            self._facing.show_pieces(())
            self.said.emit(str(error), ())
