"""The page of one entry, and all that can be done to the entry there."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.domain import placing
from journal_app.domain.entry import Entry, Kind, PartId, Seal
from journal_app.domain.errors import JournalError
from journal_app.domain.sessionlog import Logged
from journal_app.domain.spot import Spot
from journal_app.services.openentry import OpenEntry
from journal_app.ui import copytext
from journal_app.ui.hearing import hear
from journal_app.ui.places import Places
from journal_app.ui.tools import Tools

if TYPE_CHECKING:
    from journal_app.ui.holding import CardMarking
    from journal_app.ui.pages.entry import EntryPage
    from journal_app.ui.widgets.partcard import PartCard
    from journal_app.ui.widgets.saving import Saving


class EntryDesk(QObject):
    """Makes the page when it is first needed, and puts its entry away where that is asked for.

    ``made`` carries its header, so that it can be wired; ``left`` asks to go back to where one came
    from, which sets the entry aside; ``papers`` asks for pictures; ``said`` is that of a place.
    """

    made = Signal(object)
    left = Signal()
    papers = Signal()
    opened = Signal(object)
    added = Signal(object)
    said = Signal(str, object)
    place_asked = Signal(str, object)

    def __init__(self, stack: QStackedWidget, places: Places, tools: Tools) -> None:
        super().__init__(stack)
        self._stack = stack
        self._places = places
        self._tools = tools
        self._to_be_sealed = False
        self.page: EntryPage | None = None
        self._marking: CardMarking | None = None

    @property
    def playing(self) -> bool:
        """Whether a voice is being listened to."""
        return self.page is not None and self.page.playing

    def fall_silent(self) -> None:
        """Stop what is being listened to."""
        if self.page is not None:
            self.page.stop()

    def forget(self) -> None:
        """Forget the way back: one has gone somewhere where things can be let go of for good."""
        if self.page is not None:
            self.page.forget()

    def show(self, entry: OpenEntry, content: Entry, spot: Spot) -> "EntryPage":
        """Return the page, with an entry on it as it was loaded."""
        page = self._need_page()
        page.show_entry(entry, content)
        row = self._places.theme_row(entry.id)
        row.said.connect(self.said)
        row.place_asked.connect(self.place_asked)
        page.show_themes(row)
        page.show_under(None)
        self._look_around()
        self._offer_marking(page, content)
        if any(part.kind is Kind.INK and part.content.prompt for part in entry.parts):
            hear(self, self._places.drawings().invitations(), partial(self._offer_series, page))
        kinds = {part.kind for part in entry.parts}
        if Kind.VOICE in kinds and kinds & {Kind.WORDS, Kind.INK}:
            asked = self._places.together().offered(entry.parts[0].id)
            hear(self, asked, partial(self._offer_together, page))
        if spot.part is not None or spot.words:
            page.show_spot(spot)
        if self._to_be_sealed:
            self._seal()
        return page

    def _look_around(self) -> None:
        """Look where the entry lies around a session."""
        hear(self, self._places.sessions().known(), self._surround)

    def _surround(self, sessions: tuple[Logged, ...]) -> None:
        """Say where it lies, and lead there."""
        if self.page is None or self.page.entry is None:
            return
        head, one = self.page.head, self.page.entry.content
        if any(session.entry == one.id for session in sessions):
            head.show_place(self.tr("What lies around it"), "session", one.id)
            return
        on = one.day or one.made.day
        where = placing.placed(sessions, one.id, one.guide, one.made, on)
        about = None if where is None else where.session.entry
        head.show_place(placing.said(where, on), "session", about)

    def _offer_marking(self, page: "EntryPage", content: Entry) -> None:
        from journal_app.ui.holding import CardMarking  # noqa: PLC0415 - with the page it is for

        if self._marking is None:
            self._marking = CardMarking(page)
            self._marking.said.connect(self.said)
        self._marking.know(content)

    def _offer_series(self, page: "EntryPage", prompts: tuple[str, ...]) -> None:
        """Lead from each drawing to the others of its invitation, where there are some."""
        page.show_offer("series", lambda card: card.offer_series(prompts))

    def _offer_together(self, page: "EntryPage", voices: frozenset[PartId]) -> None:
        """Lead from each voice to what was made while it was spoken, where there is something."""
        page.show_offer("together", lambda card: card.offer_together(voices))

    def seal_when_shown(self) -> None:
        """Ask until when the entry is to be sealed as soon as it is shown."""
        self._to_be_sealed = True

    def _seal(self) -> None:
        from journal_app.ui.widgets.sealing import Sealing  # noqa: PLC0415 - seldom needed

        self._to_be_sealed = False
        if self.page is not None:
            sealing = Sealing(self._tools.calendar)
            sealing.chosen.connect(self._sealed)
            sealing.left.connect(self._unasked)
            self.page.show_under(sealing)
            sealing.focus_first()

    def _unasked(self) -> None:
        if self.page is not None:
            self.page.show_under(None)
            self.page.focus_first()

    def _sealed(self, seal: Seal) -> None:
        from journal_app.ui.widgets.sealing import told  # noqa: PLC0415 - seldom needed

        entry = None if self.page is None else self.page.entry
        if entry is None:
            return
        self.left.emit()
        shelving = self._places.shelving()
        undo = (copytext.small("undo"), partial(shelving.unseal, entry.id))
        say = partial(self._say, told(seal, self._tools.calendar.today()), undo)
        hear(self, shelving.seal(entry.id, seal), say, self._refused)

    def _bin(self) -> None:
        entry = None if self.page is None else self.page.entry
        if entry is None:
            return
        self.left.emit()
        shelving = self._places.shelving()
        undo = (copytext.small("undo"), partial(shelving.unbin, entry.id))
        sentence = f"{self.tr('Moved to the bin.')} {copytext.small('trash_note')}"
        hear(self, shelving.bin(entry.id), partial(self._say, sentence, undo), self._refused)

    def _save(self, card: "PartCard") -> None:
        """Ask where a drawing or a recording is to be saved; what that needs is seldom needed."""
        saving: Saving
        if card.part.kind is Kind.VOICE:
            from journal_app.ui.widgets.voicing import saving as soundsaving  # noqa: PLC0415

            saving = soundsaving.ask_on(card, self._places.sound_saver(), self._tools)
        else:
            from journal_app.ui.ink.seeing import saving as picturesaving  # noqa: PLC0415

            saving = picturesaving.ask_on(card, self._tools)
        saving.said.connect(self._tell)

    def _tell(self, sentence: str) -> None:
        self.said.emit(sentence, ())

    def _add(self, kind: Kind) -> None:
        if kind is Kind.PHOTO:
            self.papers.emit()
        else:
            self.added.emit(kind)

    def _open(self, part_id: PartId) -> None:
        self.opened.emit(part_id)

    def _say(self, sentence: str, undo: object, _changed: object) -> None:
        self.said.emit(sentence, (undo,))

    def _refused(self, error: JournalError) -> None:
        self._tell(str(error))

    def _need_page(self) -> "EntryPage":
        from journal_app.ui.pages.entry import EntryPage  # noqa: PLC0415 - with what it draws with

        if self.page is None:
            self.page = EntryPage(self._tools)
            self.page.chosen.connect(self._open)
            self.page.add.connect(self._add)
            self.page.said.connect(self.said)
            self.page.seal_asked.connect(self._seal)
            self.page.bin_asked.connect(self._bin)
            self.page.saving_asked.connect(self._save)
            self._stack.addWidget(self.page)
            self.page.place_asked.connect(self.place_asked)
            self.page.head.place_asked.connect(self.place_asked)
            self.page.head.arranged.connect(self._look_around)
            self.made.emit(self.page.header)
        return self.page
