"""One return of a theme: the phrase in its sentence, the piece of the drawing, the seconds."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from journal_app.domain import day
from journal_app.domain.cutting import Cutting
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.ink.marks import Extent
from journal_app.domain.quoting import Passage
from journal_app.domain.spot import Region, Stretch
from journal_app.domain.themes import Return
from journal_app.media import markdown
from journal_app.services.themes import Themes
from journal_app.services.voice.recording import Recording
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.cuttingview import CuttingView
from journal_app.ui.widgets.face import Face
from journal_app.ui.widgets.voicing.strip import VoiceStrip

ROOM = 440, 260  # pixels at 100 % a piece of a drawing may take
WIDEST = 720
ENLARGED = 1.6


class ReturnCard(QWidget):
    """Shows a return; ``opened`` when one wants to go there, ``off`` when it is to be taken off."""

    opened = Signal(object)
    off = Signal(object)

    def __init__(self, met: Return, themes: Themes, tools: Tools) -> None:
        super().__init__()
        self.met = met
        self._tools = tools
        self._strip: VoiceStrip | None = None
        self.face = Face(tools.theme)
        self.face.clicked.connect(self._open)
        self._column = plain.column(self.face, margin=tools.theme.px(16), gap=8)
        self._off = plain.button("", self._take_off, "quiet")
        self._off.setIcon(tools.icons.get("close", "text_muted"))
        self._off.setAccessibleName(self.tr("Take the name off here"))
        self._off.setToolTip(self.tr("Take the name off here (Del)"))
        self.setFocusProxy(self.face)
        row = plain.row(self.face, self._off, gap=8)
        row.setContentsMargins(0, 0, 0, 0)
        row.setStretch(0, 1)
        row.setAlignment(self._off, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)
        said = self._show(themes)
        self._add(plain.label(self._about(), "quiet", wrap=True))
        self.face.setAccessibleName(f"{said}, {self._about()}")

    @property
    def playing(self) -> bool:
        """Whether somebody is listening to these seconds."""
        return self._strip is not None and self._strip.playing

    def stop(self) -> None:
        """Fall silent."""
        if self._strip is not None:
            self._strip.stop()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._take_off()
        else:
            super().keyPressEvent(event)

    def _show(self, themes: Themes) -> str:
        """Show what was met, and return how it is said."""
        met = self.met
        if met.passage is not None:
            return self._show_words(met.passage)
        if met.kind is Kind.INK and met.mark.part is not None:
            return self._show_drawing(themes, met.mark.part)
        if met.kind is Kind.VOICE and met.mark.part is not None:
            return self._show_voice(themes, met.mark.part)
        return self._show_entry()

    def _show_words(self, passage: Passage) -> str:
        before, words, after = map(_html, (passage.before, passage.words, passage.after))
        self._write(f"{before}<u>{words}</u>{after}")
        return f"{passage.before}{passage.words}{passage.after}"

    def _show_drawing(self, themes: Themes, part: PartId) -> str:
        region = self.met.place if isinstance(self.met.place, Region) else None
        theme = self._tools.theme
        room = Extent(min(WIDEST, theme.px(ROOM[0])), theme.px(ROOM[1]))
        most = ENLARGED * theme.scale
        self._view = CuttingView(theme, _size(region, room, most))
        self._column.addWidget(self._view)
        hear(self, themes.cutting(part, region, room, most), self._show_cutting, self._say)
        return self.tr("A part of a drawing") if region else self.tr("A drawing")

    def _show_cutting(self, cutting: Cutting) -> None:
        self._view.show_cutting(cutting)

    def _show_voice(self, themes: Themes, part: PartId) -> str:
        hear(self, themes.voice(part), self._show_recording, self._say)
        return self.tr("Some seconds of a voice")

    def _show_recording(self, recording: Recording) -> None:
        tools = self._tools
        self._strip = VoiceStrip(recording, tools.sound.player, tools.theme, tools.icons)
        if isinstance(self.met.place, Stretch):
            self._strip.limit(self.met.place)
        self._column.insertWidget(0, self._strip)

    def _show_entry(self) -> str:
        line = self.met.line
        words = line.title or " ".join(markdown.plain(line.first_words).split()) or self.met.caption
        said = words or self.tr("An entry without words")
        self._write(_html(said))
        return said

    def _about(self) -> str:
        """Say where it was met, and how it is there."""
        met = self.met
        whole = self.tr("the whole entry") if met.kind is None else ""
        title = "" if met.kind is None else met.line.title
        then = self.tr("as it was then") if met.passage is not None and met.passage.gone else ""
        part_of_day = day.part_of_day(met.line.made)
        return " · ".join(filter(None, (met.caption, whole, part_of_day, title, then)))

    def _write(self, html: str) -> None:
        label = QLabel(f'<div style="line-height: 110%">{html}</div>')
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setFont(self._tools.theme.page_font())
        self._add(label)

    def _say(self, error: JournalError) -> None:
        self._add(plain.label(str(error), "quiet", wrap=True))

    def _add(self, label: QLabel) -> None:
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column.addWidget(label)

    def _open(self) -> None:
        self.opened.emit(self.met.spot)

    def _take_off(self) -> None:
        self.off.emit(self.met)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _size(region: Region | None, room: Extent, most: float) -> Extent:
    """Return how large a cutting will be, if one can tell before it is there."""
    if region is None:
        return Extent(0, 0)
    scale = min(room.width / region.width, room.height / region.height, most)
    return Extent(round(region.width * scale), round(region.height * scale))
