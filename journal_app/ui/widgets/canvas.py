"""The canvas: warm paper that shows a drawing and takes new strokes."""

from math import ceil, hypot

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QCursor,
    QFocusEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.clock import Clock
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.hand import Hand, Touch
from journal_app.domain.ink.marks import NO_PAGE, PALETTE, THIN, Box, Extent, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Show
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import inkpaint
from journal_app.ui.widgets.framing import Framing
from journal_app.ui.widgets.peninput import CROSS, Contact, PenInput
from journal_app.ui.widgets.sheet import Sheet
from journal_app.ui.widgets.wetink import WetInk

CORNER = 22
RUBBER = 9.0
AT_ONCE_MS, SLICE_MS = 30, 6
SMALLEST = 0.05
_SEEN_FOCUS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class InkCanvas(PenInput):
    """Shows a drawing; ``made`` carries each new record when the pen lifts.

    The record (an ``Add``, or a ``Hide`` of what was rubbed out) is on the page already then.
    While ``frame`` is on, the pen frames a part of it; ``framed`` carries that ``Region``.
    """

    made = Signal(object)
    framed = Signal(object)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._colour, self._width, self._erasing = PALETTE[0], THIN, False
        self._drawing = Drawing()
        self._outlines: dict[int, QPainterPath] = {}
        self._scale = 1.0
        self._sheet = self._new_sheet()
        self._next: Sheet | None = None
        self._wet: WetInk | None = None
        self._framing: Framing | None = None
        self._rubbed: list[int] | None = None
        self._rubber_at = QPointF()
        self._seen_focus = False
        self._refining = QTimer(self, interval=0)
        self._refining.timeout.connect(self._refine)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleDescription(
            self.tr(
                "Draw with a pen, a finger or the mouse; a tap leaves a dot. "
                "With the keyboard: arrows move, Enter puts the pen down and lifts it."
            )
        )
        theme.changed.connect(self._restyle)
        self._describe()
        self._set_pointer()

    @property
    def drawing(self) -> Drawing:
        """What is on the page, without the stroke under the pen."""
        return self._drawing

    @property
    def refining(self) -> bool:
        """Whether a new picture of the page is still being painted."""
        return self._next is not None

    def show_drawing(self, drawing: Drawing) -> None:
        """Show another drawing; new strokes are added to it."""
        self._drawing = drawing
        self._outlines.clear()
        self._renew()
        self._describe()

    def use(self, colour: str, width: float) -> None:
        """Draw the next strokes in this colour, with a nib of this width."""
        self._colour, self._width = colour, width
        self._set_pointer()

    def erase(self, *, on: bool) -> None:
        """Rub strokes out from now on, or draw again."""
        self._erasing = on
        self._set_pointer()

    def frame(self, *, on: bool) -> None:
        """Frame a part of the page from now on, or draw again."""
        self._framing = Framing(self._theme) if on else None
        self._set_pointer()
        self.update()

    def apply(self, record: InkRecord) -> None:
        """Take in a record and show what it changes."""
        box = self._drawing.apply(record)
        if box is None:
            return
        if isinstance(record, Add):
            self._add_on_top(record.stroke)
        else:
            self._sheet.renew(inkpaint.rect(box), self._drawing.within(box))
            if self._next is not None:
                self._renew()
        self._update_page(inkpaint.rect(box))
        self._describe()

    @override
    def pen_down(self, contact: Contact, *, rubber: bool) -> None:
        place = contact.place / self._scale
        if self._framing is not None:
            self._framing.press(place)
            self.update()
            return
        if rubber or self._erasing:
            self._rubbed, self._rubber_at = [], place
            self._rub(place)
            return
        hand = Hand(Touch(place.x(), place.y(), contact.at, contact.pressure))
        self._wet = WetInk(hand, self._colour, self._width, self._clock.now().utc_ms)
        self._update_page(self._wet.rect)

    @override
    def pen_moved(self, contact: Contact) -> None:
        place = contact.place / self._scale
        if self._framing is not None:
            self._framing.move(place)
            self.update()
        elif self._wet is not None:
            self._update_page(self._wet.move(place, contact.at, contact.pressure))
        elif self._rubbed is not None:
            self._rub(place)

    @override
    def pen_up(self) -> None:
        if self._framing is not None:
            self._end_frame(self._framing)
            return
        record: InkRecord | None = None
        if self._wet is not None:
            self._update_page(self._wet.lift())
            stroke = self._wet.stroke(self._drawing.next_id)
            self._outlines[stroke.id] = self._wet.outline(self._wet.rect)
            self._wet = None
            record = Add(stroke, self._page_with(stroke.box))
            self.apply(record)
        elif self._rubbed:
            record = Hide(tuple(self._rubbed))
        self._rubbed = None
        if record is not None:
            self.made.emit(record)

    @override
    def pen_cancelled(self) -> None:
        if self._framing is not None:
            self._framing.cancel()
            self.update()
        if self._wet is not None:
            self._update_page(self._wet.rect)
            self._wet = None
        elif self._rubbed:
            self.apply(Show(tuple(self._rubbed)))
        self._rubbed = None

    def _end_frame(self, framing: Framing) -> None:
        page = QRectF(QPointF(), QSizeF(self.size()) / self._scale)
        region = framing.release(page)
        self.update()
        if region is not None:
            self.framed.emit(region)

    def _rub(self, place: QPointF) -> None:
        """Rub out every stroke between the rubber's last place and this one."""
        reach = self._reach() / self._scale
        way = place - self._rubber_at
        steps = max(1, ceil(hypot(way.x(), way.y()) / reach))
        for step in range(1, steps + 1):
            spot = self._rubber_at + way * (step / steps)
            ids = self._drawing.touched(spot.x(), spot.y(), reach)
            if ids and self._rubbed is not None:
                self._rubbed += ids
                self.apply(Hide(ids))
        self._rubber_at = place

    def _reach(self) -> float:
        return self._theme.px(RUBBER) * (1.5 if self._theme.dim else 1.0)

    def _page_with(self, ink: Box) -> Extent:
        """Return how far the page reaches once there is ink in this box.

        The first stroke makes it as large as the view, for where on a page one draws is part of
        the drawing. Later it grows only where ink goes beyond it.
        """
        view = Extent(int(self.width() / self._scale), int(self.height() / self._scale))
        page = self._drawing.page
        if page == NO_PAGE:
            return view
        return Extent(
            max(page.width, view.width) if ink.right > page.width else page.width,
            max(page.height, view.height) if ink.bottom > page.height else page.height,
        )

    def _add_on_top(self, stroke: Stroke) -> None:
        self._sheet.add([stroke], AT_ONCE_MS)
        if self._next is not None:
            self._next.add([stroke], 0)

    def _outline(self, stroke: Stroke) -> QPainterPath:
        path = self._outlines.get(stroke.id)
        if path is None:
            path = self._outlines[stroke.id] = inkpaint.outline(stroke)
        return path

    def _new_sheet(self) -> Sheet:
        ratio = self.devicePixelRatioF()
        return Sheet(self.size() * ratio, self._scale * ratio, self._theme, self._outline)

    def _renew(self) -> None:
        """Begin to paint the whole page anew; what is shown stays until that is done."""
        page = self._drawing.page
        self._scale = self._theme.scale
        if page != NO_PAGE:
            fit = min(self.width() / max(page.width, 1), self.height() / max(page.height, 1))
            self._scale = min(self._scale, max(fit, SMALLEST))
        self._next = self._new_sheet()
        self._next.add(self._drawing.visible(), AT_ONCE_MS)
        self._refining.start()
        if self._next.whole:
            self._refine()

    def _refine(self) -> None:
        if self._next is not None and not self._next.whole:
            self._next.add((), SLICE_MS)
        if self._next is not None and self._next.whole:
            self._sheet, self._next = self._next, None
            self._refining.stop()
            self.update()

    def _restyle(self) -> None:
        self._set_pointer()
        self._renew()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._renew()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._restyle()
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._seen_focus = event.reason() in _SEEN_FOCUS
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._seen_focus = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._next is not None:
            painter.fillRect(event.rect(), inkpaint.paper(self._theme))
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        self._paint_dry(painter, self._scale * ratio)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._wet is not None:
            self._paint_wet(painter, self._wet, event.rect())
        if self._framing is not None:
            self._framing.paint(painter, QRectF(self.rect()), self._scale)
        if self.cross is not None:
            self._paint_cross(painter, self.cross)
        if not self.rect().adjusted(CORNER, CORNER, -CORNER, -CORNER).contains(event.rect()):
            self._paint_frame(painter)

    def _paint_dry(self, painter: QPainter, scale: float) -> None:
        """Copy the sheet pixel for pixel, or stretch the last one until the next one is made."""
        if self._next is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.scale(scale / self._sheet.scale, scale / self._sheet.scale)
        painter.drawPixmap(0, 0, self._sheet.picture)

    def _paint_wet(self, painter: QPainter, wet: WetInk, part: QRect) -> None:
        painter.save()
        painter.scale(self._scale, self._scale)
        within = painter.transform().inverted()[0].mapRect(QRectF(part))
        painter.fillPath(wet.outline(within), QBrush(inkpaint.ink(self._theme, wet.colour)))
        painter.restore()

    def _paint_cross(self, painter: QPainter, place: QPointF) -> None:
        arm = QPointF(CROSS - 3, 0), QPointF(0, CROSS - 3)
        paper, focus = inkpaint.paper(self._theme), self._theme.colour("focus")
        for pen in (QPen(paper, 6), QPen(focus, 2)):
            painter.setPen(pen)
            for way in arm:
                painter.drawLine(place - way, place + way)

    def _paint_frame(self, painter: QPainter) -> None:
        """Round the paper's corners off and draw its edge, or the ring of the keyboard's focus."""
        whole = QRectF(self.rect())
        wide = 3.0 if self._seen_focus else 2.0
        edge = whole.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        outside = QPainterPath()
        outside.addRect(whole)
        outside.addRoundedRect(edge, CORNER, CORNER)
        painter.fillPath(outside, QBrush(self._theme.colour("bg")))
        painter.setPen(QPen(self._theme.colour("focus" if self._seen_focus else "border"), wide))
        painter.drawRoundedRect(edge, CORNER, CORNER)

    def _update_page(self, part: QRectF) -> None:
        """Have a part of the page (in page units) painted again."""
        if not part.isEmpty():
            scale = self._scale
            view = QRectF(part.topLeft() * scale, part.size() * scale)
            self.update(view.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _set_pointer(self) -> None:
        """Show how large the nib or the rubber is."""
        if self._framing is not None:
            self.setCursor(Qt.CursorShape.CrossCursor)
            return
        radius = self._reach() if self._erasing else self._width * self._theme.scale / 2
        token = "text" if self._erasing else self._colour
        colours = inkpaint.ink(self._theme, token), inkpaint.paper(self._theme)
        self.setCursor(QCursor(inkpaint.ring_cursor(self, radius, *colours)))

    def _describe(self) -> None:
        """Tell a screen reader what there is to see."""
        count = len(self._drawing)
        if count == 0:
            name = self.tr("Drawing, empty")
        elif count == 1:
            name = self.tr("Drawing, 1 stroke")
        else:
            name = self.tr("Drawing, {count} strokes").format(count=count)
        self.setAccessibleName(name)
