"""Guided questions: one at a time, answered in words, a drawing or a voice, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.entry import NOTED, Kind
from journal_app.domain.guides import Guide, Prompt
from journal_app.domain.guiding import Run
from journal_app.domain.settings import Preferences
from journal_app.services.openentry import KeepState, OpenPart
from journal_app.services.session import Session
from journal_app.services.themes import Themes
from journal_app.ui.actions import Action, listen
from journal_app.ui.editor import Editor
from journal_app.ui.kinds import ICONS
from journal_app.ui.pages.answers import Answers
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.guiding import ways
from journal_app.ui.widgets.guiding.answering import Answer, Answering
from journal_app.ui.widgets.guiding.asking import Asking
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.voicing.standing import Speech
from journal_app.ui.widgets.writing.foot import Foot

LOW = 420  # pixels at 100 %
CARET_ROOM = 24  # pixels at 100 %, above and below where somebody writes
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class GuidedEditor(Editor):
    """Asks the questions of a set; each answer is a part of its own, with the words it answers.

    It is an editor made of editors: the one in front is where somebody answers just now. ``part``
    is only what the page around it is known by, and is never written to.
    """

    def __init__(
        self, part: OpenPart, tools: Tools, session: Session, themes: Themes, guide: Guide
    ) -> None:
        super().__init__(part, tools)
        self._session, self._themes = session, themes
        self._run = Run(guide)
        self._answers = Answers(part.entry, tools, guide)
        self._answers.setParent(self)
        self._answers.made.connect(self._wire)
        self._shown: Editor | None = None
        self._beside: dict[str, Answer | None] = {}  # by question
        self._to_share = guide.shareable
        self._ways: dict[Kind, QPushButton] = {}
        self._foot: Foot | None = None
        self._back: QPushButton | None = None
        self._onward: list[QPushButton] = []
        self._asking = Asking(self._run)
        self._room = QWidget()  # where nothing is to be made
        self._inside = QWidget()
        self._column = plain.column(self._inside, gap=10)
        self._column.addLayout(plain.middle(self._asking))
        self._below = plain.column(gap=0)  # what an answer may also do
        self._column.addLayout(self._below)
        self._column.addWidget(self._room, 1)
        self._scroller = Scroller(self._inside)  # only large letters in a low window need it
        plain.column(self).addWidget(self._scroller)
        self._asking.support.connect(self.support)
        tools.theme.changed.connect(self._fit)
        keys = (Action(("Ctrl+Right",), self.onward), Action(("Ctrl+Left",), self.back))
        listen(self, keys, _HERE)
        self._show()

    @property
    @override
    def recording(self) -> bool:
        return any(one.recording for one in self._answers.editors)

    @property
    @override
    def playing(self) -> bool:
        return any(one.playing for one in self._answers.editors)

    @property
    @override
    def speech(self) -> Speech | None:
        return None if self._shown is None else self._shown.speech

    @property
    @override
    def here(self) -> OpenPart:
        return self.part if self._shown is None else self._shown.part

    @property
    @override
    def ends(self) -> str:
        return self.tr("Enough")

    @property
    @override
    def others(self) -> tuple[Kind, ...]:
        return ()

    @override
    def furnish(self, foot: Foot) -> None:
        self._foot = foot
        self._back = foot.way(self.tr("Back"), "back", self.back)
        names = {
            Kind.WORDS: self.tr("Write it"),
            Kind.INK: self.tr("Draw it"),
            Kind.VOICE: self.tr("Say it"),
        }
        for kind, name in names.items():
            answer = partial(self.answer_with, kind)
            self._ways[kind] = foot.tool(name, ICONS[kind], "", answer)
        foot.keep_to_one_row()
        skip = foot.way(self.tr("Skip"), "onward", self.onward)
        onward = plain.button(self.tr("Next"), self._next, "main")
        foot.add(onward)
        self._onward = [skip, onward]
        self._say_what_can_be_done()

    @override
    def show_preferences(self, preferences: Preferences) -> None:
        self._answers.show_preferences(preferences)

    @override
    def hush(self, *, pause_recording: bool) -> None:
        for one in self._answers.editors:
            one.hush(pause_recording=pause_recording)

    @override
    def speaking(self, *, on: bool) -> None:
        if self._shown is not None:
            self._shown.speaking(on=on)

    @override
    def named(self) -> None:
        if self._shown is not None:
            self._shown.named()

    @override
    def flush(self) -> None:
        for one in self._answers.editors:
            one.flush()
        for answer in filter(None, self._beside.values()):
            answer.flush()
        self._share()

    @override
    def close_part(self) -> None:
        self.flush()
        self._answers.close()

    def answer_with(self, kind: Kind) -> None:
        """Answer the question in another way; what was made before stays, too."""
        prompt = self._run.prompt
        if prompt is None:
            return
        if kind is self._kind:  # one more of the same
            self._leave_editor()
            self._front(self._answers.another(prompt, kind))
        else:
            self._leave_editor()
            self._front(self._answers.editor(prompt, kind))
        self._fit()
        self._say_what_can_be_done()
        self._tab_in_order()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def onward(self) -> None:
        """Go to the next question, answered or not."""
        self._go(self._run.onward())

    def _next(self) -> None:
        if self._run.is_over:
            self.done.emit()
        else:
            self.onward()

    def back(self) -> None:
        """Go to the question before."""
        self._go(self._run.back())

    @property
    def _kind(self) -> Kind | None:
        return None if self._shown is None else self._shown.part.kind

    def _say_what_can_be_done(self) -> None:
        """Offer what leads somewhere: no way back from the first, none on from the last."""
        prompt = self._run.prompt
        asks, scaled = prompt is not None, prompt is not None and prompt.kind == ways.SCALE
        if self._back is not None:
            self._back.setEnabled(not self._run.is_first)
        if self._onward:
            skip, onward = self._onward
            skip.setVisible(asks)
            onward.setText(self.tr("Next") if asks else self.tr("Done"))
        for kind, way in self._ways.items():
            pressed = self._shown is None and kind is not Kind.WORDS  # a press will do
            way.setVisible(asks and not scaled and not pressed and kind is not self._kind)
        if self._foot is not None:
            self._foot.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl with the arrows go from question to question, also while somebody writes."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() in _ARROWS:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Say no more than must be said where there is little room."""
        tight = self.height() < self.tools.theme.px(LOW)
        drawn = tight and self._kind is Kind.INK  # which needs all the room there is
        self._asking.fit(tight=tight, bare=drawn)
        if self._answer is not None:
            self._answer.setVisible(not drawn)
        for layout in (self._asking.layout(), self._column):
            if layout is not None:
                layout.activate()  # at once: nothing is seen to move

    def _follow(self, page: Page) -> None:
        """Have the place in sight where somebody writes."""
        at = page.viewport().mapTo(self._inside, page.cursorRect().center())
        self._scroller.ensureVisible(0, at.y(), 0, self.tools.theme.px(CARET_ROOM))

    def _go(self, run: Run) -> None:
        if run != self._run:
            self.flush()
            self._leave_editor()
            self._run = run
            self._show()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Show the question, the way it was answered so far, and what an answer may also do."""
        prompt = self._run.prompt
        self._asking.show_run(self._run)
        kind = None if prompt is None else self._kind_for(prompt)
        if prompt is None or kind is None:
            self._room.show()
        else:
            self._front(self._answers.editor(prompt, kind))
        self._show_answer(prompt)
        self._fit()
        self._scroller.verticalScrollBar().setValue(0)
        self._say_what_can_be_done()
        self._tab_in_order()

    def _kind_for(self, prompt: Prompt) -> Kind | None:
        """Return how a question is answered, or was last; None where a press will do."""
        usual = None if ways.needs_no_words(prompt) else Kind.WORDS
        return self._answers.last(prompt) or usual

    def _show_answer(self, prompt: Prompt | None) -> None:
        """Show what stands below an answer, as it was left or new."""
        for other in filter(None, self._beside.values()):
            other.hide()
        if prompt is not None and prompt.id not in self._beside:
            here = self.part.entry, self.tools, self._session, self._themes
            self._beside[prompt.id] = answer = ways.answer(Answering(prompt, *here, self._begin))
            if answer is not None:
                answer.said.connect(self.said)
                answer.pressed.connect(self._pressed)
                self._hear_keys(answer)
                self._below.addLayout(plain.middle(answer))
        shown = self._answer
        if shown is not None:
            shown.show()
        if self._shown is None:
            pressed = None if shown is None else shown.focusProxy()
            self.setFocusProxy(pressed or (self._onward[-1] if self._onward else self._room))

    @property
    def _answer(self) -> Answer | None:
        prompt = self._run.prompt
        return None if prompt is None else self._beside.get(prompt.id)

    def _wire(self, made: Editor) -> None:
        for name in ("said", "naming_asked", "preferences_chosen", "sound_asked", "pictured"):
            getattr(made, name).connect(getattr(self, name))
        made.wants.connect(self.answer_with)
        made.done.connect(self.onward)
        self._hear_keys(made)
        for page in made.findChildren(Page):
            page.cursorPositionChanged.connect(partial(self._follow, page))
            self.paged.emit(page)

    def _hear_keys(self, around: QWidget) -> None:
        """Hear the keys that lead on also where somebody types."""
        for typed in (*around.findChildren(Page), *around.findChildren(QLineEdit)):
            typed.installEventFilter(self)

    def _front(self, editor: Editor) -> None:
        self._shown = editor
        self._room.hide()
        self._column.insertWidget(1, editor, 1)
        editor.show()
        self.setFocusProxy(editor)

    def _leave_editor(self) -> None:
        """Put the editor in front away, as it is."""
        left, self._shown = self._shown, None
        if left is not None:
            self._column.removeWidget(left)
            left.hide()
            self._answers.leave(left)

    def _tab_in_order(self) -> None:
        """Have Tab go from the answer to the row below, also where the answer was made later."""
        around = [self._shown, self._answer]
        there = [one for one in around if one is not None]
        last = there[-1] if there else None
        if last is None or self._foot is None:
            return
        inside = [one for one in last.findChildren(QWidget) if _is_tabbed_to(one)]
        if inside:
            plain.tab_on(inside[-1], self._foot)

    def _begin(self) -> OpenPart:
        """Have the entry in the vault, with the answer as it is by now."""
        prompt = self._run.prompt
        assert prompt is not None  # noqa: S101 - only a question has answers
        if self._shown is not None:
            self._shown.flush()
        entry = self.part.entry
        answers = [
            part
            for part in entry.parts
            if part.content.asked == prompt.id and part.begun and part.kind not in NOTED
        ]
        if answers:
            return answers[0]
        part = entry.new_part(Kind.WORDS, asked=prompt.id, prompt=prompt.text)
        if self._shown is not None and self._shown.part.kind is Kind.WORDS:
            part = self._shown.part
        part.put(part.content.body)
        return part

    def _pressed(self, name: str) -> None:
        """Do what a button of a question says."""
        does: dict[str, Callable[[], object]] = {
            "Write": partial(self.answer_with, Kind.WORDS),
            "Draw": partial(self.answer_with, Kind.INK),
            "Speak": partial(self.answer_with, Kind.VOICE),
            "A quiet minute": self.rest.emit,
            "Support": self.support.emit,
            "With somebody → Support": self.support.emit,
            "Seal it": self._seal,
            "Set it aside": self.done.emit,
            "A little more": partial(self.answer_with, Kind.WORDS),
        }
        does.get(name, self.onward)()

    def _seal(self) -> None:
        """Ask until when to seal what was made; where nothing was, go on."""
        self.flush()
        if self.part.entry.state is KeepState.NOTHING:
            self.onward()
        else:
            self.seal_asked.emit()

    def _share(self) -> None:
        """Set to share what a set is meant for; once, so that it can be set otherwise."""
        entry = self.part.entry
        if self._to_share and entry.state is not KeepState.NOTHING:
            self._to_share = False
            entry.arrange(replace(entry.arrangement, shared=True))


def _is_tabbed_to(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
