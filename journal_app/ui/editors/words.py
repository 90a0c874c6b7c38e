"""Writing: a bare page that keeps itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.media import words
from journal_app.services.openentry import OpenPart
from journal_app.ui.actions import Action, listen
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.writing.foot import Foot
from journal_app.ui.widgets.writing.panel import Panel
from journal_app.ui.widgets.writing.starts import Starts
from journal_app.ui.widgets.writing.timer import SoftTimer, TimerChoice, TimerLine

if TYPE_CHECKING:
    from journal_app.ui.widgets.wordcourse import Course


class WordsEditor(Editor):
    """Shows the words of a part and keeps them a moment after they change.

    While something is being recorded in the same entry, it also keeps how they came about.
    """

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._page = Page(self.tr("Begin anywhere."), tools.theme)
        self._page.write(words.read(part.content))
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._starts = Starts()
        self._over = TimerLine()
        self._timer = SoftTimer(tools.clock, self)
        self._panel: Panel | None = None
        self._foot: Foot | None = None
        self._going_on_only = False
        self._course: Course | None = None
        self._layout = plain.column(self, gap=8)
        self._layout.addWidget(self._page, 1)
        self._layout.addLayout(plain.middle(self._over))
        self._layout.addLayout(plain.middle(self._starts))
        self._wire()
        self.setFocusProxy(self._page)

    @override
    def furnish(self, foot: Foot) -> None:
        self._foot = foot
        foot.tool(self.tr("Borrow a word"), "borrow", "Ctrl+B", self.borrow)
        foot.tool(self.tr("Another start"), "start", "", self._starts.another)
        self._onward = foot.way("", "onward", self._turn_onward)
        self._waits = foot.tool("", "timer", "Ctrl+T", self.choose_timer)
        self._say_how_it_is()

    @override
    def flush(self) -> None:
        self._page.settle()
        self._autosave.flush()

    @override
    def speaking(self, *, on: bool) -> None:
        if on == (self._course is not None):
            return
        self.flush()
        if self._course is not None:
            self._course.end()
            self._course = None
        else:
            from journal_app.ui.widgets.wordcourse import Course  # noqa: PLC0415 - seldom

            self._course = Course(self._page, self.part, self.tools.clock)

    def go_on_only(self, *, on: bool) -> None:
        """Let nothing be taken back, or everything again."""
        self._going_on_only = on
        self._page.go_on_only(on=on)
        self._say_how_it_is()

    def borrow(self) -> None:
        """Offer words to borrow, or put them away."""
        from journal_app.ui.widgets.writing.borrow import Borrow  # noqa: PLC0415 - rarely needed

        if isinstance(self._panel, Borrow):
            self.close_panel()
            return
        panel = Borrow(self.tools.theme)
        panel.taken.connect(self._page.add_word)
        self._open_panel(panel)

    def choose_timer(self) -> None:
        """Ask how long the timer is to be, or don't."""
        if isinstance(self._panel, TimerChoice):
            self.close_panel()
            return
        panel = TimerChoice(self.tools.theme, self._timer.minutes)
        panel.chosen.connect(self._wait)
        self._open_panel(panel)

    def close_panel(self) -> None:
        """Go back to the page, and have the row below it again."""
        panel, self._panel = self._panel, None
        if panel is None:
            return
        self._page.hold_caret(on=False)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        panel.hide()
        panel.deleteLater()
        if self._foot is not None:
            self._foot.show()

    def _open_panel(self, panel: Panel) -> None:
        self.close_panel()
        self._panel = panel
        panel.done.connect(self.close_panel)
        self._page.hold_caret(on=True)
        self._layout.addWidget(panel)
        if self._foot is not None and not self._going_on_only:
            self._foot.hide()
        panel.watch(self._page)
        panel.show()
        panel.focus_first()

    def _wire(self) -> None:
        self._page.edited.connect(self._touched)
        self._page.left.connect(self._autosave.flush)
        self._page.pictured.connect(self.pictured)
        self._starts.begun.connect(self._begin_with)
        self._timer.over.connect(self._timer_over)
        keys = (Action(("Ctrl+B",), self.borrow), Action(("Ctrl+T",), self.choose_timer))
        listen(self, keys, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _touched(self) -> None:
        self._over.pass_by()
        if not self.part.begun and self._page.document().isEmpty():
            return
        self.part.touch()
        self._autosave.touch()

    def _keep(self) -> None:
        self.part.put(words.body(self._page.text()))
        if self._course is not None:
            self._course.keep()

    def _begin_with(self, line: str) -> None:
        self.part.answer(line)
        self._page.begin_with(line)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_onward(self) -> None:
        self.go_on_only(on=not self._going_on_only)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, minutes: int) -> None:
        self._timer.start(minutes)
        self._say_how_it_is()
        self.close_panel()

    def _timer_over(self, minutes: int) -> None:
        self._over.say_over(minutes)
        self._say_how_it_is()

    def _say_how_it_is(self) -> None:
        """Let the tools below say what they would do, and what is on."""
        if self._foot is None:
            return
        onward = self.tr("Let me edit") if self._going_on_only else self.tr("No going back")
        minutes = self._timer.minutes
        timer = self.tr("{n} min ·").format(n=minutes) if minutes else self.tr("Timer")
        self._foot.rename(self._onward, onward)
        self._foot.rename(self._waits, timer)
