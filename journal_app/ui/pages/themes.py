"""All names somebody gave, the last used first."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.quoting import short
from journal_app.domain.themes import NamedTheme
from journal_app.services.themes import Themes
from journal_app.ui import copytext
from journal_app.ui.hearing import hear
from journal_app.ui.place import Place
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.face import Face
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap

LONGEST = 40  # characters of a name in a row


class ThemeLine(Face):
    """A name, and how often it is met. ``let_go`` when Del is pressed."""

    let_go = Signal(object)

    def __init__(self, met: NamedTheme, theme: Theme) -> None:
        super().__init__(theme)
        self.met = met
        name = plain.label(short(met.name, LONGEST), wrap=True)
        name.setFont(theme.page_font())
        times = plain.label(how_often(self, met.times), "quiet")
        for label in (name, times):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = plain.row(name, times)
        side = theme.px(18)
        row.setContentsMargins(side, 8, side, 8)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.setAccessibleName(f"{met.name}, {times.text()}")
        self.setAccessibleDescription(self.tr("Enter shows where it returns. Del lets it go."))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.let_go.emit(self.met)
        else:
            super().keyPressEvent(event)


class ThemesPage(Place):
    """Shows every theme; a press follows it. Nothing was read to find them."""

    def __init__(self, themes: Themes, tools: Tools) -> None:
        super().__init__()
        self._themes = themes
        self._theme = tools.theme
        self._known: tuple[NamedTheme, ...] = ()
        self._lines: list[ThemeLine] = []
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self._note = plain.label("", "quiet", wrap=True)
        self._list = QWidget()
        self._column = plain.column(self._list)
        inside = QWidget()
        column = plain.column(inside, gap=12)
        column.addWidget(plain.label(self.tr("Themes"), "title", wrap=True))
        column.addWidget(self._note)
        column.addWidget(self._list, 1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)
        tools.theme.changed.connect(self._again)

    @override
    def arrive(self, about: object) -> None:
        hear(self, self._themes.known(), self._show, self._say)

    @override
    def changed(self, changed: Changed) -> None:
        self.arrive(None)

    @override
    def forget(self) -> None:
        self._known = ()
        self._again()

    @override
    def focus_first(self) -> None:
        here = self.focusWidget()
        first = self._lines[0] if self._lines else self.header
        at = here if isinstance(here, ThemeLine) else first
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, known: tuple[NamedTheme, ...]) -> None:
        if known != self._known or not self._note.text():
            self._known = known
            self._again()

    def _again(self) -> None:
        """Make every line anew, and keep the keyboard where it was."""
        at = next((n for n, line in enumerate(self._lines) if line.hasFocus()), None)
        begins = not self._lines and self.isAncestorOf(self.window().focusWidget())
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._column.setSpacing(gap(self._theme))
        self._lines = [self._line(met) for met in self._known]
        for line in self._lines:
            self._column.addWidget(line)
        self._column.addStretch(1)
        self._note.setText(self._about())
        if self._lines and (at is not None or begins):
            near = self._lines[min(at or 0, len(self._lines) - 1)]
            near.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, met: NamedTheme) -> ThemeLine:
        line = ThemeLine(met, self._theme)
        line.clicked.connect(partial(self.place_asked.emit, "thread", met.id))
        line.let_go.connect(self._let_go)
        return line

    def _about(self) -> str:
        if self._known:
            return self.tr("Names you gave. Nothing is read to find them.")
        return self.tr("No names yet. On the page of an entry, “add” beside Themes gives one.")

    def _let_go(self, met: NamedTheme) -> None:
        step = self._themes.let_go(met.id)
        undo = (copytext.small("undo"), step.undo)
        sentence = self.tr("“{name}” is let go. What had the name is as it was.")

        def done(_changed: Changed) -> None:
            self.said.emit(sentence.format(name=met.name), (undo,))

        hear(self, step.reply, done, self._say)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())


def how_often(page: QWidget, times: int) -> str:
    """Say how often a theme is met."""
    if times == 0:
        return page.tr("nowhere just now")
    return page.tr("once") if times == 1 else page.tr("{n} times").format(n=times)
