"""A brief page for before a session: what is still open, and what one may like to hear."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Part
from journal_app.domain.guides import BEFORE
from journal_app.domain.spot import Spot
from journal_app.domain.themes import NamedTheme
from journal_app.domain.voice import clock_face
from journal_app.services.preparing import Heard, Minute, Preparing, Ready
from journal_app.services.voice.recording import Recording
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.partface import Picture
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.flow import Flow


class PreparingPage(Listing):
    """Shows what there is; whatever there isn't is left out."""

    def __init__(self, preparing: Preparing, tools: Tools) -> None:
        super().__init__(self.tr("Before the session"), tools)
        self._preparing = preparing
        self._leisure = Leisure(self)
        self._strip: VoiceStrip | None = None
        self._picture: Picture | None = None
        self._sound = plain.column(gap=8)

    @property
    @override
    def playing(self) -> bool:
        return self._strip is not None and self._strip.playing

    @override
    def stop(self) -> None:
        if self._strip is not None:
            self._strip.stop()

    @override
    def arrive(self, about: object) -> None:
        self.go_up()
        self._look()

    def _look(self) -> None:
        hear(self, self._preparing.read(), self._show, self.say)

    @override
    def forget(self) -> None:
        self._let_go()
        super().forget()

    def _let_go(self) -> None:
        self.stop()
        if self._picture is not None:
            self._picture.end()
        self._leisure.forget()
        self._strip = self._picture = None

    def _show(self, ready: Ready) -> None:
        self._let_go()
        self._sound = plain.column(gap=8)
        begin = plain.button(
            self.tr("Questions for before"), partial(self.place_asked.emit, "guided", BEFORE)
        )
        letter = plain.button(
            self.tr("Write a letter to it"), partial(self.place_asked.emit, "letter", None)
        )
        things = [*self._things(ready), _flow(begin, letter)]
        self.show_things(self.tr("Nothing here has to be done."), things, begin)
        self.focus_first()

    def _things(self, ready: Ready) -> Iterator[QWidget | QHBoxLayout | Flow]:
        yield from self._from_before(ready)
        yield from self._still_open(ready)
        if ready.drawing is not None:
            yield _heading(self.tr("The last drawing"))
            yield self._drawn(ready.drawing)
        if ready.heard:
            yield _heading(self.tr("A minute to hear"))
            yield self._heard(ready)

    def _from_before(self, ready: Ready) -> Iterator[QWidget]:
        if ready.intention and ready.intended is not None:
            today = self.tools.calendar.today()
            when = day.how_near(ready.intended, today)
            yield _heading(self.tr("What you meant last · {when}").format(when=when))
            for text in ready.intention:
                yield self._quoted(text)
        for entry in ready.letters:
            yield self._letter(entry)

    def _still_open(self, ready: Ready) -> Iterator[QWidget | Flow]:
        if ready.threads:
            yield _heading(self.tr("Threads"))
            yield _flow(*map(self._thread, ready.threads))
        if ready.steps:
            yield _heading(self.tr("Steps that are open"))
            for step in ready.steps:
                yield plain.label(step, wrap=True)

    def _quoted(self, text: str) -> QWidget:
        card = plain.card()
        label = plain.label(text, wrap=True)
        label.setFont(self.tools.theme.page_font())
        plain.column(card, margin=16).addWidget(label)
        return card

    def _letter(self, entry: EntryId) -> QWidget:
        card = plain.card()
        row = plain.row(gap=12)
        row.setContentsMargins(16, 8, 12, 8)
        row.addWidget(plain.label(self.tr("A letter you wrote for this day"), wrap=True), 1)
        row.addWidget(plain.button(self.tr("Open it"), partial(self._open_letter, entry)))
        card.setLayout(row)
        return card

    def _open_letter(self, entry: EntryId) -> None:
        opened = partial(self._letter_opened, entry)
        hear(self, self._preparing.open_letter(entry), opened, self.say)

    def _letter_opened(self, entry: EntryId, _changed: Changed) -> None:
        self.entry_asked.emit(Spot(entry))

    def _thread(self, met: NamedTheme) -> QWidget:
        follow = partial(self.place_asked.emit, "thread", met.id)
        return plain.button(met.name.replace("&", "&&"), follow, "chip")

    def _drawn(self, part: Part) -> QWidget:
        self._picture = Picture(part, self.tools.theme, self._leisure)
        return self._picture

    def _heard(self, ready: Ready) -> QWidget:
        box = QWidget()
        box.setLayout(self._sound)
        chosen = ready.minute
        if chosen is None:
            offered = _flow(*(self._choice(heard) for heard in ready.heard))
            self._sound.addWidget(plain.label(self.tr("Choose one, if you like:"), "quiet"))
            self._sound.addLayout(offered)
        else:
            known = partial(self._show_strip, chosen)
            hear(box, self._preparing.recording(chosen.part), known, self.say)
        return box

    def _choice(self, heard: Heard) -> QWidget:
        when = day.how_near(heard.day, self.tools.calendar.today())
        said = f"{when}, {clock_face(heard.seconds)}"
        return plain.button(said, partial(self._choose, Minute(heard.part, 0.0)))

    def _choose(self, minute: Minute | None) -> None:
        hear(self, self._preparing.choose(minute), self._chosen, self.say)

    def _chosen(self, _changed: Changed) -> None:
        self._look()

    def _show_strip(self, minute: Minute, recording: Recording) -> None:
        tools = self.tools
        strip = VoiceStrip(recording, tools.sound.player, tools.theme, tools.icons)
        strip.seek(minute.start)
        self._strip = strip
        self._sound.addWidget(strip)
        from_here = plain.button(self.tr("Begin here from now on"), partial(self._here, minute))
        another = plain.button(self.tr("Another one"), partial(self._choose, None), "quiet")
        self._sound.addLayout(_flow(from_here, another))

    def _here(self, minute: Minute) -> None:
        if self._strip is not None:
            self._choose(Minute(minute.part, self._strip.position))


def _heading(text: str) -> QWidget:
    return plain.label(text, "heading", wrap=True)


def _flow(*things: QWidget) -> Flow:
    flow = Flow()
    flow.setSpacing(12)
    for thing in things:
        flow.addWidget(thing)
    return flow
