"""Answers that need no words: a few buttons, a number from 0 to 10, set to share."""

from dataclasses import replace
from functools import partial

from journal_app.domain.entry import Kind
from journal_app.media import words
from journal_app.services.openentry import KeepState, OpenPart
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Switch
from journal_app.ui.widgets.guiding.answering import Answer, Answering
from journal_app.ui.widgets.writing.flow import Flow

SCALE = range(11)


class ButtonsAnswer(Answer):
    """Offers the buttons of a question; ``pressed`` carries the one that was chosen."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        flow = Flow(self)
        flow.setSpacing(12)
        names = answering.prompt.buttons
        buttons = [plain.button(name, partial(self.pressed.emit, name)) for name in names]
        for button in buttons:
            button.setAccessibleDescription(answering.prompt.text)
            flow.addWidget(button)
        self.setFocusProxy(buttons[0])


class ScaleAnswer(Answer):
    """Keeps a number from 0 to 10 as the words of an answer. Nothing is made of it."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._answering = answering
        there = answering.parts(Kind.WORDS)
        self._part: OpenPart | None = there[0] if there else None
        flow = Flow(self)
        flow.setSpacing(8)
        self._buttons = {f"{number}": self._button(f"{number}", flow) for number in SCALE}
        self._show()

    def _button(self, number: str, flow: Flow) -> plain.Button:
        button = plain.Button(number)
        button.setCheckable(True)
        button.clicked.connect(partial(self._choose, number))
        flow.addWidget(button)
        return button

    def _choose(self, number: str) -> None:
        self._part = self._part or self._answering.new_part(Kind.WORDS)
        self._part.put(words.body(number))
        self._show()

    def _show(self) -> None:
        chosen = "" if self._part is None else words.read(self._part.content)
        for number, button in self._buttons.items():
            button.setChecked(number == chosen)


class ShareAnswer(Answer):
    """Sets the entry to share, or not. Nothing leaves the journal by that."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._answering = answering
        sentence = self.tr("Set this entry to share. Nothing leaves the journal by that.")
        tools = answering.tools
        self._switch = Switch("share", sentence, tools.theme, tools.icons)
        self._switch.show_state(on=answering.entry.arrangement.shared)
        self._switch.turned.connect(self._turn)
        plain.column(self).addWidget(self._switch)

    def _turn(self, _name: str, on: bool) -> None:  # noqa: FBT001 - a signal's state
        entry = self._answering.entry
        if entry.state is KeepState.NOTHING:  # only what is in the vault can be set to share
            self._answering.begin()
        entry.arrange(replace(entry.arrangement, shared=on))
