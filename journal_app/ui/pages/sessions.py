"""All sessions that were noted: those to come, and those that were, by their courses."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import day, sessionlog
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Kind
from journal_app.domain.errors import JournalError
from journal_app.domain.sessionlog import Logged
from journal_app.media import session as media
from journal_app.services.sessions import Sessions
from journal_app.ui.hearing import hear
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.logbook.line import Line
from journal_app.ui.widgets.logbook.listing import Group, Listing
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.writing.flow import Flow

SHOWN = ("times", "like")  # what is said of each besides how and where it was


class SessionsPage(Place):
    """Leads to each session, and to noting another one."""

    def __init__(self, sessions: Sessions, tools: Tools) -> None:
        super().__init__()
        self._sessions = sessions
        self._tools = tools
        self._known: tuple[Logged, ...] = ()
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._new = plain.button(self.tr("Note a session"), self._begin, "main")
        self._note = plain.label("", wrap=True)
        self._list = Listing(tools)
        inside = QWidget()
        column = plain.column(inside, gap=16)
        column.addWidget(plain.label(self.tr("Sessions"), "title", wrap=True))
        column.addWidget(self._note)
        column.addLayout(self._ways())
        column.addWidget(self._list)
        column.addStretch(1)
        book = QWidget()
        plain.column(book).addWidget(Scroller(inside))
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(book), 1)
        tools.theme.changed.connect(self._again)

    @override
    def arrive(self, about: object) -> None:
        hear(self, self._sessions.known(), self._show, self._say)

    @override
    def changed(self, changed: Changed) -> None:
        if changed.line:
            self.arrive(None)

    @override
    def forget(self) -> None:
        self._known = ()
        self._again()

    @override
    def focus_first(self) -> None:
        if not self._list.isAncestorOf(self.focusWidget()):
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, known: tuple[Logged, ...]) -> None:
        if known != self._known or not self._note.text():
            self._known = known
            self._again()

    def _again(self) -> None:
        now, today = self._tools.clock.now(), self._tools.calendar.today()
        to_come = [one for one in self._known if one.planned(now, today)]
        been = [one for one in self._known if not one.planned(now, today)]
        groups: list[Group] = []
        if to_come:
            groups.append((self.tr("To come"), self._lines(to_come)))
        courses = sessionlog.by_course(been)
        for name, some in courses:
            others = self.tr("Others") if len(courses) > 1 else ""
            heading = name or others or (self.tr("Noted") if to_come else "")
            groups.append((heading, self._lines(some)))
        self._list.show_groups(groups)
        self._note.setText(self._about())

    def _about(self) -> str:
        if self._known:
            return self.tr("What you made around each lies with it.")
        return self.tr(
            "No sessions are noted. You can note one whenever you like, also from long ago."
        )

    def _lines(self, sessions: "list[Logged] | tuple[Logged, ...]") -> tuple[Line, ...]:
        return tuple(map(self._line, sessions))

    def _line(self, session: Logged) -> Line:
        line = Line(day.full_date(session.day), told(session), self._tools)
        line.clicked.connect(partial(self.place_asked.emit, "session", session.entry))
        return line

    def _ways(self) -> Flow:
        ways = Flow()
        ways.setSpacing(12)
        ways.addWidget(self._new)
        for said, name in (
            (self.tr("Before a session"), "preparing"),
            (self.tr("A letter to the next one"), "letter"),
        ):
            ways.addWidget(plain.button(said, partial(self.place_asked.emit, name, None)))
        return ways

    def _begin(self) -> None:
        self.place_asked.emit("begin", Kind.SESSION)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())


def told(session: Logged) -> str:
    """Say in a line what was noted of a session."""
    said = media.lines(session.log)
    number = "" if session.log.number is None else f"session {session.log.number}"
    return " · ".join(
        filter(None, (number, media.known_by(session.log), *(said.get(name, "") for name in SHOWN)))
    )
