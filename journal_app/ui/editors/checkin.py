"""The check-in: one question at a time, in the same place, answered with a press or skipped."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent
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
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.flow import Flow
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
        self._buttons: list[QPushButton] = []
        self._word = QLineEdit(self._checkin.word)
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._back: QPushButton | None = None
        self._skip: QPushButton | None = None
        self._asks = plain.label("", "title", wrap=True)
        self._where = plain.label("", "quiet")
        self._room, self._flow = QWidget(), Flow()
        self._lay_out()
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
        self._show()

    @override
    def flush(self) -> None:
        self._autosave.flush()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the numbers as answers, unless a word is being typed."""
        number = event.key() - Qt.Key.Key_0.value
        labels = self._item.labels if self._item is not None else ()
        if labels and 1 <= number <= len(labels):
            self._answer(number)
        elif labels and number == 0:
            self._skip_item()
        else:
            super().keyPressEvent(event)

    @property
    def _item(self) -> Item | None:
        return self._items[self._at] if self._at < len(self._items) else None

    def _know(self, forms: Forms, chosen: Chosen) -> None:
        """Ask how things compare with before the last session, for who wants to be asked that."""
        if chosen.overall and self._at == 0:
            hear(self, forms.last_session(), self._compare)

    def _compare(self, before: date | None) -> None:
        if before is not None and self._at == 0:
            self._checkin = replace(self._checkin, before=before)
            self._items = checkin.items(self._texts, day.full_date(before))
            had_focus = self.isAncestorOf(self.window().focusWidget())
            self._show()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, value: int) -> None:
        item = self._item
        if item is not None:
            answer = Answer(value, item.labels[value - 1])
            self._checkin = self._checkin.answered(item.id, answer)
            self._touch()
            self._go(self._at + 1)

    def _skip_item(self) -> None:
        """Leave the item out; an answer it had before stays only if one goes past it by Back."""
        item = self._item
        if item is not None and item.id != WORD and self._checkin.value(item.id) is not None:
            self._checkin = self._checkin.answered(item.id, None)
            self._touch()
        self._go(self._at + 1)

    def _go_back(self) -> None:
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self.flush()
        self._at = min(max(0, at), len(self._items))
        self._show()
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
        item = self._item
        self._empty()
        self._word.setVisible(item is not None and item.id == WORD)
        if item is None:
            self._asks.setText(self._texts["done"])
            self._where.setText("")
            self._put(plain.button(copytext.small("set_aside"), self.done.emit, "main"))
        else:
            self._asks.setText(item.asks)
            where = self.tr("{n} of {all} · all can be skipped")
            self._where.setText(where.format(n=self._at + 1, all=len(self._items)))
            for value, label in enumerate(item.labels, 1):
                self._add(value, label)
        self._asks.setAccessibleName(self._asks.text())
        for button, shown in ((self._back, self._at > 0), (self._skip, item is not None)):
            if button is not None:
                button.setVisible(shown)
        first = self._word if item is not None and item.id == WORD else None
        self.setFocusProxy(first or (self._buttons[0] if self._buttons else self._asks))

    def _add(self, value: int, label: str) -> None:
        item = self._item
        chosen = item is not None and self._checkin.value(item.id) == value
        button = plain.button(f"{value}  {label}", partial(self._answer, value), "answer")
        button.setCheckable(True)
        button.setChecked(chosen)
        button.setIcon(self.tools.icons.get("check") if chosen else QIcon())
        button.setAccessibleName(f"{label}, {value}")
        self._put(button)

    def _put(self, button: QPushButton) -> None:
        self._flow.addWidget(button)
        button.show()
        self._buttons.append(button)

    def _empty(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._flow.setSpacing(max(16, gap(self.tools.theme)))

    def _lay_out(self) -> None:
        self._word.setProperty("role", "word")
        self._word.setMaxLength(LONGEST)
        self._word.setAccessibleName(self._texts["items"][-1]["q"])
        self._word.textEdited.connect(self._write_word)
        self._word.returnPressed.connect(self._word_done)
        self._asks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = plain.label(self._texts["title"], "quiet")
        support = plain.label(self.tr("Support is on F1."), "quiet")
        self._room.setLayout(self._flow)
        inside = QWidget()
        column = plain.column(inside, gap=18)
        column.addStretch(1)
        column.addLayout(plain.row(title, None, support))
        for thing in (self._where, self._asks, self._room, self._word):
            column.addWidget(thing)
        column.addStretch(2)
        plain.column(self).addLayout(plain.middle(Scroller(inside)), 1)
