"""A session, noted in as few presses as one likes: only its day is needed."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain import happened, sessionlog
from journal_app.domain.arrangement import History
from journal_app.domain.happened import Happened
from journal_app.domain.sessionlog import SessionLog, Spoken
from journal_app.media import session
from journal_app.services.openentry import OpenPart
from journal_app.services.sessions import Sessions
from journal_app.ui.actions import Action, listen
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook import sections
from journal_app.ui.widgets.logbook.dayfield import DayField
from journal_app.ui.widgets.logbook.field import Asked, Field
from journal_app.ui.widgets.logbook.section import Section
from journal_app.ui.widgets.logbook.sections import Topic
from journal_app.ui.widgets.logbook.sharing import Sharing
from journal_app.ui.widgets.scroller import Scroller

GAP, CARDS = 22, 12


class SessionEditor(Editor):
    """Keeps what is noted of a session, as it is noted.

    Nothing is kept until something was pressed or typed. Its day is the entry's: when that is
    chosen, the times of the session go with it, and so does the entry.
    """

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._log = session.read(part.content)
        if part.begun and self._log.day != part.entry.arrangement.day:
            self._log = self._on(part.entry.arrangement.day)
        self._history = History(self._log)
        self._unfolded = False
        self._typing = ""  # what is being typed, which is one step
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._day = DayField(tools)
        self._day.chosen.connect(self._redate)
        self._like = self._field(sections.like())
        self._sharing = Sharing(part.entry, tools)
        self._sections: dict[str, tuple[Topic, Section]] = {}
        sessions = Sessions(part.entry.journal, tools.calendar)
        for about in sections.sections(sessions):
            self._sections[about.name] = about, self._section(about)
        self._rest = QWidget()
        self._wait = plain.label(self.tr("The rest can wait for another day."), "asks", wrap=True)
        self._more = plain.button(self.tr("More, if you like"), self._unfold, "choice")
        self._lay_out()
        tools.theme.changed.connect(self._spare)
        self.setFocusProxy(self._day)
        keys = Action(("Ctrl+Z",), self.undo), Action(("Ctrl+Shift+Z", "Ctrl+Y"), self.redo)
        listen(self, keys, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if part.content.asked == sessionlog.JUST and not part.begun:
            self._redate(tools.calendar.today())
        self._show()

    @override
    def flush(self) -> None:
        self._autosave.flush()

    def undo(self) -> None:
        """Take back what was noted last."""
        self._go(self._history.undo())

    def redo(self) -> None:
        """Note again what was taken back last."""
        self._go(self._history.redo())

    def _go(self, log: SessionLog) -> None:
        if log != self._log:
            self._log, self._typing = log, ""
            self._touch()
            self.flush()
            self._show()

    def _redate(self, on: date) -> None:
        self._log = self._on(on)
        self._step("day")
        self.flush()
        self._show()

    def _change(self, name: str, value: object) -> None:
        """Note something, and keep it now."""
        self._typing = ""
        self._type(name, value)
        self._typing = ""
        self.flush()

    def _type(self, name: str, value: object) -> None:
        """Note something that may still be going on."""
        if self._log.day is None:
            self._log = replace(self._log, day=self.part.entry.arrangement.day)
        if name == sections.TIMES:
            assert isinstance(value, dict)  # noqa: S101 - as its field says
            self._log = self._on(self._log.day or date.min, value)
        else:
            self._log = sessionlog.with_value(self._log, name, value)
        self._step(name)
        self._show()

    def _on(self, on: date, spoken: dict[str, Spoken | None] | None = None) -> SessionLog:
        times = sessionlog.times(self._log) if spoken is None else spoken
        wall, begins = self.tools.clock.at, self.tools.calendar.begins
        return sessionlog.placed_on(self._log, on, times, wall, begins)

    def _step(self, name: str) -> None:
        """Note a step that can be taken back; what is typed in one go is a single one."""
        if name == self._typing:
            self._history.now = self._log
        else:
            self._history.go_on(self._log)
        self._typing = name
        self._touch()

    def _touch(self) -> None:
        self.part.touch()
        self._autosave.touch()

    def _keep(self) -> None:
        """Keep what is noted, and the entry under its day."""
        self.part.put(sessionlog.body(self._log))
        entry, then = self.part.entry, self._happened()
        now = entry.arrangement
        if (now.happened, now.day) != (then.moment, then.day):
            entry.arrange(replace(now, happened=then.moment, day=then.day))

    def _happened(self) -> Happened:
        """Return when it happened: from its beginning, or else at some time of its day."""
        now, log = self.part.entry.arrangement, self._log
        on = log.day or now.day
        known = log.begins or log.ends
        if known is not None:
            return Happened(known.moment, on)
        if on == now.day:
            return Happened(now.happened, now.day)
        calendar = self.tools.calendar
        return happened.when(on, None, now.happened, self.tools.clock.at, calendar.begins)

    def _show(self) -> None:
        log = self._log
        self._spare()
        to_come = log.day is not None and log.day > self.tools.calendar.today()
        self._day.show_day(log.day)
        self._like.show_log(log)
        self._like.setVisible(not to_come)
        said = session.lines(log)
        for about, section in self._sections.values():
            section.show_log(log, said.get(about.name, ""))
            section.setVisible(not (to_come and about.after))
        self._sharing.setVisible(bool(log.team))

    def _spare(self) -> None:
        """Ask for little where somebody has only just come back."""
        little = self.tools.theme.dim and not self._unfolded
        self._rest.setHidden(little)
        for thing in (self._wait, self._more):
            thing.setVisible(little)

    def _unfold(self) -> None:
        self._unfolded = True
        self._spare()
        self._sections["times"][1].setFocus()

    def _field(self, asked: Asked) -> Field:
        made = asked.make(asked, self.tools)
        made.changed.connect(self._change)
        made.typed.connect(self._type)
        return made

    def _section(self, about: Topic) -> Section:
        def make() -> tuple[Field, ...]:
            return tuple(map(self._field, about.asked))

        return Section(about.title, make, self.tools, about.note)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=GAP)
        column.addWidget(plain.label(self.tr("A session"), "title", wrap=True))
        when = self.tr("When was it? Only the day is needed.")
        column.addWidget(plain.label(when, "asks", wrap=True))
        column.addWidget(self._day)
        column.addWidget(self._like)
        more = plain.column(self._rest, gap=CARDS)
        for about, section in self._sections.values():
            more.addWidget(section)
            if about.name == "team":
                more.addWidget(self._sharing)
        column.addWidget(self._wait)
        column.addLayout(plain.row(self._more, None))
        column.addWidget(self._rest)
        column.addStretch(1)
        book = QWidget()
        plain.column(book).addWidget(Scroller(inside))
        plain.column(self).addLayout(plain.middle(book))
