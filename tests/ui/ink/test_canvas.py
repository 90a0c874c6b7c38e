"""The canvas: what a pen, a finger, a mouse or a key does to the page."""

from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Box, Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Show
from journal_app.domain.ink.tools import PEN
from journal_app.domain.settings import Preferences
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.draw import Draw
from journal_app.ui.ink.modes.erase import Erase
from journal_app.ui.painting.colours import ink_colour
from journal_app.ui.painting.thumbnail import thumbnail
from journal_app.ui.theme import Theme
from tests.fakes import FakeClock
from tests.ui.ink.pages import SOFT_EDGE, Fingers, a_page, inked, shown, stroke_of
from tests.ui.pens import Mouse, Pen, Picture, line, picture, points, unlike

LONG = line((60, 60), (360, 240), 60)


def test_a_stroke_is_there_when_the_pen_lifts_and_not_before(
    canvas: InkCanvas, log: list[InkRecord], clock: FakeClock
) -> None:
    pen = Pen(canvas, canvas)
    began = clock.moment.utc_ms
    pen.down((60, 60))
    for place in LONG:
        pen.move(place)
    clock.go_on(3)
    assert log == []
    pen.up(LONG[-1])
    stroke = stroke_of(log)
    assert stroke.made_ms == began
    assert stroke.samples[0][:2] == (60, 60)
    assert stroke.samples[-1][:2] == LONG[-1]
    assert list(canvas.drawing.visible()) == [stroke]


def test_pressure_and_time_are_in_the_samples(canvas: InkCanvas, log: list[InkRecord]) -> None:
    pen = Pen(canvas, canvas)
    pen.down((50, 50), 0.25)
    pen.move((60, 50), 0.5)
    pen.move((70, 50), 0.75)
    pen.up((70, 50))
    felt = [(sample.pressure, sample.t_ms) for sample in stroke_of(log).samples]
    assert felt[:3] == [(0.25, 0), (0.5, 5), (0.75, 10)]


def test_a_firm_stroke_is_wider_than_a_light_one(canvas: InkCanvas) -> None:
    pen = Pen(canvas, canvas)
    pen.draw(line((100, 100), (500, 100)), 0.1)
    light = inked(canvas)
    pen.draw(line((100, 200), (500, 200)), 0.9)
    assert inked(canvas) - light > 1.8 * light


def test_a_pen_without_pressure_draws_by_its_speed(canvas: InkCanvas, log: list[InkRecord]) -> None:
    Pen(canvas, canvas, pressure=False).draw(LONG, 0.0)
    begins, *pressures, ends = (sample.pressure for sample in stroke_of(log).samples)
    inside = pressures[len(pressures) // 4 : -len(pressures) // 4]
    assert 0.3 < min(inside) < max(inside) < 0.7
    assert max(begins, ends) < min(inside) / 2


def test_a_pen_that_has_left_the_page_draws_no_tail(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.down((50, 50))
    for place in line((50, 50), (150, 50)):
        pen.move(place)
    pen.move((400, 300), 0.0)
    pen.up((400, 300))
    assert stroke_of(log).box.right < 160


def test_a_mouse_draws_too(canvas: InkCanvas, log: list[InkRecord]) -> None:
    Mouse(canvas, canvas).draw(LONG)
    assert stroke_of(log).samples[-1][:2] == LONG[-1]
    assert inked(canvas) > 600


@pytest.mark.parametrize("device", [Pen, Mouse])
def test_a_tap_leaves_a_dot(device: type[Pen], canvas: InkCanvas, log: list[InkRecord]) -> None:
    device(canvas, canvas).draw([(200, 150)])
    assert {sample[:2] for sample in stroke_of(log).samples} == {(200, 150)}
    assert inked(canvas) > 10


def test_two_quick_clicks_are_two_dots(canvas: InkCanvas, log: list[InkRecord]) -> None:
    where = canvas.rect().center()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=where)
    assert len(log) == 2


def test_the_other_mouse_buttons_draw_nothing(canvas: InkCanvas, log: list[InkRecord]) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, pos=canvas.rect().center())
    assert log == []


