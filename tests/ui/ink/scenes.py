"""What the golden pictures show: every tool and every paper, small."""

from collections.abc import Callable, Iterator
from math import pi

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from journal_app.domain.ink.marks import Points, Stroke
from journal_app.domain.ink.records import Paper
from journal_app.ui.painting import paint
from journal_app.ui.theme import Theme

SIZE = QSize(110, 72)
WIDTHS = {"pen": 3.0, "fountain": 5.0, "pencil": 5.0, "brush": 16.0, "highlighter": 12.0}
PAPERS = {
    "plain": Paper(),
    "dots": Paper("dots"),
    "lines": Paper("lines"),
    "warm": Paper("warm"),
    "body": Paper(outline="body"),
    "mandala": Paper(arms=6, mirrored=True, centre=(55.0, 36.0)),
}


def spiral(x: float, y: float, reach: float, samples: int = 60) -> Points:
    """Return a spiral that is pressed hardest midway."""
    t = np.linspace(0.0, 1.0, samples)
    angle, r = 2 * pi * 2.2 * t, reach * t
    pressure = 0.2 + 0.6 * np.sin(pi * t)
    return np.stack((x + r * np.cos(angle), y + r * np.sin(angle), pressure, 800 * t), axis=1)


def loops(x: float, y: float, wide: float, tall: float, samples: int = 70) -> Points:
    """Return something like a signature: its strokes down are firm, those up are light."""
    t = np.linspace(0.0, 1.0, samples)
    turn = 2 * pi * 3 * t
    across = x + wide * t + 0.1 * wide * np.sin(turn)
    pressure = np.clip((0.5 - 0.35 * np.cos(turn + 1)) * np.minimum(t, 1 - t) * 8, 0.05, 0.9)
    return np.stack((across, y + tall * np.sin(turn + 1.2), pressure, 800 * t), axis=1)


def corners(*places: tuple[float, float], pressure: float = 0.5) -> Points:
    """Return a line that turns sharply."""
    return np.array([(x, y, pressure, 40.0 * n) for n, (x, y) in enumerate(places)])


def strokes(tool: str) -> Iterator[Stroke]:
    """Give what is drawn with each tool: a spiral, loops, a zigzag, a cross and a tap."""
    zigzag = corners((54, 62), (60, 46), (66, 62), (72, 46), (78, 62))
    cross = corners((6, 40), (48, 66), pressure=0.4), corners((6, 66), (48, 44), pressure=0.8)
    shapes = (spiral(28, 22, 18), loops(56, 24, 40, 10), zigzag, *cross, corners((96, 56)))
    inks = ("text", "accent", "sage", "plum", "chart4", "text")
    for number, (points, ink) in enumerate(zip(shapes, inks, strict=True), 1):
        yield Stroke(number, tool, ink, WIDTHS[tool], 0, points)


def others() -> Iterator[Stroke]:
    """Give a fill over a line and another fill, and a label that leans."""
    yield Stroke(1, "pen", "text", 4.0, 0, corners((8, 30), (100, 14)))
    yield Stroke(2, "fill", "sage", 1.0, 0, corners((10, 8), (60, 6), (66, 34), (14, 38)))
    yield Stroke(3, "fill", "plum", 1.0, 0, corners((44, 20), (96, 10), (98, 40), (50, 36)))
    box = corners((8, 44), (104, 38), (106, 62), (10, 68))
    yield Stroke(4, "label", "accent", 1.0, 0, box, text="still")


def scenes() -> dict[str, Callable[[Theme, float], QImage]]:
    """Return how each picture is made, by its name, for a theme at a scale."""
    made: dict[str, Callable[[Theme, float], QImage]] = {}
    for tool in WIDTHS:
        made[tool] = _scene(Paper(), tuple(strokes(tool)))
    for name, paper in PAPERS.items():
        made[f"on-{name}"] = _scene(paper, ())
    made["fill-and-label"] = _scene(Paper(), tuple(others()))
    return made


def _scene(paper: Paper, marks: tuple[Stroke, ...]) -> Callable[[Theme, float], QImage]:
    def show(theme: Theme, scale: float) -> QImage:
        image = QImage(SIZE * scale, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        page = QRectF(0, 0, SIZE.width(), SIZE.height())
        paint.paint_paper(painter, theme, paper, page, page, scale)
        outlines = paint.Outlines()
        outlines.prepare(marks, scale)
        for mark in marks:
            paint.paint_mark(painter, theme, paper, mark, outlines, scale)
        painter.end()
        return image

    return show
