"""Marking what seems true where it stands, so that it can be looked at again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from journal_app.domain.entry import NOTED, Entry, Kind
from journal_app.domain.spot import Phrase
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui import copytext
from journal_app.ui.editor import Editor
from journal_app.ui.widgets.page import Page

if TYPE_CHECKING:
    from journal_app.domain.insights import Insight
    from journal_app.ui.pages.entry import EntryPage
    from journal_app.ui.widgets.partcard import PartCard


class CardMarking(QObject):
    """Lets each part on the page of an entry be marked; ``said`` is that of a place."""

    said = Signal(str, object)

    def __init__(self, page: "EntryPage") -> None:
        super().__init__(page)
        self._page = page
        self._content: Entry | None = None

    def know(self, content: Entry) -> None:
        """Know the entry that is shown, as it was loaded."""
        self._content = content
        self._page.show_offer("marking", self.offer)

    def offer(self, card: "PartCard") -> None:
        """Have a card offer it. What is only noted is nothing that could hold or not."""
        if card.part.kind not in NOTED:
            card.offer_marking(self._mark)

    def _mark(self, card: "PartCard") -> None:
        entry = card.part.entry
        made = _note(entry, _of_card(card))
        self._show(entry)
        back = (copytext.small("undo"), partial(self._take_back, entry, made))
        self.said.emit(told(), (back,))

    def _take_back(self, entry: OpenEntry, made: OpenPart) -> None:
        here = self._page.entry
        if here is not None and here.id == entry.id:
            _take_back(here, made)
            self._show(here)
        else:
            _take_back(entry, made)

    def _show(self, entry: OpenEntry) -> None:
        if self._content is not None and self._content.id == entry.id:
            self._page.show_entry(entry, self._content)


class PhraseMarking(QAction):
    """Marks the words that are chosen on a page of text, or the sentence the caret is in."""

    def __init__(self, editor: Editor, words: Page) -> None:
        super().__init__(words)
        self.setText(self.tr("Mark this to look at again"))
        self.setShortcut(QKeySequence("Ctrl+Shift+M"))
        self.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._editor, self._words = editor, words
        self.triggered.connect(self._mark)
        words.addAction(self)

    def _mark(self) -> None:
        from journal_app.ui.namings import chosen  # noqa: PLC0415 - seldom needed

        text = self._words.text()
        at = chosen(self._words, text)
        self._editor.flush()  # so that there is something to point at
        part = self._editor.here
        if at is not None and part.begun:
            made = _note(part.entry, _of_phrase(part, text, at))
            entry = part.entry
            back = partial(_take_back, entry, made)
            self._editor.said.emit(told(), ((copytext.small("undo"), back),))


def offer_phrases(editor: Editor) -> None:
    """Let the words of an editor be marked."""
    for words in editor.findChildren(Page):
        PhraseMarking(editor, words)
    editor.paged.connect(partial(PhraseMarking, editor))


def told() -> str:
    """Return what is said when something was marked."""
    said = "Marked. It can be looked at again after two days, a week and a month."
    return QCoreApplication.translate("Holding", said)


def _take_back(entry: OpenEntry, made: OpenPart) -> None:
    entry.arrange(entry.arrangement.without(made.id))


def _note(entry: OpenEntry, insight: "Insight") -> OpenPart:
    from journal_app.domain import insights  # noqa: PLC0415 - seldom needed

    part = entry.new_part(Kind.INSIGHT)
    part.put(insights.body(insight))
    part.finish()
    return part


def _of_card(card: "PartCard") -> "Insight":
    """Return what is marked on a card: the words that are chosen there, or all of it."""
    from journal_app.domain import insights, quoting  # noqa: PLC0415 - seldom needed
    from journal_app.media import words  # noqa: PLC0415 - seldom needed

    part = card.part
    if part.kind is not Kind.WORDS:
        return insights.Insight(part.id, quote=part.content.caption)
    text = words.read(part.content)
    at = card.chosen_words()
    if at is not None:
        return _of_phrase(part, text, at)
    whole = words.plain_text(part.content).strip()
    more = " …" if len(whole) > quoting.LONGEST else ""
    return insights.Insight(part.id, quote=whole[: quoting.LONGEST] + more)


def _of_phrase(part: OpenPart, text: str, at: Phrase) -> "Insight":
    from journal_app.domain.insights import Insight  # noqa: PLC0415 - seldom needed
    from journal_app.domain.themes import write_place  # noqa: PLC0415 - seldom needed
    from journal_app.media import markdown  # noqa: PLC0415 - seldom needed

    return Insight(part.id, write_place(at), markdown.plain(text[at.start : at.stop]))
