"""Drawing: a large page, a few inks beside it, and the tools below."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.entry import Record
from journal_app.domain.ink import codec as inkcodec
from journal_app.domain.ink import replay
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.history import History
from journal_app.domain.ink.marks import Box
from journal_app.domain.ink.records import Add, InkRecord, Paper
from journal_app.domain.settings import Preferences
from journal_app.domain.spot import Region, Spot
from journal_app.media import ink
from journal_app.services.openentry import OpenPart
from journal_app.ui import actions
from journal_app.ui.actions import Action
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.desk import invitations
from journal_app.ui.ink.desk.bench import Bench
from journal_app.ui.ink.desk.drawer import Drawer
from journal_app.ui.ink.desk.panels.caption import Caption
from journal_app.ui.ink.desk.panels.hint import Hint
from journal_app.ui.ink.desk.panels.more import More, hand
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.ink.desk.panels.papers import Papers
from journal_app.ui.ink.desk.panels.picturing import Picturing
from journal_app.ui.ink.desk.panels.starts import Starts
from journal_app.ui.ink.desk.panels.watching import Watching
from journal_app.ui.ink.desk.panels.wording import Wording
from journal_app.ui.ink.desk.row import ToolRow
from journal_app.ui.ink.desk.tray import InkTray
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.writing.foot import Foot

CLOSER = 1.25
LINES = 16  # of text: with less height than that, there is none for the prompt


class InkEditor(Editor):
    """Shows a drawing and keeps every stroke the moment the pen lifts."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._kept = list(part.content.records)
        records = ink.records(part.content)
        self._looks = tools.theme, tools.icons
        self._history = History(records)
        self._paper: Paper | None = None  # which waits until there is ink on it
        self._preferences = Preferences()
        self._caption = part.content.caption
        self._captioning = Autosave(self._describe, tools.clock, self)
        self._start = -1
        self._canvas = InkCanvas(tools.theme, tools.clock)
        self._canvas.show_drawing(Drawing(records))
        self._tray = InkTray(tools.theme)
        self._row = ToolRow(tools.theme, tools.icons)
        self._prompt = plain.label(part.content.prompt, "quiet", wrap=True)
        self._framing = self._named = False
        left = self._lay_out()
        self._drawer = Drawer(left, self._canvas, self._row)
        self._bench = Bench(self._canvas, self._tray, self._drawer, tools)
        self._fill_row()
        self._wire()
        self._allow()
        self.setFocusProxy(self._canvas)

    @override
    def asked_above(self) -> None:
        self._prompt.setText("")

    @override
    def furnish(self, foot: Foot) -> None:
        foot.tool(self.tr("Another start"), "start", "S", self.another_start)
        foot.tool(self.tr("A few words"), "caption", "A", self.caption)

    @override
    def show_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._canvas.hand = hand(preferences)
        if isinstance(self._drawer.panel, More):
            self._drawer.panel.show_preferences(preferences)

    def undo(self) -> None:
        """Take back the last step."""
        self._step(None if self._canvas.busy else self._history.undo())

    def redo(self) -> None:
        """Take the undone step again."""
        self._step(None if self._canvas.busy else self._history.redo())

    def another_start(self) -> None:
        """Offer something to draw."""
        panel = self._drawer.panel
        if isinstance(panel, Starts):
            panel.another()
            return
        panel = Starts(*self._looks, self._start + 1)
        panel.shown.connect(self._saw)
        panel.begun.connect(self._begin_with)
        self._saw(self._start + 1)
        self._open(panel)

    def caption(self) -> None:
        """Ask for a few words about the drawing."""
        panel = Caption(*self._looks, self._caption)
        panel.typed.connect(self._type_caption)
        self._open(panel)

    def papers(self) -> None:
        """Offer other papers."""
        panel = Papers(*self._looks, self._canvas.drawing.paper)
        panel.chosen.connect(self._take_paper)
        self._open(panel)

    def mandala(self) -> None:
        """Draw a mandala, or no longer."""
        paper = self._canvas.drawing.paper
        self._take_paper(replace(paper, arms=0 if paper.arms else invitations.ARMS))

    def more(self) -> None:
        """Offer what one seldom needs."""
        panel = More(*self._looks, self._preferences)
        panel.chosen.connect(self._prefer)
        panel.tools(self._row.folded)
        some = len(self._canvas.drawing) > 0
        panel.deed(self.tr("Name a part"), "frame", self.name_part, "N").setEnabled(some)
        panel.deed(self.tr("Closer"), "larger", self._closer, "+")
        panel.deed(self.tr("Further"), "smaller", self._further, "-")
        panel.deed(self.tr("Whole page"), "whole", self._canvas.zoom_to_fit, "0")
        panel.deed(self.tr("Watch it again"), "play", self.watch, "W").setEnabled(bool(self._kept))
        panel.deed(self.tr("Save a picture…"), "picture", self.save_picture).setEnabled(some)
        self._open(panel)

    def watch(self) -> None:
        """Watch the drawing come about."""
        if self._kept:
            self._canvas.lift()
            self._open(Watching(self.tools, replay.of(self._kept), self._caption))

    def save_picture(self) -> None:
        """Ask where a picture of the drawing is to go."""
        panel = Picturing(self.tools, self.part, self._canvas.drawing)
        panel.said.connect(self._say)
        self._open(panel)

    def name_part(self) -> None:
        """Let the pen frame a part of the drawing, or draw again."""
        if self._framing:
            self.named()
        elif len(self._canvas.drawing):
            self._canvas.setFocus(Qt.FocusReason.TabFocusReason)
            self._open(
                Hint(*self._looks, self.tr("Name a part"), self._how_to_frame()), focus=False
            )
            self._framing = True
            self._canvas.frame(on=True)

    @override
    def named(self) -> None:
        self._stop_framing()
        self._drawer.close()
        self._focus_page()

    @override
    def event(self, event: QEvent) -> bool:
        # Esc is a step back out of what is going on here, before it is one out of the page.
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not escape or not self._can_step_back():
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._step_back()
        return True

    @override
    def flush(self) -> None:
        self._canvas.lift()
        if isinstance(self._drawer.panel, Wording):
            self._drawer.close()
        self._captioning.flush()

    def _can_step_back(self) -> bool:
        return self._drawer.panel is not None or self._framing or self._bench.elsewhere

    def _step_back(self) -> None:
        if self._drawer.panel is not None:
            self._drawer.panel.done.emit()
        elif self._framing:
            self.named()
        else:
            self._bench.draw()

    def _made(self, record: InkRecord) -> None:
        self._history.note(record)
        self._keep(record)

    def _step(self, record: InkRecord | None) -> None:
        if record is not None:
            self._canvas.apply(record)
            self._keep(record)

    def _keep(self, record: InkRecord) -> None:
        if isinstance(record, Paper) and not self.part.begun:
            self._paper = record  # an empty page is nothing to keep
            return
        paper, self._paper = self._paper, None
        if paper is not None:
            self._append(paper)
        self._append(record)
        self._allow()
        self._bench.look_again()

    def _append(self, record: InkRecord) -> None:
        body, now = inkcodec.pack(record), self.tools.clock.now().utc_ms
        made_ms = record.stroke.made_ms if isinstance(record, Add) else now
        self._kept.append(Record(self.part.append(body, made_ms), made_ms, body))

    def _framed(self, region: Region) -> None:
        self._named = True  # the frame stays while it gets its name
        self._drawer.close()
        self.naming_asked.emit(Spot(self.part.entry.id, self.part.id, region), "")

    def _stop_framing(self) -> None:
        if self._framing:
            self._framing = self._named = False
            self._canvas.frame(on=False)
            self._drawer.close()

    def _how_to_frame(self) -> str:
        return self.tr(
            "Press two corners around the part you mean, or draw a frame. With the keyboard:"
            " arrows move, Enter sets a corner. Esc leaves it."
        )

    def _open(self, panel: Panel, *, focus: bool = True) -> None:
        self._stop_framing()
        self._drawer.open(panel, focus=focus)

    def _closed(self) -> None:
        if not self._named:
            self._stop_framing()
            self._focus_page()

    def _take_paper(self, paper: Paper) -> None:
        if paper.arms and not self._canvas.drawing.paper.arms:
            page = self._canvas.page_with(Box(0.0, 0.0, 0.0, 0.0))
            paper = replace(paper, centre=(page.width / 2, page.height / 2))
        if paper != self._canvas.drawing.paper:
            self._canvas.keep(paper)
            if isinstance(self._drawer.panel, Papers):
                self._drawer.panel.show_paper(paper)

    def _saw(self, start: int) -> None:
        self._start = start

    def _begin_with(self, words: str) -> None:
        """Draw what an invitation asks for, on the paper that goes with it."""
        self.part.answer(words)
        self._prompt.setText(words)
        self._fit()
        self._take_paper(invitations.paper_for(words, self._canvas.drawing.paper))
        self._drawer.close()

    def _type_caption(self, caption: str) -> None:
        self._caption = caption
        self.part.touch()
        self._captioning.touch()

    def _describe(self) -> None:
        self.part.describe(self._caption)

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, ())

    def _prefer(self, preferences: Preferences) -> None:
        self.show_preferences(preferences)
        self.preferences_chosen.emit(preferences)

    def _closer(self) -> None:
        self._canvas.zoom_by(CLOSER)

    def _further(self) -> None:
        self._canvas.zoom_by(1 / CLOSER)

    def _focus_page(self) -> None:
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_row(self) -> None:
        row = self._row
        self._bench.first(row)
        self._undo = row.add(self.tr("Undo"), "undo", "Ctrl+Z", self.undo)
        self._redo = row.add(self.tr("Redo"), "redo", "Ctrl+Shift+Z", self.redo)
        row.part()
        self._bench.rest(row)
        row.add(self.tr("Paper"), "paper", "", self.papers, rare=3)
        row.add(self.tr("More"), "more", "", self.more)

    def _wire(self) -> None:
        self._canvas.made.connect(self._made)
        self._canvas.framed.connect(self._framed)
        self._drawer.closed.connect(self._closed)
        self._bench.taken.connect(self._stop_framing)
        self.tools.theme.changed.connect(self._fit)
        bench, tray = self._bench, self._tray
        table = (
            Action(("Ctrl+Z",), self.undo),
            Action(("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
            Action(("B",), bench.pen),
            Action(("P",), bench.pencil),
            Action(("H",), bench.highlighter),
            Action(("E",), bench.rub_otherwise),
            Action(("L",), bench.choose),
            Action(("F",), bench.shapes),
            Action(("G",), bench.fill),
            Action(("T",), bench.words),
            Action(("M",), self.mandala),
            Action(("S",), self.another_start),
            Action(("A",), self.caption),
            Action(("W",), self.watch),
            Action(("N", "Ctrl+Shift+T"), self.name_part),
            Action(("C",), tray.next_ink),
            Action(("[",), tray.thinner),
            Action(("]",), tray.thicker),
        )
        actions.listen(self, table, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> QWidget:
        left = QWidget()
        column = plain.column(left, gap=12)
        column.addWidget(self._prompt)
        column.addWidget(self._canvas, 1)
        column.addWidget(self._row)
        whole = plain.row()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(left, 1)
        whole.addWidget(self._tray)
        self.setLayout(whole)
        return left

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what is being drawn, where there is room to say so."""
        roomy = self.height() > self.tools.theme.px(LINES * 28)
        self._prompt.setVisible(roomy and bool(self._prompt.text()))

    def _allow(self) -> None:
        """Offer only the steps there are; never leave the keyboard on a button that went grey."""
        for button, possible in (
            (self._undo, self._history.can_undo),
            (self._redo, self._history.can_redo),
        ):
            if button.hasFocus() and not possible:
                self._canvas.setFocus(Qt.FocusReason.TabFocusReason)
            button.setEnabled(possible)
