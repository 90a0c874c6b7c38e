"""Pens of all kinds: the other end, the button on the barrel, and those that feel nothing."""

from PySide6.QtCore import QEvent, Qt

from journal_app.domain.ink.records import Add, Hide, InkRecord
from journal_app.ui.ink.canvas import InkCanvas
from tests.ui.ink.pages import stroke_of
from tests.ui.pens import Pen, line

LONG = line((60, 60), (360, 240), 60)
LEFT, RIGHT, NONE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.NoButton,
)
PRESS, MOVE, RELEASE = (
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletRelease,
)


def test_the_button_on_the_barrel_rubs_out_while_it_is_held(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.draw(LONG)
    pen.send(PRESS, (10, 10), 0.0, (RIGHT, RIGHT))  # above the page: nothing yet
    assert not log[1:]
    pen.send(PRESS, LONG[30], 0.5, (LEFT, LEFT | RIGHT))
    pen.send(RELEASE, LONG[30], 0.5, (RIGHT, LEFT))
    assert not log[1:]
    pen.up(LONG[30])
    assert log[-1] == Hide((1,))
    pen.draw(LONG)
    assert [type(record) for record in log] == [Add, Hide, Add]


def test_some_pens_tell_of_the_barrels_button_in_place_of_the_tip(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.draw(LONG)
    pen.send(PRESS, LONG[30], 0.5, (RIGHT, RIGHT))
    pen.send(RELEASE, LONG[30], 0.0, (RIGHT, NONE))
    assert log[-1] == Hide((1,))


def test_a_button_pressed_in_the_middle_of_a_stroke_changes_nothing(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    pen.down((50, 50))
    pen.send(PRESS, (60, 50), 0.5, (RIGHT, LEFT | RIGHT))
    pen.send(RELEASE, (70, 50), 0.5, (RIGHT, LEFT))
    pen.move((200, 50))
    pen.up((200, 50))
    assert stroke_of(log).samples[-1].x == 200
    assert len(log) == 1


def test_a_pen_that_always_presses_the_same_draws_by_its_speed(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    pen = Pen(canvas, canvas)
    for _ in range(2):
        pen.draw(LONG, 1.0)
    pressures = {sample.pressure for sample in stroke_of(log).samples}
    assert max(pressures) < 0.8
    assert len(pressures) > 5


def test_a_pen_that_never_tells_of_pressure_draws_nevertheless(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    Pen(canvas, canvas).draw(LONG, 0.0)
    assert stroke_of(log).box.right > 350


def test_no_full_tidying_begins_while_the_pen_is_down(canvas: InkCanvas) -> None:
    from journal_app.ui import tidying  # noqa: PLC0415

    pen = Pen(canvas, canvas)
    pen.down((50, 50))
    assert tidying._waited_for
    pen.up((50, 50))
    assert not tidying._waited_for
