"""Everything around the pages: the keys, how it looks, Support, hiding, locking and leaving."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.entry import Kind
from journal_app.domain.settings import TEXT_STEP, Preferences
from journal_app.ui import actions, capture
from journal_app.ui.actions import Action
from journal_app.ui.help import Help
from journal_app.ui.icons import Icons
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.theme import Theme
from journal_app.ui.threshold import Threshold
from journal_app.ui.window import Window
from journal_app.ui.workspace import Workspace


class Shelf(Protocol):
    """Where preferences are put."""

    def save(self, preferences: Preferences) -> None:
        """Keep ``preferences``."""
        ...


class House(QObject):
    """Joins the window, the threshold and the preferences; ``closed`` when all is kept and shut."""

    closed = Signal()
    used = Signal(object)  # the preferences, when they are other ones

    def __init__(
        self,
        window: Window,
        threshold: Threshold,
        locked: LockedPage,
        looks: tuple[Theme, Icons],
        preferences: Preferences,
        shelf: Shelf,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.threshold = threshold
        self.preferences = preferences
        self._theme, self._icons = looks
        self._shelf = shelf
        self._locked = locked
        self._help = Help(window, threshold, locked, looks, preferences)
        self._goes_on_reading = False
        window.close_asked.connect(self._help.flush)
        window.close_asked.connect(threshold.leave)
        threshold.entered.connect(self._wire_workspace)
        threshold.closed.connect(self._close)
        window.turned.connect(self._turned)
        locked.header.hide_asked.connect(self.hide)
        locked.header.support.connect(self.show_support)
        self._help.chosen.connect(self.use)
        self._help.hide_asked.connect(self.hide)
        actions.listen(window, self._actions())
        # Hiding works with a menu open, too.
        everywhere = Qt.ShortcutContext.ApplicationShortcut
        actions.listen(window, (Action(("F9",), self.hide),), everywhere)

    def open(self) -> None:
        """Show the window and open the journal behind it."""
        self.threshold.enter()
        self._keep_out_of_pictures()
        self.window.show()

    def hide(self) -> None:
        """Show nothing and be silent, at once; only a recording may go on, for who wants that."""
        self.window.blank()
        if self._workspace is not None:
            self._workspace.hush(pause_recording=not self.preferences.record_when_hidden)

    def lock_quietly(self) -> None:
        """Lock because nobody seems to be there; someone who reads Support goes on reading."""
        self._goes_on_reading = self._help.is_read
        self._lock()

    def show_support(self) -> None:
        """Show Support over whatever is shown."""
        self._help.show_support()

    def use(self, preferences: Preferences) -> None:
        """Look like ``preferences``, now and next time."""
        self.preferences = preferences
        self._theme.use(preferences)
        if self._workspace is not None:
            self._workspace.show_preferences(preferences)
        self._help.show_preferences(preferences)
        self._shelf.save(preferences)
        self._keep_out_of_pictures()
        self.used.emit(preferences)

    @property
    def _workspace(self) -> Workspace | None:
        return self.threshold.workspace

    def _wire_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.hide_asked.connect(self.hide)
            self._workspace.support.connect(self.show_support)
            self._workspace.rest.connect(self._help.rest)
            self._workspace.preferences_chosen.connect(self.use)

    def _turned(self, page: QWidget) -> None:
        """Begin on the locked page; but Support comes back to the front for who was reading it."""
        if page is not self._locked:
            return
        self._help.closed()
        if self._goes_on_reading:
            self._help.stay()
        else:
            self._locked.focus_first()
        self._goes_on_reading = False

    def _keep_out_of_pictures(self) -> None:
        if capture.can_hide():
            capture.hide(self.window, on=self.preferences.hide_from_capture)

    def _close(self) -> None:
        self.window.really_close()
        self.closed.emit()

    def _actions(self) -> tuple[Action, ...]:
        return (
            Action(("Ctrl+1",), self._write),
            Action(("Ctrl+2",), self._draw),
            Action(("Ctrl+3",), self._speak),
            Action(("Ctrl+Return", "Ctrl+Enter"), self._set_aside),
            Action(("Esc",), self._back),
            Action(("F1",), self.show_support),
            Action(("F2",), self._help.pause),
            Action(("Ctrl+L",), self._lock),
            Action(("Ctrl+J",), self._journal),
            Action(("Ctrl+F",), self._search),
            Action(("Ctrl+G",), self._guides),
            Action(("Ctrl+K",), self._check_in),
            Action(("Ctrl+,",), self._settings),
            Action(("Ctrl+D",), self._afterglow),
            Action(("Ctrl+=", "Ctrl++"), self._larger),
            Action(("Ctrl+-",), self._smaller),
            Action(("Ctrl+0",), self._as_made),
            Action(("Ctrl+Q",), self.window.close),
        )

    def _here(self) -> Workspace | None:
        """Return the workspace if it is what is shown."""
        return self._workspace if self.window.page is self._workspace else None

    def _open_door(self, kind: Kind) -> None:
        here = self._here()
        if here is not None:
            here.open_door(kind)

    def _write(self) -> None:
        self._open_door(Kind.WORDS)

    def _draw(self) -> None:
        self._open_door(Kind.INK)

    def _speak(self) -> None:
        self._open_door(Kind.VOICE)

    def _set_aside(self) -> None:
        here = self._here()
        if here is not None:
            here.set_aside()

    def _back(self) -> None:
        here = self._here()
        if not self._help.go_back() and here is not None:
            here.back()

    def _lock(self) -> None:
        self._help.flush()
        self.threshold.lock()

    def _journal(self) -> None:
        here = self._here()
        if here is not None:
            here.show_journal()

    def _search(self) -> None:
        here = self._here()
        if here is not None:
            here.go("search")

    def _guides(self) -> None:
        here = self._here()
        if here is not None:
            here.go("guides")

    def _check_in(self) -> None:
        here = self._here()
        if here is not None:
            here.go("begin", Kind.CHECKIN)

    def _settings(self) -> None:
        here = self._here()
        if here is not None:
            here.show_settings()

    def _afterglow(self) -> None:
        dim = self.preferences.theme == "afterglow"
        name = self.preferences.resting_theme if dim else "afterglow"
        self.use(self.preferences.with_theme(name))

    def _larger(self) -> None:
        self.use(self.preferences.with_text_size(self.preferences.text_size + TEXT_STEP))

    def _smaller(self) -> None:
        self.use(self.preferences.with_text_size(self.preferences.text_size - TEXT_STEP))

    def _as_made(self) -> None:
        self.use(self.preferences.with_text_size(1.0))
