"""Choosing some seconds of a recording: from here, to here."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import clock_face
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.voicing.listener import LEAST, Listener

LOOK_MS = 50


class Passage(QWidget):
    """Lets one choose seconds; ``chosen`` carries the ``Stretch``, ``left`` that it was left.

    ``name`` is what is pressed to begin. Without one it is begun from elsewhere, and not seen until
    then.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, listener: Listener, name: str = "", hint: str = "") -> None:
        super().__init__()
        self._listener = listener
        self._name = name
        self._from: float | None = None
        self._begun = False
        self._line = plain.label("", "quiet", wrap=True)
        self._press = plain.button("", self.press, "quiet")
        self._press.setToolTip(hint)
        self._leave = plain.button(self.tr("Not now"), self.leave, "quiet")
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        row = plain.row(self._line, self._press, self._leave, gap=12)
        row.setContentsMargins(0, 0, 0, 0)
        row.setStretch(0, 1)
        row.addStretch(0)
        self.setLayout(row)
        self._look()

    @property
    def begun(self) -> bool:
        """Whether somebody is choosing."""
        return self._begun

    def press(self) -> None:
        """Go on: begin to choose, mark the first place, mark the last."""
        if not self._begun:
            self._begun = True
            self._timer.start()
        elif self._from is None:
            self._from = self._listener.position
        else:
            self._timer.stop()
            self._begun = False
            self.chosen.emit(self._stretch(self._from))
        self._look()

    def rest(self) -> None:
        """Choose nothing, or nothing any more."""
        self._timer.stop()
        self._begun, self._from = False, None
        self._look()

    def leave(self) -> None:
        """Choose nothing after all."""
        self.rest()
        self.left.emit()

    @override
    def event(self, event: QEvent) -> bool:
        # Esc is a step back out of choosing, before it is one out of the page.
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not escape or not self._begun:
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.leave()
        return True

    def _stretch(self, first: float) -> Stretch:
        """Return what lies between the two places, at least a second of it."""
        start, stop = sorted((first, self._listener.position))
        start = max(0.0, min(start, self._listener.seconds - LEAST))
        return Stretch(start, max(stop, min(start + LEAST, self._listener.seconds)))

    def _look(self) -> None:
        """Say what to do next, and show what is chosen so far."""
        here = clock_face(self._listener.position)
        chosen = None if self._from is None else self._stretch(self._from)
        if not self._begun:
            said, name = "", self._name
        elif chosen is None:
            said = self.tr("Play, or go to where it begins. Now at {here}.").format(here=here)
            name = self.tr("From here")
        else:
            span = f"{clock_face(chosen.start)} – {clock_face(chosen.stop)}"
            said = self.tr("Then to where it ends. So far {span}.").format(span=span)
            name = self.tr("To here")
        self._line.setText(said)
        self._line.setVisible(self._begun)
        self._press.setText(name)
        self._leave.setVisible(self._begun)
        if not self._name:
            self.setVisible(self._begun)
        self._listener.shade(chosen)
