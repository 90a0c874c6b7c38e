"""A portable copy: what it opens with, where it is saved, and that it was read back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from journal_app.services.journal import Reply
from journal_app.services.portable import Portable
from journal_app.ui import savedialog
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.wordsline import WordsLine


class PortablePage(StepPage):
    """Leads through making one; nothing is written before somebody says where."""

    def __init__(self, portable: Portable, tools: Tools) -> None:
        super().__init__(tools, self.tr("A portable copy"))
        self._portable = portable
        self._clock = tools.clock
        self._lines: tuple[QLineEdit, ...] = ()
        self._step: Callable[[], None] | None = None
        self._show_offer(has_kit=False)

    @override
    def begin(self) -> None:
        self.hear(self._portable.has_kit(), self._found, self.say)

    @override
    def back(self) -> bool:
        step, self._step = self._step, None
        if step is not None:
            step()
        return step is not None

    @override
    def forget(self) -> None:
        super().forget()
        self._lines = ()

    def _found(self, has_kit: bool) -> None:  # noqa: FBT001 - the answer
        self._show_offer(has_kit=has_kit)

    def _show_offer(self, *, has_kit: bool) -> None:
        what = self.tr(
            "One file with your whole journal in it, encrypted under a key of its own. Afterpage on"
            " another computer opens it. Your journal here stays as it is."
        )
        how = self.tr(
            "It opens with a passphrase you choose for it, or with the twelve words of your"
            " recovery kit."
        )
        alone = self.tr("It opens with a passphrase you choose for it.")
        words = plain.button(self.tr("With the words of my kit"), self._show_words)
        self._again = partial(self._show_offer, has_kit=has_kit)
        self._step = None
        self.show_step(
            self.tr("A portable copy"),
            (
                plain.label(what, "lead", wrap=True),
                plain.label(how if has_kit else alone, wrap=True),
                plain.label(self._carefully(), "quiet", wrap=True),
            ),
            (
                plain.button(self.tr("With a passphrase"), self._show_passphrase, "main"),
                *((words,) if has_kit else ()),
            ),
        )

    def _carefully(self) -> str:
        return self.tr(
            "It needs room for the journal’s size on the stick or disk it is saved to, and for"
            " twice that on this computer while it is made."
        )

    def _show_passphrase(self) -> None:
        self._lines = (
            plain.line(self.tr("A passphrase for this copy"), secret=True),
            plain.line(self.tr("The same once more"), secret=True),
        )
        note = self.tr(
            "A few words that only you would put together are best. If it’s forgotten, nobody can"
            " open the copy."
        )
        for typed in self._lines:
            typed.returnPressed.connect(self._check_passphrase)
        self._step = self._again
        self.show_step(
            self.tr("What shall open it?"),
            (plain.label(note, "lead", wrap=True), *self._lines),
            (plain.button(self.tr("Choose where to save it…"), self._check_passphrase, "main"),),
        )

    def _check_passphrase(self) -> None:
        first, second = (typed.text() for typed in self._lines)
        if not first.strip():
            self.say(self.tr("A passphrase needs a word or two."))
        elif first != second:
            self.say(self.tr("The two aren’t the same yet."))
        else:
            self._ask_where(self._save_under_passphrase)

    def _show_words(self) -> None:
        asked = WordsLine(self.tr("Twelve words, in their order"))
        asked.textEdited.connect(self._count)
        asked.returnPressed.connect(self._check_words)
        self._lines = (asked,)
        note = self.tr(
            "Type the words of your kit once, so that it’s certain you have them. After four"
            " letters, Space fills in the rest."
        )
        self._step = self._again
        self.show_step(
            self.tr("The words of your kit"),
            (plain.label(note, "lead", wrap=True), asked),
            (plain.button(self.tr("Choose where to save it…"), self._check_words, "main"),),
        )
        asked.begin()

    def _count(self, text: str) -> None:
        there = len(text.split())
        self.say(self.tr("{} of 12 words").format(there) if there else "")

    def _check_words(self) -> None:
        if not self._lines[0].text().strip():
            self.say(self.tr("Type the words first."))
        else:
            self._ask_where(self._save_under_words)

    def _ask_where(self, chosen: Callable[[str], None]) -> None:
        name = f"Afterpage {self._clock.now().civil:%Y-%m-%d}.afterpage"
        savedialog.ask(self, self.tr("Save the portable copy"), name, chosen)

    def _save_under_passphrase(self, file: str) -> None:
        self._save(self._portable.under_passphrase(Path(file), self._lines[0].text()), file)

    def _save_under_words(self, file: str) -> None:
        self._save(self._portable.under_words(Path(file), self._lines[0].text()), file)

    def _save(self, saving: Reply[None], file: str) -> None:
        self._step = None
        self.wait(
            self.tr("The copy is being written and read back. A large one takes a few minutes.")
        )
        self.hear(saving, partial(self._saved, file), self.go_on)

    def _saved(self, file: str, _nothing: None) -> None:
        self._lines = ()
        said = self.tr("Saved and read back. The file is {name}.").format(name=Path(file).name)
        self.left.emit(said)
