"""What the page and a mode (drawing, erasing, choosing, …) know of each other."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from journal_app.domain.clock import Clock
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.hand import HandSettings, Touch
from journal_app.domain.ink.marks import Box, Extent
from journal_app.domain.ink.records import InkRecord
from journal_app.ui.theme import Theme

Pointer = QPixmap | Qt.CursorShape


class Surface(Protocol):
    """What a mode may ask of the page it works on."""

    theme: Theme
    clock: Clock

    @property
    def drawing(self) -> Drawing:
        """What is on the page, without what a mode holds back."""

    @property
    def hand(self) -> HandSettings:
        """What was chosen for the hand that draws."""

    @property
    def zoom(self) -> float:
        """Logical pixels to a page unit."""

    def apply(self, record: InkRecord) -> None:
        """Show what a record changes. It is kept only if the mode also returns it."""

    def keep(self, record: InkRecord) -> None:
        """Show a record and have it kept: for what is done without a touch, as by a key."""

    def renew(self, part: Box) -> None:
        """Have ``paint`` called again for a part of the page."""

    def page_with(self, ink: Box) -> Extent:
        """Return how far the page reaches once there is ink in this box."""


class Mode:
    """One thing a pen can do on the page. This one does nothing.

    A touch begins with ``press``, goes on with ``move`` and ends with ``release`` or ``cancel``.
    """

    def __init__(self, page: Surface) -> None:
        self.page = page

    @property
    def pointer(self) -> Pointer:
        """How the pointer looks over the page."""
        return Qt.CursorShape.CrossCursor

    def press(self, touch: Touch) -> None:
        """Begin a touch."""

    def move(self, touch: Touch) -> None:
        """Go on to where the touch is now."""

    def release(self) -> InkRecord | None:
        """End the touch; return the record of what was done, which is shown and kept.

        What the mode has applied already may be in it again: that changes nothing.
        """

    def cancel(self) -> None:
        """Forget this touch: it was a mistake. What was applied in it is put back."""

    def key(self, key: Qt.Key, *, fine: bool) -> bool:
        """Do what a key means here, ``fine`` with Shift held; say whether it means anything."""
        del key, fine
        return False

    def paint(self, painter: QPainter) -> None:
        """Paint what this mode shows above the ink. The painter counts in page units."""

    def leave(self) -> None:
        """Put down what is still held: another mode comes."""
