"""The pages of the entry that is being made: one for each part somebody sat down to."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.domain.entry import Kind, PartId
from journal_app.domain.settings import Preferences
from journal_app.domain.spot import Spot
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui.actions import Action, listen
from journal_app.ui.editor import Editor
from journal_app.ui.editors import editor_class
from journal_app.ui.editors.words import WordsEditor
from journal_app.ui.hearing import hear
from journal_app.ui.holding import offer_phrases
from journal_app.ui.namings import PageNaming
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.places import Places
from journal_app.ui.tools import Tools

if TYPE_CHECKING:
    from journal_app.ui.editors.voice import VoiceEditor
_STAY = frozenset({Kind.WORDS, Kind.INK})  # kinds of which there is one in a sitting


class Sittings(QObject):
    """Makes the pages, keeps them with their carets, and knows the way back among them.

    ``made`` carries the header of a new page, so that it can be wired; ``other`` the kind of
    another way in; ``done`` says that what is made is to be set aside; ``pictured`` carries a
    picture that was pasted into words, ``preferences_chosen`` what was chosen while making
    something; ``said`` is that of a place; ``part_asked`` the id of a part to go to;
    ``place_asked`` the name of a place, and what it is about.
    """

    made = Signal(object)
    pictured = Signal(object)
    said = Signal(str, object)
    preferences_chosen = Signal(object)
    part_asked = Signal(str)
    place_asked = Signal(str, object)
    share_asked = Signal()
    other = Signal(object)
    done = Signal()
    support = Signal()
    rest = Signal()
    seal_asked = Signal()

    def __init__(
        self, stack: QStackedWidget, places: Places, tools: Tools, preferences: Preferences
    ) -> None:
        super().__init__(stack)
        self._preferences = preferences
        self._stack = stack
        self._places = places
        self._tools = tools
        self._pages: dict[PartId, SittingPage] = {}
        self._way: list[PartId] = []
        self._left: list[SittingPage] = []  # which are still shown until another page is

    @property
    def pages(self) -> tuple[SittingPage, ...]:
        """All pages there are."""
        return tuple(self._pages.values())

    @property
    def recording(self) -> bool:
        """Whether a voice is being recorded."""
        return any(page.editor.recording for page in self.pages)

    @property
    def playing(self) -> bool:
        """Whether a voice is being listened to."""
        return any(page.editor.playing for page in self.pages)

    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now. How writing begins is for the next that begins."""
        self._preferences = preferences
        for page in self.pages:
            page.editor.show_preferences(preferences)

    def hush(self, *, pause_recording: bool) -> None:
        """Stop what is playing; with ``pause_recording``, what is being recorded rests, too."""
        for page in self.pages:
            page.editor.hush(pause_recording=pause_recording)

    def flush(self) -> None:
        """Hand over everything that has not been handed over yet, without leaving."""
        for page in self.pages:
            page.editor.flush()

    def part_for(self, entry: OpenEntry, kind: Kind) -> OpenPart:
        """Return the words, the drawing or the voice that goes on here, or a new part."""
        for page in reversed(self.pages):
            if page.editor.part.kind is kind and (kind in _STAY or _goes_on(page)):
                return page.editor.part
        return entry.new_part(kind)

    def sit(self, part: OpenPart, back: str, editor: Editor | None = None) -> SittingPage:
        """Return the page of a part, as it was left or new; the one it was reached from waits.

        A new one has ``editor`` on it, or the usual one for that kind.
        """
        self._rest(part.id)
        page = self._pages.get(part.id) or self._make(part, back, editor)
        self._way = [*(step for step in self._way if step != part.id), part.id]
        self._tell(page)
        return page

    def back(self) -> SittingPage | None:
        """Return the page from which the present one was reached, or None."""
        way = [step for step in self._way[:-1] if step in self._pages]
        self._rest(way[-1] if way else None)
        self._way = way
        if not way:
            return None
        self._tell(self._pages[way[-1]])
        return self._pages[way[-1]]

    def end(self) -> None:
        """Hand everything over, and let go of all pages: last the one it began with."""
        self._way.clear()
        for page in reversed(self.pages):
            self._end(page)

    def let_go(self) -> None:
        """Drop the pages that were left, now that another one is shown instead."""
        for page in self._left:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._left.clear()

    def _rest(self, coming: PartId | None) -> None:
        """Leave the page that is shown as it is, for another; but a voice that is over ends."""
        here = self._pages.get(self._way[-1]) if self._way else None
        if here is not None:
            here.editor.flush()
        for page in self.pages:
            part = page.editor.part
            if part.kind is Kind.VOICE and part.id != coming and not _goes_on(page):
                self._end(page)

    def _tell(self, here: SittingPage) -> None:
        """Let a page that is about to be shown say what is being recorded, and all know of it."""
        there = [page for page in self.pages if page is not here and page.editor.speech is not None]
        here.follow(there[-1].editor.speech if there else None)
        self._tell_editors()

    def _tell_editors(self) -> None:
        on = any(map(_goes_on, self.pages))
        for page in self.pages:
            page.editor.speaking(on=on)

    def _ask_for_voice(self) -> None:
        for page in self.pages:
            if page.editor.speech is not None:
                self.part_asked.emit(page.editor.part.id)
                return

    def _toggle_voice(self) -> None:
        for page in filter(_goes_on, self.pages):
            if page.editor.speech is not None:
                page.editor.speech.toggle()

    def _make(self, part: OpenPart, back: str, editor: Editor | None) -> SittingPage:
        editor = editor or editor_class(part.kind)(part, self._tools)
        page = SittingPage(part.entry, editor, back, self._tools.theme, self._tools.icons)
        keys = (
            Action(("Ctrl+Shift+S",), self.share_asked.emit),
            Action(("Ctrl+Shift+A",), self.seal_asked.emit),
            Action(("Ctrl+Shift+R",), self._toggle_voice),
        )
        listen(page, keys, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        offer_phrases(editor)
        PageNaming(page, self._places.themes, self._tools.theme).said.connect(self.said)
        editor.show_preferences(self._preferences)
        self._wire(page, editor)
        if isinstance(editor, WordsEditor):
            editor.go_on_only(on=self._preferences.no_going_back)
        self._pages[part.id] = page
        self._stack.addWidget(page)
        self.made.emit(page.header)
        return page

    def _wire(self, page: SittingPage, editor: Editor) -> None:
        page.other.connect(self.other)
        page.aside.connect(self.done)
        editor.done.connect(self.done)
        editor.support.connect(self.support)
        editor.rest.connect(self.rest)
        editor.preferences_chosen.connect(self.preferences_chosen)
        editor.said.connect(self.said)
        editor.place_asked.connect(self.place_asked)
        editor.seal_asked.connect(self.seal_asked)
        editor.pictured.connect(self.pictured)
        editor.sound_asked.connect(self._save_sound)
        editor.listened.connect(partial(self._offer_together, editor))
        editor.together_asked.connect(partial(self._hear_together, editor.part))
        page.voice_asked.connect(self._ask_for_voice)
        page.voice_ended.connect(self._tell_editors)

    def _save_sound(self, editor: "VoiceEditor") -> None:
        from journal_app.ui.widgets.voicing import saving as soundsaving  # noqa: PLC0415 - seldom needed

        saving = soundsaving.ask_on(editor, self._places.sound_saver(), self._tools)
        saving.said.connect(self._say)

    def _offer_together(self, editor: Editor) -> None:
        asked = self._places.together().offered(editor.part.id)
        hear(editor, asked, editor.offer_together)

    def _hear_together(self, part: OpenPart) -> None:
        """Leave for the place where a voice is heard with all else; its entry lies on the way."""
        self.place_asked.emit("entry", Spot(part.entry.id))
        self.place_asked.emit("together", part.id)

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, ())

    def _end(self, page: SittingPage) -> None:
        page.leave()
        page.setEnabled(False)
        del self._pages[page.editor.part.id]
        self._left.append(page)


def _goes_on(page: SittingPage) -> bool:
    """Whether a voice is recorded there that is not over."""
    speech = page.editor.speech
    return speech is not None and speech.goes_on
