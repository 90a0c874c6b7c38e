"""One entry, with all its parts in place: what came first, and later thoughts beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.arrangement import Arrangement, History
from journal_app.domain.entry import Entry, Kind, PartId
from journal_app.domain.layers import Layer, layers
from journal_app.domain.spot import Spot
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui import actions, copytext
from journal_app.ui.actions import Action
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.entryhead import EntryHead
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.leisure import Leisure
from journal_app.ui.widgets.partcard import PartCard, ask_once
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.flow import Flow

HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class EntryPage(QWidget):
    """Shows an entry, opens its parts and rearranges them; every step can be taken back.

    ``chosen`` carries the id of a part to open; ``add`` the kind of a new part; ``said`` a sentence
    and its actions (see ``ui.notices``); ``place_asked`` the name of a place and what it is about;
    ``saving_asked`` the card of what is to be saved outside the journal.
    """

    chosen = Signal(object)
    add = Signal(object)
    said = Signal(str, object)
    place_asked = Signal(str, object)
    saving_asked = Signal(object)
    seal_asked = Signal()
    bin_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.entry: OpenEntry | None = None
        self._content: Entry | None = None
        self._history: History[Arrangement] | None = None
        self._cards: dict[PartId, PartCard] = {}
        self._at: PartId | None = None  # where the keyboard is, or was when the page was left
        self._spot: Spot | None = None
        self._pointed_out: Spot | None = None
        self._offers: dict[str, Callable[[PartCard], None]] = {}
        self._leisure = Leisure(self)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._reveal)
        self.header = Header(self.tr("Back"), tools.theme, tools.icons)
        self.head = EntryHead(tools)
        self._column = plain.column(gap=4)
        self._adds = self._make_adds()
        self._foot = Flow()
        self._inside = QWidget()
        self._book = QWidget()
        self._scroll = Scroller(self._inside)
        self._lay_out()
        self._wire()
        self._dress()

    def show_entry(self, entry: OpenEntry, content: Entry) -> None:
        """Show an entry as it was loaded; the same one again stands where it stood."""
        before, self.entry, self._content = self.entry, entry, content
        if before is None or before.id != entry.id:
            self.clear()
            self._scroll.verticalScrollBar().setValue(0)
        elif self._history is not None and before is not entry:
            entry.remember(before.taken_out)
        added = [part.id for part in entry.parts if part.id not in self._cards]
        if self._cards and added:
            self._at = added[-1]
            self._soon.start()
        self._note()
        self._show()

    def show_spot(self, spot: Spot) -> None:
        """Go to a part, and underline there what was looked for; once, until the page is left."""
        if spot != self._pointed_out:
            self._spot = self._pointed_out = spot
            self._soon.start()

    def show_themes(self, widget: QWidget | None) -> None:
        """Show the themes of the entry under its title."""
        self.head.show_themes(widget)

    def show_offer(self, name: str, offer: Callable[[PartCard], None]) -> None:
        """Have every card offer a way to somewhere, also those that are made later."""
        self._offers[name] = offer
        for card in self._cards.values():
            offer(card)

    def show_under(self, widget: QWidget | None) -> None:
        """Show something in place under the date, such as the choice of a seal; or nothing."""
        if widget is not None:
            self._soon.stop()
            self._scroll.verticalScrollBar().setValue(0)
        elif self.head.asks:
            self._soon.start()
        self.head.show_under(widget)

    def focus_first(self) -> None:
        """Put the keyboard where it was, or on the first part."""
        card = self._cards.get(self._at) if self._at is not None else None
        first = next(iter(self._cards.values()), None) if self.entry is not None else None
        (card or first or self._adds[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def playing(self) -> bool:
        """Whether a voice is being listened to."""
        return any(strip.playing for strip in self._inside.findChildren(VoiceStrip))

    def stop(self) -> None:
        """Fall silent; another page is about to be shown."""
        here = self._inside.focusWidget()
        within = (key for key, c in self._cards.items() if c is here or c.isAncestorOf(here))
        self._at = next(within, self._at)
        for card in self._cards.values():
            card.stop()

    def forget(self) -> None:
        """Forget the way back: what is in the bin may be gone when one returns.

        To be called when the page is left for another one than those of its parts.
        """
        self._history = self._pointed_out = None
        self.head.close_all()

    def clear(self) -> None:
        """Show nothing."""
        self.forget()
        self._leisure.forget()
        self.show_themes(None)
        self._at = None
        for part_id in tuple(self._cards):
            self._drop(part_id)

    def _note(self) -> None:
        """Note how the entry is arranged by now, as a step that can be taken back."""
        if self.entry is None:
            return
        if self._history is None:
            self._history = History(self.entry.arrangement)
        self._history.go_on(self.entry.arrangement)

    def _step(self, wanted: Arrangement) -> None:
        self._note()
        self._arrange(wanted)
        self._note()
        self._show_head()

    def _arrange(self, wanted: Arrangement) -> None:
        if self.entry is not None:
            self.entry.arrange(wanted)
            self._show()

    def _undo(self) -> None:
        self._note()
        if self._history is not None:
            self._arrange(self._history.undo())

    def _redo(self) -> None:
        self._note()
        if self._history is not None:
            self._arrange(self._history.redo())

    def _rearranged(self, wanted: Arrangement) -> None:
        """Keep what was chosen in the head, and say the little that isn't plain to see."""
        before = None if self.entry is None else self.entry.arrangement
        self._step(wanted)
        if before is not None and wanted.shared and not before.shared:
            sentence = self.tr("Set to share. Nothing leaves the journal until you send it.")
            self.said.emit(sentence, ())

    def _move(self, part_id: PartId, by: int) -> None:
        if self.entry is not None:
            self._at = part_id
            self._step(self.entry.arrangement.moved(part_id, by))
            self._soon.start()

    def _take_out(self, part_id: PartId) -> None:
        if self.entry is None:
            return
        order = self.entry.arrangement.parts
        at = order.index(part_id)
        others = (*order[at + 1 :], *reversed(order[:at]))
        self._step(self.entry.arrangement.without(part_id))
        self._at = others[0] if others else None
        self.focus_first()
        back = partial(self._put_back, self.entry, part_id, at)
        sentence = self.tr("Moved to the bin.") + " " + copytext.small("trash_note")
        self.said.emit(sentence, ((copytext.small("undo"), back),))

    def _put_back(self, entry: OpenEntry, part_id: PartId, at: int) -> None:
        """Undo from the strip, where another page, or the same entry again, may be shown by now."""
        here = self.entry
        if here is None or here.id != entry.id:
            entry.arrange(entry.arrangement.with_part(part_id, at))
        elif part_id not in here.arrangement.parts:
            here.remember(entry.taken_out)
            self._at = part_id
            self._step(here.arrangement.with_part(part_id, at))
            self._soon.start()

    def _entitle(self, title: str) -> None:
        if self.entry is not None:
            self.entry.entitle(title)

    def _show(self) -> None:
        if self.entry is None or self._content is None:
            return
        self._show_head()
        parts = {part.id: part for part in self.entry.parts}
        for gone in set(self._cards) - set(parts):
            self._drop(gone)
        self._empty()
        contents = tuple(part.content for part in parts.values())
        for layer in layers(self._content, contents, self._tools.calendar.begins):
            self._add_heading(layer)
            for content in layer.parts:
                self._add_widget(self._card(parts[content.id]))
        self._cards = {part_id: self._cards[part_id] for part_id in parts}
        ask_once(self._cards.values())
        later = self._content.settled_ms is not None
        self._adds[0].setText(self.tr("Add a later thought") if later else self.tr("Write"))

    def _show_head(self) -> None:
        if self.entry is not None and self._history is not None:
            can_undo, can_redo = self._history.can_undo, self._history.can_redo
            self.head.show_entry(self.entry.arrangement, can_undo=can_undo, can_redo=can_redo)

    def _add_heading(self, layer: Layer) -> None:
        """Set apart what was thought later, and what came first where that follows."""
        if layer.later or self._column.count():
            said = self.tr("Later thoughts · {when}" if layer.later else "What came first · {when}")
            heading = plain.label(said.format(when=layer.when), "layer", wrap=True)
            heading.setIndent(0)
            self._add_widget(heading)

    def _add_widget(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()  # now, so that it has its place at once

    def _card(self, part: OpenPart) -> PartCard:
        """Return the card of a part: the one there is, as long as it looks like it."""
        assert self._content is not None  # noqa: S101 - just seen to
        settled = self._content.settled_ms
        first = settled is not None and not self._content.is_later(part.content)
        edited = part.kind is Kind.WORDS and first and part.content.changed_ms > (settled or 0)
        card = self._cards.get(part.id)
        if card is not None and card.fits(part, edited=edited):
            return card
        self._drop(part.id)
        card = PartCard(part, self._tools, self._leisure, edited=edited)
        card.chosen.connect(self.chosen)
        card.moved.connect(self._move)
        card.taken.connect(self._take_out)
        card.versions.connect(self._ask_for_versions)
        card.place_asked.connect(self.place_asked)
        card.saving_asked.connect(self.saving_asked)
        for offer in self._offers.values():
            offer(card)
        self._cards[part.id] = card
        return card

    def _ask_for_versions(self, part_id: PartId) -> None:
        self.place_asked.emit("versions", part_id)

    def _drop(self, part_id: PartId) -> None:
        card = self._cards.pop(part_id, None)
        if card is not None:
            card.end()
            card.hide()
            card.deleteLater()

    def _empty(self) -> None:
        """Take everything out of the column; the cards stay, the headings go."""
        # Not ``takeAt``: an item remembers heights, and Qt lets it forget none while another lives.
        items = map(self._column.itemAt, range(self._column.count()))
        for widget in [item.widget() for item in items if item is not None]:
            if widget is not None:
                self._column.removeWidget(widget)
                if not isinstance(widget, PartCard):
                    widget.hide()
                    widget.deleteLater()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Have Tab go through the page as it reads, and through what is said below it."""
        here, chain = self.focusWidget(), self._stops()
        if here not in chain:
            return super().focusNextPrevChild(next)
        step = 1 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        chain[(chain.index(here) + step) % len(chain)].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        """Return all that can have the keyboard, in the order it is read."""
        rooms = (self.header, self.head, *self._cards.values(), *self._adds)
        inside = [w for room in rooms for w in (room, *room.findChildren(QWidget))]
        below = [w for w in self.window().findChildren(QWidget) if not self.isAncestorOf(w)]
        return [w for w in (*inside, *below) if _takes_tab(w)]

    def _reveal(self) -> None:
        """Show the part where the keyboard is, or the spot that was asked for."""
        spot, self._spot = self._spot, None
        if spot is not None and spot.part not in self._cards:
            return
        if spot is not None:
            self._at = spot.part
        card = self._cards.get(self._at) if self._at is not None else None
        if card is None:
            return
        if spot is not None:
            card.point_out(spot)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        if spot is None:
            self._scroll.ensureWidgetVisible(card, 0, gap(self._tools.theme))
        else:
            down = card.mapTo(self._inside, QPoint(0, card.underlined())).y()
            third = self._scroll.viewport().height() // 3
            self._scroll.verticalScrollBar().setValue(down - third)

    def _make_adds(self) -> tuple[QPushButton, ...]:
        names = {
            Kind.WORDS: self.tr("Write"),
            Kind.INK: self.tr("Draw"),
            Kind.VOICE: self.tr("Speak"),
            Kind.PHOTO: self.tr("Paper page"),
        }
        made: list[QPushButton] = []
        for kind, name in names.items():
            button = plain.button(name, self._add, "quiet")
            button.setAccessibleName(self.tr("Add: {name}").format(name=name))
            button.setProperty("kind", kind)
            made.append(button)
        return tuple(made)

    def _add(self) -> None:
        self.add.emit(Kind(self.sender().property("kind")))

    def _lay_out(self) -> None:
        for button in self._adds:
            self._foot.addWidget(button)
        inner = plain.column(self._inside, gap=14)
        inner.addWidget(self.head)
        inner.addLayout(self._column)
        inner.addLayout(self._foot)
        inner.addStretch(1)
        plain.column(self._book).addWidget(self._scroll)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(self._book), 1)

    def _wire(self) -> None:
        self.head.arranged.connect(self._rearranged)
        self.head.titled.connect(self._entitle)
        self.head.settled.connect(self._settle)
        self.head.undo.connect(self._undo)
        self.head.redo.connect(self._redo)
        self.head.seal_asked.connect(self.seal_asked)
        self.head.bin_asked.connect(self.bin_asked)
        keys = (
            Action(("Ctrl+Z",), self._undo),
            Action(("Ctrl+Shift+Z", "Ctrl+Y"), self._redo),
            Action(("Ctrl+Shift+S",), self.head.share),
            Action(("Ctrl+Shift+A",), self.seal_asked.emit),
        )
        actions.listen(self, keys, HERE)
        self._tools.theme.changed.connect(self._dress)

    def _settle(self) -> None:
        self._note()
        self._show_head()

    def _dress(self) -> None:
        theme = self._tools.theme
        self._book.setMaximumWidth(theme.px(plain.WIDEST))
        self._foot.setSpacing(gap(theme))
        for button in self._adds:
            button.setIcon(self._tools.icons.get("add"))


def _takes_tab(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
