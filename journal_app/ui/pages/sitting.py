"""The page around an editor: the way home, how it stands, and the other ways in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.entry import Kind
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.ui import copytext
from journal_app.ui.editor import Editor
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.writing.foot import Foot

if TYPE_CHECKING:
    from journal_app.ui.widgets.voicing.speakingbar import SpeakingBar
    from journal_app.ui.widgets.voicing.standing import Speech

LOW, LOWEST = 640, 520  # pixels at 100 %
MARGIN, GAP, NARROW = 24, 12, 8
ICONS = {Kind.WORDS: "write", Kind.INK: "draw", Kind.VOICE: "speak"}


class SittingPage(QWidget):
    """Someone is writing, drawing or speaking here.

    ``voice_asked`` when somebody wants to see the recording that goes on meanwhile, ``voice_ended``
    when that is over.
    """

    other = Signal(object)
    aside = Signal()
    voice_asked = Signal()
    voice_ended = Signal()

    def __init__(
        self, entry: OpenEntry, editor: Editor, back: str, theme: Theme, icons: Icons
    ) -> None:
        super().__init__()
        self.entry = entry
        self.editor = editor
        self.header = Header(back, theme, icons)
        self._looks = theme, icons
        self._bar: SpeakingBar | None = None
        self._texts = {  # asked for with every key: none of them is looked up then
            KeepState.NOTHING: "",
            KeepState.KEEPING: copytext.small("keeping"),
            KeepState.KEPT: copytext.small("kept"),
            KeepState.NOT_KEPT: self.tr("Not kept yet"),
        }
        self._foot = Foot(theme, icons)
        editor.furnish(self._foot)
        self._add_others(editor.others)
        self._column = layout = plain.column(self, margin=MARGIN, gap=GAP)
        layout.addWidget(self.header)
        layout.addWidget(editor, 1)
        aside = plain.button(editor.ends, self.aside.emit)
        aside.setToolTip(self.tr("Finish for now (Ctrl+Enter)"))
        self._foot.add(aside)
        layout.addWidget(self._foot)
        editor.wants.connect(self.other)
        entry.watch(self._show_status)
        self._show_status()

    def focus_first(self) -> None:
        """Put the keyboard where one writes, draws or speaks."""
        self.editor.setFocus()

    def follow(self, speech: "Speech | None") -> None:
        """Say above the editor how a recording stands that goes on meanwhile, if there is one.

        To be called before the page is shown: nothing moves under somebody's hands.
        """
        if speech is not None and self._bar is None:
            from journal_app.ui.widgets.voicing.speakingbar import SpeakingBar  # noqa: PLC0415

            self._bar = SpeakingBar(*self._looks)
            self._bar.back_asked.connect(self.voice_asked)
            self._bar.ended.connect(self.voice_ended)
            self._looks[0].changed.connect(self._make_room)
            self._column.insertWidget(self._column.indexOf(self.editor), self._bar)
        if self._bar is not None:
            self._bar.follow(speech)
            self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._bar is not None:
            self._make_room()

    def leave(self) -> None:
        """Hand everything over; the page is about to go."""
        self.entry.unwatch(self._show_status)
        self.editor.close_part()

    def _make_room(self) -> None:
        """Let a low page keep most of its height for what one makes."""
        more = self._bar is not None and not self._bar.isHidden()
        theme = self._looks[0]
        low = more and self.height() < theme.px(LOW)
        self._foot.crowd(on=more and self.height() < theme.px(LOWEST))
        narrow = NARROW // 2 if theme.dim else NARROW  # whose targets are larger
        around, apart = (narrow, narrow // 2) if low else (MARGIN, GAP)
        self._column.setContentsMargins(MARGIN, around, MARGIN, around)
        self._column.setSpacing(apart)

    def _add_others(self, others: tuple[Kind, ...]) -> None:
        names = {
            Kind.WORDS: self.tr("Write"),
            Kind.INK: self.tr("Draw"),
            Kind.VOICE: self.tr("Speak"),
        }
        for kind in others:
            self._foot.way(names[kind], ICONS[kind], self._go).setProperty("kind", kind)

    def _go(self) -> None:
        self.other.emit(Kind(self.sender().property("kind")))

    def _show_status(self) -> None:
        self.header.set_status(self._texts[self.entry.state])
