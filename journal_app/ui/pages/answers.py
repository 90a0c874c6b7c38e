"""The editors a set of questions is answered in: each way of answering stays as it was left."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from journal_app.domain.entry import Kind
from journal_app.domain.guides import Guide, Prompt
from journal_app.domain.settings import Preferences
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui.editor import Editor
from journal_app.ui.editors import editor_class
from journal_app.ui.pages.oneword import OneWord
from journal_app.ui.tools import Tools


class Answers(QObject):
    """Makes an editor for each question and way, and keeps it with its caret.

    ``made`` carries a new one, so that it can be wired.
    """

    made = Signal(object)

    def __init__(self, entry: OpenEntry, tools: Tools, guide: Guide) -> None:
        super().__init__()
        self._entry, self._tools, self._guide = entry, tools, guide
        self._preferences = Preferences()
        self._editors: dict[tuple[str, Kind], Editor] = {}
        self._last: dict[str, Kind] = {}

    @property
    def editors(self) -> tuple[Editor, ...]:
        """All there are."""
        return tuple(self._editors.values())

    def last(self, prompt: Prompt) -> Kind | None:
        """Return how a question was answered last, if it was."""
        return self._last.get(prompt.id)

    def editor(self, prompt: Prompt, kind: Kind) -> Editor:
        """Return the editor of an answer; a part that was made before is gone on with."""
        self._last[prompt.id] = kind
        there = self._editors.get((prompt.id, kind))
        return there or self._make(prompt, kind, self._part(prompt, kind))

    def another(self, prompt: Prompt, kind: Kind) -> Editor:
        """Return an editor of one more answer of the same kind; the one before is whole."""
        before = self._editors.pop((prompt.id, kind), None)
        if before is not None:
            _end(before)
        part = self._entry.new_part(kind, asked=prompt.id, prompt=prompt.text)
        return self._make(prompt, kind, part)

    def leave(self, editor: Editor) -> None:
        """Let an editor wait for somebody to come back, unless there is nothing to come back to."""
        if not editor.rest_here():
            asked, kind = editor.part.content.asked, editor.part.kind
            del self._editors[asked, kind]
            self._last.pop(asked, None)
            _end(editor)
        self._put_in_order()

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        self._preferences = preferences
        for one in self.editors:
            one.show_preferences(preferences)

    def close(self) -> None:
        """Hand everything over; the editors are about to go."""
        for one in self.editors:
            one.close_part()
        self._put_in_order()

    def _part(self, prompt: Prompt, kind: Kind) -> OpenPart:
        """Return the words that answer already, or a part that holds nothing yet."""
        for part in self._entry.parts:
            here = part.kind is kind and part.content.asked == prompt.id
            if here and (kind is Kind.WORDS or not part.begun):
                return part
        return self._entry.new_part(kind, asked=prompt.id, prompt=prompt.text)

    def _make(self, prompt: Prompt, kind: Kind, part: OpenPart) -> Editor:
        if kind is Kind.WORDS and self._guide.foggy_ok:
            made: Editor = OneWord(part, self._tools)
        else:
            made = editor_class(kind)(part, self._tools)
        made.asked_above()
        made.show_preferences(self._preferences)
        typed = made.focusProxy()
        if typed is not None:  # the question is read out where it is answered
            typed.setAccessibleDescription(prompt.text)
        self._editors[prompt.id, kind] = made
        self.made.emit(made)
        return made

    def _put_in_order(self) -> None:
        """Have the answers in the order of the questions, also where somebody went back."""
        places = {prompt.id: place for place, prompt in enumerate(self._guide.prompts)}
        parts, behind = self._entry.parts, len(places)
        begun = [part for part in parts if part.begun]
        wanted = sorted(begun, key=lambda part: places.get(part.content.asked, behind))
        if wanted != begun:
            others = [part for part in parts if not part.begun]
            order = tuple(part.id for part in (*wanted, *others))
            self._entry.arrange(replace(self._entry.arrangement, parts=order))


def _end(editor: Editor) -> None:
    editor.close_part()
    editor.hide()
    editor.deleteLater()
