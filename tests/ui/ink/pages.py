"""What tests ask of a canvas: what is on it, and what fingers do."""

from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, InkRecord
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.painting import paint
from tests.ui.pens import Picture, picture, points

SOFT_EDGE = 96  # where two outlines of one line may differ by part of a pixel


def stroke_of(log: list[InkRecord]) -> Stroke:
    """Return the stroke of the newest record."""
    record = log[-1]
    assert isinstance(record, Add)
    return record.stroke


def shown(canvas: InkCanvas) -> Picture:
    """Return the picture of the page, once all of it is painted."""
    while canvas.refining:
        QApplication.processEvents()
    return picture(canvas.grab())


def inked(canvas: InkCanvas) -> int:
    """Count the pixels that are not paper, well inside the frame."""
    inside = shown(canvas)[30:-30, 30:-30]
    paper = paint.paper_colour(canvas.theme, canvas.drawing.paper)
    blue_green_red = [paper.blue(), paper.green(), paper.red()]
    return int((abs(inside - blue_green_red).max(axis=2) > 40).sum())


def a_page(count: int) -> Drawing:
    """Return a page with many strokes on it."""
    records = []
    for n in range(count):
        x, y = 40 + (n * 37) % 480, 40 + (n * 53) % 300
        samples = tuple(Sample(x + 3 * k, y + (k % 5), 0.5, 8.0 * k) for k in range(20))
        stroke = Stroke.of(n + 1, "pen", "sage", 4.0, 0, samples)
        records.append(Add(stroke, Extent(600, 400)))
    return Drawing(records)


class Fingers:
    """Fingers on the canvas, each with a number."""

    device: QPointingDevice | None = None

    def __init__(self, canvas: InkCanvas) -> None:
        # One touch screen for all tests: Qt never takes one away again.
        Fingers.device = Fingers.device or QTest.createTouchDevice()
        self._canvas = canvas
        self.touch = QTest.touchEvent(canvas, Fingers.device, False)  # noqa: FBT003

    def draw(self, *places: tuple[float, float]) -> None:
        """Draw a stroke with one finger."""
        first, *rest = points(*places)
        self.touch.press(0, first, self._canvas).commit()
        for place in rest:
            self.touch.move(0, place, self._canvas).commit()
        self.touch.release(0, rest[-1], self._canvas).commit()
