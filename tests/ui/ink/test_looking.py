"""Moving the page and making it larger; whatever is seen is what would be painted anew."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.fingers import Finger, Stage
from journal_app.domain.ink.marks import Affine, Box, Derived, Extent
from journal_app.domain.ink.records import Change, Hide, InkRecord, Paper
from journal_app.domain.ink.tools import BRUSH, PEN, PENS, Tool
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.ink.tiles import MOST
from tests.ui.ink.pages import SOFT_EDGE, Fingers, a_page, inked, shown, stroke_of
from tests.ui.pens import Mouse, Pen, Picture, Place, line, picture, points, unlike

LONG = line((60, 60), (360, 240), 60)
CENTRE = QPointF(300, 200)


def settled(canvas: InkCanvas, qtbot: QtBot) -> Picture:
    """Return what is seen once it is all there."""
    qtbot.waitUntil(lambda: not canvas.refining)
    return shown(canvas)


def anew(canvas: InkCanvas, qtbot: QtBot) -> Picture:
    """Return what a canvas that never saw the page before shows."""
    canvas._renew_all()
    return settled(canvas, qtbot)


def wheel(canvas: InkCanvas, turned: int, held: Qt.KeyboardModifier) -> None:
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    there = canvas.mapToGlobal(CENTRE)
    turn = QPoint(0, turned)
    event = QWheelEvent(CENTRE, there, QPoint(), turn, none, held, phase, False)  # noqa: FBT003
    QApplication.sendEvent(canvas, event)


def test_the_wheel_moves_the_page_and_with_control_changes_its_size(canvas: InkCanvas) -> None:
    Pen(canvas, canvas).draw(LONG)
    wheel(canvas, -120, Qt.KeyboardModifier.NoModifier)
    assert canvas.view.seen.top == 60
    wheel(canvas, -120, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view.seen.left == 60
    at = canvas.view.page_at(300, 200)
    wheel(canvas, 240, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(1.15**2)
    assert canvas.view.place_of(*at) == pytest.approx((300, 200), abs=1)


def test_keys_move_the_page_change_its_size_and_show_it_all(canvas: InkCanvas) -> None:
    Pen(canvas, canvas).draw(LONG)
    QTest.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.zoom == 1.25
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.view.seen == pytest.approx((300, 200, 900, 600))
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.view.seen == pytest.approx((0, 0, 600, 400))


def test_the_middle_button_and_space_take_hold_of_the_page(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    Pen(canvas, canvas).draw(LONG)
    middle = Qt.MouseButton.MiddleButton
    QTest.mousePress(canvas, middle, pos=QPoint(300, 200))
    QTest.mouseMove(canvas, QPoint(250, 170))
    QTest.mouseRelease(canvas, middle, pos=QPoint(250, 170))
    assert canvas.view.seen[:2] == (50, 30)
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    Mouse(canvas, canvas).draw([(100, 100), (150, 130)])
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view.seen[:2] == (0, 0)
    assert len(log) == 1
    Mouse(canvas, canvas).draw([(100, 100), (150, 130)])
    assert len(log) == 2


def test_two_fingers_enlarge_what_is_between_them_and_draw_nothing(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    fingers, at = Fingers(canvas), points((200, 200), (400, 200), (150, 200), (450, 200))
    fingers.touch.press(0, at[0], canvas).press(1, at[1], canvas).commit()
    fingers.touch.move(0, at[2], canvas).move(1, at[3], canvas).commit()
    fingers.touch.release(0, at[2], canvas).release(1, at[3], canvas).commit()
    assert canvas.zoom == pytest.approx(1.5)
    assert canvas.view.place_of(300, 200) == pytest.approx((300, 200), abs=1)
    assert log == []


def test_once_a_pen_was_there_a_finger_moves_the_page(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    Pen(canvas, canvas).draw(LONG)
    canvas._turn._pen_seen = -1e12
    Fingers(canvas).draw((300, 200), (260, 190))
    assert canvas.view.seen[:2] == (40, 10)
    assert len(log) == 1


def test_a_palm_on_the_page_neither_draws_nor_moves_it(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    for stage, x in ((Stage.DOWN, 200.0), (Stage.MOVED, 260.0), (Stage.UP, 260.0)):
        canvas.touched([Finger(0, x, 200.0, stage, 30.0)], 1000.0)
    assert canvas.view.seen[:2] == (0, 0)
    assert log == []
    for stage, x in ((Stage.DOWN, 200.0), (Stage.MOVED, 260.0), (Stage.UP, 260.0)):
        canvas.touched([Finger(0, x, 200.0, stage, 9.0)], 2000.0)
    assert len(log) == 1


def test_nothing_moves_the_page_while_a_stroke_is_drawn(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.down((50, 50))
    wheel(canvas, -120, Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    canvas.zoom_by(2.0)
    pen.move((80, 50))
    pen.up((80, 50))
    assert canvas.view.seen == Box(0.0, 0.0, 600.0, 400.0)
    assert stroke_of(log).box.bottom < 60


def test_ink_goes_where_the_pen_is_on_an_enlarged_page_that_was_moved(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    Pen(canvas, canvas).draw(LONG)
    canvas.zoom_to(4.0)
    canvas.pan_by(200, -100)
    Pen(canvas, canvas).draw([(300, 200)])
    assert stroke_of(log).samples[0][:2] == (300 + 50, 200 - 25)


def test_a_page_grows_by_what_is_drawn_beyond_it(canvas: InkCanvas) -> None:
    Pen(canvas, canvas).draw(LONG)
    canvas.pan_by(300, 0)
    Pen(canvas, canvas).draw(line((200, 100), (500, 100)))
    assert 800 < canvas.drawing.page.width < 900
    assert canvas.drawing.page.height == 400


@pytest.mark.parametrize("zoom", [0.3, 1.0, 3.0])
def test_what_is_seen_is_what_would_be_painted_anew(
    canvas: InkCanvas, qtbot: QtBot, zoom: float
) -> None:
    canvas.show_drawing(a_page(80))
    canvas.zoom_to(zoom)
    canvas.pan_by(37, -21)
    pen, rubber = Pen(canvas, canvas), Pen(canvas, canvas, eraser=True)
    canvas.use(Draw(canvas, PEN, "accent", 12.0))
    pen.draw(line((140, 60), (460, 290), 30), 0.7)
    rubber.draw(line((300, 20), (300, 380), 30))
    canvas.pan_by(60, 40)
    pen.draw(line((40, 260), (560, 90), 30), 0.3)
    canvas.apply(Hide((3, 4, 5)))
    seen = settled(canvas, qtbot)
    assert unlike(seen, anew(canvas, qtbot), 2) == 0


def test_until_the_page_is_sharp_at_its_new_size_there_is_a_picture_of_it(
    canvas: InkCanvas, qtbot: QtBot
) -> None:
    canvas.show_drawing(a_page(60))
    settled(canvas, qtbot)
    before = inked(canvas)
    canvas._view.zoom_to(0.5, 0, 0)
    canvas._look(0.0)
    assert canvas.refining
    assert 0.1 * before < inked(canvas) < 0.5 * before


def test_the_page_comes_back_as_it_was_when_one_zooms_there_and_back(
    canvas: InkCanvas, qtbot: QtBot
) -> None:
    canvas.show_drawing(a_page(60))
    before = settled(canvas, qtbot)
    canvas.zoom_to(2.0)
    settled(canvas, qtbot)
    Pen(canvas, canvas).draw(LONG)
    canvas.apply(Hide((1, 61)))
    canvas.zoom_to_fit()
    assert unlike(settled(canvas, qtbot), before, 2) > 0
    assert unlike(settled(canvas, qtbot), anew(canvas, qtbot), 2) == 0
    canvas._view.zoom_to(3.0, 0, 0)
    canvas._look(0.0)  # and away again before there is anything
    canvas.zoom_to_fit()
    canvas.use(Draw(canvas, BRUSH, "plum", 28.0))
    Pen(canvas, canvas).draw(LONG)
    assert unlike(settled(canvas, qtbot), anew(canvas, qtbot), 2) == 0


def test_only_so_many_tiles_are_kept(canvas: InkCanvas) -> None:
    canvas.show_drawing(a_page(4))
    canvas.zoom_to(16.0)
    for n in range(80):
        canvas.pan_by(600 if n // 10 % 2 else -600, 0 if n % 10 else 400)
    assert canvas._tiles.count <= MOST


def wavy(n: int) -> Place:
    return 80 + 3.0 * n, 200 + 60 * ((n % 40) / 20 - 1) ** 2


@pytest.mark.parametrize("zoom", [1.0, 2.5])
@pytest.mark.parametrize("tool", PENS, ids=[tool.name for tool in PENS])
def test_the_ink_of_every_tool_stays_as_it_was_under_the_pen(
    canvas: InkCanvas, tool: Tool, zoom: float
) -> None:
    canvas.zoom_to(zoom)
    canvas.use(Draw(canvas, PEN, "sage", 28.0))
    Pen(canvas, canvas).draw(line((100, 100), (400, 300)))
    canvas.use(Draw(canvas, tool, "plum", 16.0))
    pen = Pen(canvas, canvas)
    pen.down(wavy(0), 0.3)
    for n in range(140):
        pen.move(wavy(n), 0.3 + 0.5 * (n % 50) / 50)
        QApplication.processEvents()
    for _ in range(60):  # until the line has caught up with the pen
        pen.move(wavy(139), 0.6)
    wet = shown(canvas)
    pen.up(wavy(139))
    assert unlike(wet, shown(canvas), SOFT_EDGE) == 0


def test_a_mandala_shows_every_copy_under_the_pen_and_keeps_them(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    paper = Paper(arms=4, mirrored=True, centre=(300.0, 200.0))
    canvas.show_drawing(Drawing([paper]))
    pen = Pen(canvas, canvas)
    pen.down((330, 210))
    for place in [*line((330, 210), (420, 240), 40), *[(420.0, 240.0)] * 60]:
        pen.move(place)
    while not canvas._waiting.isEmpty():
        QApplication.processEvents()
    QApplication.processEvents()
    wet = picture(canvas.screen().grabWindow(canvas.winId()))
    quarters = [wet[100:200, 200:300], wet[100:200, 300:400], wet[200:300, 200:300]]
    assert all(unlike(part, part * 0 + part[0, 0], 100) > 30 for part in quarters)
    pen.up((420, 240))
    assert unlike(wet, shown(canvas), SOFT_EDGE) == 0
    assert len(canvas.drawing) == 8
    assert isinstance(log[-1], Change)


def test_other_paper_is_shown_at_once(canvas: InkCanvas) -> None:
    Pen(canvas, canvas).draw(LONG)
    before = shown(canvas)
    canvas.keep(Paper(pattern="warm"))
    assert unlike(before, shown(canvas), 2) > 1000
    assert canvas.drawing.page == Extent(600, 400)


def test_marks_made_from_others_in_their_place_are_shown_below_what_came_later(
    canvas: InkCanvas, qtbot: QtBot
) -> None:
    pen = Pen(canvas, canvas)
    canvas.use(Draw(canvas, PEN, "text", 12.0))
    pen.draw(line((100, 200), (500, 200)))
    canvas.use(Draw(canvas, PEN, "accent", 12.0))
    pen.draw(line((300, 100), (300, 300)))
    lower: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 20.0)
    canvas.apply(Change(hide=(1,), derived=(Derived(3, 1, affine=lower),)))
    seen = settled(canvas, qtbot)
    assert unlike(seen, anew(canvas, qtbot), 2) == 0


_FRACTIONS = """
import time
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.fakes import FakeClock
from tests.ui.ink.pages import a_page
from tests.ui.pens import Pen, line, picture, unlike
from journal_app.domain.settings import Preferences
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.theme import Theme
canvas = InkCanvas(Theme(app, Preferences()), FakeClock())
canvas.resize(601, 403)
canvas.show()
canvas.show_drawing(a_page(40))
canvas.zoom_to(1.3)
canvas.pan_by(13, 7)
for y in (60, 200):
    pen = Pen(canvas, canvas)
    pen.down((41, y))
    for place in line((41, y), (520, y + 90), 40):
        pen.move(place)
        app.processEvents()
    pen.up((520, y + 90))
Pen(canvas, canvas, eraser=True).draw(line((300, 20), (300, 380), 30))
other = InkCanvas(canvas.theme, FakeClock())
other.resize(601, 403)
other.show_drawing(canvas.drawing)
other.zoom_to(1.3)
other.pan_by(13, 7)
while other.refining:
    app.processEvents()
whole = picture(other.grab())
assert whole.shape != (403, 601, 3), whole.shape
until = time.monotonic() + 20
while unlike(whole, picture(canvas.backingStore().paintDevice().copy()), 2):
    app.processEvents()
    assert time.monotonic() < until
"""


def test_no_old_ink_is_left_where_a_pixel_is_no_whole_number() -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1.25"}
    subprocess.run([sys.executable, "-c", _FRACTIONS], env=told, check=True, timeout=60)
