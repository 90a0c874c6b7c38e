"""A part as it stands in its entry: read or seen in its place, opened, moved and taken out."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.entry import NOTED, Kind, PartId
from journal_app.domain.spot import Phrase, Spot, Stretch
from journal_app.media import markdown, voice, words
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.recording import Recording
from journal_app.ui import copytext, kinds
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.namechips import shortened
from journal_app.ui.widgets.noteface import NoteFace
from journal_app.ui.widgets.partface import Picture
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.transcript import panel as transcript
from journal_app.ui.widgets.transcript.panel import TranscriptPanel
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.flow import Flow
from journal_app.ui.widgets.writing.reading import Reading

MOST = 12_000  # letters that are shown before somebody asks for all of them
JITTER = 24  # pixels a trembling hand moves while it presses
WHOLE = {Kind.WORDS, Kind.PHOTO}  # kinds that have versions
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class PartCard(QFrame):
    """Shows a part. What is asked for comes with its id.

    ``chosen``: to open it; ``moved``: by so many places; ``taken``: out of the entry;
    ``versions``: to see what it was before; ``place_asked``: a place, and what it is about;
    ``saving_asked``: to save a drawing or a recording outside the journal; with the card itself.
    """

    chosen = Signal(object)
    moved = Signal(object, int)
    taken = Signal(object)
    versions = Signal(object)
    place_asked = Signal(str, object)
    saving_asked = Signal(object)

    def __init__(self, part: OpenPart, tools: Tools, leisure: Leisure, *, edited: bool) -> None:
        super().__init__()
        self.part = part
        self.shown = part.content
        self._edited = edited
        self._tools = tools
        self._leisure = leisure
        self._pressed: QPointF | None = None
        self._reading: Reading | None = None
        self._read_on: QPushButton | None = None
        self._transcript: TranscriptPanel | None = None
        self.setProperty("role", "part")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = plain.column(gap=6)
        self._open_button = plain.button("", self._open, "quiet")
        self._more = plain.button("", self._show_tools, "quiet")
        self._more.setCheckable(True)
        self._margin = plain.row(self._open_button, self._more)
        self._tools_row = Flow()
        self._end_asking: Callable[[], object] = tuple  # nothing is asked
        self._mark: Callable[[PartCard], object] | None = None
        self._question = plain.label(self.shown.prompt, "prompt", wrap=True)
        self._series = plain.button("", self._ask_for_series, "quiet")
        together = self.tr("Hear it with what you made")
        self._together = plain.button(together, self._ask_for_together, "quiet")
        self._foot = self._make_tools()
        self._lay_out()
        self._fill()
        tools.theme.changed.connect(self._colour)
        self._colour()
        self._name()

    def stop(self) -> None:
        """Fall silent."""
        for strip in self.findChildren(VoiceStrip):
            strip.stop()
        if self._transcript is not None:
            self._transcript.flush()

    def end(self) -> None:
        """Fall silent and do nothing any more; the card is about to go."""
        self.stop()
        self._end_asking()
        if self._transcript is not None:
            self._transcript.end()
        for picture in self.findChildren(Picture):
            picture.end()

    def ask_below(self, asking: QWidget, end: Callable[[], object]) -> None:
        """Let something be asked about the part at its foot, until ``end``."""
        self._end_asking()
        self._end_asking = end
        self._column.addWidget(asking)
        plain.tab_on(self._foot.findChildren(QPushButton)[-1], asking)

    def go_on(self) -> None:
        """Put the keyboard back where what can be done with the part is found."""
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def fits(self, part: OpenPart, *, edited: bool) -> bool:
        """Take over a part that was loaded again, if it looks as it did."""
        looks = replace(part.content, position=self.shown.position)
        if (looks, edited) != (self.shown, self._edited):
            return False
        self.part = part
        if self._transcript is not None:
            self._transcript.part = part
        return True

    def ask(self, *, on: bool) -> None:
        """Show what it answers, or don't: it stands above already."""
        self._question.setVisible(on and bool(self.shown.prompt))

    def offer_series(self, prompts: Collection[str]) -> None:
        """Lead to the other drawings of the same invitation, if there are any."""
        prompt = self.shown.prompt
        self._series.setText(self.tr("Beside the others: {name}").format(name=shortened(prompt)))
        self._series.setVisible(self.part.kind is Kind.INK and prompt in prompts)

    def offer_together(self, voices: Collection[PartId]) -> None:
        """Lead to what was made while a voice was spoken, if it is one of these."""
        self._together.setVisible(self.part.id in voices)

    def offer_marking(self, mark: "Callable[[PartCard], object]") -> None:
        """Let the part, or the words that are chosen in it, be marked to be looked at again."""
        self._mark = mark
        self._marking.show()

    def chosen_words(self) -> Phrase | None:
        """Return which of its words are chosen, if some are."""
        text = words.read(self.shown) if self.part.kind is Kind.WORDS else ""
        return None if self._reading is None else self._reading.chosen_in(text)

    def point_out(self, spot: Spot) -> None:
        """Underline the words of a spot, or go to its place in the sound."""
        match spot.at:
            case Stretch(start) if self.part.kind is Kind.VOICE:
                self.findChildren(VoiceStrip)[0].seek(start)
            case Phrase(start, stop) if not spot.words:
                quote = markdown.plain(words.read(self.shown)[start:stop])
                self._underline(tuple(filter(str.strip, quote.splitlines())))
            case _:
                self._underline(spot.words)

    def _underline(self, sought: tuple[str, ...]) -> None:
        """Underline words in the text, also where it is only shown to its beginning."""
        if self._reading is None:
            return
        self._reading.underline(sought)
        if sought and self._reading.first() is None and self._is_cut:
            self._read_all()
            self._reading.underline(sought)

    def underlined(self) -> int:
        """Return how far down (in pixels) the first underlined word stands."""
        first = None if self._reading is None else self._reading.first()
        return 0 if first is None or self._reading is None else self._reading.y() + first

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = Qt.Key(event.key())
        here = self.hasFocus() or (self._reading is not None and self._reading.hasFocus())
        if alt and key in _MOVES:
            self.moved.emit(self.part.id, _MOVES[key])
        elif key == Qt.Key.Key_Delete:
            self.taken.emit(self.part.id)
        elif here and key in _OPENS:
            self._open()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the part where it is pressed and released; to mark some words is no press."""
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            place = event.position()
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = place
            elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
                far = (place - self._pressed).manhattanLength() > JITTER
                self._pressed = None
                inside = isinstance(watched, QWidget) and watched.rect().contains(place.toPoint())
                if inside and not (far and self._reading is not None):
                    self._open()
        return super().eventFilter(watched, event)

    @property
    def _is_cut(self) -> bool:
        return self._read_on is not None and not self._read_on.isHidden()

    def _words(self) -> None:
        text = words.read(self.shown)
        begins = text if len(text) <= MOST else text[: text.rfind(" ", 0, MOST)]
        self._read(begins)
        if begins is not text:
            self._read_on = self._below(self.tr("Read on here"), self._read_all)
        if self._edited:
            self._below(self.tr("As it came"), self._ask_for_versions)

    def _read(self, text: str) -> None:
        before, self._reading = self._reading, Reading(text, self._tools.theme)
        self._reading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show(self._reading, self._reading.viewport())
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()

    def _read_all(self) -> None:
        if self._read_on is not None:
            self._read_on.hide()
        self._read(words.read(self.shown))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picture(self) -> None:
        picture = Picture(self.shown, self._tools.theme, self._leisure)
        self._show(picture, picture)
        self._column.addWidget(self._caption())

    def _note(self) -> None:
        note = NoteFace(self.shown)
        self._show(note, note)

    def _voice(self) -> None:
        tools = self._tools
        recording = Recording(voice.read(self.shown), self.part.fetch)
        sound, theme, icons = tools.sound, tools.theme, tools.icons
        strip = VoiceStrip(recording, sound.player, theme, icons, self._tell)
        self._column.addWidget(strip)
        self._column.addWidget(self._caption())
        self._transcript = transcript.below(self.part, strip, tools)
        if self._transcript is not None:
            self._transcript.kept.connect(self._see_again)
            self._column.addWidget(self._transcript)

    def _show(self, face: QWidget, pressed: QWidget) -> None:
        """Show the part itself, and have it opened by a press."""
        pressed.setCursor(Qt.CursorShape.PointingHandCursor)
        pressed.installEventFilter(self)
        self._column.insertWidget(1 if self.shown.prompt else 0, face)
        face.show()  # now, so that it has its place at once

    def _below(self, name: str, press: Callable[[], None]) -> QPushButton:
        button = plain.button(name, press, "quiet")
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _caption(self) -> QLineEdit:
        line = QLineEdit(self.shown.caption)
        line.setProperty("role", "inline")
        line.setPlaceholderText(self.tr("A few words about it, if you like"))
        line.setAccessibleName(self.tr("Caption"))
        line.textEdited.connect(self._describe)
        return line

    def _tell(self, body: bytes) -> int:
        """Keep what was made of a recording where it stands."""
        seq = self.part.tell(body)
        self._see_again()
        return seq

    def _describe(self, caption: str) -> None:
        self.part.describe(caption)
        self._see_again()

    def _see_again(self) -> None:
        """Know what the part holds now: it was changed here."""
        self.shown = self.part.content

    def _lay_out(self) -> None:
        self._open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter does it
        self._column.setContentsMargins(0, 0, 0, 0)
        self._margin.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = plain.row(gap=12)
        row.setContentsMargins(12, 10, 6, 10)
        row.addLayout(self._column, 1)
        row.addLayout(self._margin)
        self.setLayout(row)

    def _fill(self) -> None:
        if self.shown.prompt:
            self._question.setIndent(0)
            self._column.addWidget(self._question)
        faces = {
            Kind.WORDS: self._words,
            Kind.VOICE: self._voice,
            **dict.fromkeys(NOTED, self._note),
        }
        faces.get(self.part.kind, self._picture)()
        self._column.addWidget(self._foot)

    def _make_tools(self) -> QWidget:
        tools, row = QWidget(), self._tools_row
        tools.setLayout(row)
        row.addWidget(plain.button(self.tr("Move up"), self._move_up, "quiet"))
        row.addWidget(plain.button(self.tr("Move down"), self._move_down, "quiet"))
        if self.part.kind in WHOLE:
            versions = self.tr("Earlier versions")
            row.addWidget(plain.button(versions, self._ask_for_versions, "quiet"))
        if self.part.kind is Kind.INK:
            drawn = self.tr("See it being drawn")
            row.addWidget(plain.button(drawn, self._ask_for_replay, "quiet"))
            row.addWidget(plain.button(self.tr("Save a picture…"), self._ask_for_saving, "quiet"))
        if self.part.kind is Kind.VOICE:
            row.addWidget(plain.button(self.tr("Save the sound…"), self._ask_for_saving, "quiet"))
        marking = self.tr("Mark it to look at again")
        self._marking = plain.button(marking, self._ask_for_marking, "quiet")
        for offer in (self._marking, self._series, self._together):
            row.addWidget(offer)
            offer.hide()  # until it is known that there is something
        row.addWidget(plain.button(copytext.small("trash"), self._take, "quiet"))
        tools.hide()
        return tools

    def _show_tools(self) -> None:
        self._foot.setVisible(self._more.isChecked())
        self._end_asking()

    def _open(self) -> None:
        self.chosen.emit(self.part.id)

    def _move_up(self) -> None:
        self.moved.emit(self.part.id, -1)

    def _move_down(self) -> None:
        self.moved.emit(self.part.id, 1)

    def _take(self) -> None:
        self.taken.emit(self.part.id)

    def _ask_for_versions(self) -> None:
        self.versions.emit(self.part.id)

    def _ask_for_replay(self) -> None:
        self.place_asked.emit("replay", self.part.id)

    def _ask_for_together(self) -> None:
        self.place_asked.emit("together", self.part.id)

    def _ask_for_series(self) -> None:
        self.place_asked.emit("series", self.shown.prompt)

    def _ask_for_marking(self) -> None:
        if self._mark is not None:
            self._mark(self)

    def _ask_for_saving(self) -> None:
        self.saving_asked.emit(self)

    def _colour(self) -> None:
        for row in (self._margin, self._tools_row):
            row.setSpacing(gap(self._tools.theme))
        self._open_button.setIcon(self._tools.icons.get(kinds.ICONS[self.part.kind], "text_muted"))
        self._more.setIcon(self._tools.icons.get("more", "text_muted"))

    def _name(self) -> None:
        """Tell a screen reader what this is, and what can be done with it."""
        kind, made = self.part.kind, self.part.made
        name, opens = kinds.spoken()[kind]
        on = day.day_of(made, self._tools.calendar.begins)
        self.setAccessibleName(name.format(when=day.weekday_and_part(on, made)))
        keys = self.tr("Enter opens it, Alt with the arrow keys moves it, Delete takes it out.")
        self.setAccessibleDescription(keys)
        more = self.tr("Move it, take it out, see it as it was")
        for button, said in ((self._open_button, opens), (self._more, more)):
            button.setAccessibleName(said)
            button.setToolTip(said)


def ask_once(cards: Iterable[PartCard]) -> None:
    """Have each question stand once above all that answers it."""
    before = ""
    for card in cards:
        card.ask(on=card.shown.prompt != before)
        before = card.shown.prompt
