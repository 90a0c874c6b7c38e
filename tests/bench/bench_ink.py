"""What a pen event costs, on an empty page and on one with many strokes.

Run it as ``python -m tests.bench.bench_ink``. Both pages are drawn on in turns, stroke by stroke,
so that whatever else the machine does slows both; the ratio is what counts.
"""

import os
import sys
from math import cos, sin
from statistics import median, quantiles
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from journal_app.devices.clock import SystemClock
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import inkpaint
from journal_app.ui.widgets.canvas import InkCanvas
from tests.ui.pens import Pen

STROKES, SAMPLES, ROUNDS = 2000, 100, 60
SIZE = QSize(1600, 1000)


def places(number: int) -> list[tuple[float, float]]:
    """Return a curly line somewhere on the page, at a pace of 200 samples a second."""
    x, y = 80 + (number * 137) % 1200, 80 + (number * 89) % 800
    return [
        (x + 2.0 * n + 20 * cos(n / 6 + number), y + 20 * sin(n / 5 + number))
        for n in range(SAMPLES)
    ]


def page() -> Drawing:
    """Return a full page."""
    records = []
    for number in range(STROKES):
        samples = tuple(
            Sample(x, y, 0.5 + 0.3 * sin(n / 20), 5.0 * n)
            for n, (x, y) in enumerate(places(number))
        )
        stroke = Stroke.of(number + 1, "pen", "text", 4.0, 0, samples)
        records.append(Add(stroke, Extent(SIZE.width(), SIZE.height())))
    return Drawing(records)


def draw(canvas: InkCanvas, number: int, events: list[float], lifts: list[float]) -> None:
    """Draw one stroke, painting after each event as a screen would have it."""
    pen = Pen(canvas, canvas)
    first, *rest = places(number)
    pen.down(first)
    for n, place in enumerate(rest):
        began = thread_time()
        pen.move(place, 0.5 + 0.3 * sin(n / 20))
        QApplication.processEvents()
        events.append(1000 * (thread_time() - began))
    began = thread_time()
    pen.up(rest[-1])
    QApplication.processEvents()
    lifts.append(1000 * (thread_time() - began))


def tell(name: str, values: list[float]) -> tuple[float, float]:
    """Print a row of the table; return median and p95."""
    middle, p95 = median(values), quantiles(values, n=20)[-1]
    sys.stdout.write(f"{name:34} median {middle:7.3f} ms   p95 {p95:7.3f} ms\n")
    return middle, p95


def canvas_with(drawing: Drawing, theme: Theme) -> InkCanvas:
    """Return a canvas that shows the drawing, and say how long that took."""
    canvas = InkCanvas(theme, SystemClock())
    canvas.resize(SIZE)
    canvas.show()
    began = perf_counter()
    canvas.show_drawing(drawing)
    at_once = perf_counter() - began
    while canvas.refining:
        QApplication.processEvents()
    whole = perf_counter() - began
    sys.stdout.write(
        f"{len(drawing):5} strokes: first slice {1000 * at_once:.0f} ms, whole page "
        f"{1000 * whole:.0f} ms\n"
    )
    return canvas


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    theme = Theme(app, Preferences())
    pages = {"empty page": Drawing(), f"{STROKES} strokes": page()}
    canvases = {name: canvas_with(drawing, theme) for name, drawing in pages.items()}
    events: dict[str, list[float]] = {name: [] for name in pages}
    lifts: dict[str, list[float]] = {name: [] for name in pages}
    for number in range(ROUNDS):
        for name, canvas in canvases.items():
            draw(canvas, number, events[name], lifts[name])
    empty, full = pages
    for what, measured in (("event + paint", events), ("pen lifts", lifts)):
        (one, one_p95), (other, other_p95) = (
            tell(f"{what}, {name}", measured[name]) for name in pages
        )
        sys.stdout.write(
            f"{'  full / empty':34} median {other / one:7.2f}      p95 {other_p95 / one_p95:7.2f}\n"
        )
    began = perf_counter()
    inkpaint.thumbnail(pages[full], theme, QSize(520, 300), 1.0)
    sys.stdout.write(f"thumbnail of {full}: {1000 * (perf_counter() - began):.0f} ms\n")
    assert pages[empty] is canvases[empty].drawing


if __name__ == "__main__":
    main()