def test_the_mouse_events_a_pen_brings_along_draw_nothing(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen, mouse = Pen(canvas, canvas), Mouse(canvas, canvas)
    pen.down((50, 50))
    mouse.down((50, 50))
    pen.move((150, 50))
    mouse.move((150, 50))
    mouse.up((150, 50))
    assert log == []
    pen.up((150, 50))
    assert len(log) == 1


def test_the_ink_under_the_pen_is_the_ink_that_stays(canvas: InkCanvas) -> None:
    canvas.use(Draw(canvas, PEN, "plum", 12.0))
    pen = Pen(canvas, canvas)
    pen.down((60, 60), 0.2)
    for n, place in enumerate([*LONG, *line(LONG[-1], (90, 300), 50), *[(90.0, 300.0)] * 60]):
        pen.move(place, 0.2 + 0.6 * (n % 40) / 40)
    wet = shown(canvas)
    pen.up((90, 300))
    assert unlike(wet, shown(canvas), SOFT_EDGE) == 0


def test_painting_bit_by_bit_gives_the_same_picture_as_painting_at_once(
    canvas: InkCanvas, qtbot: QtBot, qapp: QApplication
) -> None:
    canvas.show_drawing(a_page(60))
    pen, rubber = Pen(canvas, canvas), Pen(canvas, canvas, eraser=True)
    for turn in range(3):
        canvas.use(Draw(canvas, PEN, "accent", 4.0 + 8 * turn))
        pen.down((40, 60 + 90 * turn), 0.3)
        for place in line((40, 60 + 90 * turn), (560, 90 + 80 * turn), 40):
            pen.move(place, 0.7)
            qapp.processEvents()
        pen.up((560, 90 + 80 * turn))
        qapp.processEvents()
    rubber.draw(line((300, 20), (300, 380), 30))
    other = InkCanvas(canvas.theme, canvas.clock)
    qtbot.addWidget(other)
    other.resize(canvas.size())
    other.show_drawing(canvas.drawing)
    whole = shown(other)

    def seen() -> Picture:
        return picture(canvas.screen().grabWindow(canvas.winId()))

    qtbot.waitUntil(lambda: unlike(seen(), whole, 2) == 0)


def test_a_drawing_read_back_looks_as_it_did(canvas: InkCanvas, log: list[InkRecord]) -> None:
    from journal_app.domain.ink.codec import pack, unpack  # noqa: PLC0415

    Pen(canvas, canvas).draw(LONG)
    canvas.use(Draw(canvas, PEN, "plum", 12.0))
    Mouse(canvas, canvas).draw(line((500, 60), (80, 330), 30))
    before = shown(canvas)
    canvas.show_drawing(Drawing(unpack(pack(record)) for record in log))
    assert unlike(before, shown(canvas), SOFT_EDGE) < 5


def test_the_rubber_takes_whole_strokes_and_says_so_once_it_lifts(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    for y in (100, 150, 300):
        pen.draw(line((100, y), (500, y)))
    log.clear()
    canvas.use(Erase(canvas))
    pen.down((300, 60))
    pen.move((300, 200))  # one fast move: what lies between counts, too
    assert log == []
    assert len(canvas.drawing) == 1
    pen.up((300, 200))
    assert log == [Hide((1, 2))]
    assert 300 < inked(canvas) < 2000


def test_the_other_end_of_the_pen_rubs_out_and_the_pen_still_draws(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen, rubber = Pen(canvas, canvas), Pen(canvas, canvas, eraser=True)
    pen.draw(LONG)
    rubber.draw([LONG[30]])
    assert log[-1] == Hide((1,))
    assert inked(canvas) == 0
    pen.draw(LONG)
    assert stroke_of(log).id == 2


def test_one_click_is_enough_to_rub_a_stroke_out(canvas: InkCanvas, log: list[InkRecord]) -> None:
    mouse = Mouse(canvas, canvas)
    mouse.draw(LONG)
    canvas.use(Erase(canvas))
    mouse.draw([LONG[20]])
    assert log[-1] == Hide((1,))


def test_rubbing_where_nothing_is_makes_no_record(canvas: InkCanvas, log: list[InkRecord]) -> None:
    canvas.use(Erase(canvas))
    Mouse(canvas, canvas).draw(LONG)
    assert log == []


def test_hidden_strokes_come_back_below_what_was_drawn_later(canvas: InkCanvas) -> None:
    pen = Pen(canvas, canvas)
    canvas.use(Draw(canvas, PEN, "text", 12.0))
    pen.draw(line((100, 200), (500, 200)))
    canvas.use(Draw(canvas, PEN, "accent", 12.0))
    pen.draw(line((300, 100), (300, 300)))
    before = shown(canvas)
    canvas.apply(Hide((1,)))
    assert unlike(before, shown(canvas), SOFT_EDGE) > 500
    canvas.apply(Show((1,)))
    assert unlike(before, shown(canvas), 2) == 0


def test_lifting_from_outside_keeps_the_stroke_under_the_pen(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.down((50, 50))
    pen.move((150, 50))
    canvas.lift()
    assert stroke_of(log).samples[-1].x == 150
    pen.move((300, 300))
    pen.up((300, 300))
    assert len(log) == 1


def test_a_screen_reader_is_told_what_there_is(canvas: InkCanvas) -> None:
    pen = Pen(canvas, canvas)
    names = [canvas.accessibleName()]
    for n in (1, 2):
        pen.draw(line((100, 50 * n), (300, 50 * n)))
        names.append(canvas.accessibleName())
    canvas.apply(Hide((2,)))
    assert names == ["Drawing, empty", "Drawing, 1 stroke", "Drawing, 2 strokes"]
    assert canvas.accessibleName() == "Drawing, 1 stroke"
    assert "Enter puts the pen down" in canvas.accessibleDescription()


@pytest.mark.parametrize("name", ["evening", "afterglow"])
def test_another_theme_brings_its_own_ink_and_paper(
    name: str, canvas: InkCanvas, theme: Theme
) -> None:
    Pen(canvas, canvas).draw(line((100, 200), (500, 200)))
    theme.use(Preferences(theme=name))
    image = canvas.grab().toImage()
    assert image.pixelColor(300, 200) == theme.colour("text")
    assert image.pixelColor(300, 100) == theme.colour(
        "raised" if name == "afterglow" else "surface"
    )


def test_a_fixed_colour_stays_what_it_is(canvas: InkCanvas, theme: Theme) -> None:
    canvas.use(Draw(canvas, PEN, "#336699", 12.0))
    Pen(canvas, canvas).draw(line((100, 200), (500, 200)))
    theme.use(Preferences(theme="evening"))
    assert canvas.grab().toImage().pixelColor(300, 200).name() == "#336699"


def test_a_colour_of_a_later_version_is_still_ink(theme: Theme) -> None:
    assert ink_colour(theme, "gold leaf") == theme.colour("text")


def test_no_ink_is_lost_when_the_window_shrinks(canvas: InkCanvas) -> None:
    Pen(canvas, canvas).draw(line((500, 350), (570, 370)))
    canvas.resize(300, 300)
    assert inked(canvas) > 40
    canvas.resize(600, 400)
    assert inked(canvas) > 200


def test_ink_goes_where_the_pen_is_on_a_page_shown_smaller(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.draw(LONG)
    canvas.resize(300, 400)
    pen.draw([(150, 100)])
    assert stroke_of(log).samples[0][:2] == (300, 200)


def test_drawing_on_a_shrunken_page_does_not_make_it_grow(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.draw(LONG)
    for width in (300, 600, 300, 600):
        canvas.resize(width, 400)
        pen.draw(line((20, 20), (width - 20, 150)))
    assert canvas.drawing.page == Extent(600, 400)


def test_larger_text_shows_the_same_page_larger(
    canvas: InkCanvas, theme: Theme, log: list[InkRecord]
) -> None:
    theme.use(Preferences(text_size=2.0))
    Pen(canvas, canvas).draw([(200, 100)])
    assert stroke_of(log).samples[0][:2] == (100, 50)
    assert cast("Add", log[-1]).page == Extent(300, 200)
    dot = inked(canvas)
    theme.use(Preferences())
    assert 0 < inked(canvas) < dot


def test_a_heavy_page_comes_up_bit_by_bit_and_can_be_drawn_on_meanwhile(
    canvas: InkCanvas, qtbot: QtBot, log: list[InkRecord]
) -> None:
    canvas.show_drawing(a_page(1500))
    assert canvas.refining
    Pen(canvas, canvas).draw(LONG)
    canvas.apply(Hide((3,)))
    qtbot.waitUntil(lambda: not canvas.refining)
    bit_by_bit = shown(canvas)
    canvas.show_drawing(canvas.drawing)
    qtbot.waitUntil(lambda: not canvas.refining)
    assert unlike(bit_by_bit, shown(canvas), 2) == 0


@pytest.mark.parametrize("page", [Extent(0, 50), Extent(2**60, 1), Extent()])
def test_a_page_of_odd_measures_is_shown_as_well_as_can_be(page: Extent, canvas: InkCanvas) -> None:
    far = (Sample(-1e9, -1e9, 1.0), Sample(0, 0), Sample(1e9, 30), Sample(20, 1e9))
    canvas.show_drawing(Drawing([Add(Stroke.of(1, "pen", "text", 900.0, 0, far), page)]))
    Pen(canvas, canvas).draw(LONG)
    assert inked(canvas) > 0


def test_one_finger_draws(canvas: InkCanvas, log: list[InkRecord]) -> None:
    Fingers(canvas).draw(*line((100, 100), (300, 200), 10))
    assert stroke_of(log).samples[-1][:2] == (300, 200)


def test_a_second_finger_takes_a_young_stroke_back(canvas: InkCanvas, log: list[InkRecord]) -> None:
    fingers, at = Fingers(canvas), points((100, 100), (110, 100), (300, 300))
    fingers.touch.press(0, at[0], canvas).commit()
    fingers.touch.move(0, at[1], canvas).commit()
    canvas._turn._began += 100_000  # as if the first had come just now
    fingers.touch.stationary(0).press(1, at[2], canvas).commit()
    assert not canvas.busy
    fingers.touch.move(0, at[2], canvas).stationary(1).commit()
    fingers.touch.release(0, at[2], canvas).release(1, at[2], canvas).commit()
    assert log == []
    assert inked(canvas) == 0
    fingers.draw((100, 100), (200, 200))
    assert len(log) == 1


def test_an_older_stroke_was_meant_and_stays(canvas: InkCanvas, log: list[InkRecord]) -> None:
    fingers, at = Fingers(canvas), points((100, 100), (200, 100), (300, 300))
    fingers.touch.press(0, at[0], canvas).commit()
    fingers.touch.move(0, at[1], canvas).commit()
    canvas._turn._began -= 100_000
    fingers.touch.stationary(0).press(1, at[2], canvas).commit()
    fingers.touch.release(0, at[1], canvas).release(1, at[2], canvas).commit()
    assert len(log) == 1


def test_a_palm_beside_the_pen_draws_nothing(canvas: InkCanvas, log: list[InkRecord]) -> None:
    fingers, pen = Fingers(canvas), Pen(canvas, canvas)
    pen.hover((300, 100))
    canvas._turn._pen_seen = 1e12  # the pen's clock is the test's, the fingers' is Qt's
    fingers.draw((100, 100), (200, 200))
    assert log == []


def test_the_pen_takes_over_from_a_palm_that_came_first(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    fingers, pen = Fingers(canvas), Pen(canvas, canvas)
    palm = points((400, 300))[0]
    fingers.touch.press(0, palm, canvas).commit()
    pen.at = int(canvas._turn._began)
    pen.draw(line((100, 100), (200, 100)))
    fingers.touch.release(0, palm, canvas).commit()
    assert len(log) == 1
    assert stroke_of(log).box.meets(Box(100, 100, 200, 100))


def test_a_cancelled_erasure_brings_the_strokes_back(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    Pen(canvas, canvas).draw(LONG)
    canvas._turn._pen_seen = None
    canvas.use(Erase(canvas))
    before = shown(canvas)
    fingers, spot = Fingers(canvas), points(LONG[30], (400, 300))
    fingers.touch.press(0, spot[0], canvas).commit()
    assert len(canvas.drawing) == 0
    canvas._turn._began += 100_000
    fingers.touch.stationary(0).press(1, spot[1], canvas).commit()
    fingers.touch.release(0, spot[0], canvas).release(1, spot[1], canvas).commit()
    assert len(log) == 1
    assert unlike(before, shown(canvas), 2) == 0


def test_the_keyboard_can_draw(canvas: InkCanvas, log: list[InkRecord]) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Return, *[Qt.Key.Key_Right] * 5):
        QTest.keyClick(canvas, key)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert log == []
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    first, last = stroke_of(log).samples[0], stroke_of(log).samples[-1]
    assert (last.x - first.x, last.y - first.y) == (60, 2)


def test_the_keyboards_pen_stays_on_the_page(canvas: InkCanvas, log: list[InkRecord]) -> None:
    for _ in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Enter)
    QTest.keyClick(canvas, Qt.Key.Key_Enter)
    assert stroke_of(log).samples[0].x == 0


def test_enter_lets_the_mouse_draw_without_holding_a_button(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    mouse = Mouse(canvas, canvas)
    for place in LONG:
        mouse.hover(place)
    mouse.down(LONG[-1])
    mouse.up(LONG[-1])
    assert len(log) == 1
    assert stroke_of(log).samples[-1][:2] == LONG[-1]


def test_keys_with_another_meaning_go_on_to_the_page(canvas: InkCanvas) -> None:
    for key, held in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(canvas, key, held)
        assert not canvas.busy


def test_the_ring_of_the_keyboard_shows_only_when_keys_are_used(
    canvas: InkCanvas, theme: Theme
) -> None:
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.grab().toImage().pixelColor(300, 1) == theme.colour("focus")
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert canvas.grab().toImage().pixelColor(300, 1) != theme.colour("focus")


def test_a_thumbnail_shows_all_ink_on_paper(theme: Theme) -> None:
    drawing = Drawing(
        [Add(Stroke.of(1, "pen", "text", 12.0, 0, (Sample(900, 700), Sample(1500, 700))))]
    )
    small = thumbnail(drawing, theme, QSize(200, 100), 2.0)
    assert small.size() == QSize(400, 200)
    assert small.deviceIndependentSize().toSize() == QSize(200, 100)
    image = small.toImage()
    assert image.pixelColor(200, 100) == theme.colour("text")
    assert image.pixelColor(200, 20) == theme.colour("surface")


def test_a_thumbnail_of_nothing_is_paper(theme: Theme) -> None:
    image = thumbnail(Drawing(), theme, QSize(20, 10), 1.0).toImage()
    assert image.pixelColor(10, 5) == theme.colour("surface")


def test_a_mouse_event_without_a_press_before_it_is_harmless(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    place = QPointF(50, 50)
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(canvas, QMouseEvent(kind, place, place, none, none, plain))
    canvas.lift()
    assert log == []
