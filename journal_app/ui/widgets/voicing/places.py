"""The places somebody marked in a recording: go there, give them a name, take them out."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from journal_app.domain.voice import RATE, Bookmark, clock_face
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.namechips import shortened
from journal_app.ui.widgets.scroller import come_into_view
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.voicing.listener import Listener
from journal_app.ui.widgets.voicing.nameline import NameLine
from journal_app.ui.widgets.writing.flow import Flow

GAP = 8


class Places(QWidget):
    """Shows the places in what ``listener`` hears; ``done`` says that a name was asked for."""

    done = Signal()

    def __init__(self, listener: Listener, theme: Theme) -> None:
        super().__init__()
        self._listener = listener
        self._theme = theme
        self._chips: list[_Chip] = []
        self._chosen: Bookmark | None = None
        self._gone: Bookmark | None = None
        self._line = NameLine()
        self._line.named.connect(self._name)
        self._line.left.connect(self._end_naming)
        self._keep = plain.button(self.tr("Keep"), self._keep_name, "quiet")
        self._naming = _row(self._line, self._keep)
        self._rename = plain.button(self.tr("Rename"), self._ask_name, "quiet")
        self._remove = plain.button(self.tr("Take out"), self.take_out, "quiet")
        self._about = _row(self._rename, self._remove)
        self._said = plain.label("", "quiet", wrap=True)
        self._undo = plain.button(self.tr("Undo"), self._put_back, "quiet")
        self._flow = Flow()
        column = plain.column(self, gap=GAP)
        column.addWidget(self._naming)
        column.addLayout(self._flow)
        self._naming.hide()
        listener.remade.connect(self._make)
        theme.changed.connect(self._space)
        self._space()
        self._make()

    def mark(self) -> None:
        """Mark the place where the listener is, and ask what it is called."""
        self._gone = None
        self._chosen = self._listener.mark()
        self._make()
        self._ask_name()

    def go(self, step: int) -> bool:
        """Go to the next place, or to the one before (-1); tell whether there is one."""
        found = self._listener.mark_beside(step)
        if found is not None:
            self.choose(found)
        return found is not None

    def choose(self, place: Bookmark) -> None:
        """Go to a place, and offer what can be done with it."""
        self._chosen, self._gone = place, None
        self._listener.seek(place.frame / RATE)
        self._show()

    def _make(self) -> None:
        """Make a chip for each place, where they are not the ones that are shown."""
        places = self._listener.note.bookmarks
        if [chip.place for chip in self._chips] != list(places):
            before, self._chips = self._chips, [_Chip(place, self) for place in places]
            for thing in (*before, self._about, self._said, self._undo):
                self._flow.removeWidget(thing)
            for chip in before:
                chip.hide()
                chip.deleteLater()
            for thing in (*self._chips, self._about, self._said, self._undo):
                self._flow.addWidget(thing)
        self._show()

    def _show(self) -> None:
        """Show which place is chosen, and what can be done with it or was."""
        chosen = next((one for one in self._chips if one.place == self._chosen), None)
        for chip in self._chips:
            chip.setChecked(chip is chosen)
            chip.show()
        naming = not self._naming.isHidden()
        self._about.setVisible(chosen is not None and not naming)
        if chosen is not None:
            self._rename.setAccessibleName(self.tr("Rename {place}").format(place=chosen.said))
            self._remove.setAccessibleName(self.tr("Take out {place}").format(place=chosen.said))
        self._said.setVisible(self._gone is not None)
        self._undo.setVisible(self._gone is not None)
        self.setVisible(bool(self._chips) or naming or self._gone is not None)

    def _come_into_view(self) -> None:
        come_into_view(self._naming, gap(self._theme))

    def _space(self) -> None:
        self._flow.setSpacing(gap(self._theme))

    def _ask_name(self) -> None:
        if self._chosen is not None:
            at = clock_face(self._chosen.frame / RATE)
            self._line.setAccessibleName(self.tr("Name of the place at {at}").format(at=at))
            self._line.setText(self._chosen.name)
            self._naming.show()
            self._show()
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._come_into_view)

    def _keep_name(self) -> None:
        self._line.named.emit(self._line.text().strip())

    def _name(self, name: str) -> None:
        place = self._chosen
        if place is not None and name != place.name:
            self._chosen = replace(place, name=name)
            self._listener.tell(self._chosen)
        self._end_naming()

    def _end_naming(self) -> None:
        self._naming.hide()
        self._show()
        self.done.emit()

    def take_out(self) -> None:
        """Take the place that is chosen out."""
        place, self._chosen = self._chosen, None
        if place is not None:
            self._gone = place
            at = clock_face(place.frame / RATE)
            self._said.setText(self.tr("The place at {at} is taken out.").format(at=at))
            self._listener.tell(replace(place, gone=True))
            self._undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        place, self._gone = self._gone, None
        if place is not None:
            self._chosen = place
            self._listener.tell(place)
            self.done.emit()


class _Chip(plain.Button):
    """A place, as the time and the name of it."""

    def __init__(self, place: Bookmark, places: Places) -> None:
        at = clock_face(place.frame / RATE)
        super().__init__(f"{at}  {shortened(place.name)}".rstrip())
        self.place = place
        self.said = f"{at} {place.name}".rstrip()
        self._places = places
        self.setProperty("role", "chip")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Go to {place}").format(place=self.said))
        self.setToolTip(place.name)
        self.clicked.connect(self._press)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._press()
            self._places.take_out()
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        self._places.choose(self.place)


def _row(*things: QWidget) -> QWidget:
    made = QWidget()
    row = plain.row(*things, gap=12)
    row.setContentsMargins(0, 0, 0, 0)
    made.setLayout(row)
    return made
