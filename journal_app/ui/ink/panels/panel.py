"""What may lie over the foot of the page for a while: things to choose from, and the way back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import GAP, Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.choosing import Choosing

EDGE = 12


class Panel(QFrame):
    """Rows of things to press, "Done" beside the first; ``done`` when that, or Esc, is pressed.

    One that ``passes`` is put away by a touch of the page.
    """

    done = Signal()
    passes = True

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        self._inside = QWidget()
        self._rows = plain.column(self._inside, margin=4, gap=gap(theme))
        self._scroll = Scroller(self._inside)
        self._first: Choosing | QWidget | None = None
        around = plain.column(self, margin=EDGE - 4, gap=0)
        around.addWidget(self._scroll)
        theme.changed.connect(self._space)

    def add(self, thing: QWidget, label: str = "") -> None:
        """Add a row, beside what it is called."""
        row: QHBoxLayout = plain.row(gap=gap(self.theme))
        if label:
            row.addWidget(plain.label(label, "quiet"))
        row.addWidget(thing, 1)
        if self._first is None:
            self._first = thing
            self.back = plain.button(self.tr("Done"), self.done.emit, "quiet")
            row.addWidget(self.back)
            row.setAlignment(self.back, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)

    def choosing(self, *buttons: QPushButton, label: str = "") -> Choosing:
        """Add a row of buttons that wrap like words."""
        made = Choosing(self.theme)
        for button in buttons:
            made.add(button)
        self.add(made, label)
        return made

    def focus_first(self) -> None:
        """Put the keyboard on what one would press first."""
        if isinstance(self._first, Choosing):
            self._first.focus_first()
        elif self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)

    def tall(self, wide: int) -> int:
        """Return how tall it would like to be where it is so wide."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() + GAP
        layout = self._inside.layout()
        room = wide - 2 * EDGE - bar
        inside = 0
        if layout is not None:
            inside = max(layout.totalHeightForWidth(room), layout.totalSizeHint().height())
            if layout.hasHeightForWidth():
                inside = layout.totalHeightForWidth(room)
        return inside + 2 * EDGE

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for row in self._inside.findChildren(Choosing):
            row.reached.connect(self._reveal)

    @override
    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.done.emit()
        return True

    def _reveal(self, button: QWidget) -> None:
        self._scroll.ensureWidgetVisible(button, 0, gap(self.theme))

    def _space(self) -> None:
        self._rows.setSpacing(gap(self.theme))
