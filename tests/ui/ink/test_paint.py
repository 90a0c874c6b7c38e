"""Ink on its paper: the same wet and dry, here and there, and readable in every theme."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import EVEN, Sample, Stroke
from journal_app.domain.ink.outline import Trace
from journal_app.domain.ink.records import Add, Paper
from journal_app.domain.ink.tools import PENS, Tool
from journal_app.domain.settings import Preferences
from journal_app.ui.painting import paint, words
from journal_app.ui.painting.thumbnail import thumbnail
from journal_app.ui.theme import Theme
from tests.ui.ink.scenes import PAPERS, WIDTHS, corners, spiral, strokes
from tests.ui.pens import Picture, picture, unlike

PAGE = QRectF(0, 0, 110, 72)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.use(Preferences())
    made.deleteLater()


class Sheet:
    """A picture of a page, or of a part of it, to paint on."""

    def __init__(self, theme: Theme, scale: float, part: QRectF = PAGE, paper: Paper = Paper()):  # noqa: ANN204, B008
        self._theme, self._scale, self._paper = theme, scale, paper
        self._image = QImage((part.size() * scale).toSize(), QImage.Format.Format_RGB32)
        self.painter = QPainter(self._image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.translate(-part.topLeft() * scale)
        self.painter.scale(scale, scale)
        paint.paint_paper(self.painter, theme, paper, PAGE, part, scale)

    def dry(self, *marks: Stroke) -> "Sheet":
        for mark in marks:
            scene = self.painter, self._theme, self._paper, mark
            paint.paint_mark(*scene, paint.Outlines(), self._scale)
        return self

    def wet(self, mark: Stroke, tool: Tool) -> "Sheet":
        samples = mark.samples
        if not tool.presses:
            samples = tuple(sample._replace(pressure=EVEN) for sample in samples)
        traces = [Trace(mark.width * wide, samples) for wide, _ in tool.skins]
        paths = [paint.path_of(trace.rings()) for trace in traces]
        scene = self.painter, self._theme, self._paper, tool, mark.colour
        paint.lay(*scene, paths, self._scale)
        return self

    @property
    def seen(self) -> Picture:
        self.painter.end()
        return picture(self._image)


@pytest.mark.parametrize("tool", PENS, ids=lambda tool: tool.name)
def test_ink_dries_as_it_was_wet(theme: Theme, tool: Tool) -> None:
    wet, dry = Sheet(theme, 2.0), Sheet(theme, 2.0)
    for mark in strokes(tool.name):
        wet.wet(mark, tool)
        dry.dry(mark)
    assert unlike(wet.seen, dry.seen, 48) <= 24


@pytest.mark.parametrize("tool", WIDTHS)
@pytest.mark.parametrize("paper", ["dots", "body", "mandala"])
def test_a_page_painted_in_parts_has_no_seams(theme: Theme, tool: str, paper: str) -> None:
    whole = Sheet(theme, 2.0, paper=PAPERS[paper]).dry(*strokes(tool)).seen
    for part in (QRectF(0, 0, 55, 36), QRectF(55, 0, 55, 36), QRectF(31, 20, 40, 40)):
        seen = Sheet(theme, 2.0, part, PAPERS[paper]).dry(*strokes(tool)).seen
        left, top = int(part.left() * 2), int(part.top() * 2)
        beside = whole[top : top + len(seen), left : left + seen.shape[1]]
        assert unlike(seen, beside, 12) <= 4


@pytest.mark.parametrize("worn", ["paper", "evening", "afterglow"])
def test_a_highlighter_leaves_ink_as_readable_as_it_was(theme: Theme, worn: str) -> None:
    theme.use(replace(Preferences(), theme=worn))
    ink = Stroke(1, "pen", "text", 12.0, 0, corners((10, 36), (100, 36)))
    glow = Stroke(2, "highlighter", "accent", 28.0, 0, corners((20, 36), (90, 36)))
    bare, lit, twice = (
        Sheet(theme, 1.0).dry(ink, *over).seen for over in ((), (glow,), (glow, glow))
    )
    assert (lit[36, 55] == bare[36, 55]).all()
    assert np.abs(lit[26, 55] - bare[26, 55]).max() > 10
    assert unlike(lit, twice, 2) <= 400  # only the soft edge


def test_an_outline_is_another_when_the_mark_is_another(theme: Theme) -> None:
    outlines = paint.Outlines(most_bytes=20_000)
    one = Stroke(1, "pen", "text", 4.0, 0, spiral(40, 40, 30))
    other = Stroke(1, "pen", "text", 4.0, 0, corners((5, 5), (9, 5)))
    (first,) = outlines.paths(one, 1.0)
    (again,) = outlines.paths(one, 0.9)
    (second,) = outlines.paths(other, 1.0)
    assert first == again != second
    outlines.prepare([Stroke(n, "pen", "text", 4.0, 0, spiral(40, 40, 30)) for n in range(50)], 1.0)
    outlines.paths(other, 1.0)
    assert outlines._bytes <= 20_000


def test_letters_fill_the_box_they_were_given_room_for(theme: Theme) -> None:
    room = words.room_for("still\nhere", 20.0)
    wide, tall = 10 + room.width(), 10 + room.height()
    shape = words.letters("still\nhere", corners((10, 10), (wide, 10), (wide, tall), (10, tall)))
    assert QRectF(10, 10, room.width(), room.height()).contains(shape.boundingRect())
    assert shape.boundingRect().width() > room.width() * 0.8
    assert words.letters("still", corners((0, 0), (9, 9))).isEmpty()


def test_a_thumbnail_shows_what_every_tool_drew(theme: Theme) -> None:
    for tool in WIDTHS:
        stroke = Stroke(1, tool, "accent", 40.0, 0, corners((900, 700), (1500, 700)))
        small = thumbnail(Drawing([Add(stroke)]), theme, QSize(200, 100), 2.0)
        assert small.deviceIndependentSize().toSize() == QSize(200, 100)
        paper = theme.colour("surface")
        assert small.toImage().pixelColor(200, 100) != paper
        assert small.toImage().pixelColor(200, 20) == paper


def test_a_line_too_thin_to_have_a_shape_is_faint_but_there(theme: Theme) -> None:
    mark = Stroke.of(1, "pen", "text", 2.0, 0, [Sample(10, 30), Sample(300, 30)])
    image = QImage(100, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(0.25, 0.25)
    paint.paint_mark(painter, theme, Paper(), mark, paint.Outlines(), 0.25)
    painter.end()
    assert 20 < (255 - picture(image)[:, 40].min()) < 200
