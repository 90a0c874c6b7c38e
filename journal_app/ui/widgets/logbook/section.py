"""A part of the log that unfolds: what it is called, and what was noted there so far."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from journal_app.domain.sessionlog import SessionLog
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.field import Field
from journal_app.ui.widgets.scroller import come_into_view

INSIDE = 18
GAP = 22


class Section(QFrame):
    """A row to press; its fields are made when it is first unfolded.

    ``opened`` is called with each of them, so that they can be wired.
    """

    def __init__(
        self,
        title: str,
        make: Callable[[], tuple[Field, ...]],
        tools: Tools,
        note: str = "",
    ) -> None:
        super().__init__()
        self._make = make
        self._note = note
        self._icons = tools.icons
        self._log = SessionLog()
        self.fields: tuple[Field, ...] = ()
        self.button = plain.button(title, self._turn, "row")
        self.button.setCheckable(True)
        self._said = self._label("")
        self._inside = QWidget()
        self._column: QVBoxLayout = plain.column(self._inside, gap=GAP)
        self._column.setContentsMargins(INSIDE, 4, INSIDE, INSIDE)
        self._inside.hide()
        self.setProperty("role", "card")
        column = plain.column(self, gap=0)
        for thing in (self.button, self._said, self._inside):
            column.addWidget(thing)
        self.setFocusProxy(self.button)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._reveal)
        tools.theme.changed.connect(self._colour)
        self._colour()

    def show_log(self, log: SessionLog, said: str) -> None:
        """Show what is noted there by now, and how that is said while it is folded."""
        self._log = log
        self._said.setText(said)
        self.button.setAccessibleDescription(said)
        for field in self.fields:
            field.show_log(log)
        self._colour()

    def unfold(self) -> None:
        """Show its fields, and put the keyboard on the first."""
        self.button.setChecked(True)
        self._turn()

    def _turn(self) -> None:
        unfolds = self.button.isChecked()
        if unfolds and not self.fields:
            self.fields = self._make()
            if self._note:
                self._column.addWidget(plain.label(self._note, "quiet", wrap=True))
            for field in self.fields:
                self._column.addWidget(field)
                field.show_log(self._log)
        self._inside.setVisible(unfolds)
        self._colour()
        if unfolds:
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._soon.start()

    def _reveal(self) -> None:
        """Have it in view as far as there is room, above all its beginning."""
        come_into_view(self, 0)
        come_into_view(self.button, 0)

    def _label(self, text: str) -> QLabel:
        label = plain.label(text, "quiet", wrap=True)
        label.setIndent(0)
        label.setContentsMargins(INSIDE, 0, INSIDE, 14)
        return label

    def _colour(self) -> None:
        unfolded = self.button.isChecked()
        self._said.setVisible(bool(self._said.text()) and not unfolded)
        self.button.setIcon(self._icons.get("less" if unfolded else "add"))
