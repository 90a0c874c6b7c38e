"""What may lie over the foot of the page for a while: things to choose from, and the way back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget
from typing_extensions import override

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.row import ICON_PX
from journal_app.ui.ink.desk.toolbutton import ToolButton
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.scroller import GAP, Scroller
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.writing.choosing import Choosing
from journal_app.ui.widgets.writing.flow import Flow

EDGE, LINE = 10, 4  # around what is inside, and of that the frame's two lines


class Panel(QFrame):
    """Rows of things to press, and "Done" beside them; ``done`` when that, or Esc, is pressed.

    One that ``passes`` is put away by a touch of the page.
    """

    done = Signal()
    passes = True
    most = 0.84  # of the height there is

    def __init__(self, theme: Theme, icons: Icons, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.icons = icons
        self.setProperty("role", "panel")
        self.setAccessibleName(name)
        self._inside = QWidget()
        self._rows = plain.column(self._inside, gap=gap(theme))
        self._scroll = Scroller(self._inside)
        self._flows: list[Flow] = []
        self._first: Choosing | QWidget | None = None
        self._back = ToolButton(
            self.tr("Done"), icons.face("check", ICON_PX), theme, self.done.emit, "tool-quiet"
        )
        self._back.setToolTip(self.tr("Back to the page (Esc)"))
        self._around = plain.row(self._scroll, self._back)
        self._around.setAlignment(self._back, Qt.AlignmentFlag.AlignTop)
        self._around.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.setLayout(self._around)
        theme.changed.connect(self._space)
        self._space()

    def add(self, thing: QWidget) -> None:
        """Add a row."""
        self._rows.addWidget(thing)
        self._first = self._first or thing

    def choosing(self, *buttons: QPushButton) -> Choosing:
        """Add buttons that wrap like words; arrows lead from one to the other."""
        made = Choosing(self.theme)
        for button in buttons:
            made.add(button)
        made.reached.connect(self._reveal)
        self.add(made)
        return made

    def beside(self, *things: QWidget) -> None:
        """Add things that wrap like words."""
        made = QWidget()
        flow = Flow(made)
        for thing in things:
            flow.addWidget(thing)
        self._flows.append(flow)
        self._space()
        self.add(made)

    def focus_first(self) -> None:
        """Put the keyboard on what one would press first."""
        if isinstance(self._first, Choosing):
            self._first.focus_first()
        elif self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Hand over what it still holds: it is about to go."""

    def tall(self, wide: int) -> int:
        """Return how tall it would like to be where it is so wide."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() + GAP
        beside = self._back.sizeHint().width() + gap(self.theme)
        room = wide - 2 * EDGE - LINE - bar - beside
        inside = self._rows.totalHeightForWidth(room)
        if inside < 0:  # nothing in it depends on the width
            inside = self._rows.totalSizeHint().height()
        return max(inside, self._back.sizeHint().height()) + 2 * EDGE + LINE

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
        for layout in (self._rows, self._around, *self._flows):
            layout.setSpacing(gap(self.theme))
