"""The check-in: one question at a time, in the same place, answered with a press or skipped."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import checkin, day
from journal_app.domain.checkin import OVERALL, WORD, Answer, CheckIn, Item
from journal_app.domain.entry import Kind
from journal_app.media.checkin import read
from journal_app.services.forms import Chosen, Forms
from journal_app.services.openentry import OpenPart
from journal_app.ui import copytext
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.answers import WIDEST, Answers, Choice
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.writing.foot import Foot

LONGEST = 60  # characters of a word


class CheckInEditor(Editor):
    """Keeps each answer as it is pressed; keys 1 to 5 press one, 0 skips."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._texts = copytext.section("checkin")
        self._checkin: CheckIn = read(part.content)
        self._items = checkin.items(self._texts)
        self._at = 0
        self._answers = Answers(tools)
        self._answers.chosen.connect(self._answer)
        self._word = QLineEdit(self._checkin.word)
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._back: QPushButton | None = None
        self._skip: QPushButton | None = None
        self._next: QPushButton | None = None
        self._asks = plain.label("", "heading", wrap=True)
        self._where = plain.label("", "quiet")
        self._lay_out()
        self._allow()
        self._show()
        forms = Forms(part.entry.journal, tools.calendar)
        hear(self, forms.chosen(), partial(self._know, forms))

    @property
    @override
    def others(self) -> tuple[Kind, ...]:
        return ()

    @override
    def furnish(self, foot: Foot) -> None:
        self._back = foot.way(self.tr("Back"), "back", self._go_back)
        self._skip = foot.way(self._texts["skip"], "onward", self._skip_item)
        self._next = foot.way(self.tr("Next"), "onward", self._go_on)
        self._show()

    @override
    def flush(self) -> None:
        self._autosave.flush()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the numbers as answers, unless a word is being typed."""
        number = self._answers.number(event)
        if number is None:
            super().keyPressEvent(event)
        elif number:
            self._answer(number - 1)
        else:
            self._skip_item()

    @property
    def _item(self) -> Item | None:
        return self._items[self._at] if self._at < len(self._items) else None

    def _know(self, forms: Forms, chosen: Chosen) -> None:
        """Ask how things compare with before the last session, for who wants to be asked that."""
        if self._checkin.before is not None:  # it was asked about that day, and stays so
            self._compare(self._checkin.before)
        elif chosen.overall:
            hear(self, forms.last_session(self.part.entry.arrangement.day), self._compare)

    def _compare(self, before: date | None) -> None:
        if before is not None and self._at == 0:
            self._checkin = replace(self._checkin, before=before)
            self._items = checkin.items(self._texts, day.full_date(before))
            had_focus = self.isAncestorOf(self.window().focusWidget())
            self._allow()
            self._show()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, number: int) -> None:
        item = self._item
        if item is not None:
            answer = Answer(number + 1, item.labels[number])
            self._checkin = self._checkin.answered(item.id, answer)
            self._touch()
            self._go(self._at + 1)

    def _skip_item(self) -> None:
        """Leave the item out, also where it was answered before."""
        item = self._item
        if item is not None and item.id != WORD and self._checkin.value(item.id) is not None:
            self._checkin = self._checkin.answered(item.id, None)
            self._touch()
        self._go(self._at + 1)

    def _go_on(self) -> None:
        """Go past an item as it is."""
        self._go(self._at + 1)

    def _go_back(self) -> None:
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self.flush()
        self._at = min(max(0, at), len(self._items))
        self._show()
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _touch(self) -> None:
        self.part.touch()
        self._autosave.touch()

    def _write_word(self, word: str) -> None:
        self._checkin = replace(self._checkin, word=word.strip())
        if self.part.begun or word.strip():
            self._touch()

    def _word_done(self) -> None:
        self.flush()
        self._go(len(self._items))

    def _keep(self) -> None:
        compares = self._checkin.value(OVERALL) is not None
        kept = self._checkin if compares else replace(self._checkin, before=None)
        self.part.put(checkin.body(kept))

    def _show(self) -> None:
        """Show the item, or at the end that it is noted."""
        item, where = self._item, self._texts["title"]
        is_word = item is not None and item.id == WORD
        self._word.setVisible(is_word)
        self._answers.setVisible(not is_word)
        given = None if item is None else self._checkin.value(item.id)
        if item is None:
            self._asks.setText(self._texts["done"])
            self._answers.show_way(copytext.small("set_aside"), self.done.emit)
        else:
            self._asks.setText(item.asks)
            where = self.tr("{title} · {n} of {all}").format(
                title=where, n=self._at + 1, all=len(self._items)
            )
            choices = [Choice(_text(n, one), f"{one}, {n}") for n, one in _numbered(item)]
            self._answers.show_these(choices, given and given - 1)
        self._where.setText(where)
        self._asks.setAccessibleName(self._asks.text())
        _offer(self._back, on=self._at > 0)
        _offer(self._skip, on=item is not None and not is_word)
        _offer(self._next, on=given is not None or is_word)
        self.setFocusProxy(self._word if is_word else self._answers.first)

    def _allow(self) -> None:
        self._answers.allow([_text(n, one) for item in self._items for n, one in _numbered(item)])

    def _lay_out(self) -> None:
        self._word.setProperty("role", "word")
        self._word.setMaxLength(LONGEST)
        self._word.setAccessibleName(self._texts["items"][-1]["q"])
        self._word.textEdited.connect(self._write_word)
        self._word.returnPressed.connect(self._word_done)
        self._asks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        support = plain.label(self.tr("Support is on F1."), "quiet")
        inside = QWidget()
        column = plain.column(inside, gap=12)
        for thing in (self._asks, self._answers, self._word):
            column.addWidget(thing)
        column.addLayout(plain.row(self._where, None, support))
        column.addStretch(1)
        self._scroll = Scroller(inside)
        plain.column(self).addLayout(plain.middle(self._scroll, WIDEST), 1)


def _numbered(item: Item) -> enumerate[str]:
    return enumerate(item.labels, 1)


def _text(number: int, label: str) -> str:
    """Return an answer as it is read: with the key that stands for it."""
    return f"{number}  {label}"


def _offer(button: QPushButton | None, *, on: bool) -> None:
    if button is not None:
        button.setVisible(on)
