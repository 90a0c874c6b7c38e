"""Stamping: a press puts a shape or a symbol on the page."""

from PySide6.QtGui import QPainter
from typing_extensions import override

from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.marks import NO_PAGE
from journal_app.domain.ink.records import Change
from journal_app.domain.ink.stamps import Ink, everywhere, placed, reach
from journal_app.ui.ink.mode import Surface
from journal_app.ui.ink.modes.tap import Tap
from journal_app.ui.painting import paint
from journal_app.ui.painting.paint import Outlines

SIZE = 96.0


class StampMode(Tap):
    """Puts one stamp down where the page is pressed; it shows while the press is held."""

    def __init__(self, page: Surface, ink: Ink, name: str = "circle", size: float = SIZE) -> None:
        super().__init__(page)
        self._ink, self._name, self._size = ink, name, size
        self._shown: Change | None = None
        self._outlines = Outlines()

    def choose(self, name: str, size: float) -> None:
        """Put down this stamp from now on, so large in page units."""
        self._name, self._size = name, size

    def use(self, ink: Ink) -> None:
        """Draw with this from now on."""
        self._ink = ink

    @override
    def held(self, touch: Touch) -> None:
        self._outlines.forget()
        self._shown = self._stamp(touch)
        self.page.renew(reach(self._shown))

    @override
    def let_go(self) -> None:
        shown, self._shown = self._shown, None
        if shown is not None:
            self.page.renew(reach(shown))

    @override
    def tapped(self, touch: Touch) -> Change:
        return self._stamp(touch)

    @override
    def paint(self, painter: QPainter) -> None:
        if self._shown is None:
            return
        theme, paper = self.page.theme, self.page.drawing.paper
        scale = painter.deviceTransform().m11()
        for mark in self._shown.added:
            paint.paint_mark(painter, theme, paper, mark, self._outlines, scale)

    def _stamp(self, touch: Touch) -> Change:
        drawing, now = self.page.drawing, self.page.clock.now().utc_ms
        place = (touch.x, touch.y)
        bare = placed(self._name, place, self._size, self._ink, now, drawing.next_id, NO_PAGE)
        whole = everywhere(bare, drawing.paper)
        page = self.page.page_with(reach(whole))
        return Change(added=whole.added, derived=whole.derived, page=page)
