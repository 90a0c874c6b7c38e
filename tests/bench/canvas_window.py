"""The real canvas, alone in a maximised window, with strokes on its page.

    python -m tests.bench.canvas_window STROKES LEFT TOP WIDTH HEIGHT

The strokes lie in that box of the screen, as far as one can know before there is a window.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from journal_app.devices.clock import SystemClock
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.ink.tools import PEN
from journal_app.domain.settings import Preferences
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.theme import Theme
from tests.bench import curls

BLACK = "#000000"
NIB = 3.0  # of which a hand this quick makes lines about as wide as the other program's
PACE_MS = 5.0
TITLE = "canvas beside"
TITLE_BAR = 20


def canvas_with(lines: list[curls.Line], app: QApplication) -> QWidget:
    """Return a canvas that shows these strokes, with a fine black pen: all that is ours is here."""
    reach = Extent(
        *(int(max((place[way] for line in lines for place in line), default=0)) for way in (0, 1))
    )
    strokes = (
        Stroke.of(
            number,
            "pen",
            curls.OLD_INK,
            curls.OLD_NIB,
            0,
            tuple(Sample(x, y, t_ms=PACE_MS * n) for n, (x, y) in enumerate(line)),
        )
        for number, line in enumerate(lines, start=1)
    )
    canvas = InkCanvas(Theme(app, Preferences()), SystemClock())
    canvas.show_drawing(Drawing(Add(stroke, reach) for stroke in strokes))
    canvas.use(Draw(canvas, PEN, BLACK, NIB))
    return canvas


def main(count: int, left: int, top: int, width: int, height: int) -> int:
    """Show the canvas until the process is ended."""
    app = QApplication([TITLE])
    # As the program does; the X11 platform sets this while the application starts.
    app.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, on=False)
    lines = [
        [(left + x, top - TITLE_BAR + y) for x, y in line]
        for line in curls.page(count, width, height)
    ]
    canvas = canvas_with(lines, app)
    lines.clear()
    canvas.setWindowTitle(TITLE)
    canvas.showMaximized()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
