"""What a pen event costs, on an empty page and on ones with many strokes; and what zooming costs.

Run it as ``python -m tests.bench.bench_ink``. All pages are drawn on in turns, stroke by stroke,
so that whatever else the machine does slows all; the ratio is what counts.
"""

import os
import resource
import sys
from math import cos, sin
from statistics import median, quantiles
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from journal_app.devices.clock import SystemClock
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Stroke
from journal_app.domain.ink.records import Add, Paper
from journal_app.domain.ink.tools import TOOLS
from journal_app.domain.settings import Preferences
from journal_app.ui.ink import canvas as canvases_
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.theme import Theme
from tests.ui.pens import Pen

SAMPLES, ROUNDS = 100, 40
COUNTS = (0, 2_000, 10_000)
SIZE, LARGE = QSize(1600, 1000), QSize(3840, 2160)


def places(number: int) -> list[tuple[float, float]]:
    """Return a curly line somewhere on the page, at a pace of 200 samples a second."""
    x, y = 80 + (number * 137) % 1200, 80 + (number * 89) % 800
    return [
        (x + 2.0 * n + 20 * cos(n / 6 + number), y + 20 * sin(n / 5 + number))
        for n in range(SAMPLES)
    ]


def page(count: int) -> Drawing:
    """Return a page with so many strokes."""
    records = []
    for number in range(count):
        spots = np.array(places(number))
        n = np.arange(SAMPLES)
        points = np.column_stack((spots, 0.5 + 0.3 * np.sin(n / 20), 5.0 * n))
        stroke = Stroke(number + 1, "pen", "text", 4.0, 0, points)
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
    most = max(values)
    sys.stdout.write(f"{name:34} median {middle:7.3f} ms   p95 {p95:7.3f}   most {most:7.3f}\n")
    return middle, p95


def settle(canvas: InkCanvas) -> float:
    """Wait until all is painted; return the longest time the pen would have had to wait."""
    longest = 0.0
    while canvas.refining:
        began = perf_counter()
        QApplication.processEvents()
        longest = max(longest, perf_counter() - began)
    for _ in range(200):
        QApplication.processEvents()
    return 1000 * longest


def canvas_with(drawing: Drawing, theme: Theme, size: QSize = SIZE) -> InkCanvas:
    """Return a canvas that shows the drawing, and say how long that took."""
    canvas = InkCanvas(theme, SystemClock())
    canvas.resize(size)
    canvas.show()
    QApplication.processEvents()
    began = perf_counter()
    canvas.show_drawing(drawing)
    at_once = perf_counter() - began
    longest = settle(canvas)
    whole = perf_counter() - began
    sys.stdout.write(
        f"{len(drawing):6} strokes: shown after {1000 * at_once:.0f} ms, whole after "
        f"{1000 * whole:.0f} ms, slices of at most {longest:.1f} ms\n"
    )
    return canvas


def zooming(canvas: InkCanvas) -> None:
    """Say what zooming costs until there is something to see, and until it is sharp."""
    for zoom in (0.5, 0.25, 1.0, 2.0, 4.0):
        began = perf_counter()
        canvas.zoom_to(zoom)
        QApplication.processEvents()
        first = perf_counter() - began
        longest = settle(canvas)
        sys.stdout.write(
            f"  zoom to {zoom:4}: first picture {1000 * first:5.1f} ms, sharp "
            f"{1000 * (perf_counter() - began):6.0f} ms, slices of at most {longest:.1f} ms\n"
        )
    pans: list[float] = []
    for _ in range(60):
        began = thread_time()
        canvas.pan_by(3, 2)
        QApplication.processEvents()
        pans.append(1000 * (thread_time() - began))
    tell("  pan", pans)
    canvas.zoom_to_fit()
    settle(canvas)


def meanwhile(canvas: InkCanvas) -> None:
    """Say what the pen has to wait for while a page is being painted."""
    events: list[float] = []
    lifts: list[float] = []
    for number in range(5):
        canvas.zoom_to(1.0 + number / 10)
        draw(canvas, number, events, lifts)
    tell("  event + paint + a slice of page", events)
    canvas.zoom_to_fit()
    settle(canvas)


def rubbing(canvas: InkCanvas) -> None:
    """Say what rubbing out costs where ink lies many strokes deep."""
    rubber = Pen(canvas, canvas, eraser=True)
    events: list[float] = []
    rubber.down((300.0, 300.0))
    for n in range(200):
        began = thread_time()
        rubber.move((300.0 + 4 * n, 300.0 + n))
        QApplication.processEvents()
        events.append(1000 * (thread_time() - began))
    rubber.up((1100.0, 500.0))
    tell("  rubbing out + paint", events)
    settle(canvas)


def tools(theme: Theme) -> None:
    """Say what each tool costs on an empty page, and twelve copies of the pen."""
    plain, mandala = Drawing(), Drawing([Paper(arms=6, mirrored=True, centre=(800.0, 500.0))])
    for name, drawing in [*((name, plain) for name in TOOLS), ("pen", mandala)]:
        if name in {"fill", "label"}:
            continue
        canvas = InkCanvas(theme, SystemClock())
        canvas.resize(SIZE)
        canvas.show_drawing(drawing)
        canvas.show()
        canvas.use(Draw(canvas, TOOLS[name], "text", 12.0))
        events: list[float] = []
        for number in range(6):
            draw(canvas, number, events, [])
        tell(f"  {name}{', 12 copies' if drawing is mandala else ''}", events)
        canvas.hide()


def memory() -> float:
    """Return how much memory this process had at most, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    theme = Theme(app, Preferences())
    canvases_.PACE_MS = 0  # or a fast script would be painted less often than a hand
    if "large" in sys.argv:
        canvas = canvas_with(page(COUNTS[-1]), theme, LARGE)
        zooming(canvas)
        sys.stdout.write(f"memory at {LARGE.width()} x {LARGE.height()}: {memory():.0f} MB\n")
        return
    canvases = {f"{count} strokes": canvas_with(page(count), theme) for count in COUNTS}
    events: dict[str, list[float]] = {name: [] for name in canvases}
    lifts: dict[str, list[float]] = {name: [] for name in canvases}
    for number in range(ROUNDS):
        for name, canvas in canvases.items():
            draw(canvas, number, events[name], lifts[name])
    for what, measured in (("event + paint", events), ("pen lifts", lifts)):
        rows = [tell(f"{what}, {name}", values) for name, values in measured.items()]
        ratios = ", ".join(f"{row[1] / rows[0][1]:.2f}" for row in rows[1:])
        sys.stdout.write(f"{'  p95 of full / empty':34} {ratios}\n")
    tools(theme)
    meanwhile(canvases[f"{COUNTS[-1]} strokes"])
    rubbing(canvases[f"{COUNTS[-1]} strokes"])
    zooming(canvases[f"{COUNTS[-1]} strokes"])


if __name__ == "__main__":
    main()
