"""An own set of questions: written and changed here, kept as it is typed."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from journal_app.domain import guides
from journal_app.domain.changes import Changed
from journal_app.domain.guides import Guide
from journal_app.services.guides import Guides
from journal_app.services.journal import Reply
from journal_app.ui import copytext, savedialog
from journal_app.ui.autosave import Autosave
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.questionlines import Question, QuestionLines
from journal_app.ui.widgets.writing.flow import Flow


class GuidePage(Listing):
    """Shows the set with the id it is about; with none, a new one, which begins with a letter."""

    def __init__(self, sets: Guides, tools: Tools) -> None:
        super().__init__(self.tr("Your own questions"), tools)
        self._sets = sets
        self._id = ""
        self._known = False  # whether it was ever kept
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._named = self._intro = self._closing = plain.line("")
        self._lines = QuestionLines(tools)

    @override
    def arrive(self, about: object) -> None:
        if about and about == self._id:
            return
        self.flush()
        self._id = str(about or guides.new_guide_id())
        hear(self, self._sets.find(self._id), self._show, self.say)

    @override
    def flush(self) -> None:
        self._autosave.flush()

    @override
    def forget(self) -> None:
        self._autosave.forget()
        self._id = ""
        super().forget()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    @property
    def _guide(self) -> Guide:
        """The set as it stands here now."""
        title, intro, closing = (one.text() for one in (self._named, self._intro, self._closing))
        return guides.own(self._id, title, self._lines.questions, intro, closing)

    def _show(self, found: Guide | None) -> None:
        guide, self._known = found or guides.own(self._id, "", ()), found is not None
        self._named = self._line(self.tr("What these questions are called"), guide.title)
        self._intro = self._line(self.tr("A line before the first, if you like"), guide.intro)
        self._closing = self._line(self.tr("A line for the end, if you like"), guide.closing)
        self._lines = QuestionLines(self.tools)
        self._lines.show_prompts(guide.prompts)
        self._lines.edited.connect(self._autosave.touch)
        self._lines.taken.connect(partial(self._was_taken, self._id))
        note = self.tr("Kept as you type. What was answered keeps the words it answered.")
        things = (self._named, self._intro, self._lines, self._closing, self._ways())
        self.go_up()
        self.show_things(note, things, self._named)
        self._lines.tab_after(self._intro)
        self.focus_first()

    def _line(self, name: str, text: str) -> QLineEdit:
        line = plain.line(name)
        line.setMaxLength(guides.LONGEST)
        line.setMaximumWidth(plain.WIDEST)
        line.setText(text)
        line.textEdited.connect(self._autosave.touch)
        return line

    def _ways(self) -> QWidget:
        box, row = QWidget(), Flow()
        row.setSpacing(12)
        box.setLayout(row)
        row.addWidget(plain.button(self.tr("Answer them now"), self._begin, "main"))
        row.addWidget(plain.button(self.tr("Save as a text file…"), self._ask_where))
        row.addWidget(plain.button(self.tr("Take this set away"), self._remove, "quiet"))
        return box

    def _keep(self) -> None:
        guide = self._guide
        if self._known or guide.title or guide.prompts:
            self._known = True
            hear(self, self._sets.keep(guide), _kept, self.say)

    def _begin(self) -> None:
        self.flush()
        if self._guide.prompts:
            self.place_asked.emit("guided", self._guide)
        else:
            self.say(self.tr("There is no question yet."))

    def _ask_where(self) -> None:
        self.flush()
        name = f"{self.tr('questions')}.txt"
        savedialog.ask(self, self.tr("Save these questions"), name, self._save)

    def _save(self, path: str) -> None:
        hear(self, self._sets.save(self._guide, Path(path)), self._saved, self.say)

    def _saved(self, _noted: Reply[Changed]) -> None:
        self.say(self.tr("Saved. Only the questions are in that file, no answers."))

    def _remove(self) -> None:
        self._autosave.forget()
        put_back = self._sets.remove(self._guide)
        self._id = ""
        undo = (copytext.small("undo"), put_back)
        self.said.emit(self.tr("Taken away. What was answered stays as it is."), (undo,))
        self.place_asked.emit("guides", None)

    def _was_taken(self, guide_id: str, at: int, question: Question) -> None:
        undo = (copytext.small("undo"), partial(self._put_back, guide_id, at, question))
        self.said.emit(self.tr("Taken away."), (undo,))

    def _put_back(self, guide_id: str, at: int, question: Question) -> None:
        """Have a question again, though another set may be shown by now."""
        if guide_id == self._id:
            self._lines.put_back(at, question)
        else:
            hear(self, self._sets.put_back(guide_id, at, question), _kept, self.say)


def _kept(_changed: Changed) -> None:
    """Say nothing: what is typed is kept."""
