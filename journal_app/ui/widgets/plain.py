"""Labels, buttons and spacing as this app has them, made in one line each."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

GAP = 20
WIDEST = 860  # pixels a column of things is never wider than
AGAIN_MS = 500
LINE_WIDTH = 560


class Button(QPushButton):
    """A button that Enter presses, too, and that takes two clicks of a trembling hand for one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._since = QElapsedTimer()

    def rest(self) -> None:
        """Take no click for a moment."""
        self._since.start()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._since.isValid() or self._since.elapsed() > AGAIN_MS:
            super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown():
            self._since.start()
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label; ``role`` picks its look in the style sheet."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def button(
    text: str, press: Callable[[], object], role: str = "", *, rests: bool = False
) -> QPushButton:
    """Return a button that calls ``press``; ``role`` picks its look in the style sheet.

    One that ``rests`` takes no click for a moment: another stood in its place and was clicked.
    """
    made = Button(text)
    if rests:
        made.rest()
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(press)
    return made


def line(name: str, *, secret: bool = False) -> QLineEdit:
    """Return a line to type in; what is typed into a ``secret`` one isn't shown."""
    made = QLineEdit()
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setMaximumWidth(LINE_WIDTH)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def row(*things: QWidget | None, gap: int = GAP) -> QHBoxLayout:
    """Lay things out from left to right; None pushes what follows to the right."""
    layout = QHBoxLayout()
    layout.setSpacing(gap)
    for thing in things:
        if thing is None:
            layout.addStretch(1)
        else:
            layout.addWidget(thing)
    return layout


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = GAP) -> QVBoxLayout:
    """Return a vertical layout with even margins and gaps."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def as_tall_as_needed() -> QSizePolicy:
    """Return the policy of something to press whose words may take several lines.

    A button is never taller than its words are where they have all the width they like.
    """
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


def tab_on(before: QWidget, inside: QWidget) -> None:
    """Have Tab go from ``before`` through everything in ``inside``, which was made later."""
    for widget in inside.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, widget)
            before = widget


def middle(inside: QWidget, widest: int = WIDEST) -> QHBoxLayout:
    """Lay ``inside`` out in the middle, no wider than ``widest`` pixels."""
    inside.setMaximumWidth(widest)
    return row(inside)


def card() -> QFrame:
    """Return an empty framed card."""
    frame = QFrame()
    frame.setProperty("role", "card")
    return frame
