"""Erasing: a touch takes away every stroke it meets, as a whole."""

from math import ceil, hypot

from typing_extensions import override

from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.records import Hide, InkRecord, Show
from journal_app.ui.ink.mode import Surface
from journal_app.ui.ink.modes.rubber import Rubber


class Erase(Rubber):
    """Rubs strokes out with something round."""

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._rubbed: list[int] = []
        self._at = (0.0, 0.0)

    @override
    def press(self, touch: Touch) -> None:
        self._rubbed, self._at = [], (touch.x, touch.y)
        self.move(touch)

    @override
    def move(self, touch: Touch) -> None:
        """Rub out every stroke between the rubber's last place and this one."""
        page, (x, y) = self.page, self._at
        reach = self.reach / page.zoom
        dx, dy = touch.x - x, touch.y - y
        steps = max(1, ceil(hypot(dx, dy) / reach))
        for step in range(1, steps + 1):
            spot = x + dx * step / steps, y + dy * step / steps
            ids = page.drawing.touched(*spot, reach)
            if ids:
                self._rubbed += ids
                page.apply(Hide(ids))
        self._at = touch.x, touch.y

    @override
    def release(self) -> InkRecord | None:
        rubbed, self._rubbed = self._rubbed, []
        return Hide(tuple(rubbed)) if rubbed else None

    @override
    def cancel(self) -> None:
        rubbed, self._rubbed = self._rubbed, []
        if rubbed:
            self.page.apply(Show(tuple(rubbed)))
