"""One entry, with all its parts in place."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.entry import Entry, Kind
from journal_app.media import ink, voice, words
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui.editor import Tools
from journal_app.ui.pages.sitting import ICONS
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.inkpaint import thumbnail
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.voicestrip import VoiceStrip

THUMB = QSize(520, 300)


class PartCard(QFrame):
    """A part as it stands in its entry. A click, or its button, opens it."""

    chosen = Signal(object)

    def __init__(self, part: OpenPart, tools: Tools) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._part = part
        self._tools = tools
        self._layout = plain.column(self, margin=18, gap=8)
        self._face: QLabel | None = None
        make = {Kind.WORDS: self._words, Kind.INK: self._ink, Kind.VOICE: self._voice}
        make[part.kind]()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton and self._face is not None:
            self._open()

    def stop(self) -> None:
        """Fall silent; the card is about to go."""
        for strip in self.findChildren(VoiceStrip):
            strip.stop()

    def _words(self) -> None:
        face = plain.label(words.read(self._part.content).strip(), wrap=True)
        face.setFont(self._tools.theme.page_font())
        face.setAccessibleName(face.text())
        self._show(face, self.tr("Open these words"))

    def _ink(self) -> None:
        face = QLabel()
        drawing = ink.read(self._part.content)
        ratio = self.devicePixelRatioF()
        face.setPixmap(thumbnail(drawing, self._tools.theme, THUMB, ratio))
        face.setAccessibleName(self.tr("Drawing: {said}").format(said=self._part.content.caption))
        self._show(face, self.tr("Open this drawing"), self._caption())

    def _voice(self) -> None:
        note = voice.read(self._part.content)
        strip = VoiceStrip(note, self._tools.sound.player, self._tools.theme, self._tools.icons)
        self._layout.addWidget(strip)
        self._layout.addWidget(self._caption())

    def _show(self, face: QLabel, name: str, *under: QWidget) -> None:
        self._face = face
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        opener = plain.button(self.tr("Open"), self._open, "quiet")
        opener.setIcon(self._tools.icons.get(ICONS[self._part.kind]))
        opener.setAccessibleName(name)
        self._layout.addWidget(face)
        foot = plain.row(*under or (None,), opener)
        foot.setStretch(0, 1)
        self._layout.addLayout(foot)

    def _caption(self) -> QLineEdit:
        line = QLineEdit(self._part.content.caption)
        line.setProperty("role", "inline")
        line.setPlaceholderText(self.tr("A few words about it, if you like"))
        line.setAccessibleName(self.tr("Caption"))
        line.textEdited.connect(self._part.describe)
        return line

    def _open(self) -> None:
        self.chosen.emit(self._part.id)


class EntryPage(QWidget):
    """Shows an entry and opens its parts; ``add`` carries the kind of a new part."""

    chosen = Signal(object)
    add = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.entry: OpenEntry | None = None
        self.header = Header(self.tr("Journal"), tools.theme, tools.icons)
        self._when = plain.label("", "quiet")
        self._title = self._make_title()
        self._cards = QWidget()
        self._column = plain.column(self._cards, gap=14)
        self._scroll = Scroller(self._cards)
        inside = QWidget()
        inner = plain.column(inside, gap=6)
        inner.addWidget(self._when)
        inner.addWidget(self._title)
        inner.addWidget(self._scroll, 1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(inside), 1)
        self._adds = self._make_adds()
        inner.addLayout(plain.row(*self._adds, None, gap=12))
        tools.theme.changed.connect(self._again)

    def show_entry(self, entry: OpenEntry, content: Entry) -> None:
        """Show an entry as it was loaded."""
        self.entry = entry
        self._when.setText(day.date_and_part(content.made))
        self._title.setText(content.title)
        self._again()

    def focus_first(self) -> None:
        """Put the keyboard on the first part's button."""
        for opener in (*self._cards.findChildren(QPushButton), *self._adds):
            if opener.isVisible():
                opener.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @property
    def playing(self) -> bool:
        """Whether a voice is being listened to."""
        return any(strip.playing for strip in self._cards.findChildren(VoiceStrip))

    def stop(self) -> None:
        """Fall silent; another page is about to be shown."""
        for card in self._cards.findChildren(PartCard):
            card.stop()

    def clear(self) -> None:
        """Show nothing."""
        self.stop()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _again(self) -> None:
        self.clear()
        for button in self._adds:
            button.setIcon(self._tools.icons.get("add"))
        for part in () if self.entry is None else self.entry.parts:
            card = PartCard(part, self._tools)
            card.chosen.connect(self.chosen)
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _make_title(self) -> QLineEdit:
        title = QLineEdit()
        title.setProperty("role", "inline")
        title.setPlaceholderText(self.tr("A title, if you like"))
        title.setAccessibleName(self.tr("Title"))
        title.textEdited.connect(self._entitle)
        return title

    def _make_adds(self) -> list[QPushButton]:
        names = (self.tr("Write"), self.tr("Draw"), self.tr("Speak"))
        made: list[QPushButton] = []
        for kind, name in zip(Kind, names, strict=True):
            button = plain.button(name, self._add, "quiet")
            button.setAccessibleName(self.tr("Add: {name}").format(name=name))
            button.setProperty("kind", kind)
            made.append(button)
        return made

    def _add(self) -> None:
        self.add.emit(Kind(self.sender().property("kind")))

    def _entitle(self, title: str) -> None:
        if self.entry is not None:
            self.entry.entitle(title)
