"""The canvas: warm paper that shows a drawing and takes new strokes."""

from PySide6.QtCore import QElapsedTimer, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_app.domain.clock import Clock
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.hand import HandSettings, Touch
from journal_app.domain.ink.marks import PALETTE, THIN, Box, Extent
from journal_app.domain.ink.records import InkRecord, Paper
from journal_app.domain.ink.tools import PEN
from journal_app.ui import tidying
from journal_app.ui.ink import changes, edge
from journal_app.ui.ink.input import Contact
from journal_app.ui.ink.keypen import KeyPen
from journal_app.ui.ink.mode import Mode
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.ink.modes.erase import Erase
from journal_app.ui.ink.modes.frame import Frame
from journal_app.ui.ink.tile import Scene
from journal_app.ui.ink.tiles import Tiles
from journal_app.ui.ink.view import View
from journal_app.ui.painting import paint
from journal_app.ui.painting.paint import Outlines
from journal_app.ui.theme import Theme

AT_ONCE_MS, SLICE_MS, BESIDE_PEN_MS = 30.0, 5.0, 2.5
PACE_MS = 4
_PAD = 2
_SEEN_FOCUS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class InkCanvas(KeyPen):
    """Shows a drawing; ``made`` carries each new record when the pen lifts.

    The record is on the page already then. What a touch does is up to the mode in use. ``framed``
    carries the ``Region`` that was chosen while ``frame`` is on; ``looked`` says that another part
    of the page is seen, or at another size.
    """

    made = Signal(object)
    framed = Signal(object)
    looked = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.clock = clock
        self.hand = HandSettings()
        self._drawing = Drawing()
        self._outlines = Outlines()
        self._view = View()
        self._tiles = Tiles(self._scene())
        self._mode: Mode = Draw(self, PEN, PALETTE[0], THIN)
        self._rubber = Erase(self)
        self._framing: Frame | None = None
        self._touched: Mode | None = None
        self._seen_focus = False
        self._waiting = QRegion()
        self._painted = QElapsedTimer()
        self._pace = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pace.timeout.connect(self._show_changes)
        self._refining = QTimer(self, interval=0)
        self._refining.timeout.connect(self._refine)
        self._lay_out()
        theme.changed.connect(self._renew_all)
        self._describe()
        self._set_pointer()

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleDescription(
            self.tr(
                "Draw with a pen, a finger or the mouse; a tap leaves a dot. "
                "With the keyboard: arrows move, Enter puts the pen down and lifts it. "
                "Plus and minus change the size, 0 shows the whole page, "
                "Page up and down, Home and End move it."
            )
        )

    @property
    def drawing(self) -> Drawing:
        """What is on the page, without the stroke under the pen."""
        return self._drawing

    @property
    def refining(self) -> bool:
        """Whether what is seen is still being painted."""
        return not self._tiles.whole

    @property
    def zoom(self) -> float:
        """Logical pixels to a page unit."""
        return self._view.zoom

    @property
    def view(self) -> View:
        """Which part of the page is seen."""
        return self._view

    @property
    def mode(self) -> Mode:
        """What a touch does now."""
        return self._mode if self._framing is None else self._framing

    def show_drawing(self, drawing: Drawing) -> None:
        """Show another drawing; new strokes are added to it."""
        self._drawing = drawing
        self._outlines.forget()
        self._view.chosen = False
        self._renew_all()
        self._describe()

    def use(self, mode: Mode) -> None:
        """Let touches do this from now on."""
        self.lift()
        if mode is not self._mode:
            self._mode.leave()
            self._mode = mode
        self._set_pointer()

    def frame(self, *, on: bool) -> None:
        """Frame a part of the page from now on, or go on as before."""
        self.lift()
        if self._framing is not None:
            self._framing.leave()
        self._framing = Frame(self, self.framed.emit) if on else None
        self._set_pointer()

    def apply(self, record: InkRecord) -> None:
        """Take in a record and show what it changes."""
        before, paper = self._view.paper(self._drawing.page), self._drawing.paper
        box = self._drawing.apply(record)
        if isinstance(record, Paper) and record != paper:
            self._renew_all()
            return
        if box is None:
            return
        changed = self._view.paper(self._drawing.page) != before
        self._view.grow(self._drawing.page, box)
        if changed and (paper.outline or paper.arms):
            self._renew_all()
        else:
            self._tiles.scene = self._scene()
            self._change(record, box)
        self._describe()

    def keep(self, record: InkRecord) -> None:
        """Show a record and have it kept."""
        self.apply(record)
        self.made.emit(record)

    def renew(self, part: Box) -> None:
        """Have a part of the page painted again, soon."""
        x, y = self._view.place_of(part.left, part.top)
        zoom = self._view.zoom
        shown = QRectF(x, y, part.width * zoom, part.height * zoom) & QRectF(self.rect())
        if not shown.isEmpty():
            self._waiting += shown.toAlignedRect().adjusted(-_PAD, -_PAD, _PAD, _PAD)
            self._show_soon()

    def page_with(self, ink: Box) -> Extent:
        """Return how far the page reaches once there is ink in this box."""
        return self._view.page_with(self._drawing.page, ink)

    @override
    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        self.zoom_to(self._view.zoom * factor, around)

    def zoom_to(self, zoom: float, around: QPointF | None = None) -> None:
        """Show the page at a size, around a place of the view or its middle."""
        if not self.busy:
            place = QPointF(self.width(), self.height()) / 2 if around is None else around
            self._view.zoom_to(zoom, place.x(), place.y())
            self._look()

    @override
    def zoom_to_fit(self) -> None:
        """Show the whole page, at its own size if there is room for it."""
        if not self.busy:
            self._view.home()
            self._look()

    @override
    def pan_by(self, dx: float, dy: float) -> None:
        """Look further to the right and down, by logical pixels."""
        if not self.busy:
            self._view.pan_by(dx, dy)
            self._look_on()
            self.update()
            self.looked.emit()

    @override
    def means(self, key: int, *, fine: bool) -> bool:
        return self.mode.key(Qt.Key(key), fine=fine)

    @override
    def grasp(self, *, on: bool) -> None:
        super().grasp(on=on)
        self._set_pointer()

    @override
    def pen_down(self, contact: Contact, *, rubber: bool) -> None:
        tidying.put_off(self)
        self._touched = self._rubber if rubber and self._framing is None else self.mode
        if self._touched is self._rubber:
            self._set_pointer()
        self._touched.press(self._touch_of(contact))

    @override
    def pen_moved(self, contact: Contact) -> None:
        if self._touched is not None:
            self._touched.move(self._touch_of(contact))

    @override
    def pen_up(self) -> None:
        touched = self._leave_touch()
        record = touched.release() if touched is not None else None
        if record is not None:
            self.keep(record)
        self._show_changes()

    @override
    def pen_cancelled(self) -> None:
        touched = self._leave_touch()
        if touched is not None:
            touched.cancel()
        self._show_changes()

    def _leave_touch(self) -> Mode | None:
        touched, self._touched = self._touched, None
        if touched is self._rubber:
            self._set_pointer()
        tidying.go_on(self)
        return touched

    def _touch_of(self, contact: Contact) -> Touch:
        x, y = self._view.page_at(contact.place.x(), contact.place.y())
        return Touch(x, y, contact.at, contact.pressure, contact.tilt)

    def _scene(self) -> Scene:
        page = self._view.paper(self._drawing.page)
        whole = QRectF(0.0, 0.0, page.width, page.height)
        return Scene(self.theme, self._drawing, self._outlines, whole)

    def _change(self, record: InkRecord, box: Box) -> None:
        """Show what a record has changed: what came on top is put there, the rest painted anew."""
        new = changes.on_top(record, self._drawing)
        self._outlines.prepare(new, self._view.scale)
        for mark in new:
            self._tiles.stamp(mark)
            self.renew(mark.box)
        for part in () if new else changes.parts(record, self._drawing) or [box]:
            self._tiles.stain(part)
            self.renew(part)
        self._look_on()

    def _renew_all(self) -> None:
        """Paint everything anew."""
        self._measure()
        self._tiles.show(self._scene())
        self._look(AT_ONCE_MS)

    def _measure(self) -> None:
        self._view.resize(self.width(), self.height(), self.devicePixelRatioF())
        self._view.show(self._drawing.page, self._drawing.bounds, self.theme.scale)

    def _look(self, budget_ms: float = SLICE_MS) -> None:
        """Show the part of the page that is looked at now; what isn't painted yet comes later."""
        self._look_on()
        self._tiles.refine(budget_ms)
        self._set_pointer()
        self.update()
        self.looked.emit()

    def _look_on(self) -> None:
        view = self._view
        reach = paint.rect(view.reach)
        self._tiles.look(QRect(*view.pixels), view.scale, reach)
        self._refining.start()

    def _refine(self) -> None:
        ready = self._tiles.refine(BESIDE_PEN_MS if self.busy else SLICE_MS)
        if self._tiles.settled:
            self._refining.stop()
        for part in ready:
            self.update(self._shown(part))

    def _show_soon(self) -> None:
        """Paint at once, or, when events come faster than anyone can see, at a steady pace."""
        since = self._painted.elapsed() if self._painted.isValid() else PACE_MS
        if since >= PACE_MS:
            self._show_changes()
        elif not self._pace.isActive():
            self._pace.start(PACE_MS - since)

    def _show_changes(self) -> None:
        if not self._waiting.isEmpty():
            self.update(self._waiting)
            self._waiting = QRegion()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        fresh = self._drawing.page
        before = self._view.paper(fresh)
        self._measure()
        if self._view.paper(fresh) != before:
            self._tiles.show(self._scene())
        self._look(AT_ONCE_MS)

    @override
    def ratio_changed(self) -> None:
        self._renew_all()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._seen_focus = event.reason() in _SEEN_FOCUS
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._seen_focus = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_page(painter, event.region())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRegion(event.region())
        left, top = self._view.place_of(0.0, 0.0)
        painter.translate(left, top)
        painter.scale(self._view.zoom, self._view.zoom)
        self.mode.paint(painter)
        if self._touched is not None and self._touched is not self.mode:
            self._touched.paint(painter)
        painter.restore()
        if self.cross is not None:
            edge.paint_cross(painter, self.theme, self.cross)
        if not edge.inner(self.rect()).contains(event.rect()):
            edge.paint_edge(painter, self.theme, QRectF(self.rect()), focus=self._seen_focus)
        self._painted.start()

    def _paint_page(self, painter: QPainter, region: QRegion) -> None:
        """Copy the tiles pixel for pixel: here, everything counts in the page's pixels."""
        ratio, view, part = self._view.ratio, self._view, region.boundingRect()
        pixels = QRectF(
            part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio
        )
        pixels.translate(view.left, view.top)
        whole = pixels.toAlignedRect().adjusted(-1, -1, 1, 1)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(-view.left, -view.top)
        for ready in self._tiles.freshen(whole, BESIDE_PEN_MS if self.busy else SLICE_MS):
            beside = (QRegion(self._shown(ready)) & self.rect()) - region
            if not beside.isEmpty():
                self.update(beside)
        self._tiles.paint(painter, whole)
        painter.restore()

    def _shown(self, pixels: QRect) -> QRect:
        """Return where in the view a part of the page's picture is."""
        ratio, view = self._view.ratio, self._view
        part = QRectF(pixels.translated(-view.left, -view.top))
        corner, size = part.topLeft() / ratio, part.size() / ratio
        return QRectF(corner, size).toAlignedRect().adjusted(-1, -1, 1, 1)

    def _set_pointer(self) -> None:
        hand = Qt.CursorShape.OpenHandCursor
        self.setCursor(QCursor(hand if self._grasps else (self._touched or self.mode).pointer))

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
