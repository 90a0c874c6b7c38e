"""Drawing: a touch leaves a line of ink."""

from PySide6.QtGui import QPainter
from typing_extensions import override

from journal_app.domain.ink.drawing import united
from journal_app.domain.ink.hand import Hand
from journal_app.domain.ink.marks import Box, Sample, Stroke
from journal_app.domain.ink.records import InkRecord
from journal_app.domain.ink.tools import Tool
from journal_app.ui.ink import paint
from journal_app.ui.ink.arms import copies, repeated
from journal_app.ui.ink.mode import Mode, Pointer, Surface, Touch
from journal_app.ui.ink.rings import ring
from journal_app.ui.ink.wet import WetInk


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
        self._hand = Hand(touch.x, touch.y, touch.at, touch.pressure)
        self._wet = WetInk(self._tool, self._colour, self._width, copies(self.page.drawing.paper))
        self._made_ms = self.page.clock.now().utc_ms
        self._grow(self._wet, self._hand.samples)

    @override
    def move(self, touch: Touch) -> None:
        if self._hand is not None and self._wet is not None:
            sample = self._hand.move(touch.x, touch.y, touch.at, touch.pressure)
            self._grow(self._wet, [sample])

    @override
    def release(self) -> InkRecord | None:
        hand, wet = self._hand, self._wet
        self.cancel()
        if hand is None or wet is None:
            return None
        last = hand.lift()
        if last is not None:
            wet.add([last])
        stroke = Stroke.of(
            self.page.drawing.next_id,
            self._tool.name,
            self._colour,
            self._width,
            self._made_ms,
            hand.samples,
        )
        everywhere = united([stroke.box, *wet.boxes]) or stroke.box
        page = self.page.page_with(everywhere)
        return repeated(stroke, self.page.drawing.paper, page)

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

    def _grow(self, wet: WetInk, samples: list[Sample]) -> None:
        self._renew(wet.add(samples))

    def _renew(self, boxes: list[Box]) -> None:
        for box in boxes:
            self.page.renew(box)
