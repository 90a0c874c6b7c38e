"""What a press does that is no line: it puts stamps and labels down, and fills."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.hand import Touch
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Change, Hide, InkRecord, Paper
from journal_app.domain.ink.stamps import Ink, placed
from journal_app.domain.ink.tools import PEN
from journal_app.domain.ink.tracing import surface
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.fill import FillMode
from journal_app.ui.ink.modes.label import Asked, LabelMode
from journal_app.ui.ink.modes.stamp import StampMode
from journal_app.ui.theme import Theme
from tests.ui.pens import Mouse, Place, picture, unlike

INK = Ink(PEN, "sage", 3.0)
PAGE = Extent(600, 400)
MIDDLE = (300.0, 200.0)


def press(canvas: InkCanvas, place: Place, *, to: Place | None = None) -> None:
    """Press somewhere, and let go there or elsewhere."""
    mouse = Mouse(canvas, canvas)
    mouse.down(place)
    mouse.move(to or place)
    mouse.up(to or place)


def figure(canvas: InkCanvas, name: str, size: float, place: Place = MIDDLE) -> None:
    canvas.apply(placed(name, place, size, INK, 0, canvas.drawing.next_id, PAGE))


def area(mark: Stroke) -> float:
    return abs(surface(mark.points[:, :2]))


def fills(canvas: InkCanvas) -> list[Stroke]:
    return [mark for mark in canvas.drawing.visible() if mark.tool == "fill"]


def added(record: InkRecord) -> Stroke:
    assert isinstance(record, Add)
    return record.stroke


def test_a_press_puts_a_stamp_where_it_was(canvas: InkCanvas, log: list[InkRecord]) -> None:
    mode = StampMode(canvas, INK)
    canvas.use(mode)
    mode.choose("circle", 80.0)
    press(canvas, (200, 150), to=(206, 152))
    (record,) = log
    assert isinstance(record, Change)
    (stroke,) = record.added
    assert stroke.points[:, :2].mean(axis=0) == pytest.approx((200, 150), abs=4)
    assert np.ptp(stroke.points[:, 0]) == pytest.approx(75, abs=3)
    assert len(canvas.drawing) == 1


@pytest.mark.parametrize("filling", [True, False])
def test_a_press_that_slides_away_does_nothing(
    canvas: InkCanvas, log: list[InkRecord], *, filling: bool
) -> None:
    canvas.use(FillMode(canvas, "sage") if filling else StampMode(canvas, INK))
    press(canvas, (200, 150), to=(300, 150))
    assert log == []


def test_a_press_that_is_called_off_does_nothing(canvas: InkCanvas, log: list[InkRecord]) -> None:
    mode = StampMode(canvas, INK)
    mode.press(Touch(200.0, 150.0, 0.0))
    mode.cancel()
    assert mode.release() is None
    assert log == []


def test_a_stamp_shows_while_the_press_is_held(canvas: InkCanvas) -> None:
    canvas.use(StampMode(canvas, INK))
    before = picture(canvas.grab())
    mouse = Mouse(canvas, canvas)
    mouse.down((200, 150))
    held = picture(canvas.grab())
    assert unlike(before, held, 60) > 200
    mouse.up((200, 150))
    assert unlike(held, picture(canvas.grab()), 60) == 0


def test_a_key_puts_a_stamp_at_the_cross(canvas: InkCanvas, log: list[InkRecord]) -> None:
    mode = StampMode(canvas, INK, "sun")
    canvas.use(mode)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [type(one) for one in log] == [Change]


def test_on_a_mandala_a_stamp_and_a_fill_are_there_in_every_arm(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    canvas.apply(Paper(arms=3, centre=MIDDLE))
    canvas.use(StampMode(canvas, INK, "circle", 60.0))
    press(canvas, (300, 100))
    assert len(canvas.drawing) == 3
    mode = FillMode(canvas, "sage")
    canvas.use(mode)
    press(canvas, (300, 100))
    assert len(fills(canvas)) == 3
    mode.use("plum")
    press(canvas, (300, 100))
    assert [one.colour for one in fills(canvas)] == ["plum"] * 3
    assert len(log) == 3


@pytest.mark.parametrize("size", [30.0, 120.0, 360.0])
def test_a_press_fills_what_is_enclosed(
    canvas: InkCanvas, log: list[InkRecord], size: float
) -> None:
    figure(canvas, "circle", size)
    canvas.use(FillMode(canvas, "plum"))
    press(canvas, MIDDLE)
    mark = added(log[-1])
    assert (mark.tool, mark.colour) == ("fill", "plum")
    assert area(mark) == pytest.approx(np.pi * (0.47 * size) ** 2, rel=0.16)


def test_pressing_outside_fills_the_page_around_it(canvas: InkCanvas, log: list[InkRecord]) -> None:
    figure(canvas, "circle", 200.0)
    canvas.use(FillMode(canvas, "plum"))
    press(canvas, (20, 20))
    whole = PAGE.width * PAGE.height
    assert area(added(log[-1])) == pytest.approx(whole - np.pi * 94**2, rel=0.01)


def test_an_empty_page_is_filled_to_its_corners(canvas: InkCanvas, log: list[InkRecord]) -> None:
    canvas.use(FillMode(canvas, "plum"))
    press(canvas, MIDDLE)
    page = canvas.page_with(added(log[-1]).box._replace(left=0, top=0, right=1, bottom=1))
    assert area(added(log[-1])) == pytest.approx(page.width * page.height, rel=0.001)


def test_a_line_that_is_not_quite_closed_still_encloses(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    angles = np.radians(np.linspace(4, 356, 60))
    samples = [Sample(300 + 90 * np.cos(a), 200 + 90 * np.sin(a)) for a in angles]
    canvas.apply(Add(Stroke.of(1, "pen", "text", 3.0, 0, samples), PAGE))
    canvas.use(FillMode(canvas, "plum"))
    press(canvas, MIDDLE)
    assert area(added(log[-1])) == pytest.approx(np.pi * 90**2, rel=0.05)


def test_a_fill_that_is_there_takes_the_new_colour(canvas: InkCanvas, log: list[InkRecord]) -> None:
    figure(canvas, "square", 150.0)
    mode = FillMode(canvas, "plum")
    canvas.use(mode)
    press(canvas, MIDDLE)
    press(canvas, MIDDLE)
    assert len(log) == 1
    mode.use("sage")
    press(canvas, MIDDLE)
    (mark,) = fills(canvas)
    assert mark.colour == "sage"
    assert area(mark) == area(added(log[0]))


def test_within_a_page_that_is_filled_an_area_is_filled_by_itself(canvas: InkCanvas) -> None:
    mode = FillMode(canvas, "plum")
    canvas.use(mode)
    press(canvas, MIDDLE)
    figure(canvas, "circle", 120.0)
    mode.use("sage")
    press(canvas, MIDDLE)
    assert [one.colour for one in fills(canvas)] == ["plum", "sage"]


@pytest.fixture
def asked() -> list[Asked]:
    return []


@pytest.fixture
def labels(canvas: InkCanvas, asked: list[Asked]) -> LabelMode:
    mode = LabelMode(canvas, asked.append)
    canvas.use(mode)
    return mode


def test_a_press_asks_for_words_and_they_stand_there(
    canvas: InkCanvas, theme: Theme, labels: LabelMode, asked: list[Asked]
) -> None:
    press(canvas, (100, 120))
    ask = asked.pop()
    assert (ask.place, ask.text, ask.id) == ((100, 120), "", None)
    record = labels.put(ask.place, " slow \n water ", 24.0, "sage")
    assert record is not None
    canvas.keep(record)
    (mark,) = canvas.drawing.visible()
    assert (mark.tool, mark.text, mark.width) == ("label", "slow water", 24.0)
    left, top = mark.points[0, :2]
    assert (left, (top + mark.points[3, 1]) / 2) == (100, 120)
    font = theme.font()
    font.setPixelSize(240)
    wide = QFontMetricsF(font).horizontalAdvance("slow water") / 10
    assert mark.points[1, 0] - left == pytest.approx(wide, rel=0.02)


def test_a_press_on_words_offers_them_again_and_they_stay_where_they_are(
    canvas: InkCanvas, labels: LabelMode, asked: list[Asked]
) -> None:
    first = labels.put((100.0, 120.0), "rain", 30.0, "sage")
    assert first is not None
    canvas.keep(first)
    press(canvas, (110, 125))
    ask = asked.pop()
    assert (ask.text, ask.size, ask.colour) == ("rain", 30.0, "sage")
    again = labels.put(ask.place, "snow", 30.0, "plum", instead_of=ask.id)
    assert again is not None
    canvas.keep(again)
    (mark,) = canvas.drawing.visible()
    assert (mark.text, mark.colour) == ("snow", "plum")
    assert np.array_equal(mark.points[0], first.added[0].points[0])
    assert mark.rank == first.added[0].rank


def test_no_words_are_no_label_and_take_one_away(canvas: InkCanvas, labels: LabelMode) -> None:
    assert labels.put((100.0, 120.0), " \n", 30.0, "sage") is None
    first = labels.put((100.0, 120.0), "rain", 30.0, "sage")
    assert first is not None
    canvas.keep(first)
    gone = labels.put((100.0, 120.0), "", 30.0, "sage", instead_of=first.added[0].id)
    assert gone == Change(hide=(first.added[0].id,))
    canvas.keep(gone)
    assert len(canvas.drawing) == 0


def test_words_that_were_turned_stay_turned(canvas: InkCanvas, labels: LabelMode) -> None:
    corners = np.array([(200, 100), (200, 180), (160, 180), (160, 100)], float)
    points = np.column_stack((corners, np.full(4, 0.5), np.zeros(4)))
    canvas.apply(Add(Stroke(1, "label", "sage", 30.0, 0, points, "rain"), PAGE))
    record = labels.put((0.0, 0.0), "snow", 30.0, "sage", instead_of=1)
    assert record is not None
    turned = record.added[0].points
    assert turned[0, :2].tolist() == [200, 100]
    assert turned[1, 0] == pytest.approx(200)
    assert turned[1, 1] > 120
    assert turned[3, 0] < 180


def test_a_drawing_comes_back_with_what_was_pressed_on_it(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    canvas.use(FillMode(canvas, "plum"))
    press(canvas, MIDDLE)
    again = Drawing(log)
    assert list(again.visible()) == list(canvas.drawing.visible())
    again.apply(Hide((1,)))
    assert len(again) == 0
