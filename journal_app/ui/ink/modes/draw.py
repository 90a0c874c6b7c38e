"""Drawing: a touch leaves a line of ink."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from journal_app.domain.ink.drawing import united
from journal_app.domain.ink.hand import Hand, Touch
from journal_app.domain.ink.marks import Box, Stroke
from journal_app.domain.ink.records import InkRecord
from journal_app.domain.ink.symmetry import copies, repeated
from journal_app.domain.ink.tools import Tool
from journal_app.ui.ink.mode import Mode, Pointer, Surface
from journal_app.ui.ink.rings import ring
from journal_app.ui.ink.wet import WetInk, mapped
from journal_app.ui.painting import paint


class Draw(Mode):
    """Draws with one tool, in one colour, with a nib of one width."""

    def __init__(self, page: Surface, tool: Tool, colour: str, width: float) -> None:
        super().__init__(page)
        self._tool, self._colour, self._width = tool, colour, width
        self._hand: Hand | None = None
        self._wet: WetInk | None = None
        self._made_ms = 0

    @property
    @override
    def pointer(self) -> Pointer:
        page = self.page
        ink = paint.ink_colour(page.theme, self._colour)
        return ring(
            self._width * page.zoom / 2, ink, paint.paper_colour(page.theme, page.drawing.paper)
        )

    @override
    def press(self, touch: Touch) -> None:
        page = self.page
        self._hand = Hand(touch, self._tool, page.hand, page.zoom)
        around = copies(page.drawing.paper)
        scale = page.zoom * QApplication.primaryScreen().devicePixelRatio()
        self._wet = WetInk(self._tool, self._colour, self._width, around, scale)
        self._made_ms = page.clock.now().utc_ms
        self._renew(self._wet.add(self._hand.samples[0], self._hand.tip))

    @override
    def move(self, touch: Touch) -> None:
        if self._hand is not None and self._wet is not None:
            self._renew(self._wet.add(self._hand.move(touch), self._hand.tip))

    @override
    def release(self) -> InkRecord | None:
        hand, page = self._hand, self.page
        self.cancel()
        if hand is None:
            return None
        stroke = Stroke(
            page.drawing.next_id,
            self._tool.name,
            self._colour,
            self._width,
            self._made_ms,
            hand.lift(),
        )
        around = [stroke.box, *(mapped(stroke.box, one) for one in copies(page.drawing.paper))]
        return repeated(stroke, page.drawing.paper, page.page_with(united(around) or stroke.box))

    @override
    def cancel(self) -> None:
        wet, self._wet, self._hand = self._wet, None, None
        if wet is not None:
            self._renew(wet.boxes)

    @override
    def paint(self, painter: QPainter) -> None:
        if self._wet is not None:
            scale = painter.deviceTransform().m11()
            self._wet.paint(painter, self.page.theme, self.page.drawing.paper, scale)

    def _renew(self, boxes: list[Box]) -> None:
        for box in boxes:
            self.page.renew(box)
