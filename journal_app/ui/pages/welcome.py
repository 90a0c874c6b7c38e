"""The first three pages: what this is, where it is kept, someone to call. Each can be skipped."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import crisis
from journal_app.domain.entry import Kind
from journal_app.domain.settings import Preferences
from journal_app.ui import copytext
from journal_app.ui.actions import Action, listen
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.looks import Looks

STEPS = 3
DOORS = {"1": Kind.WORDS, "2": Kind.INK, "3": Kind.VOICE}


class WelcomePage(StepPage):
    """Shows one of the pages at a time. The keys of the doors open them from here, too."""

    def __init__(self, tools: Tools, preferences: Preferences, step: int = 1) -> None:
        super().__init__(tools, self.tr("The first pages"))
        self._tools = tools
        self._preferences = preferences
        self._step = step
        self._texts = copytext.section("onboarding")
        self._looks: Looks | None = None
        keys = tuple(Action((key,), partial(self._open, kind)) for key, kind in DOORS.items())
        listen(self, keys, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @override
    def begin(self) -> None:
        (self._first, self._second, self._third)[self._step - 1]()

    @override
    def back(self) -> bool:
        if self._step == 1:
            return False
        self._go(self._step - 1)
        return True

    @override
    def show_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences
        if self._looks is not None:
            self._looks.show_preferences(preferences)

    def _first(self) -> None:
        onward, at_once = self._texts[0]["buttons"]
        self._looks = Looks(self._preferences, self._tools.theme, self._tools.icons)
        self._looks.chosen.connect(self.preferences_chosen)
        ways = (plain.button(onward, self._next, "main"), plain.button(at_once, self._done))
        self._show((self._looks,), ways)

    def _second(self) -> None:
        kit, passphrase, later = self._texts[1]["buttons"]
        ways = (
            plain.button(kit, partial(self._leave_for, "kit")),
            plain.button(passphrase, partial(self._leave_for, "access")),
            plain.button(later, self._next, "main"),
        )
        self._show((), ways, focus=2)

    def _third(self) -> None:
        add, done = self._texts[2]["buttons"]
        ways = (
            plain.button(add, partial(self._leave_for, "support")),
            plain.button(done, self._done, "main"),
        )
        self._show((), ways, focus=1)

    def _show(
        self, more: tuple[QWidget, ...], ways: tuple[QPushButton, ...], focus: int = 0
    ) -> None:
        if self._step > 1:
            self._looks = None
        texts = self._texts[self._step - 1]
        number = self._tools.where.emergency
        body = texts["body"]
        if number == crisis.ANYWHERE:
            body = body.replace(": {emergency_number}", "")  # it says that already
        body = body.format(emergency_number=number)
        where = self.tr("{n} of {all} · each can be skipped").format(n=self._step, all=STEPS)
        said = (plain.label(where, "quiet", wrap=True), plain.label(body, "lead", wrap=True))
        self.show_step(texts["title"], (*said, *more), ways)
        self.first = ways[focus]
        self.focus_first()

    def _go(self, step: int) -> None:
        self._greet()
        self._step = step
        self.begin()

    def _next(self) -> None:
        self._go(self._step + 1)

    def _leave_for(self, aside: str) -> None:
        self._greet()
        self.elsewhere.emit(aside)

    def _done(self) -> None:
        self._open(None)

    def _open(self, door: Kind | None) -> None:
        self._greet()
        self.homeward.emit(door)

    def _greet(self) -> None:
        """Note that somebody has seen these pages: they don't come by themselves again."""
        if not self._preferences.welcomed:
            self.preferences_chosen.emit(self._preferences.greeted())
