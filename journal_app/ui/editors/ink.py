"""Drawing: a large canvas, a few inks beside it, and the way back below."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.ink import codec as inkcodec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.history import History
from journal_app.domain.ink.records import Add, InkRecord
from journal_app.domain.ink.tools import PEN
from journal_app.domain.spot import Region, Spot
from journal_app.media import ink
from journal_app.services.openentry import OpenPart
from journal_app.ui import actions
from journal_app.ui.actions import Action
from journal_app.ui.editor import Editor
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.ink.modes.erase import Erase
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.inktray import InkTray
from journal_app.ui.widgets.toolrow import ToolRow


class InkEditor(Editor):
    """Shows a drawing and keeps every stroke the moment the pen lifts."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        records = ink.records(part.content)
        self._history = History(records)
        self._canvas = InkCanvas(tools.theme, tools.clock)
        self._canvas.show_drawing(Drawing(records))
        self._canvas.made.connect(self._made)
        self._tray = InkTray(tools.theme)
        self._tray.chosen.connect(self._draw)
        self._row = ToolRow(tools.theme, tools.icons)
        self._undo = self._row.add(self.tr("Undo"), "undo", "Ctrl+Z", self.undo)
        self._redo = self._row.add(self.tr("Redo"), "redo", "Ctrl+Shift+Z", self.redo)
        self._erase = self._row.add(self.tr("Erase"), "erase", "E", self._switch)
        self._erase.setCheckable(True)
        self._name = self._row.add(self.tr("Name a part"), "frame", "N", self._frame)
        self._name.setCheckable(True)
        self._how = plain.label(
            self.tr(
                "Press two corners around the part you mean, or draw a frame. With the keyboard:"
                " arrows move, Enter sets a corner. Esc leaves it."
            ),
            "quiet",
            wrap=True,
        )
        self._how.hide()
        self._canvas.framed.connect(self._framed)
        self._lay_out()
        self._listen()
        self._allow()
        self.setFocusProxy(self._canvas)

    def undo(self) -> None:
        """Take back the last step."""
        self._step(None if self._canvas.busy else self._history.undo())

    def redo(self) -> None:
        """Take the undone step again."""
        self._step(None if self._canvas.busy else self._history.redo())

    @override
    def named(self) -> None:
        self._stop_framing()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        # Esc is a step back out of framing, before it is one out of the page.
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not escape or not self._name.isChecked():
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.named()
        return True

    @override
    def flush(self) -> None:
        self._canvas.lift()

    def _made(self, record: InkRecord) -> None:
        self._history.note(record)
        self._keep(record)

    def _step(self, record: InkRecord | None) -> None:
        if record is not None:
            self._canvas.apply(record)
            self._keep(record)

    def _keep(self, record: InkRecord) -> None:
        made_ms = record.stroke.made_ms if isinstance(record, Add) else None
        self.part.append(inkcodec.pack(record), made_ms)
        self._allow()

    def _frame(self) -> None:
        """Let the pen frame a part of the drawing, or draw again."""
        on = self._name.isChecked()
        if on:
            self._canvas.lift()
            self._canvas.setFocus(Qt.FocusReason.TabFocusReason)
        self._canvas.frame(on=on)
        self._how.setVisible(on)

    def _framed(self, region: Region) -> None:
        self._how.hide()
        self.naming_asked.emit(Spot(self.part.entry.id, self.part.id, region), "")

    def _stop_framing(self) -> None:
        if self._name.isChecked():
            self._name.click()

    def _draw(self) -> None:
        """Draw with the chosen ink and nib, whatever was going on before."""
        self._erase.setChecked(False)
        self._switch()

    def _switch(self) -> None:
        self._stop_framing()
        erasing = self._erase.isChecked()
        pen = Draw(self._canvas, PEN, self._tray.colour, self._tray.nib)
        self._canvas.use(Erase(self._canvas) if erasing else pen)
        self._row.set_icon(self._erase, "check" if erasing else "erase")

    def _listen(self) -> None:
        table = (
            Action(("Ctrl+Z",), self.undo),
            Action(("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
            Action(("B",), self._draw),
            Action(("E",), self._erase.click),
            Action(("N", "Ctrl+Shift+T"), self._name.click),
            Action(("C",), self._tray.next_ink),
            Action(("[",), self._tray.thinner),
            Action(("]",), self._tray.thicker),
        )
        actions.listen(self, table, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        left = plain.column(gap=12)
        left.addWidget(self._canvas, 1)
        left.addWidget(self._how)
        left.addWidget(self._row)
        whole = plain.row()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(left, 1)
        whole.addWidget(self._tray)
        self.setLayout(whole)

    def _allow(self) -> None:
        """Offer only the steps there are; never leave the keyboard on a button that went grey."""
        for button, possible in (
            (self._undo, self._history.can_undo),
            (self._redo, self._history.can_redo),
            (self._name, len(self._canvas.drawing) > 0),
        ):
            if button.hasFocus() and not possible:
                self._canvas.setFocus(Qt.FocusReason.TabFocusReason)
            button.setEnabled(possible)
