"""Choosing what to speak into, or what to listen with: a list in the page, no dialog."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.soundcards import Cards, Choice, Device, Match, match
from journal_app.services.voice.soundcards import Chosen, Way, devices
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import Scroller

MARK = 26


class DeviceChoice(QWidget):
    """Lists what there is one way, as it comes and goes, for as long as it is shown.

    What is chosen is remembered, and used from the next start on: ``chosen`` says that it was.
    ``closed`` says that nothing shall change.
    """

    chosen = Signal()
    closed = Signal()

    def __init__(self, way: Way, tools: Tools) -> None:
        super().__init__()
        self._way = way
        self._cards = tools.sound.cards
        self._tools = tools
        self._end: Callable[[], None] | None = None
        self._found: Cards | None = None
        self._choice: Choice | None = None
        self._rows: list[_Row] = []
        self._title = plain.label(self._ask(), "heading", wrap=True)
        self._line = plain.label("", "quiet", wrap=True)
        self._close = plain.button(self.tr("Close"), self.closed.emit, "quiet")
        inside = QWidget()
        self._list = plain.column(inside, gap=10)
        self._list.addWidget(self._line)
        self._list.addStretch(1)
        head = plain.row(self._title, self._close)
        head.setStretch(0, 1)
        column = plain.column(self, gap=10)
        column.addLayout(head)
        column.addWidget(Scroller(inside), 1)
        self.setFocusProxy(self._close)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._end is None:
            self._cards.ask(self._know)
            self._end = self._cards.watch(self._list_cards)
            self._show()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._end is not None:
            self._end()
            self._end = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _know(self, chosen: Chosen) -> None:
        self._choice = chosen.by(self._way)
        self._show()

    def _list_cards(self, cards: Cards) -> None:
        self._found = cards
        self._show()

    def _choose(self, device: Device | None) -> None:
        self._choice = None if device is None else Choice(device.id, device.name)
        self._cards.choose(self._way, self._choice)
        self.chosen.emit()

    def _show(self) -> None:
        """List what there is, and leave the keyboard where it was."""
        there = () if self._found is None else devices(self._found, self._way)
        used = match(self._choice, there)
        self._line.setText(self._say(used))
        self._line.setVisible(bool(self._line.text()))
        focused = next((row.device for row in self._rows if row.button.hasFocus()), _NOWHERE)
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(device, used) for device in ((None, *there) if there else ())]
        for place, row in enumerate(self._rows):
            self._list.insertWidget(1 + place, row)
            row.show()  # now, so that it can be given the keyboard
        if focused is not _NOWHERE:
            same = [row for row in self._rows if _id(row.device) == _id(focused)]
            (same[0].button if same else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, device: Device | None, used: Match | None) -> "_Row":
        own = self._choice is None
        taken = own if device is None else not own and used is not None and used.device == device
        if used is not None and used.missing is not None:
            taken = False
        row = _Row(device, self._words(device), self._tools, taken=taken)
        row.button.clicked.connect(partial(self._choose, device))
        return row

    def _words(self, device: Device | None) -> tuple[str, str]:
        """Return what a device is called, and what one should know of it."""
        if device is None:
            there = () if self._found is None else devices(self._found, self._way)
            now = next((one.name for one in there if one.default), "")
            line = self.tr("Now: {name}").format(name=now) if now else ""
            return self.tr("The system’s own choice"), line
        if not device.bluetooth:
            return device.name, ""
        if self._way is Way.IN:
            return device.name, self.tr("Bluetooth: it may need a moment, and sounds like a call.")
        return device.name, self.tr("Bluetooth: it may need a moment.")

    def _say(self, used: Match | None) -> str:
        if self._found is None:
            return self.tr("One moment.")
        if used is None:
            if self._way is Way.IN:
                return self.tr("No microphone is found. One that is plugged in appears here.")
            return self.tr("Nothing to listen with is found. What is plugged in appears here.")
        if used.missing is not None:
            line = self.tr("“{name}” isn’t there. It is used again when it is back.")
            return line.format(name=used.missing.name)
        return ""

    def _ask(self) -> str:
        if self._way is Way.IN:
            return self.tr("Which microphone?")
        return self.tr("What do you listen with?")


_NOWHERE = Device("", "")


def _id(device: Device | None) -> str | None:
    return None if device is None else device.id


class _Row(QWidget):
    """A device, what one should know of it, and the button that takes it."""

    def __init__(
        self, device: Device | None, words: tuple[str, str], tools: Tools, *, taken: bool
    ) -> None:
        super().__init__()
        self.device = device
        name, note = words
        theme = tools.theme
        mark = QLabel()
        side = theme.px(MARK)
        mark.setFixedWidth(side)
        if taken:
            mark.setPixmap(tools.icons.pixmap("check", side, "accent"))
        self.button: QPushButton = plain.button("", lambda: None)
        self.button.setText(self.tr("In use") if taken else self.tr("Use this"))
        self.button.setEnabled(not taken)
        self.button.setAccessibleName(
            (self.tr("In use: {name}") if taken else self.tr("Use {name}")).format(name=name)
        )
        self.button.setAccessibleDescription(note)
        text = plain.column(gap=2)
        text.addWidget(plain.label(name, wrap=True))
        if note:
            text.addWidget(plain.label(note, "quiet", wrap=True))
        row = plain.row(mark, gap=12)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
