"""One session, and all that lies around it: what was made before, and what came after."""

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import day, placing
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, EntryLine
from journal_app.domain.errors import JournalError
from journal_app.domain.placing import Around, Placed
from journal_app.domain.sessionlog import Logged
from journal_app.domain.spot import Spot
from journal_app.media import markdown
from journal_app.media import session as media
from journal_app.services.sessions import Sessions
from journal_app.ui import copytext, kinds
from journal_app.ui.hearing import hear
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.logbook.line import Line
from journal_app.ui.widgets.logbook.listing import Group, Listing
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.writing.flow import Flow


class AroundSessionPage(Place):
    """Shows what was noted of a session, and leads to each entry that lies around it."""

    def __init__(self, sessions: Sessions, tools: Tools) -> None:
        super().__init__()
        self._sessions = sessions
        self._tools = tools
        self._entry: EntryId | None = None
        self._around: Around | None = None
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._title = plain.label("", "title", wrap=True)
        self._told = plain.label("", wrap=True)
        self._told.setFont(tools.theme.page_font())
        self._open = plain.button(self.tr("Open what you noted"), self._go_to_it)
        both = self.tr("Before and after, side by side")
        self._facing = plain.button(both, self._face)
        self._bin = plain.button(copytext.small("trash"), self._put_away, "quiet")
        self._ways = QWidget()
        self._list = Listing(tools)
        self._none = plain.label("", wrap=True)
        self._lay_out()
        tools.theme.changed.connect(self._again)

    @override
    def arrive(self, about: object) -> None:
        if about is not None:
            self._entry = EntryId(str(about))
        if self._entry is not None:
            hear(self, self._sessions.around(self._entry), self._show, self._say)

    @override
    def changed(self, changed: Changed) -> None:
        if changed.line:
            self.arrive(None)

    @override
    def forget(self) -> None:
        self._around = None
        self._again()

    @override
    def focus_first(self) -> None:
        if not self._list.isAncestorOf(self.focusWidget()):
            first = self._open if self._open.isVisibleTo(self) else self.header
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, around: Around | None) -> None:
        self._around = around
        self._again()
        self.focus_first()

    def _again(self) -> None:
        around = self._around
        self._ways.setVisible(around is not None)
        self._told.setFont(self._tools.theme.page_font())
        if around is None:
            self._title.setText(self.tr("A session"))
            self._told.setText("")
            self._none.setText(self.tr("This session isn’t in the journal just now."))
            self._list.show_groups(())
        else:
            self._title.setText(day.full_date(around.session.day))
            self._told.setText(_all_told(around.session))
            none = self.tr("Nothing lies around it yet. What you make next finds its place here.")
            self._none.setText("" if around.before or around.after else none)
            self._list.show_groups(self._groups(around))
            self._facing.setVisible(bool(around.before and around.after))
        for label in (self._told, self._none):
            label.setVisible(bool(label.text()))

    def _groups(self, around: Around) -> tuple[Group, ...]:
        groups: list[Group] = []
        if around.before:
            lines = [self._line(line, None) for line in around.before]
            groups.append((self.tr("Before it"), lines))
        for heading, some in groupby(around.after, lambda one: placing.stretch(one[0])):
            groups.append((heading, [self._line(line, since) for since, line in some]))
        return tuple(groups)

    def _line(self, line: EntryLine, where: Placed | None) -> Line:
        called = kinds.names()
        made = " · ".join(called[kind] for kind in line.kinds)
        title = line.title or " ".join(markdown.plain(line.first_words).split())
        after = "" if where is None else placing.how_far(where)
        when = day.weekday_and_part(line.day, line.made)
        about = " · ".join(filter(None, (after, when, made if title else "")))
        shown = Line(title or f"{made[:1].upper()}{made[1:]}", about, self._tools)
        shown.clicked.connect(partial(self._go, line.id))
        return shown

    def _go(self, entry: EntryId) -> None:
        self.entry_asked.emit(Spot(entry))

    def _go_to_it(self) -> None:
        if self._around is not None:
            session = self._around.session
            self.entry_asked.emit(Spot(session.entry, session.part))

    def _face(self) -> None:
        self.place_asked.emit("facing", self._entry)

    def _put_away(self) -> None:
        if self._around is None:
            return
        session = self._around.session
        undo = (copytext.small("undo"), partial(self._sessions.put_back, session))
        sentence = self.tr("Moved to the bin. What was made around it stays.")

        def done(_changed: Changed) -> None:
            self.said.emit(sentence, (undo,))

        hear(self, self._sessions.put_away(session), done, self._say)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())

    def _lay_out(self) -> None:
        flow = Flow(self._ways)
        flow.setSpacing(12)
        for button in (self._open, self._facing, self._bin):
            flow.addWidget(button)
        inside = QWidget()
        column = plain.column(inside, gap=16)
        for thing in (self._title, self._told, self._ways, self._none, self._list):
            column.addWidget(thing)
        column.addStretch(1)
        book = QWidget()
        plain.column(book).addWidget(Scroller(inside))
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(book), 1)


def _all_told(session: Logged) -> str:
    return "\n".join(media.lines(session.log).values())
