"""Erasing precisely: only what the rubber covers goes, and a line falls into pieces."""

from typing_extensions import override

from journal_app.domain.ink.erasing import Cut
from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.records import InkRecord
from journal_app.ui.ink.mode import Surface
from journal_app.ui.ink.modes.rubber import Rubber


class CutOut(Rubber):
    """Takes away what is under something round."""

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._cut: Cut | None = None
        self._at = (0.0, 0.0)

    @override
    def press(self, touch: Touch) -> None:
        self._cut, self._at = Cut(self.page.drawing), (touch.x, touch.y)
        self.move(touch)

    @override
    def move(self, touch: Touch) -> None:
        place = touch.x, touch.y
        if self._cut is not None:
            change = self._cut.rub((self._at, place), self.reach / self.page.zoom)
            if change.hide:
                self.page.apply(change)
        self._at = place

    @override
    def release(self) -> InkRecord | None:
        cut, self._cut = self._cut, None
        return cut.record(self.page.drawing.page) if cut is not None else None

    @override
    def cancel(self) -> None:
        cut, self._cut = self._cut, None
        if cut is not None:
            self.page.apply(cut.undone())
