"""A mode that acts where the page is pressed, if the press doesn't slide away."""

from math import hypot

from typing_extensions import override

from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.records import InkRecord
from journal_app.ui.ink.mode import Mode, Surface

SLIDE = 28.0
"""How far a press may slide and still be meant, in logical pixels: a tired hand shakes."""


class Tap(Mode):
    """Does one thing to each press; one that slides away or is cancelled does nothing."""

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._pressed: Touch | None = None

    def held(self, touch: Touch) -> None:
        """Show what a press would do."""

    def let_go(self) -> None:
        """Show it no longer."""

    def tapped(self, touch: Touch) -> InkRecord | None:
        """Return the record of what the press did; it is where it began."""
        raise NotImplementedError

    @override
    def press(self, touch: Touch) -> None:
        self._pressed = touch
        self.held(touch)

    @override
    def move(self, touch: Touch) -> None:
        pressed = self._pressed
        if pressed is None:
            return
        slid = hypot(touch.x - pressed.x, touch.y - pressed.y) * self.page.zoom
        if slid > self.page.theme.px(SLIDE):
            self.cancel()

    @override
    def release(self) -> InkRecord | None:
        pressed = self._pressed
        self.cancel()
        return None if pressed is None else self.tapped(pressed)

    @override
    def cancel(self) -> None:
        self._pressed = None
        self.let_go()

    @override
    def leave(self) -> None:
        self.cancel()
