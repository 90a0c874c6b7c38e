"""A theme's thread: every return of it across time, oldest first."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.themes import NamedTheme, Return, ThemeId, Thread, folded
from journal_app.services.themes import Step, Themes
from journal_app.ui import copytext
from journal_app.ui.hearing import hear
from journal_app.ui.pages.themes import how_often
from journal_app.ui.place import Place
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.naming import Naming
from journal_app.ui.widgets.returnlist import ReturnList
from journal_app.ui.widgets.scroller import Scroller

NOTHING = Thread(NamedTheme(ThemeId(""), ""))


class ThreadPage(Place):
    """Shows the thread of the theme it is asked about; a press opens an entry at that spot."""

    def __init__(self, themes: Themes, tools: Tools) -> None:
        super().__init__()
        self._themes = themes
        self._thread = NOTHING
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._title = plain.label("", "title", wrap=True)
        self._times = plain.label("", "quiet", wrap=True)
        self._rename = plain.button(self.tr("Rename"), self._ask_name, "quiet")
        self._go = plain.button(self.tr("Let it go"), self._let_go, "quiet")
        self._naming = Naming(themes, tools.theme)
        self._naming.kept.connect(self._renamed)
        self._naming.ended.connect(self._named)
        self._list = ReturnList(themes, tools)
        self._list.opened.connect(self.entry_asked)
        self._list.off.connect(self._take_off)
        self._lay_out()

    @property
    @override
    def playing(self) -> bool:
        """Whether a voice is being listened to."""
        return any(card.playing for card in self._list.cards)

    @override
    def stop(self) -> None:
        """Fall silent."""
        for card in self._list.cards:
            card.stop()

    @override
    def arrive(self, about: object) -> None:
        if isinstance(about, str) and about != self._thread.theme.id:
            self.forget()
            self._thread = Thread(NamedTheme(ThemeId(about), ""))
        self._look()

    @override
    def changed(self, changed: Changed) -> None:
        self._look()

    @override
    def forget(self) -> None:
        self._naming.end()
        self._show(NOTHING)

    @override
    def focus_first(self) -> None:
        here = self.focusWidget()
        if not self._list.isAncestorOf(here):
            here = self._list.cards[0] if self._list.cards else self._rename
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        if self._thread.theme.id:
            hear(self, self._themes.thread(self._thread.theme.id), self._hear, self._say)

    def _hear(self, thread: Thread | None) -> None:
        """Show what was asked for, unless another theme is looked at by now."""
        if thread is None:
            self._show(Thread(self._thread.theme), self.tr("This name was let go."), there=False)
        elif thread.theme.id == self._thread.theme.id:
            self._show(thread, how_often(self, thread.theme.times))

    def _show(self, thread: Thread, said: str = "", *, there: bool = True) -> None:
        arriving = bool(thread.returns) and not self._list.cards
        self._thread = thread
        self._title.setText(thread.theme.name)
        self._times.setText(said)
        for button in (self._rename, self._go):
            button.setEnabled(there)
        self._list.show_returns(thread.returns)
        here = self.window().focusWidget()
        if arriving and here is self._rename:
            self.focus_first()

    def _ask_name(self) -> None:
        met = self._thread.theme
        keep = partial(self._themes.rename, met.id)
        about = self.tr("Another name for “{name}”").format(name=met.name)
        self._naming.begin(about, keep, met.name, offer=False)

    def _renamed(self, name: str, step: Step) -> None:
        """Say what it is called now, and follow it: another theme may have had that name."""
        before = self._thread.theme

        def follow(now: ThemeId | None) -> None:
            if now is None or now == before.id:
                sentence = self.tr("It is “{name}” now.").format(name=name)
            else:
                both = self.tr("“{name}” and “{other}” are one now.")
                sentence = both.format(name=before.name, other=name)
                self.arrive(now)
            self.said.emit(sentence, ((copytext.small("undo"), step.undo),))

        if folded(name) != folded(before.name) or name != before.name:
            hear(self, self._themes.called(name), follow, self._say)

    def _named(self) -> None:
        self._rename.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_off(self, met: Return) -> None:
        step = self._themes.take_off(self._thread.theme, (met.mark,))
        said = self.tr("“{name}” is taken off there. What had the name is as it was.")
        self._tell(step, said.format(name=self._thread.theme.name))

    def _let_go(self) -> None:
        step = self._themes.let_go(self._thread.theme.id)
        said = self.tr("“{name}” is let go. What had the name is as it was.")
        self._tell(step, said.format(name=self._thread.theme.name))

    def _tell(self, step: Step, sentence: str) -> None:
        """Say what a step did once it is kept, and offer the way back."""

        def done(_changed: Changed) -> None:
            self.said.emit(sentence, ((copytext.small("undo"), step.undo),))

        hear(self, step.reply, done, self._say)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(self._title)
        about = plain.row(self._times, self._rename, self._go, gap=12)
        about.setStretch(0, 1)
        column.addLayout(about)
        column.addWidget(self._naming)
        column.addWidget(self._list, 1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)
