"""Choosing marks on the page, and what is done to them by pen, by buttons and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal_app.domain.ink.records import Change, Hide, InkRecord
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.lasso import Lasso
from tests.ui.ink.pages import shown
from tests.ui.pens import Pen, line, unlike

AROUND = [(60, 60), (340, 60), (340, 160), (60, 160), (62, 64)]
FIRST, SECOND = line((100, 100), (300, 120), 20), line((100, 300), (300, 300), 20)


@pytest.fixture
def told() -> list[int]:
    return []


@pytest.fixture
def lasso(canvas: InkCanvas, told: list[int], log: list[InkRecord]) -> Lasso:
    """A page with two lines on it, and the lasso in hand."""
    for places in (FIRST, SECOND):
        Pen(canvas, canvas).draw(places)
    log.clear()
    mode = Lasso(canvas, told.append)
    canvas.use(mode)
    return mode


def choose(canvas: InkCanvas) -> None:
    Pen(canvas, canvas).draw(AROUND)


def boxes(canvas: InkCanvas) -> list[tuple[int, int]]:
    return [(round(mark.box.left), round(mark.box.top)) for mark in canvas.drawing.visible()]


def test_a_ring_around_a_mark_chooses_it_and_keeps_no_record(
    canvas: InkCanvas, lasso: Lasso, told: list[int], log: list[InkRecord]
) -> None:
    choose(canvas)
    assert lasso.chosen == (1,)
    assert told[-1] == 1
    assert log == []


def test_marks_can_be_chosen_by_pressing_one_after_the_other(
    canvas: InkCanvas, lasso: Lasso, told: list[int]
) -> None:
    pen = Pen(canvas, canvas)
    pen.draw([(200, 110)])
    assert told[-1] == 1
    pen.draw([(200, 300)])
    assert lasso.chosen == (1, 2)
    pen.draw([(500, 380)])
    assert not lasso.chosen


def test_what_is_chosen_is_dragged_as_one_step(
    canvas: InkCanvas, lasso: Lasso, log: list[InkRecord]
) -> None:
    choose(canvas)
    before = boxes(canvas)
    Pen(canvas, canvas).draw(line((200, 105), (240, 135), 8))
    (record,) = log
    assert isinstance(record, Change)
    assert record.hide == (1,)
    assert boxes(canvas) == [(before[0][0] + 40, before[0][1] + 30), before[1]]
    assert len(lasso.chosen) == 1


def test_the_page_under_a_drag_is_what_it_is_when_painted_anew(
    canvas: InkCanvas, lasso: Lasso
) -> None:
    choose(canvas)
    Pen(canvas, canvas).draw(line((200, 105), (240, 135), 8))
    lasso.let_go()
    QApplication.processEvents()
    step_by_step = shown(canvas)
    canvas.show_drawing(canvas.drawing)
    assert unlike(step_by_step, shown(canvas), 2) == 0


def test_a_drag_that_was_a_mistake_leaves_everything_where_it_was(
    canvas: InkCanvas, lasso: Lasso, log: list[InkRecord]
) -> None:
    choose(canvas)
    before = boxes(canvas)
    pen = Pen(canvas, canvas)
    pen.down((200, 105))
    pen.move((260, 200))
    canvas.mode.cancel()
    assert boxes(canvas) == before
    pen.up((260, 200))
    assert log == []


def test_a_press_without_a_way_moves_nothing(
    canvas: InkCanvas, lasso: Lasso, log: list[InkRecord]
) -> None:
    choose(canvas)
    Pen(canvas, canvas).draw([(200, 108)])
    assert log == []
    assert len(canvas.drawing) == 2


def test_a_corner_scales_and_the_knob_turns(canvas: InkCanvas, lasso: Lasso) -> None:
    choose(canvas)
    box = lasso.box
    assert box is not None
    corner = box.right + 10, box.bottom + 10
    Pen(canvas, canvas).draw(line(corner, (corner[0] + 104, corner[1] + 20), 6))
    larger = lasso.box
    assert larger is not None
    assert larger.width > 1.3 * box.width
    knob = (larger.left + larger.right) / 2, larger.top - 50
    middle = (larger.top + larger.bottom) / 2
    Pen(canvas, canvas).draw(line(knob, (knob[0] + middle - knob[1], middle), 6))
    turned = lasso.box
    assert turned is not None
    assert turned.height > larger.width * 0.9


def test_everything_can_be_done_by_key(
    canvas: InkCanvas, lasso: Lasso, log: list[InkRecord]
) -> None:
    choose(canvas)
    left, top = boxes(canvas)[0]
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert boxes(canvas)[0] == (left + 12, top + 2)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_R, Qt.Key.Key_Minus, Qt.Key.Key_D):
        QTest.keyClick(canvas, key)
    assert len(canvas.drawing) == 3
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(canvas.drawing) == 2
    assert isinstance(log[-1], Hide)
    assert len(log) == 7


def test_keys_mean_what_they_always_do_while_nothing_is_chosen(
    canvas: InkCanvas, lasso: Lasso, log: list[InkRecord]
) -> None:
    assert not lasso.key(Qt.Key.Key_Delete, fine=False)
    assert not lasso.key(Qt.Key.Key_Left, fine=False)
    choose(canvas)
    assert not lasso.key(Qt.Key.Key_Q, fine=False)


def test_chosen_marks_take_another_colour(
    canvas: InkCanvas, lasso: Lasso, log: list[InkRecord]
) -> None:
    choose(canvas)
    lasso.recolour("plum")
    assert [mark.colour for mark in canvas.drawing.visible()] == ["plum", "text"]
    assert len(lasso.chosen) == 1


def test_what_was_taken_back_is_chosen_no_more(canvas: InkCanvas, lasso: Lasso) -> None:
    choose(canvas)
    canvas.apply(Hide((1,)))
    assert not lasso.chosen
    lasso.bigger()
    lasso.remove()
    assert len(canvas.drawing) == 1


def test_another_mode_lets_go(canvas: InkCanvas, lasso: Lasso, told: list[int]) -> None:
    choose(canvas)
    canvas.use(Lasso(canvas, told.append))
    assert not lasso.chosen
    assert told[-1] == 0
