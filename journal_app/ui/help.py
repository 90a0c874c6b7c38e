"""Support and the pause: over whatever is shown, and back to the very same place."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journal_app.domain.people import Person
from journal_app.domain.settings import Preferences
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.theme import Theme
from journal_app.ui.threshold import Threshold
from journal_app.ui.whereabouts import Whereabouts
from journal_app.ui.widgets.pause import Pause
from journal_app.ui.window import Window


class Help(QObject):
    """``chosen`` carries other preferences, ``hide_asked`` says what it says."""

    chosen = Signal(object)
    hide_asked = Signal()

    def __init__(
        self,
        window: Window,
        threshold: Threshold,
        locked: LockedPage,
        looks: tuple[Theme, Icons],
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._threshold = threshold
        self._locked = locked
        self._looks = looks
        self._preferences = preferences
        self._support: SupportPage | None = None
        self._before: QWidget = locked
        self._kept_focus: QWidget | None = None
        self._people: tuple[Person, ...] | None = None  # those of the journal, once it is open
        self._pause: Pause | None = None
        self._paused_at: QWidget | None = None
        self._times = 0
        threshold.entered.connect(self._ask_for_people)
        self.show_preferences(preferences)

    @property
    def is_read(self) -> bool:
        """Whether Support is shown."""
        return self._support is not None and self._window.page is self._support

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        self._preferences = preferences
        number = Whereabouts(preferences).emergency
        self._locked.say_who_answers(number, preferences.people_shown)
        if self._support is not None:
            self._support.show_preferences(preferences)
            self._tell_people()

    def show_support(self) -> None:
        """Show Support over whatever is shown, and remember what that was."""
        self.end_pause()
        support = self._support or self._make()
        here = self._window.page
        if here is not None and here is not support:
            self._before, self._kept_focus = here, self._window.focusWidget()
            self._tell_people()
            self._window.show_page(support)
            support.focus_first()
            self._ask_for_people()

    def go_back(self) -> bool:
        """Leave Support for the very place it was opened from; tell whether it was shown."""
        if not self.is_read or self._support is None:
            return False
        self._support.leave()
        self._window.show_page(self._before)
        workspace = self._threshold.workspace
        if not _put_keyboard(self._kept_focus) and self._before is workspace:
            workspace.focus_here()
        self._kept_focus = None
        return True

    def flush(self) -> None:
        """Hand over what was typed about somebody: the journal is about to be closed."""
        if self._support is not None:
            self._support.flush()

    def stay(self) -> None:
        """Go on showing Support, although the journal behind it was locked."""
        if self._support is not None:
            self._before, self._kept_focus = self._locked, None
            self._window.show_page(self._support)

    def closed(self) -> None:
        """Forget the journal's people: it is locked."""
        self._people = None
        self._tell_people()
        if self._pause is not None:
            self._pause.hide()
        self._paused_at = None

    def pause(self) -> None:
        """Let everything rest behind a line that breathes, with one thing to try or to leave."""
        offered = copytext.section("safety_page")["steady"]
        self._begin_pause(offered[self._times % len(offered)])
        self._times += 1

    def rest(self) -> None:
        """Let everything rest, and say nothing at all."""
        self._begin_pause("")

    def end_pause(self) -> None:
        """Go on exactly where one was."""
        if self._pause is not None and self._pause.isVisible():
            self._pause.hide()
            if not _put_keyboard(self._paused_at):
                self._window.setFocus(Qt.FocusReason.OtherFocusReason)
            self._paused_at = None

    def _begin_pause(self, sentence: str) -> None:
        if self._pause is None:
            self._pause = Pause(self._window, self._looks[0])
            self._pause.over.connect(self.end_pause)
        if not self._pause.isVisible():
            self._paused_at = self._window.focusWidget()
            self._pause.begin(sentence)

    def _make(self) -> SupportPage:
        support = SupportPage(self._preferences, *self._looks)
        support.header.back.connect(self.go_back)
        support.header.hide_asked.connect(self.hide_asked)
        support.country_chosen.connect(self._live_in)
        support.number_chosen.connect(self._call_for_help_at)
        support.people_changed.connect(self._keep_people)
        support.when_locked.connect(self._show_when_locked)
        self._support = support
        return support

    def _tell_people(self) -> None:
        """Show the journal's people, or else the copy that somebody wants to be shown."""
        if self._support is not None:
            known = self._people
            shown = self._preferences.people_shown if known is None else known
            self._support.show_people(shown, mine=known is not None)

    def _ask_for_people(self) -> None:
        workspace = self._threshold.workspace
        if workspace is not None:
            workspace.places.people().read().then(self._while_open(self._know_people))

    def _while_open(
        self, then: Callable[[tuple[Person, ...]], None]
    ) -> Callable[[tuple[Person, ...]], None]:
        """Return ``then`` for answers of the journal that is open now, and of no other."""
        workspace = self._threshold.workspace

        def answer(people: tuple[Person, ...]) -> None:
            if workspace is not None and workspace is self._threshold.workspace:
                then(people)

        return answer

    def _know_people(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._tell_people()

    def _keep_people(self, people: tuple[Person, ...]) -> None:
        workspace = self._threshold.workspace
        if workspace is None:
            return
        self._people = people
        kept = workspace.places.people().keep(people)
        kept.then(lambda _changed: None, lambda error: workspace.notices.stay(str(error)))
        if self._preferences.people_when_locked:
            self._show_when_locked(on=True)

    def _show_when_locked(self, on: bool) -> None:  # noqa: FBT001 - a signal's state
        self.chosen.emit(self._preferences.showing(self._people or (), when_locked=on))

    def _live_in(self, country: str) -> None:
        self.chosen.emit(self._preferences.living_in(country))

    def _call_for_help_at(self, number: str) -> None:
        self.chosen.emit(self._preferences.calling(number))


def _put_keyboard(where: QWidget | None) -> bool:
    """Put the keyboard back where it was; tell whether that is still there."""
    if where is None or not isValid(where) or not where.isVisible():
        return False
    where.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
