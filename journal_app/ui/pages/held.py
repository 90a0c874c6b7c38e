"""Did it hold? What somebody marked, in the words it had, and three answers or none."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import insights, someday
from journal_app.domain.arc import Offer
from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.insights import Found, OpenLook
from journal_app.services.goals import Change, Goals
from journal_app.ui import copytext
from journal_app.ui.actions import Action, listen
from journal_app.ui.hearing import hear
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow

LETTERS = 1.25  # times those of the page
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class HeldPage(Place):
    """Shows one thing after the other that may be looked at again now; each can be skipped."""

    def __init__(self, goals: Goals, tools: Tools) -> None:
        super().__init__()
        self._goals, self._tools = goals, tools
        self._looks: tuple[OpenLook, ...] = ()
        self._wanted: str | None = None  # which was offered, and comes first
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._about = plain.label("", "quiet", wrap=True)
        self._quote = plain.label("", wrap=True)
        self._answers = self._make_answers()
        self._see = plain.button(self.tr("See it where it stands"), self._show_place, "quiet")
        self._skip = plain.button(self.tr("Skip"), self._pass_over, "quiet")
        self._skip.setToolTip(self.tr("Press {key}").format(key="0"))
        self._row = Flow()
        self._asked = QWidget()
        self._lay_out()
        keys = [Action(("0",), self._pass_over)]
        keys += [Action((key,), one.click) for key, one in zip("123", self._answers, strict=True)]
        listen(self, tuple(keys), _HERE)
        tools.theme.changed.connect(self._dress)
        self._dress()
        self._asked.hide()

    @override
    def arrive(self, about: object) -> None:
        self._wanted = about.about if isinstance(about, Offer) else None
        self._ask()

    @override
    def changed(self, changed: Changed) -> None:
        self._ask()

    @override
    def forget(self) -> None:
        self._looks = ()
        self._quote.setText("")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()  # a style sheet that came with the window would have changed the letters

    @override
    def focus_first(self) -> None:
        at = self.header if self._asked.isHidden() else self._answers[0]
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        hear(self, self._goals.looks(), self._show, self._say)

    def _show(self, found: tuple[OpenLook, ...]) -> None:
        looks = tuple(sorted(found, key=lambda at: at.part != self._wanted))
        before, self._looks = self._looks[:1], looks
        if not looks:
            self._about.setText(self.tr("There is nothing to look at again just now."))
        elif looks[:1] != before:
            insight, today = looks[0].insight, self._tools.calendar.today()
            on = someday.said(looks[0].day, today)
            words = self.tr("You marked these words on {day}.")
            other = self.tr("You marked something on {day}. It stands where it stood.")
            self._about.setText((words if insight.quote else other).format(day=on))
            self._quote.setText(insight.quote)
            self._see.setVisible(insight.of is not None)
        self._quote.setVisible(bool(looks) and bool(looks[0].insight.quote))
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._asked.setVisible(bool(looks))
        if had_focus and looks[:1] != before:
            self.focus_first()

    def _answer(self, found: Found, said: str) -> None:
        if self._looks:
            sentence = self.tr("Noted: {found}.").format(found=said)
            self._do(self._goals.look(self._looks[0], found), sentence)

    def _pass_over(self) -> None:
        if self._looks:
            self._do(self._goals.pass_over(self._looks[0]), self.tr("Skipped."))

    def _do(self, change: Change, sentence: str) -> None:
        undo = (copytext.small("undo"), change.undo)

        def done(_changed: Changed) -> None:
            self.said.emit(sentence, (undo,))

        hear(self, change.reply, done, self._say)

    def _show_place(self) -> None:
        if self._looks:
            at = self._looks[0]
            self.entry_asked.emit(insights.spot(at.insight, at.entry))

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())

    def _make_answers(self) -> tuple[QPushButton, ...]:
        names = {
            Found.TRUE: self.tr("Still true"),
            Found.CHANGED: self.tr("Changed"),
            Found.GONE: self.tr("Gone"),
        }
        said = {
            Found.TRUE: self.tr("still true"),
            Found.CHANGED: self.tr("changed"),
            Found.GONE: self.tr("gone"),
        }
        made = []
        for (found, name), key in zip(names.items(), "123", strict=True):
            button = plain.button(name, partial(self._answer, found, said[found]))
            button.setToolTip(self.tr("Press {key}").format(key=key))
            made.append(button)
        return tuple(made)

    def _lay_out(self) -> None:
        inside, about = QWidget(), self._asked
        self._quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for thing in (*self._answers, self._skip):
            self._row.addWidget(thing)
        asked = plain.column(about, gap=20)
        note = self.tr("There’s no right answer.")
        asked.addWidget(plain.label(self.tr("Is it still so?"), "question", wrap=True))
        asked.addLayout(self._row)
        asked.addWidget(plain.label(note, "quiet", wrap=True))
        asked.addLayout(plain.row(self._see, None))
        column = plain.column(inside, gap=20)
        column.addWidget(plain.label(self.tr("Did it hold?"), "title", wrap=True))
        column.addWidget(self._about)
        column.addWidget(self._quote)
        column.addWidget(about)
        column.addStretch(1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)

    def _dress(self) -> None:
        theme = self._tools.theme
        font = theme.page_font()
        font.setPixelSize(round(LETTERS * font.pixelSize()))
        self._quote.setFont(font)
        self._row.setSpacing(gap(theme))
