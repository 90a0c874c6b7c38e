"""Naming what is on the page where somebody writes, draws or listens."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QTextEdit

from journal_app.domain.spot import Phrase, Region, Spot, Stretch
from journal_app.ui import copytext
from journal_app.ui.editor import Editor
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.page import Page

if TYPE_CHECKING:
    from journal_app.services.themes import Step, Themes
    from journal_app.ui.widgets.naming import Naming

LONGEST_QUOTE = 120
LOWEST = 560  # pixels at 100 %; on a lower page there is room for the question alone


class PageNaming(QObject):
    """Lets what an editor points at be named, in a line under it; ``said`` is that of a place.

    The line is made, and ``themes`` called, when that is asked for the first time.
    """

    said = Signal(str, object)

    def __init__(self, page: SittingPage, themes: "Callable[[], Themes]", theme: Theme) -> None:
        super().__init__(page)
        self._make_themes, self._theme = themes, theme
        self._page, self._editor = page, page.editor
        self._themes: Themes | None = None
        self._naming: Naming | None = None
        page.editor.naming_asked.connect(self._begin)
        for words in page.editor.findChildren(Page):
            PhraseAction(page.editor, words)
        page.editor.paged.connect(partial(PhraseAction, page.editor))

    def _begin(self, spot: Spot, quote: str) -> None:
        self._editor.flush()  # so that there is something to point at
        if self._editor.here.begun:
            naming, themes = self._need_naming()
            keep = partial(themes.give, spot=spot, quote=quote)
            naming.begin(self._about(spot, quote), keep)
            self._editor.setVisible(self._page.height() >= self._theme.px(LOWEST))

    def _need_naming(self) -> "tuple[Naming, Themes]":
        from journal_app.ui.widgets.naming import Naming  # noqa: PLC0415 - seldom needed

        if self._naming is None or self._themes is None:
            self._themes = self._make_themes()
            self._naming = Naming(self._themes, self._theme)
            self._naming.kept.connect(self._kept)
            self._naming.ended.connect(self._ended)
            layout = self._page.layout()
            if isinstance(layout, QBoxLayout):
                layout.insertWidget(1 + layout.indexOf(self._editor), self._naming)
        return self._naming, self._themes

    def _ended(self) -> None:
        self._editor.show()
        self._editor.named()

    def _about(self, spot: Spot, quote: str) -> str:
        from journal_app.domain.quoting import short  # noqa: PLC0415 - seldom needed
        from journal_app.domain.voice import clock_face  # noqa: PLC0415 - seldom needed

        match spot.at:
            case Phrase():
                return f"“{short(quote, LONGEST_QUOTE)}”"
            case Region():
                return self.tr("A name for this part of the drawing")
            case Stretch(start, stop):
                said = self.tr("A name for {start} – {stop} of this voice")
                return said.format(start=clock_face(start), stop=clock_face(stop))
            case None:
                return self.tr("A name for this")

    def _kept(self, name: str, step: "Step") -> None:
        undo = (copytext.small("undo"), step.undo)
        self.said.emit(self.tr("Named “{name}”.").format(name=name), (undo,))


class PhraseAction(QAction):
    """Names the words that are chosen on a page of text, or the sentence the caret is in.

    It is one of the page's actions, so that the page can offer it where it offers others.
    """

    def __init__(self, editor: Editor, words: Page) -> None:
        super().__init__(words)
        self.setText(self.tr("Name this…"))
        self.setShortcut(QKeySequence("Ctrl+Shift+T"))
        self.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._editor, self._words = editor, words
        self.triggered.connect(self._ask)
        words.addAction(self)

    def _ask(self) -> None:
        text = self._words.text()
        at = chosen(self._words, text)
        if at is not None:
            here = self._editor.here
            spot = Spot(here.entry.id, here.id, at)
            self._editor.naming_asked.emit(spot, text[at.start : at.stop])


def chosen(words: QTextEdit, text: str) -> Phrase | None:
    """Return what is chosen of ``text``, the sentence of the caret, or None on an empty line."""
    from journal_app.domain import quoting  # noqa: PLC0415 - seldom needed

    caret = words.textCursor()
    at = Phrase(_place(text, caret.selectionStart()), _place(text, caret.selectionEnd()))
    if at.start == at.stop:
        at = quoting.sentence(text, at)
    return quoting.trimmed(text, at)


def _place(text: str, units: int) -> int:
    """Return which character of ``text`` Qt means: it counts some characters as two."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(before.decode("utf-16-le", "surrogatepass"))
