"""The kind of page that lies beside the journal: how it opens, its kit, its backups."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.errors import JournalError
from journal_app.domain.settings import Preferences
from journal_app.services.journal import Reply
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller

T = TypeVar("T")


class SidePage(QWidget):
    """A page that is made when it is shown and dropped when it is left, with all it held.

    ``left`` says that it is done, with a sentence for the page it was reached from, maybe an empty
    one. ``errand`` carries an ``Errand``, for which the journal is closed and opened again.
    ``elsewhere`` carries the name of another side page to be shown instead.
    ``preferences_chosen`` carries new ``Preferences``. ``homeward`` asks for home, or carries the
    ``Kind`` of a door.
    """

    left = Signal(str)
    errand = Signal(object)
    elsewhere = Signal(str)
    preferences_chosen = Signal(object)
    homeward = Signal(object)

    headers: tuple[Header, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self._here = True

    def hear(
        self,
        reply: Reply[T],
        done: Callable[[T], None],
        otherwise: Callable[[JournalError], None] | None = None,
    ) -> None:
        """Pass on the answer to what was asked, if the page is still here when it comes."""

        def answer(value: T) -> None:
            if self._here:
                done(value)

        def refuse(error: JournalError) -> None:
            if self._here and otherwise is not None:
                otherwise(error)

        reply.then(answer, refuse)

    def begin(self) -> None:
        """Look at what there is, now that the page is shown."""

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""

    def back(self) -> bool:
        """Go back one step inside the page; tell whether there was one."""
        return False

    def forget(self) -> None:
        """Stop listening for answers, and let go of every secret: nobody is here any more."""
        self._here = False

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""


class StepPage(SidePage):
    """A side page that shows one step at a time, each made anew: a title, a few things, buttons."""

    def __init__(self, tools: Tools, name: str) -> None:
        super().__init__()
        self.first: QWidget = self
        self._note = plain.label("")
        self._scroll = Scroller(QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(name)
        header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.headers = (header,)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(header)
        layout.addLayout(plain.middle(self._scroll), 1)

    def show_step(
        self, title: str, things: tuple[QWidget, ...], buttons: tuple[QPushButton, ...] = ()
    ) -> None:
        """Show a step in the place of the one before; the keyboard begins at its first line."""
        inside = QWidget()
        column = plain.column(inside, gap=16)
        column.addWidget(plain.label(title, "title", wrap=True))
        for thing in things:
            column.addWidget(thing)
        self._note = plain.label("", wrap=True)
        column.addWidget(self._note)
        column.addLayout(plain.row(*buttons, None, gap=12))
        column.addStretch(1)
        self._scroll.show_inside(inside)
        self._scroll.setEnabled(True)
        self.first = inside.findChild(QLineEdit) or (buttons[0] if buttons else self._scroll)
        self.focus_first()

    def say(self, what: str | JournalError) -> None:
        """Say something under what is shown."""
        self._note.setText(str(what))
        self._note.setAccessibleName(str(what))

    def wait(self, sentence: str) -> None:
        """Let nothing be done until the next step, or ``go_on``; say why."""
        self.say(sentence)
        self._scroll.setEnabled(False)

    def go_on(self, what: str | JournalError) -> None:
        """Let the step that is shown go on, and say what came of waiting."""
        self._scroll.setEnabled(True)
        self.say(what)
        self.focus_first()

    @override
    def forget(self) -> None:
        """Take everything off the page."""
        super().forget()
        self._scroll.show_inside(QWidget())

    @override
    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
